"""Talks for tests: offers of both sides on the small plan, in their order."""

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

from negotiations.actions import evidence
from negotiations.enums import Party
from tests.factories.negotiations import NOW, Plan

OURS, THEIRS = Party.OURS, Party.THEIRS
# Price 560 to 640 (5,000 units, less is better for us), payment 0 to 90 days, warranty 2, 3 or 5 years.
TALK = (
    (THEIRS, 632, 0, 1, 0),
    (OURS, 580, 90, 3, 20),
    (THEIRS, 624, 0, 1, 48),
    (OURS, 588, 90, 3, 68),
    (THEIRS, 620, 0, 2, 96),
    (OURS, 604, 60, 3, 116),
    (THEIRS, 618, 0, 2, 144),
)


def play(plan: Plan, talk: Any = TALK) -> None:
    """Offers as (party, price, payment, warranty, hours after the first)."""
    for party, price, payment, warranty, hours in talk:
        levels = {plan.price.pk: D(price), plan.payment.pk: D(payment), plan.warranty.pk: D(warranty)}
        when = NOW - timedelta(hours=200 - hours)
        evidence.note_offer(plan.deal, party=party, levels=levels, happened_at=when, by=plan.lead, at=NOW)
