"""Small gives for the end: the cap, and which of them were given."""

from decimal import Decimal as D

import pytest

from negotiations.actions import small_gives
from negotiations.actions.writing import Conflict, Rejected
from negotiations.models import GiveCap, SmallGive
from negotiations.queries.standing import standing
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.tactics.gives import Shelf, load_shelf
from tests.factories.negotiations import NOW, Plan
from tests.factories.table import move
from tests.factories.tactics import band, small_give
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def shelf(plan: Plan) -> Shelf:
    reader = standing(plan.lead, plan.deal)
    assert reader is not None
    return load_shelf(plan.deal, reader, list(standing_moves(plan.deal)))


def cap(plan: Plan, most: D | None, seen: int | None = None) -> GiveCap:
    return small_gives.set_cap(plan.deal, most, seen=seen, by=plan.lead, at=NOW)


def test_the_server_holds_the_cap(plan: Plan) -> None:
    row = small_give(plan)
    with pytest.raises(Rejected, match="would cost €400, and the cap is €300"):
        cap(plan, D(300))
    cap(plan, D(1000))
    small_give(plan, "Labels in Portuguese", cost=D(600))
    with pytest.raises(Rejected, match="€1,001"):
        small_give(plan, "A plaque", cost=D(1))
    with pytest.raises(Rejected):
        small_gives.edit(row, {"cost": D(500)}, seen={}, by=plan.lead, at=NOW)
    assert [one.cost for one in shelf(plan).gives] == [400, 600]
    cap(plan, None)
    small_give(plan, "A plaque", cost=D(1))


def test_a_cap_that_somebody_changed_is_a_conflict(plan: Plan) -> None:
    cap(plan, D(1000))
    with pytest.raises(Conflict):
        cap(plan, D(2000), seen=0)


def test_what_was_given_is_ticked_from_the_log(plan: Plan) -> None:
    small_give(plan)
    small_give(plan, "Labels in Portuguese", cost=D(100), worth=band("100", "200", "300"))
    given = move(plan, "give", words="the reference visit with their buyer", why="to close")
    found = shelf(plan)
    assert [one.given and one.given.pk for one in found.gives] == [given.pk, None]
    assert (found.total, found.spent) == (500, 400)
    assert [one.text for one in found.left] == ["Labels in Portuguese"]


def test_the_best_for_its_cost_comes_first(plan: Plan) -> None:
    small_give(plan, "dear", cost=D(1000), worth=band("100", "500", "900"))
    small_give(plan, "unknown", cost=D(10), worth={})
    small_give(plan, "cheap", cost=D(100), worth=band("300", "400", "500"))
    small_give(plan, "fair", cost=D(100), worth=band("100", "150", "200"))
    assert [one.text for one in shelf(plan).left] == ["cheap", "fair", "dear", "unknown"]
    assert [one.times for one in shelf(plan).left] == [4, D("1.5"), D("0.5"), None]


def test_the_cap_on_the_page(plan: Plan) -> None:
    small_give(plan)
    url = deal_url("prepare-give-cap", plan.deal)
    response = post(plan.lead, url, value="300", version="0")
    assert response.status_code == 422
    assert "the cap is €300" in response.content.decode()
    response = post(plan.lead, url, value="5,000", version="0")
    assert response.status_code == 200
    swapped_equals_fresh(plan.lead, response, deal_url("tactics", plan.deal))
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "changed what the small gives may cost together" in history
    over = {"text": "A tour", "cost": "4,700", "worth": "", "issue": "", "owner": ""}
    refused = post(plan.lead, deal_url("prepare-small-give-create", plan.deal), **over)
    assert refused.status_code == 422
    assert SmallGive.objects.count() == 1
