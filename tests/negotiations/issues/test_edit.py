"""One field of an issue, saved in place."""

from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh, text_of

pytestmark = pytest.mark.django_db


def url(plan: Plan, field: str, issue: object = None) -> str:
    row = issue or plan.payment
    return deal_url("issue-edit", plan.deal, issue_id=row.pk, field=field)


def test_it_saves_and_the_swapped_fragment_is_the_fresh_page(plan: Plan) -> None:
    response = post(plan.lead, url(plan, "marker"), value="45 days", version=0)
    assert response.status_code == 200
    plan.payment.refresh_from_db()
    assert plan.payment.marker == D(45)
    assert 'data-state="saved"' in response.content.decode()
    swapped_equals_fresh(plan.lead, response, deal_url("deal-plan", plan.deal))


def test_a_plain_form_goes_back_to_the_plan(plan: Plan) -> None:
    response = post(plan.lead, url(plan, "marker"), htmx=False, value="45", version=0)
    assert (response.status_code, response.url) == (302, deal_url("deal-plan", plan.deal))


@pytest.mark.parametrize(
    ("field", "text", "stored"),
    [
        ("name", "  Days of   payment ", "Days of payment"),
        ("low", "5 days", D(5)),
        ("step", "5", D(5)),
        ("unit", "weeks", "weeks"),
        ("better", "low", "low"),
        ("importance", "must", "must"),
        ("tradeable", "False", False),
        ("requester", "Treasury", "Treasury"),
        ("description", "Counted from\r\ndelivery", "Counted from\ndelivery"),
    ],
)
def test_every_field_can_be_typed(plan: Plan, field: str, text: str, stored: object) -> None:
    assert post(plan.lead, url(plan, field), value=text, version=0).status_code == 200
    plan.payment.refresh_from_db()
    assert getattr(plan.payment, field) == stored


def test_the_owner_is_a_member(plan: Plan) -> None:
    member, stranger = make_member(plan.deal.organisation), make_plan().lead
    assert post(plan.lead, url(plan, "owner"), value=str(stranger.pk), version=0).status_code == 422
    assert post(plan.lead, url(plan, "owner"), value=str(member.pk), version=0).status_code == 200
    plan.payment.refresh_from_db()
    assert plan.payment.owner == member


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("marker", "abc", "Write a number"),
        ("marker", "120", "Outside the range of this issue: 0 days to 90 days"),
        ("name", "Unit price", "There is an issue of this name already"),
        ("name", "", "An issue needs a name"),
        ("low", "90", "below the highest"),
        ("step", "0.001", "larger step"),
        ("low", "9" * 19, "At most 13 digits"),
        ("better", "sideways", "Choose one"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_stays_typed(plan: Plan, field: str, text: str, words: str) -> None:
    opened = f"?open={plan.payment.pk}"
    response = post(plan.lead, url(plan, field) + opened, value=text, version=0)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    if field != "better":  # a select cannot hold what is no option
        assert f'value="{text}"' in page
    before = getattr(plan.payment, field)
    plan.payment.refresh_from_db()
    assert getattr(plan.payment, field) == before


def test_a_conflict_shows_both_values_and_loses_neither(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.COORDINATOR, make_member(plan.deal.organisation, name="Carla Reis"))
    issues.edit(plan.payment, "marker", D(75), seen=None, by=other, at=NOW)
    response = post(plan.lead, url(plan, "marker"), value="45 days", version=0)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Carla Reis changed this" in page
    assert "75 days" in page
    assert 'value="45 days"' in page
    plan.payment.refresh_from_db()
    assert plan.payment.marker == D(75)
    version = plan.payment.version_of("marker")
    assert f'name="version" value="{version}"' in page
    theirs = post(plan.lead, url(plan, "marker"), value="45 days", version=version, resolve="theirs")
    assert theirs.status_code == 200
    plan.payment.refresh_from_db()
    assert plan.payment.marker == D(75)
    post(plan.lead, url(plan, "marker"), value="45 days", version=version, resolve="mine")
    plan.payment.refresh_from_db()
    assert plan.payment.marker == D(45)


def test_a_conflict_without_script_is_a_whole_page(plan: Plan) -> None:
    issues.edit(plan.payment, "marker", D(75), seen=None, by=plan.lead, at=NOW)
    response = post(plan.lead, url(plan, "marker"), htmx=False, value="45 days", version=0)
    assert response.status_code == 409
    assert "<html" in response.content.decode()
    assert "Keep mine" in response.content.decode()


def test_an_expert_edits_own_issues_only(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    assert post(expert, url(plan, "marker"), value="45", version=0).status_code == 200
    assert post(expert, url(plan, "marker", plan.price), value="580", version=0).status_code == 403
    plan.price.refresh_from_db()
    assert plan.price.marker == D(585)


@pytest.mark.parametrize("who", ["outsider", "colleague", "observer"])
def test_nobody_else_changes_anything(plan: Plan, who: str) -> None:
    people = {
        "outsider": lambda: make_plan().lead,
        "colleague": lambda: make_member(plan.deal.organisation),
        "observer": lambda: seat(plan.deal, SeatRole.OBSERVER),
    }
    response = post(people[who](), url(plan, "marker"), value="45", version=0)
    assert response.status_code == (404 if who == "outsider" else 403)
    plan.payment.refresh_from_db()
    assert plan.payment.marker == D(60)


def test_the_detail_has_an_address_of_its_own(plan: Plan) -> None:
    path = deal_url("issue-detail", plan.deal, issue_id=plan.price.pk)
    client = client_of(plan.lead)
    whole, fragment = client.get(path), client.get(path, headers={"HX-Request": "true"})
    assert "Paid how many times" in whole.content.decode()
    assert text_of(fragment) in text_of(whole)
    edited = post(plan.lead, url(plan, "requester", plan.price) + f"?open={plan.price.pk}", value="Sales", version=0)
    swapped_equals_fresh(plan.lead, edited, path)


def test_an_issue_of_another_deal_is_missing(plan: Plan) -> None:
    foreign = make_plan(organisation=plan.deal.organisation)
    path = deal_url("issue-edit", plan.deal, issue_id=foreign.payment.pk, field="marker")
    assert post(plan.lead, path, value="45", version=0).status_code == 404
    assert client_of(plan.lead).get(path).status_code == 405
