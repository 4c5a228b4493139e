"""Assumptions and objections: edited in place, filtered, undone, told of in the history, also through the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import undo
from negotiations.models import Assumption, Objection
from negotiations.queries.prepare.assumptions import due
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.preparation import assumption, objection
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db
NOUNS = {
    "assumption": (
        assumption,
        Assumption,
        {"text": "They need cash", "estimate": "weight", "test": "Ask", "owner": ""},
    ),
    "objection": (objection, Objection, {"text": "Too late", "reply": "When then?", "proof": "Mail", "speaker": ""}),
}


def page_of(plan: Plan, noun: str, query: str = "", user: object = None) -> str:
    response = client_of(user or plan.lead).get(deal_url(f"prepare-{noun}-list", plan.deal) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("noun", NOUNS)
def test_written_edited_removed_and_undone(plan: Plan, noun: str) -> None:
    _, model, typed = NOUNS[noun]
    url = deal_url(f"prepare-{noun}-create", plan.deal)
    assert post(plan.lead, url, **typed, issue=str(plan.price.pk), due_on="1 Dec 2026").status_code == 200
    row = model.objects.get()
    assert (row.text, row.issue) == (typed["text"], plan.price)
    key: dict[str, Any] = {f"{noun}_id": row.pk}
    edit = deal_url(f"prepare-{noun}-edit", plan.deal, **key, field="text")
    response = post(plan.lead, edit, value="Other words", version="0")
    swapped_equals_fresh(plan.lead, response, deal_url(f"prepare-{noun}-list", plan.deal))
    assert post(plan.lead, edit, value=" ", version="9").status_code == 422
    assert post(plan.lead, edit, value="Third", version="0").status_code == 409
    person = "owner" if noun == "assumption" else "speaker"
    who = deal_url(f"prepare-{noun}-edit", plan.deal, **key, field=person)
    assert (
        post(
            plan.lead,
            who,
            value=str(plan.lead.pk),
            version="0",
        ).status_code
        == 200
    )
    assert post(plan.lead, who, value="999999", version="9").status_code == 422
    assert post(plan.lead, deal_url(f"prepare-{noun}-remove", plan.deal, **key)).status_code == 200
    assert "Other words" not in page_of(plan, noun)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert "Other words" in page_of(plan, noun)
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal) + "?what=preparation").content.decode()
    assert f"changed the words of the {noun}" in history


@pytest.mark.parametrize("noun", NOUNS)
def test_who_may_not(plan: Plan, noun: str) -> None:
    make, _, typed = NOUNS[noun]
    row, observer = make(plan), seat(plan.deal, SeatRole.OBSERVER)
    assert "register-new" not in page_of(plan, noun, user=observer)
    edit = deal_url(f"prepare-{noun}-edit", plan.deal, **{f"{noun}_id": row.pk}, field="text")
    assert post(observer, edit, value="x").status_code == 403
    assert post(observer, deal_url(f"prepare-{noun}-create", plan.deal), **typed).status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
def test_api(plan: Plan, noun: str) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/{noun}s/"
    _, _, typed = NOUNS[noun]
    person = "owner" if noun == "assumption" else "speaker"
    made = api.post(root, {**typed, person: plan.lead.pk, "issue": str(plan.payment.pk)})
    assert made.status_code == 201, made.content
    row = made.json()
    assert row[person] == plan.lead.pk
    changed = api.patch(f"{root}{row['id']}/", {"text": "Other", "version": row["version"]}).json()
    problem(api.patch(f"{root}{row['id']}/", {"text": "Mine", "version": row["version"]}), 409)
    problem(api.patch(f"{root}{row['id']}/", {person: 999999, "version": changed["version"]}), 422)
    assert api.delete(f"{root}{row['id']}/").status_code == 204
    assert api.data(root)["results"] == []


def test_overdue_assumptions(plan: Plan) -> None:
    today = timezone.localdate()
    late = assumption(plan, "Late", due_on=today - timedelta(days=2))
    assert due(late, today).words == "2 days overdue"
    assert due(assumption(plan, "Now", due_on=today), today).words == "due today"
    assert due(assumption(plan, "Tested", due_on=today - timedelta(days=2), state="holds"), today).words == ""
    page = page_of(plan, "assumption", "?state=overdue")
    assert "1 assumption should have been tested by now" in page
    assert ">Late<" in page.replace("&#x27;", "'") or "Late" in page
    assert "Tested" not in page.split("<tbody")[1]


def test_objections_not_rehearsed(plan: Plan) -> None:
    objection(plan, "Known", rehearsed=True, used="worked")
    open_ = objection(plan, "Surprise")
    rows = page_of(plan, "objection", "?state=to_rehearse").split("<tbody")[1]
    assert "Surprise" in rows
    assert "Known" not in rows
    url = deal_url("prepare-objection-edit", plan.deal, objection_id=open_.pk, field="rehearsed")
    assert post(plan.lead, url, value="True", version="0").status_code == 200
    open_.refresh_from_db()
    assert open_.rehearsed is True
    assert "2 of 2 rehearsed" in page_of(plan, "objection")
