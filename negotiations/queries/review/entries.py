"""The entries of a log in words, by their number, for whoever shows a review. For readers of secrets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Move
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Names


@dataclass(frozen=True)
class EntryWords:
    """``said``: its words, or its levels. ``why``: the reason for going on after a warning."""

    number: int
    party: str
    who: str
    kind: str
    label: str
    issue: str
    said: str
    levels: str
    why: str
    by: str
    recorded_by: str
    at: datetime
    answers: int | None
    binding: bool

    @property
    def text(self) -> str:
        return " · ".join(part for part in (self.levels, self.said) if part)


Entries = dict[int, EntryWords]


def package_words(names: Names, levels: Mapping[str, str]) -> str:
    """Levels in words, in the order of the plan."""
    return names.package((pk, levels[pk]) for pk in names.order if pk in levels)


def entries_of(moves: Iterable[Move], names: Names, reader: Standing) -> Entries:
    """Every entry that stands, by number, in order. No query."""
    found: Entries = {}
    for move in moves:
        levels = opened(move.levels, reader) or {}
        found[move.number] = EntryWords(
            number=move.number,
            party=move.party,
            who="Us" if move.party == Party.OURS else "Them",
            kind=move.kind,
            label=MoveKind(move.kind).label,
            issue=move.issue.name if move.issue else "",
            said=opened(move.words, reader) or "",
            levels=package_words(names, levels),
            why=opened(move.why, reader) or "",
            by=opened(move.said_by, reader) or "",
            recorded_by=str(move.recorded_by),
            at=move.happened_at,
            answers=move.answers.number if move.answers else None,
            binding=move.binding,
        )
    return found
