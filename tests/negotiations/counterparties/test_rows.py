"""The rows of a record: style that was seen, who knows whom, the chain; noted, changed, taken out, erased."""

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import counterparties
from negotiations.actions.writing import Rejected
from negotiations.models import Acquaintance, CounterpartyEvent, CounterpartyLink, StyleSighting
from negotiations.queries.record.page import style_words
from tests.factories.accounts import make_member
from tests.factories.counterparties import SAW, make_acquaintance, make_link, make_sighting
from tests.factories.negotiations import NOW, Plan, make_deal, seat
from tests.negotiations.counterparties.test_record import page_of, record_url
from tests.support.pages import client_of, post

pytestmark = pytest.mark.django_db
TYPED = {
    "style": "avoiding",
    "person": "Marta Sousa",
    "saw": "Did not answer on price",
    "seen_on": "2026-11-12",
    "deal": "",
}


def test_the_observer_notes_what_was_seen(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    url = record_url(plan, "record-row-create", section="styles")
    assert post(observer, url, htmx=False, **TYPED, follow="").status_code == 302
    page = page_of(plan.lead, plan)
    assert "Did not answer on price" in page
    assert "Seen once: avoiding" in page
    assert f"noted by {observer}" in page


def test_errors_stand_at_the_field(plan: Plan) -> None:
    url = record_url(plan, "record-row-create", section="styles")
    response = post(plan.lead, url, htmx=False, **{**TYPED, "saw": "", "style": "sly"})
    assert response.status_code == 422
    body = response.content.decode()
    assert "This field is required." in body
    assert 'value="Marta Sousa"' in body
    assert not StyleSighting.objects.exists()


@pytest.mark.parametrize(
    ("styles", "says"),
    [
        (["competing"], "Seen once: competing"),
        (["competing", "competing"], "Always competing: 2 of 2 sightings"),
        (["competing", "avoiding", "competing"], "Mostly competing: 2 of 3 sightings"),
        (["competing", "avoiding"], "As often competing and avoiding: 1 of 2 sightings each"),
    ],
)
def test_style_in_words(styles: list[str], says: str) -> None:
    assert style_words(styles) == says


def test_a_row_is_changed_with_its_versions(plan: Plan) -> None:
    row, holdout = make_acquaintance(plan), seat(plan.deal, SeatRole.HOLDOUT)
    url = record_url(plan, "record-row-edit", section="acquaintances", entry_id=row.pk)
    typed = {
        "person": "Marta Sousa",
        "member": row.member_id,
        "closeness": "well",
        "since": "2018",
        "title": "",
        "note": "",
    }
    assert 'value="2019"' in client_of(plan.lead).get(url).content.decode()
    assert post(plan.lead, url, htmx=False, **typed).status_code == 302
    response = post(holdout, url, htmx=False, **{**typed, "closeness": "met"})
    assert response.status_code == 409
    assert "“Knows well” meanwhile" in response.content.decode()
    assert Acquaintance.objects.get().closeness == "well"
    version = Acquaintance.objects.get().version_of("closeness")
    saved = post(holdout, url, htmx=False, **{**typed, "closeness": "met"}, version_closeness=version, version_since=9)
    assert saved.status_code == 302


def test_taken_out_put_back_erased(plan: Plan) -> None:
    row = make_sighting(plan)
    where = {"section": "styles", "entry_id": row.pk}
    post(plan.lead, record_url(plan, "record-row-remove", **where), htmx=False)
    assert "Taken out" in page_of(plan.lead, plan)
    post(plan.lead, record_url(plan, "record-row-restore", **where), htmx=False)
    assert StyleSighting.objects.get().removed_at is None
    assert post(plan.lead, record_url(plan, "record-row-erase", **where), htmx=False).status_code == 404
    post(plan.lead, record_url(plan, "record-row-remove", **where), htmx=False)
    post(plan.lead, record_url(plan, "record-row-erase", **where), htmx=False)
    assert not StyleSighting.objects.exists()


def test_the_log_never_quotes_what_is_about_people(plan: Plan) -> None:
    row = make_sighting(plan, person="Rui Costa")
    changes = {"saw": "Shouted at Ines"}
    counterparties.edit_row(row, "styles", changes, seen={}, by=plan.lead, at=NOW)
    counterparties.remove_row(row, "styles", by=plan.lead, at=NOW)
    counterparties.erase_row(row, "styles", by=plan.lead, at=NOW)
    kept = str(list(CounterpartyEvent.objects.values()))
    assert [event.verb for event in CounterpartyEvent.objects.order_by("seq")] == [
        "created", "changed", "removed", "erased",
    ]  # fmt: skip
    assert not any(word in kept for word in ("Rui", "Shouted", SAW))
    assert "erased what was seen of their style" in page_of(plan.lead, plan)


def test_the_chain_leads_to_the_record_of_the_house(plan: Plan) -> None:
    make_link(plan, note="Takes a rebate of ours")
    page = page_of(plan.lead, plan)
    assert "After them" in page
    assert "30–50\u2009% of that business" in page
    other = make_deal(plan.deal.organisation, lead=plan.lead, counterparty="frio ibérica", title="Service")
    assert str(other.counterparty_id) in page_of(plan.lead, plan)
    theirs = client_of(plan.lead).get(f"/counterparties/{other.counterparty_id}/").content.decode()
    assert "Named by" in theirs
    assert "Frigotec Lda" in theirs


def test_nothing_foreign_gets_in(plan: Plan) -> None:
    foreign, stranger = make_deal(), make_member(make_deal().organisation)
    with pytest.raises(Rejected):
        make_sighting(plan, deal=foreign)
    with pytest.raises(Rejected):
        make_acquaintance(plan, member=stranger.memberships.get())
    with pytest.raises(Rejected):
        make_acquaintance(plan, since=2030)
    url = record_url(plan, "record-row-create", section="styles")
    assert post(plan.lead, url, htmx=False, **{**TYPED, "deal": str(foreign.pk)}).status_code == 422
    assert not CounterpartyLink.objects.exists()


def test_a_member_who_leaves_takes_their_acquaintances_along(plan: Plan) -> None:
    carl = make_member(plan.deal.organisation)
    make_acquaintance(plan, carl)
    carl.memberships.get().delete()
    assert not Acquaintance.objects.exists()
