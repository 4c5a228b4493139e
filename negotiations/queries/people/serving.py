"""Whose interests a package serves, in names: for every package shown. The rule is the engine's ``coverage``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from negotiations.engine.coverage import Want, served
from negotiations.engine.problem import OURS, THEIRS
from negotiations.enums import Party
from negotiations.levels import Scale, scale_of
from negotiations.models import Deal, Interest, Stakeholder
from negotiations.queries.inputs import issues as issue_values
from negotiations.queries.plan.rows import PlanRows

SHOWN = 4


@dataclass(frozen=True)
class Name:
    """Somebody, with their side for the colour."""

    name: str
    side: str


@dataclass(frozen=True)
class Served:
    """Who has an interest that a package serves, and who has none served. Whoever cannot be told is in neither."""

    serves: tuple[Name, ...] = ()
    leaves: tuple[Name, ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.serves or self.leaves)

    @property
    def first(self) -> tuple[Name, ...]:
        return self.serves[:SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.serves) - SHOWN)


@dataclass
class Serving:
    """Judges packages against the interests of everybody on the deal. Nothing is read while it judges."""

    rows: PlanRows
    people: tuple[Stakeholder, ...]
    _worths: dict[tuple[UUID, Decimal], tuple[float | None, float | None]] = field(default_factory=dict)

    def of(self, levels: Mapping[Any, Any]) -> Served:
        """Of a package given as levels by issue (ids and levels may be text); an issue not named serves nobody."""
        known = {UUID(str(pk)): Decimal(str(level)) for pk, level in levels.items()}
        serves, leaves = [], []
        for person in self.people:
            judged = [self.judge(interest, person.side, known) for interest in interests_of(person)]
            name = Name(person.name, person.side)
            if True in judged:
                serves.append(name)
            elif False in judged:
                leaves.append(name)
        return Served(tuple(serves), tuple(leaves))

    def judge(self, interest: Interest, side: str, levels: Mapping[UUID, Decimal]) -> bool | None:
        """Whether these levels serve one interest; None when it cannot be said."""
        issues = [issue for issue in self.rows.issues if str(issue.pk) in interest.issues]
        if not issues or any(issue.pk not in levels for issue in issues):
            return None
        worths = [self._worth(issue, levels[issue.pk]) for issue in issues]
        curves = tuple((_curve(ours), _curve(theirs)) for ours, theirs in worths)
        want = Want(OURS if side == Party.OURS else THEIRS, tuple(range(len(issues))))
        return served(want, (0,) * len(issues), curves)

    def _worth(self, issue: Any, level: Decimal) -> tuple[float | None, float | None]:
        key = (issue.pk, level)
        if key not in self._worths:
            self._worths[key] = self._worth_at(issue, level)
        return self._worths[key]

    def _worth_at(self, issue: Any, level: Decimal) -> tuple[float | None, float | None]:
        scale = scale_of(issue, "")
        levels = (_held(scale, level),) if scale.is_numeric else tuple(map(Decimal, scale.options))
        if not scale.is_numeric and level not in levels:
            return None, None  # the option is gone
        place = 0 if scale.is_numeric else levels.index(level)
        ours, _ = issue_values.our_values(issue, self.rows.ours.get(issue.pk), levels)
        theirs, _ = issue_values.their_values(issue, self.rows.theirs.get(issue.pk), levels, ours)
        return float(ours[place]), None if theirs is None else float(theirs[place])


def serving_of(rows: PlanRows) -> Serving:
    """For a deal whose plan is read. Two queries."""
    return Serving(rows, people_of(rows.deal))


def people_of(deal: Deal) -> tuple[Stakeholder, ...]:
    """Everybody on the deal with what they want, the most powerful first. Two queries."""
    live = Interest.objects.filter(removed_at__isnull=True).order_by("created_at", "pk")
    rows = Stakeholder.objects.filter(deal=deal, removed_at__isnull=True)
    found = rows.prefetch_related(Prefetch("interests", queryset=live, to_attr="live_interests"))
    return tuple(sorted(found, key=lambda one: (not one.decides, -(one.power or 0), one.name.casefold(), str(one.pk))))


def interests_of(person: Stakeholder) -> list[Interest]:
    """The live interests of somebody whom ``people_of`` loaded."""
    found: list[Interest] = person.live_interests  # type: ignore[attr-defined]  # the prefetch's name
    return found


def _curve(worth: float | None) -> tuple[float] | None:
    return None if worth is None else (worth,)


def _held(scale: Scale, level: Decimal) -> Decimal:
    """The level, held to the range as it now is."""
    if scale.low is None or scale.high is None:
        return level
    return min(max(level, scale.low), scale.high)
