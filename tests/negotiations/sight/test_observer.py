"""The observer's sheet: written without secrets, read by the team, feeding the counterparty's record; and the API."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import sightings, stakeholders, undo
from negotiations.actions.writing import Rejected
from negotiations.catalogue.tactics import LIBRARY
from negotiations.models import Event, EventPersonal, Sighting, StyleSighting
from tests.factories.accounts import make_member, sign_in
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.sight import seen

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


@pytest.fixture
def observer(plan: Plan) -> Client:
    return sign_in(seat(plan.deal, SeatRole.OBSERVER, make_member(plan.deal.organisation, name="Ines Observer")))


def url(plan: Plan, name: str = "observer", **more: object) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": plan.deal.pk, **more})


def test_the_observer_notes_and_the_team_reads_with_the_counter(plan: Plan, observer: Client) -> None:
    form = {"person": "Marta Alves", "saw": "Asked the phone first", "tactic": "higher_authority"}
    assert observer.post(url(plan, "sighting-create"), form).status_code == 302
    page = sign_in(seat(plan.deal, SeatRole.EXPERT)).get(url(plan)).content.decode()
    assert "Asked the phone first" in page
    assert "Ask early who decides what" in page
    assert "Ines Observer" in page
    assert 'id="sighting-form"' not in page  # an expert reads


def test_a_line_must_say_something_and_keeps_what_was_typed(plan: Plan, observer: Client) -> None:
    answer = observer.post(url(plan, "sighting-create"), {"person": "Rui", "saw": " ", "tactic": ""})
    assert answer.status_code == 422
    assert b"Say what you saw" in answer.content
    assert b'value="Rui"' in answer.content
    with pytest.raises(Rejected):
        seen(plan, tactic="no-such")
    with pytest.raises(Rejected):
        seen(plan, seen_at=NOW + timedelta(days=3))


def test_a_line_is_put_right_and_no_edit_is_lost(plan: Plan, observer: Client) -> None:
    row = seen(plan)
    edit = url(plan, "sighting-edit", sighting_id=row.pk)
    assert observer.post(edit, {"person": "Rui", "saw": row.saw, "tactic": "", "version": "0"}).status_code == 302
    late = {"person": "Marta", "saw": row.saw, "tactic": "flinch", "version": "0"}
    answer = sign_in(plan.lead).post(edit, late)
    assert answer.status_code == 409
    assert "changed this meanwhile to “Rui”" in answer.content.decode()
    row.refresh_from_db()
    assert (row.person, row.tactic) == ("Rui", "")
    sightings.remove(row, by=plan.lead, at=NOW)
    assert row.pk not in Sighting.objects.filter(removed_at=None).values_list("pk", flat=True)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row.refresh_from_db()
    assert row.removed_at is None


@pytest.mark.parametrize("role", [SeatRole.EXPERT, SeatRole.SPONSOR, SeatRole.HOLDOUT])
def test_others_of_the_team_do_not_write(plan: Plan, role: SeatRole) -> None:
    row, user = seen(plan), seat(plan.deal, role)
    client = sign_in(user)
    assert client.get(url(plan)).status_code == 200
    assert client.post(url(plan, "sighting-create"), {"saw": "x"}).status_code == 403
    assert client.post(url(plan, "sighting-remove", sighting_id=row.pk)).status_code == 403
    assert client.post(url(plan, "style-rate"), {"saw": "x", "style": "competing"}).status_code == 403
    with pytest.raises(PermissionDenied):
        sightings.edit(row, {"saw": "x"}, seen={}, by=user, at=NOW)


def test_a_rating_is_a_sighting_in_their_record(plan: Plan, observer: Client) -> None:
    form = {"person": "Marta Alves", "saw": "Three threats in ten minutes", "style": "competing"}
    assert observer.post(url(plan, "style-rate"), form).status_code == 302
    row = StyleSighting.objects.get(counterparty=plan.deal.counterparty)
    assert (row.style, row.person, row.deal) == ("competing", "Marta Alves", plan.deal)
    styles = observer.get(reverse("negotiations:style-list", kwargs={"deal_id": plan.deal.pk})).content.decode()
    assert "Three threats in ten minutes" in styles
    refused = observer.post(url(plan, "style-rate"), {"person": "Marta", "saw": "", "style": "competing"})
    assert refused.status_code == 422


def test_what_is_said_of_people_is_kept_apart_in_the_log(plan: Plan) -> None:
    row = seen(plan)
    sightings.edit(row, {"saw": "Looked away"}, seen={}, by=plan.lead, at=NOW)
    event = Event.objects.get(deal=plan.deal, noun="sighting", field="saw")
    assert (event.personal, event.before, event.after) == (True, None, None)


def test_the_api_does_the_same(plan: Plan, observer: Client) -> None:
    base = {"deal_id": plan.deal.pk}
    new = observer.post(reverse("api:observer-list", kwargs=base), {"saw": "Left the room", "tactic": "flinch"}, **JSON)
    assert new.status_code == 201
    one = reverse("api:observer-detail", kwargs={**base, "sighting_id": new.json()["id"]})
    assert observer.patch(one, {"saw": "Left twice", "version": 0}, **JSON).json()["saw"] == "Left twice"
    assert observer.patch(one, {"saw": "Left", "version": 0}, **JSON).status_code == 409
    listed = observer.get(reverse("api:observer-list", kwargs=base)).json()["results"]
    assert [row["saw"] for row in listed] == ["Left twice"]
    rated = {"style": "avoiding", "saw": "Put it off again"}
    assert observer.post(reverse("api:style-rating-list", kwargs=base), rated, **JSON).status_code == 201
    assert observer.delete(one).status_code == 204
    assert len(observer.get(reverse("api:tactic-list", kwargs=base)).json()) == len(LIBRARY)


def test_the_library_has_words_for_each_tactic_once() -> None:
    assert len({one.code for one in LIBRARY}) == len({one.name for one in LIBRARY}) == len(LIBRARY) >= 20
    assert all(len(one.code) <= 20 and one.sounds and one.counter for one in LIBRARY)


def test_who_is_erased_is_erased_from_the_sheet(plan: Plan) -> None:
    who = stakeholders.add(plan.deal, side="theirs", name="Marta Alves", by=plan.lead, at=NOW)
    row, other = seen(plan), seen(plan, person="")
    sightings.edit(row, {"saw": "Looked away"}, seen={}, by=plan.lead, at=NOW)
    stakeholders.erase(who, by=plan.lead, at=NOW)
    assert list(Sighting.objects.filter(deal=plan.deal)) == [other]
    assert not EventPersonal.objects.filter(event__object_id=str(row.pk), erased=False).exists()
