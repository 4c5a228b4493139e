"""Limits that we put up: which may be said, which not and why, where they were said. For readers of secrets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from negotiations.enums import Better, Party
from negotiations.enums_table import MoveKind
from negotiations.enums_tactics import BogeyTruth
from negotiations.levels import Scale, date_words
from negotiations.models import Bogey, Deal, IssueLimits, Move
from negotiations.queries.prepare.register import live
from negotiations.queries.reading import opened
from negotiations.queries.tactics.matching import Planned, best
from negotiations.secrets import Reader

ORDER = BAD, WARN, NOTE = "bad", "warn", ""
SPOKEN = frozenset({MoveKind.OFFER, MoveKind.GIVE, MoveKind.AGREE})


@dataclass(frozen=True)
class Mark:
    """Something against saying it, with the reason. ``tone``: not to be said, not yet, or worth knowing."""

    code: str
    tone: str
    text: str


@dataclass(frozen=True)
class BogeyView:
    """A bogey with what speaks against it; ``said`` are the entries in which we said it."""

    row: Bogey
    text: str
    marks: tuple[Mark, ...]
    said: tuple[Move, ...]
    until: date | None

    @property
    def verdict(self) -> str:
        """``may`` be said, ``check`` first, ``never``."""
        tones = {one.tone for one in self.marks}
        return "never" if BAD in tones else "check" if WARN in tones else "may"


def load_bogeys(deal: Deal) -> list[Bogey]:
    """The bogeys of a deal, in their order. One query."""
    return list(live(Bogey.objects.filter(deal=deal), "owner"))


def walk_aways(deal: Deal, reader: Reader) -> dict[UUID, Decimal]:
    """Our walk-away on each issue that has one. One query."""
    rows = IssueLimits.objects.filter(issue__deal=deal, issue__removed_at__isnull=True)
    found = {row.issue_id: opened(row.walk_away, reader) for row in rows}
    return {pk: level for pk, level in found.items() if level is not None}


def bogey_views(
    rows: Sequence[Bogey],
    reader: Reader,
    *,
    limits: Mapping[UUID, Decimal],
    moves: Sequence[Move],
    currency: str,
    today: date,
) -> tuple[BogeyView, ...]:
    """Every bogey against the plan's ``limits`` and the log. No query."""
    planned = [Planned(row.pk, opened(row.text, reader), row.issue_id) for row in rows]
    said: dict[UUID, list[Move]] = {}
    for move in moves:
        if move.kind == MoveKind.BOGEY and move.party == Party.OURS:
            found = best(opened(move.words, reader), move.issue_id, planned)
            if found is not None:
                said.setdefault(found[0].key, []).append(move)
    return tuple(
        BogeyView(
            row,
            opened(row.text, reader),
            tuple(sorted(_marks(row, reader, limits, moves, currency, today), key=lambda one: ORDER.index(one.tone))),
            tuple(said.get(row.pk, ())),
            row.expires_on,
        )
        for row in rows
    )


def _marks(
    row: Bogey, reader: Reader, limits: Mapping[UUID, Decimal], moves: Sequence[Move], currency: str, today: date
) -> Iterable[Mark]:
    level = _numeric_level(row, reader)
    if row.truth == BogeyTruth.UNTRUE:
        yield Mark("untrue", BAD, "It is not true. Say something else, or make it true first.")
    elif row.truth == BogeyTruth.UNCHECKED:
        yield Mark("unchecked", WARN, "Nobody has checked whether it is true.")
    elif not opened(row.proof, reader):
        yield Mark("unproven", WARN, "Say what it rests on: somebody will ask.")
    if level is not None and row.issue is not None:
        scale = Scale(row.issue.kind, row.issue.unit, currency)
        walk_away = limits.get(row.issue.pk)
        if walk_away is not None and _beyond(row, walk_away, level):
            text = f"Our walk-away is {scale.words(walk_away)}: as a last word {scale.words(level)} is not true."
            yield Mark("plan", BAD, f"{text} Say it as what we want.")
        passed = _passed(row, reader, level, moves)
        if passed is not None:
            text = f"We went past it ourselves in entry {passed[0].number}, with {scale.words(passed[1])}."
            yield Mark("log", BAD, text)
    if row.expires_on is not None and row.expires_on < today:
        yield Mark("expired", WARN, f"It held until {date_words(row.expires_on)}. Renew it, or say it no more.")
    if not opened(row.instead, reader):
        yield Mark("instead", NOTE, "What would we take instead? Without it, it only stops the talks.")
    if row.owner_id is None:
        yield Mark("owner", NOTE, "Nobody owns it.")


def _numeric_level(row: Bogey, reader: Reader) -> Decimal | None:
    issue = row.issue
    if row.level is None or issue is None or issue.removed_at is not None or not issue.is_numeric:
        return None
    level: Decimal = opened(row.level, reader)
    return level


def _beyond(row: Bogey, level: Decimal, limit: Decimal) -> bool:
    """Whether a level gives more than the limit says we can."""
    return level > limit if row.issue is not None and row.issue.better == Better.LOW else level < limit


def _passed(row: Bogey, reader: Reader, limit: Decimal, moves: Sequence[Move]) -> tuple[Move, Decimal] | None:
    """Our newest binding word on the issue that gives more than the limit."""
    for move in reversed(moves):
        if move.party != Party.OURS or move.kind not in SPOKEN or not move.binding:
            continue
        text = (opened(move.levels, reader) or {}).get(str(row.issue_id))
        if text is not None:
            return (move, Decimal(text)) if _beyond(row, Decimal(text), limit) else None
    return None
