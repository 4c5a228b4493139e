"""Sheets of blind scoring: each person's own, sealed.

The one exception from "every write leaves an event": an event, its number, its time or its actor would tell the others
who has handed in. The write is a write in all else: one transaction, the deal locked, the right checked again. The
only event that can follow is the round's own closing, when all are in.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.alternatives import plain
from negotiations.actions.issues import check_level
from negotiations.actions.scoring import end, lock_open, seated
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import RoundState
from negotiations.models import Issue, ScoringRound, ScoringSheet

Points = Mapping[UUID, Decimal]
Targets = Mapping[UUID, Decimal]

IS_IN = "Your sheet is in. Take it back to change it."


def keep(scoring_round: ScoringRound, points: Points, targets: Targets, *, by: User, at: datetime) -> ScoringSheet:
    """Keep one's own sheet as a draft: swing points 0 to 100 and levels by issue, as far as they go.

    Raises ``Rejected`` naming the issue, or when the round is over or the sheet is in.
    """
    with writing(scoring_round.deal, Permission.SCORE, by=by, at=at) as write:
        row = _own(write, lock_open(write, scoring_round.pk))
        if row.handed_in:
            raise Rejected(IS_IN)
        _write(write, row, points, targets)
        return row


def hand_in(scoring_round: ScoringRound, points: Points, targets: Targets, *, by: User, at: datetime) -> ScoringRound:
    """Hand one's own sheet in, with points for every issue. When all with a seat are in, the round closes itself.

    Raises ``Rejected`` naming an issue without points. Gives the round.
    """
    with writing(scoring_round.deal, Permission.SCORE, by=by, at=at) as write:
        locked = lock_open(write, scoring_round.pk)
        row = _own(write, locked)
        if row.handed_in:
            raise Rejected(IS_IN)
        _check_whole(_asked(locked), points)
        row.handed_in = True
        _write(write, row, points, targets)
        handed = ScoringSheet.objects.filter(round=locked, handed_in=True).values_list("user_id", flat=True)
        if seated(write.deal) <= set(handed):
            end(write, locked, RoundState.ALL_IN)
        return locked


def take_back(scoring_round: ScoringRound, *, by: User, at: datetime) -> None:
    """Make one's own sheet a draft again, while the round is open. Nothing when it is one."""
    with writing(scoring_round.deal, Permission.SCORE, by=by, at=at) as write:
        row = _own(write, lock_open(write, scoring_round.pk))
        if row.handed_in:
            row.handed_in = False
            row.save()


def _own(write: Write, locked: ScoringRound) -> ScoringSheet:
    sheets = ScoringSheet.objects.select_for_update(of=("self",))
    return sheets.filter(round=locked, user=write.by).first() or ScoringSheet(round=locked, user=write.by)


def _write(write: Write, row: ScoringSheet, points: Points, targets: Targets) -> None:
    asked = _asked(row.round)
    for pk, given in points.items():
        if pk in asked and not 0 <= given <= 100:
            raise Rejected("Give points from 0 to 100.", str(pk))
    for pk, level in targets.items():
        if pk in asked:
            check_level(asked[pk], level, f"target-{pk}", write.deal.currency)
    answers: dict[str, Any] = {
        "points": {str(pk): plain(given) for pk, given in points.items() if pk in asked},
        "targets": {str(pk): plain(level) for pk, level in targets.items() if pk in asked},
    }
    row.answers = answers
    row.save()


def _asked(locked: ScoringRound) -> dict[UUID, Issue]:
    """The issues of the round that are still in the plan."""
    rows = Issue.objects.filter(deal=locked.deal, pk__in=locked.issues, removed_at__isnull=True)
    return {row.pk: row for row in rows.prefetch_related("options")}


def _check_whole(asked: Mapping[UUID, Issue], points: Points) -> None:
    for pk, issue in asked.items():
        if pk not in points:
            raise Rejected(f"Give {issue.name} points, 0 if its swing is worth nothing to us.", str(pk))
    if not any(points[pk] > 0 for pk in asked):
        raise Rejected("At least one swing must be worth something.")
