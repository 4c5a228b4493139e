"""Deals and plans for tests, made through the same actions as a person's."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import alternatives, deals, issues, levers, seats, valuations
from negotiations.enums import Direction, Shape
from negotiations.models import Alternative, Deal, Issue, Lever
from tests.factories.accounts import make_member, make_organisation

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def make_deal(
    organisation: Any = None, *, lead: User | None = None, title: str = "Air conditioners", **fields: Any
) -> Deal:
    """A deal with no issues yet; its lead is a new member of the organisation unless named."""
    organisation = organisation or make_organisation()
    lead = lead or make_member(organisation)
    values = {"counterparty": "Frigotec Lda", "currency": "EUR", **fields}
    return deals.create(organisation=organisation, title=title, by=lead, at=NOW, **values)


def seat(deal: Deal, role: SeatRole, user: User | None = None) -> User:
    """Give a seat to a member of the deal's organisation, a new one unless named."""
    user = user or make_member(deal.organisation)
    seats.add(deal, user=user, role=role, by=deal.created_by, at=NOW)
    return user


@dataclass
class Plan:
    """A small real plan: a price, a payment term and a choice, with limits, weights, estimates and an alternative."""

    deal: Deal
    lead: User
    price: Issue
    payment: Issue
    warranty: Issue
    alternative: Alternative
    lever: Lever
    extra: list[Issue] = field(default_factory=list)

    @property
    def issues(self) -> list[Issue]:
        return [self.price, self.payment, self.warranty, *self.extra]


def make_plan(deal: Deal | None = None, *, extra_issues: int = 0, **fields: Any) -> Plan:
    """A plan with every kind of number in it; ``extra_issues`` more for query counts and full pages."""
    deal = deal or make_deal(**fields)
    lead = deal.created_by
    assert lead is not None
    do = {"by": lead, "at": NOW}
    price = issues.add(
        deal, name="Unit price", kind="money", unit="unit", low=D(560), high=D(640), step=D(1), better="low",
        multiplier=D(5000), importance="must", marker=D(585), requester="Finance", **do,
    )  # fmt: skip
    payment = issues.add(
        deal, name="Payment", kind="duration", unit="days", low=D(0), high=D(90), step=D(15), better="high",
        marker=D(60), **do,
    )  # fmt: skip
    warranty = issues.add(
        deal, name="Warranty", kind="ordered", options=("2 years", "3 years", "5 years"), better="high",
        marker=D(3), **do,
    )  # fmt: skip
    for issue, target, realistic, walk_away in ((price, 598, 605, 624), (payment, 30, 30, 15), (warranty, 3, 2, 1)):
        for name, level in (("target", target), ("realistic", realistic), ("walk_away", walk_away)):
            issues.set_limit(issue, name, D(level), seen=None, **do)
    set_weights(deal, {price: 100, payment: 30, warranty: 45})
    estimate(price, "opposite", 40, 60, 80)
    estimate(payment, "opposite", 60, 90, 100)
    estimate(warranty, "opposite", 20, 40, 70)
    alternative = alternatives.add(
        deal, title="Daikan, quote 4412", kind="value", value=D(96000), probability=D(80), cost=D(2000), **do
    )
    lever = levers.add(deal, title="Storage at our warehouse", why="They pay for space in winter", **do)
    extra = [
        issues.add(deal, name=f"Extra {n}", kind="number", unit="pieces", low=D(0), high=D(10), step=D(1), **do)
        for n in range(1, extra_issues + 1)
    ]
    return Plan(deal, lead, price, payment, warranty, alternative, lever, extra)


def set_weights(deal: Deal, points: dict[Issue, int | float]) -> None:
    """Our weights by swing."""
    swings = {issue.pk: D(str(value)) for issue, value in points.items()}
    valuations.set_swings(deal, swings, seen={}, by=deal.created_by, at=NOW)


def estimate(issue: Issue, direction: str, low: float, likely: float, high: float, **changes: Any) -> None:
    """Our estimate of their weight, with its range."""
    band = {"swing_low": D(str(low)), "swing": D(str(likely)), "swing_high": D(str(high))}
    wanted = {"direction": Direction(direction), **band, **changes}
    valuations.edit_many(issue, "theirs", wanted, seen={}, by=issue.deal.created_by, at=NOW)


def make_rated_plan(deal: Deal, table: dict[str, dict[str, tuple[float, float]]]) -> list[Issue]:
    """A plan from a payoff table: issue → option → (our points, their points), each issue weighted by its range."""
    do: dict[str, Any] = {"by": deal.created_by, "at": NOW}
    rows = []
    spans = [{name: _span(cells, side) for name, cells in table.items()} for side in (0, 1)]
    tops = [max(side.values()) for side in spans]
    for name, cells in table.items():
        issue = issues.add(deal, name=name, kind="choice", options=tuple(cells), **do)
        for side, party in enumerate(("ours", "theirs")):
            low, span = min(pair[side] for pair in cells.values()), spans[side][name]
            ratings = {
                str(number): (100 * (pair[side] - low) / span if span else 0)
                for number, pair in enumerate(cells.values(), 1)
            }
            changes: dict[str, Any] = {
                "shape": Shape.RATED,
                "ratings": ratings,
                "swing": D(str(100 * span / tops[side])),
            }
            valuations.edit_many(issue, party, changes, seen={}, **do)
        rows.append(issue)
    return rows


def _span(cells: dict[str, tuple[float, float]], side: int) -> float:
    points = [pair[side] for pair in cells.values()]
    return max(points) - min(points)
