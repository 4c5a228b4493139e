"""A licence renewal with eleven issues: much of what we want costs the vendor little, and the other way round."""

from datetime import date, timedelta
from decimal import Decimal

from negotiations.demo.tables import (
    DAYS,
    LESS,
    MONEY,
    MORE,
    MUST,
    NUMBER,
    OPPOSITE,
    ORDERED,
    SAME,
    UNKNOWN,
    guess,
    issue,
    limits,
    span,
    weighed,
    worth,
)
from negotiations.drafts import AlternativeDraft, DealDraft, IssueDraft, LeverDraft, PlanDraft
from negotiations.enums import Category, Horizon

OWNER = "joao@casanorte.example"


def draft(today: date) -> DealDraft:
    """The deal as its team has prepared it by today."""
    return DealDraft(
        plan=PlanDraft(
            issues=_money(today - timedelta(days=8)) + _terms(today - timedelta(days=15)),
            alternatives=_alternatives(today),
            levers=LEVERS,
        ),
        title="ERP licence renewal",
        counterparty="Meridian Software",
        category=Category.SOFTWARE,
        currency="EUR",
        estimated_value=Decimal(840_000),
        horizon=Horizon.LONG,
    )


def _money(call: date) -> tuple[IssueDraft, ...]:
    list_price = guess(OPPOSITE, 80, 95, 100, "Their discount bands, from a former reseller", call)
    cash = guess(OPPOSITE, 10, 25, 45, "Their year ends in January", call)
    return (
        issue(
            "Fee per seat and year", MONEY, weighed(100), list_price, unit="seat", multiplier=Decimal(1200),
            better=LESS,
            importance=MUST, requester="Finance", owner_email=OWNER, **span(480, 700, 10), **limits(520, 540, 570, 640),
        ),
        issue(
            "Seats", NUMBER, weighed(34), guess(OPPOSITE, 35, 55, 75, "They report on seats, not on fees", call),
            unit="seats", better=LESS, requester="IT", **span(1000, 1400, 50), **limits(1050, 1100, 1150, 1300),
        ),
        issue(
            "Term", NUMBER, weighed(20),
            guess(OPPOSITE, 30, 60, 85, "The account manager is paid on contract length", call),
            unit="years", better=LESS, requester="IT", **span(1, 5, 1), **limits(1, 2, 3, 5),
        ),
        issue(
            "Price cap at renewal", NUMBER, weighed(28, half=6),
            guess(OPPOSITE, 5, 14, 30, "Standard is list price", call),
            unit="%", better=LESS, importance=MUST, requester="Finance", owner_email=OWNER,
            **span(0, 12, 1), **limits(2, 3, 4, 8),
        ),
        issue(
            "Payment plan", ORDERED, weighed(12), cash,
            options=("Three years ahead", "Yearly ahead", "Quarterly", "Monthly"),
            better=MORE, requester="Finance", owner_email=OWNER, **limits(4, 3, 2, 1),
        ),
    )  # fmt: skip


def _terms(visit: date) -> tuple[IssueDraft, ...]:
    own_staff = guess(OPPOSITE, 2, 6, 15, "Their trainers are on a salary", visit)
    return (
        issue(
            "Training", NUMBER, weighed(15, knee=20), own_staff, unit="days", better=MORE, requester="Human resources",
            **span(0, 30, 5), **limits(25, 20, 15, 5),
        ),
        issue(
            "Support", ORDERED, weighed(22), guess(OPPOSITE, 6, 16, 28, "One engineer more for round-the-clock", visit),
            options=("Office hours", "Extended hours", "Round the clock"), better=MORE, importance=MUST, requester="IT",
            **limits(3, 3, 2, 2),
        ),
        issue(
            "Response to outages", DAYS, weighed(10), guess(UNKNOWN, 0, 6, 20, "We do not know their rota", visit),
            unit="hours", better=LESS, requester="IT", **span(1, 8, 1), **limits(2, 2, 4, 6),
        ),
        issue(
            "Data export at exit", ORDERED, weighed(16), guess(OPPOSITE, 3, 10, 25, "It makes leaving easier", visit),
            options=("At our cost", "Included once", "Included, with help"),
            better=MORE, importance=MUST, requester="IT",
            **limits(3, 2, 2, 2),
        ),
        issue(
            "Notice to leave", DAYS, weighed(9),
            guess(OPPOSITE, 4, 12, 22, "Quarterly board reports", visit), better=LESS,
            requester="Legal", **span(30, 180, 30), **limits(30, 60, 90, 180),
        ),
        issue(
            "Joint case study", ORDERED, weighed(2), guess(SAME, 5, 12, 25, "Marketing asked for one in March", visit),
            options=("No", "Yes"), better=MORE, requester="Communications", **limits(2, 2, 2, None),
        ),
    )  # fmt: skip


def _alternatives(today: date) -> tuple[AlternativeDraft, ...]:
    return (
        AlternativeDraft(
            title="Move to Northstar ERP",
            value=Decimal(420_000),
            probability=Decimal(60),
            cost=Decimal(90_000),
            expires_on=today + timedelta(days=46),
            note="Offer in hand; moving takes nine months.",
        ),
        AlternativeDraft(
            title="Stay on the old version without support",
            value=Decimal(140_000),
            probability=Decimal(95),
            note="Security updates end in 14 months.",
        ),
    )


LEVERS = (
    LeverDraft(
        "Speak at their user day",
        "Costs Paulo a day; they want a retailer on stage.",
        {"kind": "ordered", "options": ["No", "Yes"], "better": "low"},
        worth(-1_500, 4_000, 9_000, 18_000, "What they pay speakers, and a call with their marketing"),
    ),
    LeverDraft(
        "Test their new warehouse module",
        "We need one anyway; they lack a first customer.",
        {"kind": "ordered", "options": ["No", "Pilot", "Pilot and feedback panel"], "better": "low"},
        worth(-12_000, 10_000, 30_000, 60_000, "Template: usual for this category", assumed=True),
    ),
)
