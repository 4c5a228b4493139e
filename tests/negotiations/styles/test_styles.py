"""Styles on a deal: private until shared, theirs as seen, one chosen for each meeting with what goes wrong."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import SeatRole
from negotiations.actions import styles, undo
from negotiations.engine.styles import ITEMS
from negotiations.models import Event, Meeting, StyleProfile, StyleShare
from tests.factories.counterparties import make_sighting
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db
COMPETING = {item.number: "b" if item.styles[1] == "competing" else "a" for item in ITEMS}


def answered(user: object, plan: Plan) -> None:
    membership = user.memberships.get(organisation=plan.deal.organisation_id)
    styles.answer(membership, COMPETING, by=user, at=NOW)


def page_of(user: object, plan: Plan) -> str:
    return client_of(user).get(deal_url("style-list", plan.deal)).content.decode()


def meeting_of(plan: Plan) -> Meeting:
    post(plan.lead, deal_url("meeting-add", plan.deal), starts_at="2026-12-01T10:00", title="First", place="")
    return Meeting.objects.get(deal=plan.deal)


def typed(answers: dict[int, str]) -> dict[str, str]:
    return {f"item-{number}": choice for number, choice in answers.items()}


def test_the_choices_are_made_and_kept(plan: Plan) -> None:
    url = deal_url("style-answer", plan.deal)
    response = post(plan.lead, url, htmx=False, **typed({**COMPETING, 3: ""}))
    assert response.status_code == 422
    body = response.content.decode()
    assert "Choose one of the two in every line." in body
    assert body.count(" checked") == 14
    assert not StyleProfile.objects.exists()
    assert post(plan.lead, url, htmx=False, **typed(COMPETING)).status_code == 302
    assert "6 of 6" in page_of(plan.lead, plan)
    assert "Only you see it." in page_of(plan.lead, plan)


def test_private_until_shared_and_again(plan: Plan) -> None:
    holdout, share = seat(plan.deal, SeatRole.HOLDOUT), deal_url("style-share", plan.deal)
    answered(plan.lead, plan)
    assert "6 of 6" not in page_of(holdout, plan)
    assert post(holdout, share, htmx=False, share="1").status_code == 302  # has nothing to share
    assert not StyleShare.objects.exists()
    post(plan.lead, share, htmx=False, share="1")
    post(plan.lead, share, htmx=False, share="1")
    assert StyleShare.objects.count() == 1
    assert "6 of 6" in page_of(holdout, plan)
    assert f"Not shared: {holdout}." in page_of(holdout, plan)
    history = client_of(holdout).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "shared their style with the team" in history
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert "6 of 6" not in page_of(holdout, plan)
    post(plan.lead, share, htmx=False, share="1")
    post(plan.lead, share, htmx=False, share="0")
    assert "6 of 6" not in page_of(holdout, plan)


def test_answers_are_never_in_the_log_and_can_be_erased(plan: Plan) -> None:
    answered(plan.lead, plan)
    styles.share(plan.deal, by=plan.lead, at=NOW)
    events = Event.objects.filter(deal=plan.deal, noun="style_share")
    assert [(event.before, event.field) for event in events] == [(None, "")]
    assert "competing" not in str(list(events.values()))
    assert post(plan.lead, deal_url("style-answer", plan.deal), htmx=False, forget="1").status_code == 302
    assert not StyleProfile.objects.exists()
    assert "6 of 6" not in page_of(plan.lead, plan)


def test_nobody_answers_for_another(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.HOLDOUT)
    membership = other.memberships.get(organisation=plan.deal.organisation_id)
    with pytest.raises(PermissionDenied):
        styles.answer(membership, COMPETING, by=plan.lead, at=NOW)
    with pytest.raises(PermissionDenied):
        styles.forget(membership, by=plan.lead)


def test_a_style_for_a_meeting_and_the_alert(plan: Plan) -> None:
    meeting = meeting_of(plan)
    make_sighting(plan, "competing")
    url = deal_url("style-choose", plan.deal, meeting_id=meeting.pk, field="style")
    response = post(plan.lead, url, value="collaborating", version=meeting.version_of("style"))
    assert response.status_code == 200
    assert "What you share may be used against you." in response.content.decode()
    swapped_equals_fresh(plan.lead, response, deal_url("style-list", plan.deal))
    assert Meeting.objects.get().style == "collaborating"
    assert "Collaborating" in client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    assert post(coordinator, url, value="competing", version=0).status_code == 409
    assert post(coordinator, url, value="sly", version=99).status_code == 422
    reason = deal_url("style-choose", plan.deal, meeting_id=meeting.pk, field="style_reason")
    assert post(plan.lead, reason, value="They want the season", version=0, htmx=False).status_code == 302
    assert "They want the season" in page_of(plan.lead, plan)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert "They want the season" not in page_of(plan.lead, plan)


def test_who_may_choose(plan: Plan) -> None:
    meeting = meeting_of(plan)
    url = deal_url("style-choose", plan.deal, meeting_id=meeting.pk, field="style")
    assert post(seat(plan.deal, SeatRole.OBSERVER), url, value="competing", version=0).status_code == 403
    assert post(make_plan().lead, url, value="competing", version=0).status_code == 404
    elsewhere = deal_url("style-choose", make_plan().deal, meeting_id=meeting.pk, field="style")
    assert post(plan.lead, elsewhere, value="competing", version=0).status_code == 404
    assert Meeting.objects.get().style == ""


def test_the_sheet_prints_all_choices(plan: Plan) -> None:
    body = client_of(plan.lead).get(deal_url("style-sheet", plan.deal)).content.decode()
    assert all(item.a in body and item.b in body for item in ITEMS)


def test_the_api(plan: Plan) -> None:
    holdout, root = seat(plan.deal, SeatRole.HOLDOUT), f"/api/v1/deals/{plan.deal.pk}/styles/"

    def send(user: object, method: str, path: str = "", body: object = None):
        return client_of(user).generic(
            method, root + path, "" if body is None else json.dumps(body), "application/json"
        )

    whole = {str(number): choice for number, choice in COMPETING.items()}
    assert send(plan.lead, "PUT", "", {"answers": {"1": "a"}}).status_code == 422
    assert send(plan.lead, "PUT", "share/").status_code == 422
    assert send(plan.lead, "PUT", "", {"answers": whole}).json()["mine"]["scores"]["competing"] == 6
    assert send(holdout, "GET").json()["team"] == []
    assert send(plan.lead, "PUT", "share/").status_code == 204
    found = send(holdout, "GET").json()
    assert (found["team"][0]["person"]["id"], found["mine"], len(found["items"])) == (plan.lead.pk, None, 15)
    assert send(plan.lead, "DELETE", "share/").status_code == 204
    assert send(plan.lead, "DELETE").status_code == 204
    assert send(holdout, "GET").json()["team"] == []
