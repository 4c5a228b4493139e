"""Alternatives and the package: secret, on one scale with the floor."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import alternatives
from negotiations.models import Alternative, PlanPackage
from negotiations.secrets import Secret
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db

NEW = {"title": "Make it ourselves", "kind": "value", "value": "€120,000.50", "probability": "50 %", "cost": "10,000"}


def page_of(plan: Plan, user: object = None) -> str:
    return client_of(user or plan.lead).get(deal_url("alternative-list", plan.deal)).content.decode()


def test_expected_value_is_value_times_probability_less_cost(plan: Plan) -> None:
    assert "€74,800" in page_of(plan)  # 96,000 × 80 % − 2,000
    response = post(plan.lead, deal_url("alternative-create", plan.deal), **NEW, expires_on="", note="")
    assert response.status_code == 200
    assert "€50,000" in page_of(plan)  # 120,000.50 × 50 % − 10,000
    swapped_equals_fresh(plan.lead, response, deal_url("alternative-list", plan.deal))


def test_a_package_is_valued_by_the_plan(plan: Plan) -> None:
    best = {f"level-{plan.price.pk}": "560", f"level-{plan.payment.pk}": "90 days", f"level-{plan.warranty.pk}": "3"}
    data = {"title": "Their rival's offer", "kind": "package", "probability": "100"}
    assert post(plan.lead, deal_url("alternative-create", plan.deal), **data, **best).status_code == 200
    page = page_of(plan)
    assert "€700,000" in page  # price 400,000 with 100 of 175 points
    assert "Payment 90 days" in page
    none = post(plan.lead, deal_url("alternative-create", plan.deal), **data)
    assert none.status_code == 422
    assert "at least one level" in none.content.decode()


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("title", "", "Give the alternative a name"),
        ("value", "", "What would it be worth to you?"),
        ("value", "much", "Write a number"),
        ("probability", "120", "from 0 to 100"),
        ("expires_on", "soon", "Write a date"),
        ("cost", "-5", "0 or more"),
    ],
)
def test_errors_stand_at_the_fields_and_what_was_typed_stays(plan: Plan, field: str, text: str, words: str) -> None:
    response = post(plan.lead, deal_url("alternative-create", plan.deal), **{**NEW, field: text})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    kept = "50 %" if field == "title" else "Make it ourselves"
    assert f'value="{kept}"' in page
    assert Alternative.objects.filter(deal=plan.deal).count() == 1


@pytest.mark.parametrize(
    ("field", "text", "stored"),
    [
        ("title", "Daikan, new quote", Secret("Daikan, new quote")),
        ("value", "100,000", Secret(D(100000))),
        ("probability", "70", Secret(D(70))),
        ("cost", "", None),
        ("expires_on", "12 Dec 2026", date(2026, 12, 12)),
    ],
)
def test_every_field_is_edited_in_place(plan: Plan, field: str, text: str, stored: object) -> None:
    url = deal_url("alternative-edit", plan.deal, alternative_id=plan.alternative.pk, field=field)
    response = post(plan.lead, url, value=text, version=0)
    assert response.status_code == 200
    assert getattr(Alternative.objects.get(pk=plan.alternative.pk), field) == stored
    swapped_equals_fresh(plan.lead, response, deal_url("alternative-list", plan.deal))


def test_a_conflict_shows_both(plan: Plan) -> None:
    alternatives.edit(plan.alternative, "value", D(50000), seen=None, by=plan.lead, at=NOW)
    url = deal_url("alternative-edit", plan.deal, alternative_id=plan.alternative.pk, field="value")
    response = post(plan.lead, url, value="99,000", version=0)
    page = response.content.decode()
    assert response.status_code == 409
    assert "€50,000" in page
    assert "€99,000" in page


def test_what_expires_says_so_and_what_has_expired_is_no_floor(plan: Plan) -> None:
    today = timezone.localdate()
    edit = deal_url("alternative-edit", plan.deal, alternative_id=plan.alternative.pk, field="expires_on")
    post(plan.lead, edit, value=(today + timedelta(days=5)).isoformat(), version=0)
    assert "in 5 days" in page_of(plan)
    version = Alternative.objects.get(pk=plan.alternative.pk).version_of("expires_on")
    post(plan.lead, edit, value=(today - timedelta(days=1)).isoformat(), version=version)
    page = page_of(plan)
    assert "expired" in page
    assert ">floor<" not in page
    assert "so no floor" in client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()


def test_removing_takes_it_out(plan: Plan) -> None:
    post(plan.lead, deal_url("alternative-remove", plan.deal, alternative_id=plan.alternative.pk))
    assert "Daikan, quote" not in page_of(plan)


@pytest.mark.parametrize("role", ["expert", "observer"])
def test_no_secret_page_for_those_without_secrets(plan: Plan, role: str) -> None:
    person = seat(plan.deal, SeatRole(role))
    assert client_of(person).get(deal_url("alternative-list", plan.deal)).status_code == 403
    assert post(person, deal_url("alternative-create", plan.deal), **NEW).status_code == 403
    assert Alternative.objects.filter(deal=plan.deal).count() == 1


def test_outsiders_and_colleagues(plan: Plan) -> None:
    url = deal_url("alternative-list", plan.deal)
    assert client_of(make_plan().lead).get(url).status_code == 404
    assert client_of(make_member(plan.deal.organisation)).get(url).status_code == 403


def levels(plan: Plan) -> dict[str, str]:
    return PlanPackage.objects.get(deal=plan.deal).levels.reveal(_Reader())


class _Reader:
    def note_secret_read(self) -> None:
        """A test may read."""


def test_the_package_is_chosen_level_by_level_without_conflicts_between_issues(plan: Plan) -> None:
    url = deal_url("package-edit", plan.deal)
    first = post(plan.lead, url, level=str(plan.price.pk), value="€600", version=0)
    assert first.status_code == 200
    swapped_equals_fresh(plan.lead, first, deal_url("deal-plan", plan.deal))
    assert post(plan.lead, url, level=str(plan.warranty.pk), value="2", version=0).status_code == 200
    assert levels(plan) == {str(plan.price.pk): "600", str(plan.warranty.pk): "2"}
    same = post(plan.lead, url, level=str(plan.price.pk), value="€610", version=0)
    assert same.status_code == 409
    assert "€600" in same.content.decode()
    assert levels(plan)[str(plan.price.pk)] == "600"
    bad = post(plan.lead, url, level=str(plan.price.pk), value="€700", version=0)
    assert bad.status_code == 422
    version = PlanPackage.objects.get(deal=plan.deal).version_of("levels")
    post(plan.lead, url, level=str(plan.price.pk), value="", version=version)
    assert str(plan.price.pk) not in levels(plan)
    assert post(seat(plan.deal, SeatRole.OBSERVER), url, level=str(plan.price.pk), value="600").status_code == 403


@pytest.mark.parametrize("preset", ["target", "realistic", "marker", "walk_away", "nonsense"])
def test_other_packages_can_be_looked_at(plan: Plan, preset: str) -> None:
    page = client_of(plan.lead).get(deal_url("deal-plan", plan.deal) + f"?package={preset}").content.decode()
    assert "Worth to us" in page
    assert "Likely worth to them" in page
