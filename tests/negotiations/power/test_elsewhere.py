"""What power and time say on other pages: the rehearsal, the table, the agenda, the meter, readiness."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import agenda, deals, goals, undo
from negotiations.enums import Horizon, Party
from negotiations.models import CommonGoal, Deadline
from negotiations.queries.alerts import alerts_of
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.power.page import power_page
from negotiations.queries.prepare.register import around
from negotiations.queries.readiness import readiness_by_phase
from negotiations.queries.standing import standing
from negotiations.secrets import unwrap_for_storage
from tests.factories.concessions import make_concessions, rehearse
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.power import RANGES, deadline, future, goal, pressure
from tests.factories.table import move
from tests.negotiations.api.client import Api
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def page_of(plan: Plan, name: str, user: object = None, **more: Any) -> str:
    response = client_of(user or plan.lead).get(deal_url(name, plan.deal, **more))
    assert response.status_code == 200
    return response.content.decode()


def lead(plan: Plan) -> Any:
    found = standing(plan.lead, plan.deal)
    plan.deal.reader = found
    return found


def test_a_rehearsal_with_pressure_and_without(plan: Plan) -> None:
    concession = make_concessions(plan)
    assert "With the pressure from" not in page_of(plan, "rehearsal-list")
    pressure(plan, "Sales: the catalogue", strength="strong")
    assert "With the pressure from" in page_of(plan, "rehearsal-list")
    job = rehearse(plan, concession, runs=60, pressed=True)
    document = unwrap_for_storage(job.result.document)
    names = [one["name"] for one in document["about"]["plans"]]
    calm, under = (one["rounds"] for one in document["about"]["plans"])
    assert names == [f"{names[0]}", f"{names[0]}, pressed"]
    assert under < calm == concession.rounds
    assert document["about"]["pressure"] == {"part": 0.65, "who": ["Sales"]}
    page = page_of(plan, "rehearsal-list")
    assert "with the pressure from" in page
    assert "on an older plan" not in page
    cost = power_page(lead(plan), around(plan.deal), {})["cost"]
    assert (cost.plan, cost.runs) == (names[0], 60)
    assert "In 60 rehearsals of" in page_of(plan, "power")
    pressure(plan, "Finance: last year's price", wants="cheap")
    assert "the pressure from inside our house" in page_of(plan, "rehearsal-list")
    off = rehearse(plan, concession, runs=60)
    assert unwrap_for_storage(off.result.document)["about"]["pressure"] is None


def test_a_pressure_that_is_over_does_not_press(plan: Plan) -> None:
    today = timezone.localdate()
    pressure(plan, until=today - timedelta(days=1))
    pressure(plan, since=today + timedelta(days=3))
    assert not power_page(lead(plan), around(plan.deal), {})["patience"].pressed
    assert "Nobody presses today" in page_of(plan, "power")


def test_a_deadline_said_at_the_table_is_put_on_the_timeline(plan: Plan) -> None:
    said = move(plan, "deadline", party=Party.THEIRS, words="The order book by the end of the month")
    rows = load_plan(plan.deal)
    alert = next(one for one in alerts_of(lead(plan), rows, now=timezone.now()).shown if one.code == "deadline")
    assert "order book" in alert.text
    assert alert.ways[0].url in page_of(plan, "alert-list")
    form = client_of(plan.lead).get(alert.ways[0].url).content.decode()
    assert 'value="The order book by the end of the month"' in form
    assert f'name="move" value="{said.pk}"' in form
    create = deal_url("prepare-deadline-create", plan.deal)
    typed = {"text": "Order book", "side": "theirs", "day": "", "hard": "True", "move": str(said.pk)}
    refused = post(plan.lead, create, **typed)
    assert f'name="move" value="{said.pk}"' in refused.content.decode()  # kept
    day = f"{timezone.localdate() + timedelta(days=5):%d %b %Y}"
    response = post(plan.lead, create, **{**typed, "day": day})
    swapped_equals_fresh(plan.lead, response, deal_url("power", plan.deal))
    assert Deadline.objects.get().move == said
    assert "Give it a day" not in page_of(plan, "power")
    assert "said at the table, entry" in page_of(plan, "power")
    assert not [one for one in alerts_of(lead(plan), rows, now=timezone.now()).shown if one.code == "deadline"]


def test_the_table_says_whose_deadline_binds_first(plan: Plan) -> None:
    assert "sight-time" not in page_of(plan, "table-sight")
    today = timezone.localdate()
    deadline(plan, side="ours", day=today + timedelta(days=60), sureness="sure")
    deadline(plan, side="theirs", day=today + timedelta(days=5), sureness="sure")
    page = page_of(plan, "table-sight")
    assert "Their deadline binds first" in page.split("sight-time")[1]


def test_deals_to_come_feed_the_meter(plan: Plan) -> None:
    today = timezone.localdate()
    assert plan_inputs(load_plan(plan.deal), lead(plan), today=today, draws=20).horizon == 0
    future(plan)
    assert plan.deal.horizon == Horizon.ONE_OFF
    assert plan_inputs(load_plan(plan.deal), lead(plan), today=today, draws=20).horizon == 2
    assert "facts</a> say “one-off”" in page_of(plan, "power")
    none = dict.fromkeys(("low", "likely", "high"), Decimal(0))
    future(plan, ranges={**RANGES, "deals": none})
    assert plan_inputs(load_plan(plan.deal), lead(plan), today=today, draws=20).horizon == 0


def test_a_goal_opens_the_agenda_when_both_have_shown_it(plan: Plan) -> None:
    meeting = deals.add_meeting(
        plan.deal, starts_at=NOW + timedelta(days=900), title="First", place="", by=plan.lead, at=NOW
    )
    agenda.add(plan.deal, meeting, title="Price", minutes=20, by=plan.lead, at=NOW)
    typed = {"text": "No unit missing in June", "our_proof": "Request for quotes", "their_proof": ""}
    assert post(plan.lead, deal_url("prepare-goal-create", plan.deal), **typed).status_code == 200
    row = CommonGoal.objects.select_related("deal", "issue").get()
    assert "nothing shows yet that they want it" in page_of(plan, "prepare-goal-list")
    outside = {"meeting_id": meeting.pk}
    assert "What we both want" not in page_of(plan, "agenda-outside", **outside)
    assert "(not mirrored yet)" in page_of(plan, "agenda")
    url = deal_url("prepare-goal-edit", plan.deal, goal_id=row.pk, field="their_proof")
    response = post(plan.lead, url, value="Rui Frigo, visit", version="0")
    swapped_equals_fresh(plan.lead, response, deal_url("prepare-goal-list", plan.deal))
    observer = seat(plan.deal, SeatRole.OBSERVER)
    for user in (plan.lead, observer):
        sheet = page_of(plan, "agenda-outside", user, **outside)
        assert "<bdi>No unit missing in June</bdi>" in sheet
        assert "Rui Frigo" not in sheet
    assert post(observer, url, value="x").status_code == 403
    row.refresh_from_db()
    goals.edit(row, {"kept": True}, seen={}, by=plan.lead, at=NOW)
    assert "What we both want" not in page_of(plan, "agenda-outside", **outside)
    assert "(kept to us)" in page_of(plan, "agenda")
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert "What we both want" in page_of(plan, "agenda-outside", **outside)


def test_api_of_goals(plan: Plan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/goals/"
    row = api.post(root, {"text": "Fewer returns", "our_proof": "a"}).json()
    assert (row["mirrored"], row["may_be_said"]) == (False, False)
    row = api.patch(f"{root}{row['id']}/", {"their_proof": "b", "kept": True, "version": row["version"]}).json()
    assert (row["mirrored"], row["may_be_said"]) == (True, False)
    assert api.delete(f"{root}{row['id']}/").status_code == 204


def test_what_is_missing_is_a_step(plan: Plan) -> None:
    def steps(user: Any = None) -> list[str]:
        reader = standing(user or plan.lead, plan.deal)
        found = readiness_by_phase(load_plan(plan.deal), reader, today=timezone.localdate())  # type: ignore[arg-type]
        return [step.text for step in found["prepare"].steps]

    assert {"Say by when each side must be done", "Find a goal that both share"} <= set(steps())
    deadline(plan, side="ours")
    goal(plan, our_proof="a")
    assert {"Find out by when they must be done", "Show that a common goal is common"} <= set(steps())
    assert "Find out by when they must be done" not in steps(seat(plan.deal, SeatRole.OBSERVER))
    deadline(plan, side="theirs")
    goal_row = CommonGoal.objects.select_related("deal", "issue").get()
    goals.edit(goal_row, {"their_proof": "b"}, seen={}, by=plan.lead, at=NOW)
    assert not [text for text in steps() if "must be done" in text or "goal" in text]
