"""Rounds of blind scoring: opened, closed, withdrawn."""

from datetime import date, datetime
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import RoundState
from negotiations.models import Deal, Issue, ScoringRound, ScoringSheet, Seat

LEAST_ISSUES = LEAST_PEOPLE = 2


def open_round(deal: Deal, *, deadline: date | None = None, by: User, at: datetime) -> ScoringRound:
    """Ask everybody with a seat to weigh the issues that are in the plan now. Raises ``Rejected``."""
    with writing(deal, Permission.SCORING_RUN, by=by, at=at) as write:
        if ScoringRound.objects.filter(deal=write.deal, state=RoundState.OPEN).exists():
            raise Rejected("A round is open already: close or withdraw it first.")
        live = Issue.objects.filter(deal=write.deal, removed_at__isnull=True).order_by("position", "pk")
        asked = [str(pk) for pk in live.values_list("pk", flat=True)]
        if len(asked) < LEAST_ISSUES:
            raise Rejected("Add a second issue first: weighing compares one with another.")
        if len(seated(write.deal)) < LEAST_PEOPLE:
            raise Rejected("Seat somebody else first: alone, nothing is blind.")
        if deadline is not None and deadline < at.date():
            raise Rejected("This day is past.", "deadline")
        row = ScoringRound(
            deal=write.deal, issues=asked, deadline=deadline, opened_by=by, opened_at=at, opened_seq=write.deal.seq + 1
        )
        write.add(row)
        return row


def close_round(scoring_round: ScoringRound, *, by: User, at: datetime) -> ScoringRound:
    """Close a round before all are in. From now on the sheets handed in can be read; it cannot be opened again."""
    with writing(scoring_round.deal, Permission.SCORING_RUN, by=by, at=at) as write:
        row = lock_open(write, scoring_round.pk)
        end(write, row, RoundState.CALLED)
        return row


def withdraw_round(scoring_round: ScoringRound, *, by: User, at: datetime) -> ScoringRound:
    """Take an open round back: its sheets are destroyed unread."""
    with writing(scoring_round.deal, Permission.SCORING_RUN, by=by, at=at) as write:
        row = lock_open(write, scoring_round.pk)
        ScoringSheet.objects.filter(round=row).delete()
        end(write, row, RoundState.WITHDRAWN)
        return row


def lock_open(write: Write, pk: UUID) -> ScoringRound:
    """The round, locked, while it is open. Raises ``Rejected`` when it is over."""
    rows = ScoringRound.objects.select_for_update(of=("self",)).filter(deal=write.deal, pk=pk)
    row = rows.filter(state=RoundState.OPEN).first()
    if row is None:
        raise Rejected("The round is over: it takes no more sheets.")
    row.deal = write.deal
    return row


def end(write: Write, row: ScoringRound, state: RoundState) -> None:
    """End a round. That all are in follows from all: its event names nobody, so not who came last."""
    write.unsigned = state == RoundState.ALL_IN
    row.ended_at = write.at
    row.ended_by = None if write.unsigned else write.by
    before, row.state = row.state, state
    row.save(update_fields=["state", "ended_at", "ended_by"])
    write.log("changed", row, field="state", before=before, after=state)


def seated(deal: Deal) -> set[int]:
    """Who is asked: everybody with a seat that counts in this phase, each once."""
    return set(Seat.objects.filter(deal=deal).awake().values_list("user_id", flat=True))
