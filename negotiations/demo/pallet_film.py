"""Pallet film for the warehouses: four issues, nearly settled. The deal that stands at its close."""

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
    guess,
    issue,
    limits,
    span,
    weighed,
)
from negotiations.drafts import AlternativeDraft, DealDraft, PlanDraft
from negotiations.enums import Category, Horizon


def draft(today: date) -> DealDraft:
    """The deal as its team has prepared it by today."""
    call = today - timedelta(days=9)
    return DealDraft(
        plan=PlanDraft(
            issues=(
                issue(
                    "Price per tonne", MONEY, weighed(100),
                    guess(OPPOSITE, 55, 75, 95, "Resin is two thirds of their cost", call),
                    unit="t", multiplier=Decimal(180), better=LESS, importance=MUST, requester="Finance",
                    **span(1480, 1720, 10), **limits(1500, 1540, 1580, 1660),
                ),
                issue(
                    "Payment", DAYS, weighed(22), guess(OPPOSITE, 40, 65, 90, "Their bank raised its rates", call),
                    unit="days", better=MORE, requester="Finance", **span(0, 90, 15), **limits(60, 60, 45, 15),
                ),
                issue(
                    "Delivery", ORDERED, weighed(35),
                    guess(OPPOSITE, 10, 20, 35, "Their lorry passes our hub each Tuesday", call),
                    options=("We collect", "Weekly to the hub", "On call to each warehouse"), better=MORE,
                    requester="Logistics", **limits(3, 2, 2, 1),
                ),
                issue(
                    "Recycled share", NUMBER, weighed(18),
                    guess(OPPOSITE, 5, 15, 30, "Their new line runs on it", call),
                    unit="%", better=MORE, requester="Sustainability", **span(0, 50, 10), **limits(50, 30, 30, 10),
                ),
            ),
            alternatives=(
                AlternativeDraft(
                    title="Filmpack, quote of October",
                    value=Decimal(9_000),
                    probability=Decimal(85),
                    cost=Decimal(500),
                    expires_on=today + timedelta(days=24),
                ),
            ),
        ),
        title="Pallet film, framework for two years",
        counterparty="Polifilme SA",
        category=Category.GOODS,
        currency="EUR",
        estimated_value=Decimal(285_000),
        horizon=Horizon.MEDIUM,
    )  # fmt: skip
