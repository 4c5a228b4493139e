"""Two people at once: an exception is used by one offer, and a limit that changes meanwhile is seen."""

import threading
from collections.abc import Callable
from decimal import Decimal as D

import pytest
from django.db import connection

from negotiations.actions import issues
from negotiations.actions.offers import Outside
from negotiations.actions.writing import Rejected
from negotiations.models import Offer
from tests.factories.mandate import approved, granted, levels, offer, state
from tests.factories.negotiations import NOW, make_plan

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], object]) -> list[str]:
    """Run all at the same moment, each on a connection of its own: what became of each."""
    gate, found = threading.Barrier(len(works)), ["" for _ in works]

    def run(place: int, work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
            found[place] = "done"
        except (Outside, Rejected) as refusal:
            found[place] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_two_offers_by_one_exception_make_one() -> None:
    plan = make_plan()
    approved(plan)
    row = granted(plan, levels(plan, 630))
    found = together(*[lambda: offer(plan, levels(plan, 630), exception=row.pk)] * 3)
    assert sorted(found) == ["Rejected", "Rejected", "done"]
    assert Offer.objects.filter(deal=plan.deal).count() == 1


def test_an_offer_and_a_change_of_its_limit_come_one_after_the_other() -> None:
    plan = make_plan()
    approved(plan)
    found = together(
        lambda: offer(plan, levels(plan, 620)),
        lambda: issues.set_limit(plan.price, "walk_away", D(610), seen=None, by=plan.lead, at=NOW),
    )
    assert found[1] == "done"
    assert state(plan).code == "void"
    made = Offer.objects.filter(deal=plan.deal).first()
    assert found[0] == ("done" if made else "Outside")
    if made:  # it came first: what it names was in force then
        assert made.mandate is not None
        void = made.mandate.rulings.get(verdict="void")
        assert made.seq < void.number
