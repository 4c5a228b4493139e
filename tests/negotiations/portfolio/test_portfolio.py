"""The portfolio: figures by hand, only of deals whose secrets one may see, at a constant number of queries."""

import io
import json
import logging
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.permissions import Permission, SeatRole
from negotiations.enums import Phase
from negotiations.models import Counterparty, Deal, ReviewFigures, Seat
from negotiations.queries.portfolio.deals import portfolio
from negotiations.queries.portfolio.scope import Wish, scope
from negotiations.queries.standing import standing
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, make_deal, seat
from tests.factories.portfolio import ended
from tests.factories.table import move
from tests.support.pages import HTMX, client_of, text_of

pytestmark = pytest.mark.django_db
ALL = Wish()


@pytest.fixture
def lead(db: None) -> Any:
    """Somebody with three deals over (two with Alpha, one with Beta)."""
    first = make_deal(counterparty="Alpha", category="goods")
    person = first.created_by
    more = {"organisation": first.organisation, "lead": person, "category": "services"}
    second, third = (make_deal(counterparty=name, **more) for name in ("Alpha", "Beta"))
    ended(
        first, days=4.2, savings="1000", against_target="-200", claimed="0.5", reciprocity="0.5", free_gives=1,
        free_cost="80", intervals=4, inside="0.75", score="0.4", timing="0.2", size="0.6", splits="0.5",
        largest_round=2,
    )  # fmt: skip
    ended(
        second, days=9, savings="3000", against_target="100", claimed="0.7", reciprocity="2", intervals=6, inside="0.5",
        score="0.9", timing="0.4", largest_round=2,
    )  # fmt: skip
    ended(third, outcome="broken", days=6, reciprocity="1", largest_round=11)
    return person


def organisation_of(person: Any) -> Any:
    return Seat.objects.filter(user=person).first().deal.organisation  # type: ignore[union-attr]


def found(person: Any, wish: Wish = ALL) -> Any:
    return portfolio(person, organisation_of(person), wish, NOW)


def test_the_figures_by_hand(lead: Any) -> None:
    """4 of 10 intervals at 0.75 and 6 at 0.5: 0.6. Days begun: 5 and 9 settled, 6 broken off: half by day 9."""
    whole = found(lead)
    total = whole.total
    assert (total.deals, total.agreed, total.savings, total.against_target) == (3, 2, 4000, -100)
    assert (total.claimed, total.reciprocity, total.free_gives, total.free_cost) == (0.6, 1.0, 1, 80)
    assert (total.intervals, total.inside, total.score) == (10, 0.6, pytest.approx(0.7))
    assert (total.timing, total.size, total.splits) == (pytest.approx(0.3), 0.6, 0.5)
    assert total.open_to_read == pytest.approx((0.7 + 0.4 + 0.5) / 3)
    assert [(one.time, one.waiting, one.happened) for one in whole.curve] == [(5, 3, 1), (9, 1, 1)]
    assert [round(one.left, 4) for one in whole.curve] == [0.6667, 0.0]
    assert (whole.days, whole.running) == (9, 0)
    assert whole.rounds == (0, 2, 0, 0, 0, 0, 0, 1)
    assert (whole.habit.favourite, round(whole.habit.bits, 3)) == (1, 0.918)  # 2/3 and 1/3
    alpha, beta = whole.groups
    assert (alpha.name, alpha.figures.deals, alpha.figures.savings, alpha.figures.reciprocity) == (
        "Alpha",
        2,
        4000,
        1.25,
    )
    assert (alpha.days, beta.name, beta.figures.agreed, beta.figures.savings, beta.days) == (5, "Beta", 0, None, None)


def test_talks_that_go_on_count_as_waiting(lead: Any) -> None:
    running = make_deal(organisation=organisation_of(lead), lead=lead)
    assert found(lead).running == 0  # nothing was said yet
    move(SimpleNamespace(deal=running, lead=lead), "note", words="They called", happened_at=NOW - timedelta(days=6.5))
    whole = found(lead)
    assert (whole.running, [(one.time, one.waiting) for one in whole.curve]) == (1, [(5, 4), (9, 1)])


def test_a_line_for_each_lead_and_category_and_filters(lead: Any) -> None:
    other = make_member(organisation_of(lead))
    seat(Deal.objects.get(counterparty__name="Beta"), SeatRole.LEAD, other)
    people = {one.key: one.figures.deals for one in found(lead, Wish(by="person")).groups}
    assert people == {str(lead.pk): 3, str(other.pk): 1}
    assert found(lead, Wish(by="person")).total.deals == 3  # with two leads it is in both lines and counts once
    assert {one.name: one.figures.deals for one in found(lead, Wish(by="category")).groups} == {
        "Goods": 1,
        "Services": 2,
    }
    beta = str(Counterparty.objects.get(name="Beta").pk)
    assert found(lead, Wish(counterparty=beta)).total.deals == 1
    assert found(lead, Wish(person=str(other.pk))).total.deals == 1
    assert found(lead, Wish(category="goods")).total.savings == 1000
    ReviewFigures.objects.filter(savings=1000).update(closed_at=NOW - timedelta(days=400))
    assert found(lead, Wish(since="1")).total.deals == 2
    assert found(lead, Wish(since="3")).total.deals == 3
    ReviewFigures.objects.filter(savings=3000).update(currency="USD")
    assert (found(lead).total.deals, found(lead, Wish(currency="USD")).total.savings) == (2, 3000)
    assert found(lead, Wish(currency="XXX")).wish.currency == "EUR"


def test_secrets_count_from_the_very_seats_that_see_them(lead: Any) -> None:
    deal = Deal.objects.get(counterparty__name="Beta")
    for role in SeatRole:
        for limits in ({}, {"issues": ["6f22e77c-3822-404c-b4dc-7f761ebcb8ce"]}, {"phases": ["close"]}):
            person = seat(deal, role)
            Seat.objects.filter(user=person).update(**limits)
            for phase in (Phase.PREPARE, Phase.CLOSE):
                deal.phase = phase
                deal.save(update_fields=["phase"])
                may = standing(person, deal)
                whose = scope(person, deal.organisation)
                assert may is not None
                assert whose.known.exists() == may.can(Permission.SECRETS_VIEW), (role, limits, phase)
                assert whose.seen.exists() == may.can(Permission.DEAL_VIEW)


def test_nobody_learns_from_it_what_is_not_theirs(lead: Any, caplog: Any) -> None:
    deal = Deal.objects.get(counterparty__name="Beta")
    stranger = make_deal().created_by
    pages = {}
    for value in ("111222", "999888"):
        ReviewFigures.objects.update(savings=Decimal(value), days=Decimal(value), claimed=Decimal("0.1"))
        for person in (seat(deal, SeatRole.OBSERVER), make_member(deal.organisation), stranger):
            page = client_of(person).get(reverse("negotiations:portfolio"))
            file = client_of(person).get(reverse("negotiations:portfolio-export"))
            assert value not in page.content.decode()
            assert value not in str(list(load_workbook(io.BytesIO(file.content)).active.values))  # type: ignore[union-attr]
            pages.setdefault(value, []).append(text_of(page).replace(str(person), "").replace(person.email, ""))
    assert "1 deal over" in pages["111222"][0]
    with caplog.at_level(logging.INFO, "parley.secrets"):
        found(lead)
    assert [record.getMessage() for record in caplog.records] == [f"secrets read: portfolio user={lead.pk}"]


def test_page_fragment_export_and_api_say_the_same(lead: Any) -> None:
    url = reverse("negotiations:portfolio")
    page, part = client_of(lead).get(url), client_of(lead).get(url, headers=HTMX)
    assert text_of(part) in text_of(page)
    for words in ("€4,000", "Alpha", "half settled by day 9", "How is this computed?", "0.9 bits"):
        assert words in page.content.decode()
    api = json.loads(client_of(lead).get(reverse("api:portfolio")).content)
    assert (api["total"]["savings"], api["total"]["inside"], api["rounds"]) == (
        "4000.00",
        0.6,
        [0, 2, 0, 0, 0, 0, 0, 1],
    )
    assert [one["name"] for one in api["groups"]] == ["Alpha", "Beta"]
    assert client_of(lead).get(reverse("api:portfolio") + "?by=nonsense").status_code == 422
    book = load_workbook(io.BytesIO(client_of(lead).get(reverse("negotiations:portfolio-export")).content))
    lines = list(book["Figures"].values)
    assert lines[3][:4] == ("Counterparty", "Deals", "Agreed", "Saved")
    assert [line[:4] for line in lines[4:]] == [("Alpha", 2, 2, 4000), ("Beta", 1, 0, None), ("All", 3, 2, 4000)]


def test_queries_do_not_depend_on_how_many_deals(lead: Any) -> None:
    client = client_of(lead)

    def count(by: str) -> int:
        with CaptureQueriesContext(connection) as ran:
            assert client.get(reverse("negotiations:portfolio") + f"?by={by}").status_code == 200
        return len(ran)

    count("person")  # what a session reads once
    before = [count(by) for by in ("counterparty", "person", "category")]
    for _ in range(6):
        ended(make_deal(organisation=organisation_of(lead), lead=lead), savings="5", largest_round=3)
    assert [count(by) for by in ("counterparty", "person", "category")] == before
    assert max(before) <= 30


def test_an_empty_one_teaches() -> None:
    client = client_of(make_deal().created_by)
    assert "Nothing to compare yet" in client.get(reverse("negotiations:portfolio")).content.decode()
