"""The log of the table: entries are added and reversed, never changed. An offer in it is the commitment itself.

Whoever puts an offer on record, on whatever page, goes this way: no offer is beside the log, none is free of its price.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db.models.functions import Now

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import evidence, ledger, next_moves, offers
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Issue, MandateException, Meeting, Move
from negotiations.queries.plan.rows import TELLS
from negotiations.queries.reading import opened
from negotiations.queries.staleness import QUIET
from negotiations.queries.standing import standing

MAX_WORDS, MAX_WHY = 1000, 500
METERED = frozenset({MoveKind.THREAT, *TELLS})  # what the claim/create meter counts besides offers
SOON = timedelta(days=1)  # clocks and time zones differ
WITH_LEVELS = frozenset({MoveKind.OFFER, MoveKind.GIVE, MoveKind.AGREE})
Levels = Mapping[UUID, Decimal]


@dataclass(frozen=True)
class Said:
    """What an entry holds, as it came from the page or the API. ``exception`` is a granted one that an offer uses.

    For a give of ours: ``pays`` names gets of theirs that it is given for, ``in_return`` what they are to give for it.
    """

    party: Party
    kind: MoveKind
    words: str = ""
    levels: Levels = field(default_factory=dict)
    issue: UUID | None = None
    binding: bool = True
    answers: UUID | None = None
    said_by: str = ""
    why: str = ""
    happened_at: datetime | None = None
    meeting: UUID | None = None
    exception: UUID | None = None
    pays: tuple[str, ...] = ()
    in_return: str = ""


def record(deal: Deal, said: Said, *, key: UUID, by: User, at: datetime) -> Move:
    """Put an entry into the log; the same ``key`` again gives the entry that it made.

    A binding offer is put on record, within the mandate and one's authority in it, by who may do that too; until a
    holdout whose guard it crosses released it, it is logged and not made. Raises ``offers.Outside`` with every reason,
    ``ledger.PriceMissing`` for a give without a get, ``Rejected`` naming the part that is wrong.
    """
    with writing(deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        return _once(write, key) or record_in(write, said, key=key)


def record_excepted(
    exception: MandateException, *, by: User, at: datetime, pays: tuple[str, ...] = (), in_return: str = "",
    why: str = "",
) -> Move:  # fmt: skip
    """Log, and put on record, exactly what the sponsor allowed, once: asked again, it gives the entry that it made.

    Raises the same as ``record``.
    """
    reader = standing(by, exception.deal)
    if reader is None:
        raise Rejected("This exception is not yours to use.")
    levels = {UUID(pk): Decimal(level) for pk, level in opened(exception.levels, reader).items()}
    how: dict[str, Any] = {"pays": pays, "in_return": in_return, "why": why}
    said = Said(Party.OURS, MoveKind.OFFER, levels=levels, exception=exception.pk, **how)
    return record(exception.deal, said, key=uuid5(exception.pk, MoveKind.OFFER), by=by, at=at)


def reverse(move: Move, *, why: str, key: UUID, by: User, at: datetime) -> Move:
    """Take an entry back as logged wrongly: it stays in the log, and counts no more."""
    with writing(move.deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        return _once(write, key) or reverse_in(write, move.pk, why=why, key=key)


def correct(move: Move, said: Said, *, why: str, keys: tuple[UUID, UUID], by: User, at: datetime) -> Move:
    """Reverse an entry and put the right one in its place; ``keys`` are those of the reversal and of the new one."""
    with writing(move.deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        made = _once(write, keys[1])
        if made is not None:
            return made
        reverse_in(write, move.pk, why=why, key=keys[0])
        return record_in(write, said, key=keys[1])


def record_in(write: Write, said: Said, *, key: UUID) -> Move:
    """The same within an open write."""
    _check(said, write.at)
    document = evidence.stored_levels(write.deal, said.levels) if said.levels else {}
    row = Move(
        deal=write.deal,
        key=key,
        party=said.party,
        kind=said.kind,
        binding=said.binding,
        issue=_issue(write, said),
        meeting=_meeting(write, said.meeting),
        words=said.words.strip(),
        levels=document,
        said_by=said.said_by.strip(),
        why=said.why.strip(),
        answers=_answered(write, said.answers),
        happened_at=said.happened_at or write.at,
        recorded_by=write.by,
        recorded_at=write.at,
    )
    if said.kind == MoveKind.OFFER and said.binding:
        write.standing.require(Permission.OFFER_RECORD)
        row.offer = offers.record_in(
            write,
            party=said.party,
            levels=said.levels,
            exception=said.exception,
            said_by=row.said_by,
            note=row.words,
            happened_at=row.happened_at,
        )
    elif said.levels and said.binding and (said.kind == MoveKind.AGREE or said.party == Party.OURS):
        offers.bind_in(write, said.levels, agreed=said.kind == MoveKind.AGREE)
    priced = ledger.price_in(write, row, said.levels, pays=said.pays, in_return=said.in_return)
    _append(write, row)
    ledger.settle_in(write, row, priced)
    return row


def reverse_in(write: Write, pk: UUID, *, why: str, key: UUID) -> Move:
    """The same within an open write."""
    row = Move.objects.filter(deal=write.deal, pk=pk).select_related("offer", "issue").first()
    if row is None or row.kind == MoveKind.REVERSAL:
        raise Rejected("There is no such entry to take back.")
    if Move.objects.filter(reverses=row).exists():
        raise Rejected("This entry was taken back already.")
    if len(why) > MAX_WHY:
        raise Rejected(f"At most {MAX_WHY} characters.", "why")
    if row.offer is not None:
        write.standing.require(Permission.OFFER_RECORD)
        offers.take_back_in(write, row.offer)
    reversal = Move(
        deal=write.deal, key=key, party=row.party, kind=MoveKind.REVERSAL, issue=row.issue, reverses=row,
        why=why.strip(), happened_at=write.at, recorded_by=write.by, recorded_at=write.at,
    )  # fmt: skip
    return _append(write, reversal)


def _append(write: Write, row: Move) -> Move:
    row.number = Move.objects.filter(deal=write.deal).count() + 1
    row.seq = write.deal.seq + 1
    write.add(row, summary={"kind": str(row.kind), "party": str(row.party), "number": row.number})
    next_moves.ask(write)
    if (row.reverses or row).kind in METERED:
        Deal.objects.filter(pk=write.deal.pk).update(recompute_at=Now() + QUIET)
    return row


def _once(write: Write, key: UUID) -> Move | None:
    """What the same key made before; the row of the deal is locked, so nobody makes it meanwhile."""
    return Move.objects.filter(deal=write.deal, key=key).first()


def _check(said: Said, at: datetime) -> None:
    if said.kind == MoveKind.REVERSAL:
        raise Rejected("An entry is taken back by its own reversal.", "kind")
    if len(said.words) > MAX_WORDS:
        raise Rejected(f"At most {MAX_WORDS} characters.", "words")
    if len(said.why) > MAX_WHY:
        raise Rejected(f"At most {MAX_WHY} characters.", "why")
    if len(said.said_by) > evidence.MAX_SAID_BY:
        raise Rejected(f"At most {evidence.MAX_SAID_BY} characters.", "said_by")
    if said.levels and said.kind not in WITH_LEVELS:
        raise Rejected("Only an offer, a give and what was agreed have levels.", "levels")
    if said.kind == MoveKind.OFFER and not said.levels:
        raise Rejected("Give at least one level of the offer.", "levels")
    if said.kind not in {MoveKind.PAUSE, MoveKind.RESUME} and not said.levels and not said.words.strip():
        raise Rejected("Say in a few words what happened.", "words")
    if said.happened_at is not None and said.happened_at > at + SOON:
        raise Rejected("This is in the future.", "happened_at")


def _issue(write: Write, said: Said) -> Issue | None:
    named = said.issue or (next(iter(said.levels)) if len(said.levels) == 1 else None)
    if named is None:
        return None
    row = Issue.objects.filter(deal=write.deal, pk=named, removed_at__isnull=True).first()
    if row is None:
        raise Rejected("This issue is not on the table.", "issue")
    return row


def _meeting(write: Write, pk: UUID | None) -> Meeting | None:
    row = Meeting.objects.filter(deal=write.deal, pk=pk, removed_at__isnull=True).first() if pk else None
    if pk and row is None:
        raise Rejected("There is no such meeting.", "meeting")
    return row


def _answered(write: Write, pk: UUID | None) -> Move | None:
    row = Move.objects.filter(deal=write.deal, pk=pk, reversal__isnull=True).first() if pk else None
    if pk and row is None:
        raise Rejected("There is no such entry to answer.", "answers")
    return row
