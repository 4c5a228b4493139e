"""Power and time on one page: written, edited, undone, secret, and what is computed from it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import todos, undo
from negotiations.models import Deadline, Event, FutureDeals, PowerSource, Pressure, Task
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.power import deadline, future, pressure, source
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db
NOUNS: dict[str, tuple[Any, dict[str, str]]] = {
    "power-source": (PowerSource, {"text": "Daikan can deliver", "side": "ours", "base": "alternative",
                                   "strength": "fair", "evidence": "Quote 4412"}),
    "deadline": (Deadline, {"text": "Their order book", "side": "theirs", "day": "1 Dec 2026", "latest": "5 Dec 2026",
                            "hard": "True", "cost": "The credit line"}),
    "pressure": (Pressure, {"text": "Sales: the catalogue", "wants": "fast", "strength": "fair",
                            "since": "3 Nov 2026"}),
}  # fmt: skip


def page_of(plan: Plan, user: object = None, query: str = "") -> str:
    response = client_of(user or plan.lead).get(deal_url("power", plan.deal) + query)
    assert response.status_code == 200
    return response.content.decode()


def urls(plan: Plan, noun: str, row: Any) -> dict[str, str]:
    key = {f"{noun.replace('-', '_')}_id": row.pk}
    return {
        "edit": deal_url(f"prepare-{noun}-edit", plan.deal, **key, field="text"),
        "remove": deal_url(f"prepare-{noun}-remove", plan.deal, **key),
    }


@pytest.mark.parametrize("noun", NOUNS)
def test_written_edited_removed_and_undone(plan: Plan, noun: str) -> None:
    model, typed = NOUNS[noun]
    create = deal_url(f"prepare-{noun}-create", plan.deal)
    refused = post(plan.lead, create, **{**typed, "text": ""})
    assert refused.status_code == 422
    assert f"new-{noun.replace('-', '_')}-text-error" in refused.content.decode()
    assert post(plan.lead, create, **typed).status_code == 200
    row = model.objects.get()
    assert row.deal == plan.deal
    where = urls(plan, noun, row)
    response = post(plan.lead, where["edit"], value="Other words", version="0")
    assert response.status_code == 200
    swapped_equals_fresh(plan.lead, response, deal_url("power", plan.deal))
    assert post(plan.lead, where["edit"], value="Third", version="0").status_code == 409
    assert post(plan.lead, where["edit"], value=" ", version="9").status_code == 422
    assert post(plan.lead, where["remove"]).status_code == 200
    assert "Other words" not in page_of(plan)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert "Other words" in page_of(plan)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert typed["text"] in page_of(plan)
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal) + "?what=preparation").content.decode()
    assert f"changed the words of the {noun.replace('-', ' ')}" in history
    assert Event.objects.filter(deal=plan.deal, noun=noun.replace("-", "_"), secret=False).count() == 0


@pytest.mark.parametrize("noun", NOUNS)
def test_who_may_not(plan: Plan, noun: str) -> None:
    model, typed = NOUNS[noun]
    post(plan.lead, deal_url(f"prepare-{noun}-create", plan.deal), **typed)
    where = urls(plan, noun, model.objects.get())
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    assert "form-power_source" not in page_of(plan, sponsor)  # reads, and writes nothing
    for user in (sponsor, seat(plan.deal, SeatRole.OBSERVER), seat(plan.deal, SeatRole.EXPERT)):
        assert post(user, deal_url(f"prepare-{noun}-create", plan.deal), **typed).status_code == 403
        assert post(user, where["edit"], value="x").status_code == 403
        assert post(user, where["remove"]).status_code == 403
        if user is not sponsor:
            assert client_of(user).get(deal_url("power", plan.deal)).status_code == 403
    assert model.objects.get().versions == {}


@pytest.mark.parametrize("noun", NOUNS)
def test_api(plan: Plan, noun: str) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/power/{noun.removeprefix('power-')}s/"
    _, typed = NOUNS[noun]
    days = {"day": "2026-12-01", "latest": "2026-12-05", "since": "2026-11-03", "hard": True}
    made = api.post(root, {name: days.get(name, value) for name, value in typed.items()})
    assert made.status_code == 201, made.content
    row = made.json()
    assert row["text"] == typed["text"]
    api.patch(f"{root}{row['id']}/", {"text": "Other", "version": row["version"]})
    problem(api.patch(f"{root}{row['id']}/", {"text": "Mine", "version": row["version"]}), 409)
    problem(Api(seat(plan.deal, SeatRole.OBSERVER)).get(root), 403)
    assert api.delete(f"{root}{row['id']}/").status_code == 204
    assert api.data(root)["results"] == []


def test_what_strengthens_a_source_becomes_a_todo(plan: Plan) -> None:
    blind = seat(plan.deal, SeatRole.OBSERVER)
    row = source(plan, raise_by="Ask for a written quote", owner=plan.lead, due_on=timezone.localdate())
    url = deal_url("prepare-power-source-todo", plan.deal, power_source_id=row.pk)
    assert url in page_of(plan)
    response = post(plan.lead, url)
    swapped_equals_fresh(plan.lead, response, deal_url("power", plan.deal))
    task = Task.objects.get()
    assert (task.secret, task.assignee, task.due_on) == (True, plan.lead, timezone.localdate())
    assert "to-do of" in page_of(plan)
    post(plan.lead, url)  # twice is once
    assert Task.objects.count() == 1
    assert "written quote" not in client_of(blind).get(deal_url("task-list", plan.deal)).content.decode()
    todos.edit(task, {"done": True}, seen={}, by=plan.lead, at=NOW)
    assert "done: <bdi>" in page_of(plan)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row.refresh_from_db()
    assert row.task is None or row.task.removed_at is not None
    assert url in page_of(plan)


def test_a_source_of_theirs_is_no_todo(plan: Plan) -> None:
    row = source(plan, side="theirs")
    page = page_of(plan)
    assert "bar-band" in page  # theirs is a band
    post(plan.lead, deal_url("prepare-power-source-todo", plan.deal, power_source_id=row.pk))
    assert not Task.objects.exists()


def test_days_in_order(plan: Plan) -> None:
    row = deadline(plan)
    url = deal_url("prepare-deadline-edit", plan.deal, deadline_id=row.pk, field="latest")
    refused = post(plan.lead, url, value="30 Nov 2026", version="0")
    assert refused.status_code == 422
    assert "before the first one" in refused.content.decode()
    assert post(plan.lead, url, value="4 Dec 2026", version="0").status_code == 200
    _, typed = NOUNS["deadline"]
    assert post(plan.lead, deal_url("prepare-deadline-create", plan.deal), **{**typed, "latest": "1 Nov 2026"}
                ).status_code == 422  # fmt: skip


def test_the_first_deadline_and_its_sign(plan: Plan) -> None:
    today = timezone.localdate()
    deadline(plan, "Ours", side="ours", day=today + timedelta(days=60), sureness="sure")
    assert "Whose deadline binds first is not known yet" in page_of(plan)
    theirs = deadline(plan, "Theirs", side="theirs", day=today + timedelta(days=8), sureness="sure")
    page = page_of(plan)
    assert "Their deadline binds first." in page
    assert "Time works for us" in page
    assert 'class="timeline"' in page
    url = deal_url("prepare-deadline-edit", plan.deal, deadline_id=theirs.pk, field="day")
    post(plan.lead, url, value=f"{today + timedelta(days=90):%d %b %Y}", version="0")
    assert "Our deadline binds first." in page_of(plan)


def test_what_the_relationship_is_worth(plan: Plan) -> None:
    url = deal_url("power-future", plan.deal)
    typed = {f"{name}-{end}": value for name, value in (("deals", "2"), ("years", "2"), ("value", "100000"))
             for end in ("low", "likely", "high")}  # fmt: skip
    part = {**typed, "keep": "", "rate": "10", "version": "0"}
    refused = post(plan.lead, url, **part)
    assert refused.status_code == 422
    assert "Give all of it" in refused.content.decode()
    saved = post(plan.lead, url, **{**part, "keep": "100"})
    assert saved.status_code == 200, saved.content
    swapped_equals_fresh(plan.lead, saved, deal_url("power", plan.deal))
    assert "€173,553.72" in page_of(plan).replace("\u2009", "") or "174" in page_of(plan)
    stale = post(plan.lead, url, **{**part, "keep": "50"})
    assert stale.status_code == 409
    assert FutureDeals.objects.get().keep is not None
    plan_page = client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    assert "Beside it, not in it" in plan_page
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert "Beside it" not in client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()


def test_api_of_the_future_and_the_balance(plan: Plan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/power/"
    assert api.data(f"{root}future/")["deals"] is None
    band = {"low": "2", "likely": "2", "high": "2"}
    body = {"version": 0, "deals": band, "years": band, "value": band, "keep": "100", "rate": "0"}
    made = api.put(f"{root}future/", body)
    assert made.status_code == 200, made.content
    assert (made.json()["deals"], made.json()["worth"]) == (band, "€4")
    problem(api.put(f"{root}future/", {**body, "keep": "50"}), 409)
    problem(api.put(f"{root}future/", {**body, "keep": None, "version": 99999}), 422)
    pressure(plan)
    found = api.data(root)
    assert found["patience"] == pytest.approx(0.8)
    assert len(found["reasons"]) == 5
    problem(Api(seat(plan.deal, SeatRole.EXPERT)).get(root), 403)


def test_queries_do_not_grow(plan: Plan, django_assert_max_num_queries: Any) -> None:
    source(plan), deadline(plan), pressure(plan)
    page_of(plan)
    with django_assert_max_num_queries(80) as few:
        page_of(plan)
    for n in range(4):
        source(plan, f"s{n}", side="theirs"), deadline(plan, f"d{n}", side="theirs"), pressure(plan, f"p{n}")
    future(plan)
    with django_assert_max_num_queries(len(few)):
        page_of(plan)
