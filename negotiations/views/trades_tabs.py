"""The pages under Trades and under Money. A page of its own adds its line here and extends the frame of its tab."""

from dataclasses import dataclass

from django.urls import reverse

from negotiations.models import Deal

TABS = (
    ("suggestions", "Suggestions", "negotiations:trades-list"),
    ("must-haves", "Must-haves", "negotiations:musthave-list"),
    ("levers", "Levers", "negotiations:lever-list"),
    ("listing", "All packages", "negotiations:listing"),
)
MONEY_TABS = (
    ("converter", "One currency", "negotiations:money"),
    ("claims", "Claims", "negotiations:claim-list"),
)


@dataclass(frozen=True)
class SubTab:
    """One of them, as ``components/subtabs.html`` shows it."""

    url: str
    label: str
    current: bool


def subtabs(deal: Deal, current: str, tabs: tuple[tuple[str, str, str], ...] = TABS) -> tuple[SubTab, ...]:
    """The pages under Trades of a deal, or under another tab; ``current`` is the key of the one that is open."""
    return tuple(SubTab(reverse(name, kwargs={"deal_id": deal.pk}), label, key == current) for key, label, name in tabs)
