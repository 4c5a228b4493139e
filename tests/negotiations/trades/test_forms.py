"""What if, their last offer, and the sheet of packages."""

import re
from decimal import Decimal as D
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from negotiations.models import Job
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import standing
from negotiations.queries.trades.page import latest_offer
from tests.factories.accounts import sign_in
from tests.factories.negotiations import Plan
from tests.factories.trades import compute, contents

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def url(plan: Plan, name: str) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": plan.deal.pk})


def text(response: Any) -> str:
    bare = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


@pytest.fixture
def client(plan: Plan) -> Client:
    compute(plan.deal)
    return sign_in(plan.lead)


def offer_now(plan: Plan) -> dict[Any, D]:
    reader = standing(plan.lead, plan.deal)
    assert reader is not None
    return latest_offer(load_plan(plan.deal), reader)


def level(issue: Any) -> str:
    return f"level-{issue.pk}"


def test_moving_an_issue_moves_the_point_and_the_worth(plan: Plan, client: Client) -> None:
    moved = client.post(url(plan, "trades-whatif"), {level(plan.price): "570"}, headers=HTMX)
    body = moved.content.decode()
    assert moved.status_code == 200
    assert 'id="frontier-wide-whatif"' in body
    assert "€570,000" in text(moved)  # 28 less than 598 on 5,000 units: 140,000 more than 430,000
    assert f'hx-target="#whatif-words-{plan.price.pk}"' in body
    assert "€570" in body
    assert not Job.objects.exclude(state="done").exists()


def test_a_package_past_a_walk_away_or_below_the_floor_is_said_to_be(plan: Plan, client: Client) -> None:
    past = client.post(url(plan, "trades-whatif"), {level(plan.price): "630"}, headers=HTMX)
    assert "passes the walk-away on Unit price" in text(past)
    worst = {level(plan.price): "624", level(plan.payment): "15", level(plan.warranty): "1"}
    assert "€100,000" in text(client.post(url(plan, "trades-whatif"), worst, headers=HTMX))
    below = {level(plan.price): "640", level(plan.payment): "0", level(plan.warranty): "1"}
    assert "below our floor" in text(client.post(url(plan, "trades-whatif"), below, headers=HTMX))


def test_what_if_works_as_a_plain_form_and_never_by_address(plan: Plan, client: Client) -> None:
    page = client.post(url(plan, "trades-whatif"), {level(plan.price): "570"})
    assert "<html" in page.content.decode()
    assert "€570,000" in text(page)
    assert client.get(url(plan, "trades-whatif")).status_code == 405


def test_nonsense_is_ignored_by_what_if(plan: Plan, client: Client) -> None:
    wrong = {level(plan.price): "\x00'; --", level(plan.warranty): "99", "level-x": "1"}
    assert "€430,000" in text(client.post(url(plan, "trades-whatif"), wrong, headers=HTMX))


def test_their_offer_is_answered_and_kept_for_the_next_time(plan: Plan, client: Client) -> None:
    answer = url(plan, "trades-counter")
    assert client.post(answer, {level(plan.price): "€610", level(plan.payment): "15 days"}).status_code == 302
    wanted = {plan.price.pk: D(610), plan.payment.pk: D(15)}
    assert offer_now(plan) == wanted
    job = compute(plan.deal)
    assert len(contents(job, "counter")) == 2
    found = client.get(url(plan, "trades-list"))
    assert "Answer their offer" in text(found)
    assert 'value="€610"' in found.content.decode()
    client.post(url(plan, "trades-suggest"))
    assert offer_now(plan) == wanted
    client.post(answer, {"clear": "1"})
    assert offer_now(plan) == {}


def test_what_cannot_be_read_stays_typed_with_the_reason(plan: Plan, client: Client) -> None:
    before = Job.objects.count()
    wrong = client.post(url(plan, "trades-counter"), {level(plan.price): "€999", level(plan.payment): "soon"})
    assert wrong.status_code == 422
    assert 'value="€999"' in wrong.content.decode()
    assert "Outside the range of this issue: €560 to €640." in text(wrong)
    assert "Write a number" in text(wrong)
    assert client.post(url(plan, "trades-counter"), {}).status_code == 422
    assert Job.objects.count() == before


def test_the_sheet_tells_nothing_of_worth_unless_asked(plan: Plan, client: Client) -> None:
    sheet = text(client.get(url(plan, "trades-packages")))
    assert "€576" in sheet
    for words in ("Worth to us", "Likely to them", "430,000", "floor €", "355,000"):
        assert words not in sheet
    full = text(client.get(url(plan, "trades-packages") + "?secrets=1"))
    assert "Worth to us €430,000" in full
    assert "Confidential" in full
