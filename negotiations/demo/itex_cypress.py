"""Itex and Cypress: the classic case of bicycle parts, four issues and 180 packages, with published preferences.

Source: the payoff table of the case as used in the GENIUS negotiation repository, facts re-typed. We are Cypress, who
buys. An issue's evaluations are divided by its largest before weighting, as GENIUS does.
"""

from datetime import date, timedelta

from negotiations.demo.tables import CHOICE, d, issue, limits, rated
from negotiations.drafts import CurveDraft, DealDraft, IssueDraft, PlanDraft
from negotiations.enums import Category, Horizon

# Issue → (our weight, their weight, {option: (our evaluation, theirs)}); then marker, target and realistic, by number.
TABLE: dict[str, tuple[float, float, dict[str, tuple[float, float]]]] = {
    "Price": (
        0.4700166576535899,
        0.28812635027374,
        {"$4.37": (1, 30), "$4.12": (10, 20), "$3.98": (25, 10), "$3.71": (33, 5), "$3.47": (40, 1)},
    ),
    "Delivery": (
        0.1220816713696379,
        0.1915290482981283,
        {"60 days": (1, 1), "45 days": (10, 20), "30 days": (19, 10), "20 days": (25, 5)},
    ),
    "Payment": (
        0.17727008190772825,
        0.24212575877553694,
        {"Upon delivery": (15, 10), "30 days after delivery": (6, 25), "60 days after delivery": (1, 1)},
    ),
    "Returns": (
        0.2306315890690439,
        0.2782188426525948,
        {"Full price": (20, 1), "5 % spoilage allowed": (7, 30), "10 % spoilage allowed": (1, 5)},
    ),
}
# No walk-aways and no alternative yet: the plan shows what is still to do, and the case keeps its published answer.
GOALS = {"Price": (5, 4, 4), "Delivery": (4, 3, 2), "Payment": (1, 1, 2), "Returns": (1, 2, 2)}


def _swings(side: int) -> dict[str, float]:
    """What each issue's whole range is worth to a side: weight × (largest − smallest) ÷ largest evaluation."""
    swings = {}
    for name, (*weights, options) in TABLE.items():
        points = [pair[side] for pair in options.values()]
        swings[name] = weights[side] * (max(points) - min(points)) / max(points)
    return swings


def _curve(name: str, side: int, today: date) -> CurveDraft:
    swings = _swings(side)
    points = {label: pair[side] for label, pair in TABLE[name][2].items()}
    curve = rated(points, swings[name], max(swings.values()))
    if side == 0 or curve.swing is None:
        return curve
    likely = float(curve.swing)
    return CurveDraft(
        shape=curve.shape,
        ratings=curve.ratings,
        swing=curve.swing,
        swing_low=d(round(likely * 0.7, 3)),
        swing_high=d(min(100, round(likely * 1.3, 3))),
        source="What they told us of the last season",
        dated=today - timedelta(days=12),
    )


def _issue(name: str, today: date) -> IssueDraft:
    options = tuple(TABLE[name][2])
    return issue(
        name, CHOICE, _curve(name, 0, today), _curve(name, 1, today), options=options, **limits(*GOALS[name], None)
    )


def draft(today: date) -> DealDraft:
    """The deal as its team has prepared it by today."""
    return DealDraft(
        plan=PlanDraft(issues=tuple(_issue(name, today) for name in TABLE)),
        title="Bicycle parts, spring season",
        counterparty="Itex Manufacturing",
        category=Category.GOODS,
        currency="USD",
        horizon=Horizon.SHORT,
    )
