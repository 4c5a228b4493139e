"""Deals that are over, with their line of figures, for tests of the portfolio."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from negotiations.models import Deal, Review, ReviewFigures
from tests.factories.negotiations import NOW


def ended(deal: Deal, *, outcome: str = "agreed", days: float = 10, at: datetime = NOW, **figures: Any) -> Deal:
    """The deal is over and reviewed; its figures as a worker would have written them."""
    Review.objects.create(deal=deal, outcome=outcome, closed_at=at)
    ReviewFigures.objects.create(
        deal=deal,
        outcome=outcome,
        started_at=at - timedelta(days=days),
        closed_at=at,
        currency=figures.pop("currency", "EUR"),
        days=Decimal(str(days)),
        **{name: Decimal(value) if isinstance(value, str) else value for name, value in figures.items()},
    )
    return deal
