"""The filled example to download: a small, plausible deal with every kind of issue."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

from negotiations.drafts import AlternativeDraft, CurveDraft, DealDraft, IssueDraft, LeverDraft, PlanDraft

LEVERS = (
    LeverDraft("Rolling forecast", "Costs us an hour a month and lets them plan.", {
        "name": "Rolling forecast", "kind": "ordered", "better": "low",
        "options": ["None", "3 months", "6 months", "12 months"],
    }),
)  # fmt: skip


def _theirs(direction: str, low: int, likely: int, high: int, source: str, today: date) -> CurveDraft:
    return CurveDraft(
        direction=direction, swing_low=D(low), swing=D(likely), swing_high=D(high), source=source,
        dated=today - timedelta(days=10),
    )  # fmt: skip


def example(today: date) -> DealDraft:
    """Pumps for a plant; dates lie ahead of ``today``."""
    return DealDraft(
        PlanDraft(_issues(today), _alternatives(today), LEVERS), title="Pumps for the new line",
        counterparty="Aquamotion GmbH", category="goods", currency="EUR", estimated_value=D(530_000), horizon="medium",
    )  # fmt: skip


def _issues(today: date) -> tuple[IssueDraft, ...]:
    start = (today + timedelta(days=60)).toordinal()
    call, guess = "Call with their sales manager", "Our guess"
    return (
        IssueDraft(
            name="Unit price", kind="money", description="Net, packed, before freight.", low=D(410), high=D(480),
            step=D(2), better="low", multiplier=D(1200), importance="must", requester="Finance", marker=D(420),
            target=D(432), realistic=D(440), walk_away=D(462), ours=CurveDraft(swing=D(100)),
            theirs=_theirs("opposite", 60, 80, 100, guess, today),
        ),
        IssueDraft(
            name="Payment", kind="duration", unit="days", description="Days after delivery.", low=D(0), high=D(90),
            step=D(15), marker=D(90), target=D(60), realistic=D(45), walk_away=D(15),
            ours=CurveDraft(shape="curved", swing=D(25), half_level=D(30)),
            theirs=_theirs("opposite", 40, 65, 90, call, today),
        ),
        IssueDraft(
            name="Volume commitment", kind="number", unit="%", description="Share of the forecast that we must take.",
            low=D(0), high=D(100), step=D(10), better="low", target=D(40), realistic=D(60), walk_away=D(80),
            ours=CurveDraft(swing=D(20)), theirs=_theirs("opposite", 20, 45, 70, guess, today),
        ),
        IssueDraft(
            name="First delivery", kind="date", low=D(start), high=D(start + 84), step=D(7), better="low",
            requester="Production", target=D(start + 14), realistic=D(start + 28), walk_away=D(start + 70),
            ours=CurveDraft(shape="plateau", swing=D(30), knee=D(start + 14)),
            theirs=_theirs("unknown", 5, 20, 45, "Not known: ask", today),
        ),
        IssueDraft(
            name="Warranty", kind="ordered", options=("12 months", "24 months", "36 months", "60 months"),
            importance="must", requester="Maintenance", marker=D(4), target=D(3), realistic=D(3), walk_away=D(2),
            ours=CurveDraft(swing=D(28)), theirs=_theirs("opposite", 10, 25, 45, guess, today),
        ),
        IssueDraft(
            name="Spare parts", kind="choice", options=("List price", "List less 20 %", "At cost, 3 years"),
            target=D(3), realistic=D(2), walk_away=D(1),
            ours=CurveDraft(shape="rated", swing=D(12), ratings={"1": 0.0, "2": 55.0, "3": 100.0}),
            theirs=replace(_theirs("unknown", 5, 15, 30, guess, today), shape="rated",
                           ratings={"1": 100.0, "2": 60.0, "3": 0.0}),
        ),
        IssueDraft(
            name="Quarterly review", kind="ordered", options=("No", "Yes"), target=D(2),
            ours=CurveDraft(swing=D(5)), theirs=_theirs("same", 2, 8, 15, call, today),
        ),
    )  # fmt: skip


def _alternatives(today: date) -> tuple[AlternativeDraft, ...]:
    return (
        AlternativeDraft(title="Second source, quote of last week", value=D(21000), probability=D(80), cost=D(1500),
                         expires_on=today + timedelta(days=40), note="Needs a trial run."),
        AlternativeDraft(title="Stay with the present supplier", kind="package", probability=D(90),
                         levels={"Unit price": D(456), "Payment": D(30), "Warranty": D(2)}),
    )  # fmt: skip
