"""What is shown of a suggestion."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from negotiations.queries.deal.comments import Said
from negotiations.queries.people.serving import Served
from negotiations.queries.trades.doubt import DoubtWords
from negotiations.queries.wording import Sentence, plain


@dataclass(frozen=True)
class Sum:
    """One line of the arithmetic: give, get, together."""

    label: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class MoveWords:
    """One issue that changes."""

    issue: str
    before: str
    after: str


@dataclass(frozen=True)
class PackageRow:
    """One issue across the packages of a set."""

    issue: str
    levels: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class PackageWords:
    """One package of a set, or a counter-offer. ``rows_with`` is the whole set, issue by issue."""

    place: int
    ours: str
    theirs: str
    gain: str
    leads: str
    outside: str
    over_floor: str
    broken: tuple[str, ...] = ()  # what the rules say that it breaks
    favourite: str = ""
    accept: str = ""
    rows_with: tuple["PackageRow", ...] = ()

    @property
    def letter(self) -> str:
        """A, B or C."""
        return chr(ord("A") + self.place)


@dataclass(frozen=True)
class SuggestionWords:
    """All that is shown of a suggestion. ``outside`` names what passes a walk-away ("" when nothing does), ``broken``
    says which rules it breaks.

    ``doubts`` are one per package that it proposes, with the package's letter when there are several. ``say`` is the
    sentence for the table: levels only, nothing of what they are worth. ``moves`` are what changes, where that is much.
    """

    id: UUID
    kind: str
    state: str
    text: Sentence
    sums: tuple[Sum, ...] = ()
    total: Sum | None = None
    chance: str = ""
    outside: str = ""
    broken: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    packages: tuple[PackageWords, ...] = ()
    doubts: tuple[tuple[str, DoubtWords], ...] = ()
    say: str = ""
    moves: tuple[tuple[str, tuple[MoveWords, ...]], ...] = ()
    reason: str = ""
    decided_by: Any = None
    decided_at: datetime | None = None
    remarks: Sequence[Said] = field(default_factory=tuple)
    served: tuple[tuple[str, Served], ...] = ()  # by package, with its letter when there are several

    @property
    def doubt(self) -> DoubtWords | None:
        """How sure it is, where it proposes a single package."""
        return self.doubts[0][1] if len(self.doubts) == 1 else None

    @property
    def plain(self) -> str:
        """The sentence as one line of text."""
        return plain(self.text)
