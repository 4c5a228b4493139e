"""5,000 air conditioners from a small maker for whom we are 70 % of sales, and who needs cash before the season."""

from datetime import date, timedelta
from decimal import Decimal

from negotiations.demo.tables import (
    LESS,
    MONEY,
    MORE,
    MUST,
    NUMBER,
    OPPOSITE,
    ORDERED,
    SAME,
    guess,
    issue,
    limits,
    span,
    weighed,
    worth,
)
from negotiations.drafts import AlternativeDraft, DealDraft, IssueDraft, LeverDraft, PlanDraft, RuleDraft
from negotiations.enums import Category, Horizon, Party, RuleKind

# Weights are money over the whole range, in thousands of euros, scaled so that the price has 100 points:
# price 80 × 5,000 = 400; payment: 120 days of 3.1 million at our 5.1 % = 52, at their 18 % = 183; and so on.


def draft(today: date) -> DealDraft:
    """The deal as its team has prepared it by today."""
    call, visit = today - timedelta(days=20), today - timedelta(days=41)
    return DealDraft(
        plan=PlanDraft(
            issues=_main_issues(call, visit) + _other_issues(call, visit),
            alternatives=_alternatives(today),
            levers=LEVERS,
            rules=RULES,
        ),
        title="Air conditioners, 5,000 units",
        counterparty="Frigotec Lda",
        category=Category.GOODS,
        currency="EUR",
        estimated_value=Decimal(3_100_000),
        horizon=Horizon.MEDIUM,
    )


def _main_issues(call: date, visit: date) -> tuple[IssueDraft, ...]:
    ledger = guess(OPPOSITE, 90, 100, 100, "Cost breakdown of their last quote", visit)
    return (
        issue(
            "Unit price", MONEY, weighed(100), ledger, unit="unit", multiplier=Decimal(5000), better=LESS,
            importance=MUST, requester="Finance", owner_email="joao@casanorte.example",
            description="Delivered, 3.5 kW indoor and outdoor set.",
            **span(560, 640, 2), **limits(584, 598, 604, 624),
        ),
        issue(
            "Payment", ORDERED, weighed(13),
            guess(OPPOSITE, 25, 44, 60, "Their bank cut the credit line in June", call),
            options=("50 % with the order", "On delivery", "30 days", "60 days", "90 days"), better=MORE,
            requester="Finance", owner_email="joao@casanorte.example", **limits(4, 3, 3, 1),
        ),
        issue(
            "Volume commitment", NUMBER, weighed(17, half=3800),
            guess(OPPOSITE, 20, 33, 50, "They asked twice for a firm number", call),
            unit="units", better=LESS, requester="Sales", **span(3000, 5000, 250), **limits(3500, 4000, 4250, 5000),
        ),
        issue(
            "Delivery schedule", NUMBER, weighed(11, knee=5),
            guess(OPPOSITE, 2, 5, 9, "Paulo, from their truck loads", visit),
            unit="drops", better=MORE, requester="Logistics", owner_email="paulo@casanorte.example",
            **span(1, 6, 1), **limits(5, 4, 4, 2),
        ),
    )  # fmt: skip


def _other_issues(call: date, visit: date) -> tuple[IssueDraft, ...]:
    return (
        issue(
            "Warranty", NUMBER, weighed(12), guess(OPPOSITE, 7, 14, 24, "Failure rates of the 2024 batch", visit),
            unit="years", better=MORE, importance=MUST, requester="Engineering", **span(2, 5, 1), **limits(5, 4, 4, 3),
        ),
        issue(
            "Spare parts", ORDERED, weighed(8), guess(OPPOSITE, 2, 5, 10, "Their parts list, at a usual margin", visit),
            options=("List price", "15 % off list", "At cost for three years"), better=MORE, requester="Service",
            **limits(3, 2, 2, 1),
        ),
        issue(
            "Transport", ORDERED, weighed(6),
            guess(OPPOSITE, 8, 14, 20, "Their freight invoices, one lorry a week", visit),
            options=("We collect in Aveiro", "They bring it to our hub", "They deliver to the shops"), better=MORE,
            requester="Logistics", owner_email="paulo@casanorte.example", **limits(3, 2, 2, 1),
        ),
        issue(
            "Returns", NUMBER, weighed(6), guess(OPPOSITE, 4, 9, 15, "No statement yet; like other makers", call),
            unit="%", better=MORE, requester="Sales", **span(0, 5, 1), **limits(4, 2, 2, 0),
        ),
        issue(
            "Quarterly quality review", ORDERED,
            weighed(1.2), guess(SAME, 0.5, 1.5, 3, "Their quality manager proposed it", call),
            options=("No", "Yes"), better=MORE, requester="Engineering", **limits(2, 2, 2, None),
        ),
    )  # fmt: skip


def _alternatives(today: date) -> tuple[AlternativeDraft, ...]:
    return (
        AlternativeDraft(
            title="Daikan, quote 4412",
            value=Decimal(262_000),
            probability=Decimal(90),
            cost=Decimal(24_000),
            expires_on=today + timedelta(days=20),
            note="Known brand, no spare-parts programme; retooling the brackets costs 24,000.",
        ),
        AlternativeDraft(
            title="Split between Daikan and Norcool",
            value=Decimal(231_000),
            probability=Decimal(80),
            cost=Decimal(15_000),
            note="Two makers, two sets of spare parts.",
        ),
        AlternativeDraft(
            title="Refurbish this year's stock",
            value=Decimal(70_000),
            probability=Decimal(95),
            note="Covers about a third of the season.",
        ),
    )


LEVERS = (
    LeverDraft(
        "Winter storage in our Setúbal hall",
        "Half of the hall is empty until April; they rent space for finished units.",
        {
            "kind": "number",
            "unit": "pallets",
            "low": "0",
            "high": "800",
            "step": "100",
            "better": "low",
        },
        worth(-4_000, 14_000, 22_000, 31_000, "Their rent in Palmela last winter"),
    ),
    LeverDraft(
        "Reference on our shop floor",
        "They have no presence in the south; a stand costs us a square metre.",
        {"kind": "ordered", "options": ["No", "Logo", "Demonstration stand"], "better": "low"},
        worth(-2_500, 5_000, 12_000, 30_000, "What a stand at the Lisbon fair costs"),
    ),
    LeverDraft(
        "Forecast every month",
        "We have it anyway; it lets them buy compressors in time.",
        {"kind": "ordered", "options": ["None", "Three months ahead", "Six months ahead"], "better": "low"},
        worth(-1_000, 10_000, 18_000, 40_000, "Template: usual for this category", assumed=True),
    ),
)

RULES = (
    RuleDraft(
        RuleKind.REQUIRE,
        when={"Transport": {"options": ["3"]}},
        then={"Delivery schedule": {"high": "4"}},
        party=Party.THEIRS,
        note="They have four lorries in the season; said at the visit.",
    ),
    RuleDraft(
        RuleKind.FORBID,
        when={"Payment": {"options": ["1"]}, "Volume commitment": {"low": "4500"}},
        requester="Finance",
        note="Cash out before the season.",
    ),
)
