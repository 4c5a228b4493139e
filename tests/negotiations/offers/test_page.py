"""The table: recording with a live verdict, the recess with its request, releases; and the same through the API."""

from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.models import Evidence, MandateException, Offer
from tests.factories.accounts import PASSWORD
from tests.factories.mandate import approved, guarded, levels, offer, sponsor_of
from tests.factories.negotiations import Plan, make_plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def typed(plan: Plan, price: str = "600", payment: str = "60 days", **more: str) -> dict[str, str]:
    levels = {f"level-{plan.price.pk}": price, f"level-{plan.payment.pk}": payment}
    return {"key": str(uuid4()), "party": "ours", **levels, **more}


def page_of(plan: Plan, user=None) -> str:
    return client_of(user or plan.lead).get(deal_url("offer-list", plan.deal)).content.decode()


def test_recorded_with_a_verdict_before(plan: Plan) -> None:
    approved(plan, at=timezone.now())
    checked = post(plan.lead, deal_url("offer-check", plan.deal), **typed(plan, "630")).content.decode()
    assert "outside the mandate" in checked
    assert "Unit price €630 is beyond its limit: at most €624." in checked
    assert 'value="630"' in checked
    assert not Offer.objects.exists()
    assert "within the mandate" in post(plan.lead, deal_url("offer-check", plan.deal), **typed(plan)).content.decode()
    made = post(plan.lead, deal_url("offer-record", plan.deal), **typed(plan))
    assert made.status_code == 200
    swapped_equals_fresh(plan.lead, made, deal_url("offer-list", plan.deal))
    post(plan.lead, deal_url("offer-record", plan.deal), htmx=False, **typed(plan, "596"))
    theirs = typed(plan, "639", party="theirs")
    post(plan.lead, deal_url("offer-record", plan.deal), htmx=False, **theirs)
    page = page_of(plan)
    assert "Them 1" in page
    assert "Us 2" in page
    assert '<span class="was">€600</span>' in page
    assert Evidence.objects.filter(deal=plan.deal).count() == 3


def test_refused_asked_for_in_a_recess_granted_and_recorded(plan: Plan) -> None:
    approved(plan, at=timezone.now())
    sponsor = sponsor_of(plan)
    refused = post(plan.lead, deal_url("offer-record", plan.deal), **typed(plan, "630"))
    assert refused.status_code == 409
    assert "Take a recess and ask" in refused.content.decode()
    empty = post(plan.lead, deal_url("exception-ask", plan.deal), **typed(plan, "630"), why="")
    assert (empty.status_code, "Say why" in empty.content.decode()) == (422, True)
    post(plan.lead, deal_url("exception-ask", plan.deal), htmx=False, **typed(plan, "630"), why="They close today")
    row = MandateException.objects.get(deal=plan.deal)
    assert "They close today" in page_of(plan, sponsor)
    url = deal_url("exception-answer", plan.deal, exception_id=row.pk)
    assert post(plan.lead, url, do="grant", password=PASSWORD).status_code == 403
    assert post(sponsor, url, do="grant", password="wrong").status_code == 422
    assert post(sponsor, url, htmx=False, do="grant", password=PASSWORD).status_code == 302
    use = deal_url("exception-use", plan.deal, exception_id=row.pk)
    assert post(plan.lead, use, htmx=False, do="use").status_code == 302
    assert post(plan.lead, use, do="use").status_code == 200  # a second click changes nothing
    assert Offer.objects.get(deal=plan.deal).exception_id == row.pk
    assert "by exception" in page_of(plan)


def test_the_holdout_releases_at_a_price_and_keeps_the_true_one(plan: Plan) -> None:
    now = timezone.now()
    holdout = guarded(plan, plan.payment)
    approved(plan, at=now)
    offer(plan, levels(plan, payment=60), at=now)
    row = offer(plan, levels(plan, payment=45), at=now)
    assert "Price of releasing: “Five years of warranty”" in page_of(plan)
    url = deal_url("offer-release", plan.deal, offer_id=row.pk)
    assert post(plan.lead, url, do="release").status_code == 403
    assert post(holdout, url, do="hold", words="").status_code == 422
    assert post(holdout, url, htmx=False, do="release", words="The warranty").status_code == 302
    assert "released it: “<span" in page_of(plan)
    mandate = deal_url("mandate-detail", plan.deal)
    assert "hoopoecrest" in client_of(holdout).get(mandate).content.decode()
    team = (plan.lead, seat(plan.deal, SeatRole.COORDINATOR), seat(plan.deal, SeatRole.HOLDOUT), sponsor_of(plan))
    for user in team:
        for name in ("mandate-detail", "offer-list", "deal-history", "deal-plan"):
            assert "hoopoecrest" not in client_of(user).get(deal_url(name, plan.deal)).content.decode(), name
        assert b"hoopoecrest" not in Api(user).get(f"deals/{plan.deal.pk}/events/").content


def test_who_may_not(plan: Plan) -> None:
    for name in ("offer-record", "offer-check", "exception-ask"):
        assert post(seat(plan.deal, SeatRole.OBSERVER), deal_url(name, plan.deal), **typed(plan)).status_code == 403
        assert post(make_plan().lead, deal_url(name, plan.deal), **typed(plan)).status_code == 404
    assert client_of(seat(plan.deal, SeatRole.EXPERT)).get(deal_url("offer-list", plan.deal)).status_code == 403


def test_the_same_through_the_api(plan: Plan) -> None:
    approved(plan, at=timezone.now())
    lead, sponsor, path = Api(plan.lead), Api(sponsor_of(plan)), f"deals/{plan.deal.pk}/"
    body = {"key": str(uuid4()), "party": "ours", "levels": [{"issue": str(plan.price.pk), "level": "630"}]}
    refused = problem(lead.post(path + "offers/", body), 409)
    assert refused["code"] == "outside_mandate"
    assert "walk_away" in {one["code"] for one in refused["reasons"]}
    assert not lead.post(path + "offers/check/", {"levels": body["levels"]}).json()["within"]
    asked = lead.post(path + "exceptions/", {"levels": body["levels"], "why": "They close"}).json()
    problem(sponsor.post(path + f"exceptions/{asked['id']}/grant/", {}), 422)
    granted = sponsor.post(path + f"exceptions/{asked['id']}/grant/", {"password": PASSWORD})
    assert granted.json()["state"] == "granted"
    made = lead.post(path + "offers/", {**body, "exception": asked["id"]})
    assert made.status_code == 201
    assert [one["kind"] for one in made.json()["steps"]] == ["made"]
    again = lead.post(path + "offers/", {**body, "exception": asked["id"]})
    assert (again.status_code, again.json()) == (201, made.json())
    problem(lead.post(path + "offers/", {**body, "exception": asked["id"], "key": str(uuid4())}), 422)
    assert lead.data(path + "offers/")["results"][0]["number"] == 1
    holdout = Api(seat(plan.deal, SeatRole.HOLDOUT))
    held = {"issues": [str(plan.payment.pk)], "price": "secret", "stated": "warranty", "threshold": None}
    assert holdout.call("PATCH", path + "guard/", held).json()["price"] == "secret"
    fine = {"key": str(uuid4()), "party": "ours", "levels": [{"issue": str(plan.price.pk), "level": "600"},
                                        {"issue": str(plan.payment.pk), "level": "15"}]}  # fmt: skip
    waits = lead.post(path + "offers/", fine).json()
    assert [one["kind"] for one in waits["steps"]] == ["waits"]
    done = holdout.post(path + f"offers/{waits['id']}/release/", {"words": "warranty"}).json()
    assert [one["kind"] for one in done["steps"]] == ["waits", "released", "made"]


def test_the_number_of_queries_does_not_depend_on_the_offers(plan: Plan, django_assert_max_num_queries) -> None:
    approved(plan, at=timezone.now())
    client = client_of(plan.lead)
    for count in (1, 6):
        for place in range(count):
            offer(plan, {plan.price.pk: D(600 + place)}, at=timezone.now())
        with django_assert_max_num_queries(47):
            client.get(deal_url("offer-list", plan.deal))
