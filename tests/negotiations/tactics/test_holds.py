"""What a hold brought, in the log and in the review."""

from decimal import Decimal as D
from typing import Any

import pytest

from negotiations.enums import Party
from negotiations.queries.standing import standing
from negotiations.queries.table.holds import holds_of
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.wording import Names
from tests.factories.negotiations import Plan
from tests.factories.table import move
from tests.support.pages import client_of, deal_url, text_of

pytestmark = pytest.mark.django_db
THEIRS = Party.THEIRS


@pytest.fixture
def held(plan: Plan) -> Plan:
    move(plan, "offer", party=THEIRS, levels={plan.price.pk: D(630)})
    move(plan, "hold", words="the price stays", issue=plan.price.pk)
    move(plan, "offer", party=THEIRS, levels={plan.price.pk: D(630), plan.payment.pk: D(45)})
    move(plan, "give", party=THEIRS, words="a store in Palmela")
    return plan


def test_the_log_says_what_it_brought(held: Plan) -> None:
    page = text_of(client_of(held.lead).get(deal_url("move-list", held.deal)))
    assert "It brought 2 new options from them" in page
    assert "<bdi>Payment 45 days</bdi>" in page
    assert "<bdi>a store in Palmela</bdi>" in page
    reader = standing(held.lead, held.deal)
    assert reader is not None
    one = holds_of(standing_moves(held.deal), reader, Names(held.deal))[2]
    assert (one.said, one.standing, len(one.options)) == ("the price stays", True, 2)


def test_a_log_with_many_holds_takes_no_more_queries(held: Plan, django_assert_max_num_queries: Any) -> None:
    client, url = client_of(held.lead), deal_url("move-list", held.deal)
    client.get(url)
    with django_assert_max_num_queries(200) as first:
        client.get(url)
    for price in (628, 626):
        move(held, "hold", words="it stays")
        move(held, "offer", party=THEIRS, levels={held.price.pk: D(price)})
    with django_assert_max_num_queries(len(first)):
        client.get(url)
