"""The pages under Trades. A page of its own adds its line here and extends ``negotiations/trades/frame.html``."""

from dataclasses import dataclass

from django.urls import reverse

from negotiations.models import Deal

TABS = (("suggestions", "Suggestions", "negotiations:trades-list"),)


@dataclass(frozen=True)
class SubTab:
    """One of them, as ``components/subtabs.html`` shows it."""

    url: str
    label: str
    current: bool


def subtabs(deal: Deal, current: str) -> tuple[SubTab, ...]:
    """The pages under Trades of a deal; ``current`` is the key of the one that is open."""
    return tuple(SubTab(reverse(name, kwargs={"deal_id": deal.pk}), label, key == current) for key, label, name in TABS)
