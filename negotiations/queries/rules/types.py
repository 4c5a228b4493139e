"""A rule of a plan: as it is read, and over the options of a plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID

from negotiations.enums import Importance, RuleKind
from negotiations.models import IssueRule
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

Matches = tuple[tuple[int, frozenset[int]], ...]


@dataclass(frozen=True)
class ReadRule:
    """A rule with its secrets opened."""

    row: IssueRule
    when: Mapping[str, Mapping[str, Any]]
    then: Mapping[str, Mapping[str, Any]]
    ours: Decimal
    theirs: Mapping[str, str]
    amounts: Mapping[str, Mapping[str, Any]]
    most: Decimal | None
    counted: str
    requester: str
    note: str

    @property
    def kind(self) -> str:
        return self.row.kind

    @property
    def binds(self) -> bool:
        """Whether it bounds suggestions: it must hold, and it is no bonus."""
        return self.row.importance == Importance.MUST and self.kind != RuleKind.BONUS

    @property
    def issue_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain(self.when, self.then, self.amounts)))


@dataclass(frozen=True)
class RuleInput:
    """A rule over the options of a plan. ``asleep``: it names an issue that is gone, so it says nothing.

    ``out`` are the combinations that it leaves out, ``given`` that which brings its bonus, ``cap`` amounts by issue and
    option with the most that they may be together, as whole numbers.
    """

    read: ReadRule
    asleep: bool = False
    out: tuple[Matches, ...] = ()
    given: Matches = ()
    cap: tuple[tuple[tuple[int, ...], ...], int] | None = None

    @property
    def pk(self) -> UUID:
        return self.read.row.pk

    def broken_by(self, package: Sequence[int]) -> bool:
        """Whether a package is one that the rule leaves out."""
        if self.cap is not None and sum(row[v] for row, v in zip(self.cap[0], package, strict=True)) > self.cap[1]:
            return True
        return any(all(package[issue] in options for issue, options in matches) for matches in self.out)


def read_rule(row: IssueRule, reader: Reader) -> ReadRule:
    """The rule for a reader of secrets (logged)."""
    return ReadRule(
        row=row,
        when=opened(row.when, reader) or {},
        then=opened(row.then, reader) or {},
        ours=opened(row.ours, reader) or Decimal(0),
        theirs=opened(row.theirs, reader) or {},
        amounts=opened(row.amounts, reader) or {},
        most=opened(row.most, reader),
        counted=opened(row.counted, reader) or "",
        requester=opened(row.requester, reader) or "",
        note=opened(row.note, reader) or "",
    )
