"""What an issue is worth to either side, edited in place."""

from datetime import date
from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues, valuations
from negotiations.models import Valuation
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.pages import deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def url(plan: Plan, field: str, party: str = "ours", issue: object = None) -> str:
    row = issue or plan.payment
    return deal_url("valuation-edit", plan.deal, issue_id=row.pk, party=party, field=field) + f"?open={row.pk}"


def band_url(plan: Plan, party: str = "theirs") -> str:
    here = {"issue_id": plan.payment.pk, "party": party}
    return deal_url("valuation-band", plan.deal, **here) + f"?open={plan.payment.pk}"


def row(plan: Plan, party: str = "ours", issue: object = None) -> Valuation:
    return Valuation.objects.get(issue=issue or plan.payment, party=party)


@pytest.mark.parametrize(
    ("party", "field", "text", "stored"),
    [
        ("ours", "shape", "curved", "curved"),
        ("ours", "half_level", "30 days", D(30)),
        ("ours", "knee", "45", D(45)),
        ("ours", "swing", "35", D(35)),
        ("theirs", "direction", "same", "same"),
        ("theirs", "source", "Call with their CFO", "Call with their CFO"),
        ("theirs", "dated", "12 Nov 2026", date(2026, 11, 12)),
    ],
)
def test_it_saves_and_the_swapped_fragment_is_the_fresh_page(
    plan: Plan, party: str, field: str, text: str, stored: object
) -> None:
    version = row(plan, party).version_of(field)
    response = post(plan.lead, url(plan, field, party), value=text, version=version)
    assert response.status_code == 200
    assert getattr(row(plan, party), field) == stored
    swapped_equals_fresh(plan.lead, response, deal_url("issue-detail", plan.deal, issue_id=plan.payment.pk))


@pytest.mark.parametrize("shape", ["linear", "curved", "plateau", "peaked", "rated"])
@pytest.mark.parametrize("party", ["ours", "theirs"])
def test_every_curve_is_drawn_or_says_what_it_needs(plan: Plan, shape: str, party: str) -> None:
    response = post(plan.lead, url(plan, "shape", party), value=shape, version=0)
    page = response.content.decode()
    assert response.status_code == 200
    assert f"curve-{party}" in page or "the curve appears here" in page
    if shape in {"curved", "plateau", "peaked"}:
        assert 'role="slider"' in page


@pytest.mark.parametrize(
    ("party", "field", "text", "words"),
    [
        ("ours", "half_level", "200", "Outside the range"),
        ("ours", "swing", "101", "points from 0 to 100"),
        ("ours", "swing", "a lot", "Write a number"),
        ("theirs", "dated", "yesterday", "Write a date"),
        ("ours", "direction", "same", "cannot be edited"),
        ("theirs", "shape", "wavy", "Choose one of the curves"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(plan: Plan, party: str, field: str, text: str, words: str) -> None:
    if field == "half_level":
        valuations.edit(plan.payment, party, "shape", "curved", seen=None, by=plan.lead, at=NOW)
    before = getattr(row(plan, party), field)
    response = post(plan.lead, url(plan, field, party), value=text, version=99_999)
    assert response.status_code == 422
    if field != "direction":  # ours has no such field to say it at
        assert words in response.content.decode()
    assert getattr(row(plan, party), field) == before


def test_a_band_is_saved_as_one_and_its_order_is_kept(plan: Plan) -> None:
    version = max(row(plan, "theirs").versions.values())
    good = post(plan.lead, band_url(plan), swing_low="5", swing="10", swing_high="15", version=version)
    assert good.status_code == 200
    now = row(plan, "theirs")
    assert (now.swing_low, now.swing, now.swing_high) == (D(5), D(10), D(15))
    bad = post(plan.lead, band_url(plan), swing_low="20", swing="10", swing_high="15", version=99_999)
    page = bad.content.decode()
    assert bad.status_code == 422
    assert "must be in this order" in page
    assert 'value="20"' in page
    assert row(plan, "theirs").swing_low == D(5)


def test_a_band_that_somebody_changed_is_a_conflict(plan: Plan) -> None:
    version = max(row(plan, "theirs").versions.values())
    valuations.edit(plan.payment, "theirs", "swing_high", D(95), seen=None, by=plan.lead, at=NOW)
    stale = post(plan.lead, band_url(plan), swing_low="60", swing="90", swing_high="99", version=version)
    assert stale.status_code == 409
    assert row(plan, "theirs").swing_high == D(95)
    theirs = post(plan.lead, band_url(plan), swing_high="99", version=99_999, resolve="theirs")
    assert theirs.status_code == 200
    assert row(plan, "theirs").swing_high == D(95)


def test_half_levels_of_theirs(plan: Plan) -> None:
    valuations.edit(plan.payment, "theirs", "shape", "curved", seen=None, by=plan.lead, at=NOW)
    data = {"half_low": "15", "half_level": "30 days", "half_high": "45", "version": 99_999}
    assert post(plan.lead, band_url(plan), **data).status_code == 200
    now = row(plan, "theirs")
    assert (now.half_low, now.half_level, now.half_high) == (D(15), D(30), D(45))


def test_ratings_are_edited_one_by_one_without_conflicts_between_them(plan: Plan) -> None:
    valuations.edit(plan.warranty, "ours", "shape", "rated", seen=None, by=plan.lead, at=NOW)
    version = row(plan, issue=plan.warranty).version_of("ratings")
    for level, text in (("1", "0"), ("2", "62.5"), ("3", "100")):
        response = post(plan.lead, url(plan, "ratings", issue=plan.warranty), value=text, level=level, version=version)
        assert response.status_code == 200
    assert row(plan, issue=plan.warranty).ratings == {"1": 0, "2": 62.5, "3": 100}
    same = post(plan.lead, url(plan, "ratings", issue=plan.warranty), value="10", level="2", version=version)
    assert same.status_code == 409
    assert "62.5" in same.content.decode()
    assert row(plan, issue=plan.warranty).ratings["2"] == 62.5
    bad = post(plan.lead, url(plan, "ratings", issue=plan.warranty), value="120", level="2", version=99_999)
    assert bad.status_code == 422


@pytest.mark.parametrize("who", ["outsider", "colleague", "observer", "expert"])
def test_others_may_not(plan: Plan, who: str) -> None:
    person = (
        make_plan().lead
        if who == "outsider"
        else make_member(plan.deal.organisation)
        if who == "colleague"
        else seat(plan.deal, SeatRole(who))
    )
    wanted = 404 if who == "outsider" else 403
    assert post(person, url(plan, "swing"), value="1", version=99_999).status_code == wanted
    assert post(person, band_url(plan), swing="1", version=99_999).status_code == wanted
    assert row(plan).swing == D(30)
    assert row(plan, "theirs").swing == D(90)


def test_an_expert_estimates_on_an_own_issue(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    assert post(expert, url(plan, "source", "theirs"), value="A guess", version=0).status_code == 200


def test_a_field_or_a_party_that_is_none_is_missing(plan: Plan) -> None:
    assert post(plan.lead, url(plan, "colour"), value="1").status_code == 404
    assert post(plan.lead, url(plan, "swing", "nobody"), value="1").status_code == 404
    assert post(plan.lead, band_url(plan)).status_code == 404
