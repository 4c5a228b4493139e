"""What business steps cost, by hand, from the rows of a plan to the API."""

from decimal import Decimal as D

import pytest

from negotiations.actions import issues
from negotiations.models import Deal, Issue
from tests.factories.negotiations import NOW, estimate, make_deal, set_weights
from tests.factories.trades import compute, document
from tests.negotiations.api.client import Api

pytestmark = pytest.mark.django_db


def priced(step: int) -> tuple[Deal, Issue]:
    """One price that counts, 0 to 100, alike for both: the fair deal is the middle."""
    deal = make_deal()
    do = {"by": deal.created_by, "at": NOW}
    price = issues.add(
        deal, name="Price", kind="money", unit="unit", low=D(0), high=D(100), step=D(step), better="low", **do
    )
    label = issues.add(deal, name="Label", kind="ordered", options=("plain", "printed"), better="high", **do)
    set_weights(deal, {price: 100, label: 0})
    estimate(price, "opposite", 50, 50, 50)
    estimate(label, "opposite", 0, 0, 0)
    return deal, price


@pytest.mark.parametrize(("step", "lost"), [(60, 10), (40, 30), (25, 0)])
def test_what_the_steps_lose_by_hand(step: int, lost: int) -> None:
    """They keep at least 50: steps of 60 leave a price of 60 and us 40, steps of 40 a price of 80 and us 20."""
    deal, price = priced(step)
    part = document(compute(deal))["steps"]
    assert part["issues"] == [str(price.pk)]
    assert D(part["ours"]) == lost
    assert Api(deal.created_by).data(f"deals/{deal.pk}/trades/")["steps"] == part
