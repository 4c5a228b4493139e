"""The page to rehearse on: draft, edit, rehearse, compare; what a wrong form keeps; what a conflict shows."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import concessions, issues, undo
from negotiations.models import ConcessionPlan, ConcessionStep, Job
from negotiations.queries.rehearsals.ladders import load_concessions
from negotiations.queries.standing import Worker
from tests.factories.accounts import sign_in
from tests.factories.concessions import make_concessions, rehearse
from tests.factories.negotiations import NOW, Plan, make_deal, seat

pytestmark = pytest.mark.django_db


def url(plan: Plan, name: str = "rehearsal-list", **more: Any) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": plan.deal.pk, **more})


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_empty_page_teaches_and_drafts_a_plan(plan: Plan) -> None:
    client = sign_in(plan.lead)
    assert "Draft one from the plan" in text(client.get(url(plan)))
    assert client.post(url(plan, "concession-create")).status_code == 302
    (made,) = load_concessions(plan.deal, Worker(plan.deal))
    assert made.name == "A"
    assert made.opening == {plan.price.pk: D(585), plan.payment.pk: D(60), plan.warranty.pk: D(3)}
    assert made.steps
    assert "Concession plan" in text(client.get(url(plan)))


def test_a_draft_never_goes_below_our_floor(plan: Plan) -> None:
    client = sign_in(plan.lead)
    client.post(url(plan, "concession-create"))
    assert "worth less to us than our floor" not in text(client.get(url(plan)))


def test_one_issue_is_not_enough_to_draft() -> None:
    deal = make_deal()
    client = sign_in(deal.created_by)
    response = client.post(reverse("negotiations:concession-create", kwargs={"deal_id": deal.pk}), follow=True)
    assert "Add a second issue first" in text(response)
    assert not ConcessionPlan.objects.exists()


def test_rehearsing_from_the_page(plan: Plan) -> None:
    ladder = make_concessions(plan)
    client = sign_in(plan.lead)
    answer = client.post(url(plan, "rehearsal-run"), {"plans": [str(ladder.pk)], "runs": "300"})
    assert answer.status_code == 302
    job = Job.objects.get(kind="rehearsal")
    assert "Waiting for a free worker" in text(client.get(url(plan))) or job.rung_at is None
    assert client.post(url(plan, "rehearsal-cancel", rehearsal_id=job.pk)).status_code == 302
    assert "The rehearsal was stopped" in text(client.get(url(plan)))


def test_a_result_is_told_in_words(plan: Plan) -> None:
    rehearse(plan, make_concessions(plan), runs=300)
    page = text(sign_in(plan.lead).get(url(plan)))
    for words in ("of 100</b> rehearsals we reach a deal", "Against whom", "Gives in kind", "When deals are made"):
        assert words in page


def test_two_plans_are_compared_on_the_same_counterparts(plan: Plan) -> None:
    rehearse(plan, make_concessions(plan), make_concessions(plan, name="B", generous=True), runs=300)
    page = text(sign_in(plan.lead).get(url(plan)))
    assert "is better for us in <b>" in page
    assert "Given without an equal get" in page


def test_a_changed_plan_makes_the_result_stale(plan: Plan) -> None:
    ladder = make_concessions(plan)
    rehearse(plan, ladder)
    client = sign_in(plan.lead)
    assert "Changed since" not in text(client.get(url(plan)))
    concessions.edit_plan(ladder, {"rounds": 4}, seen={}, by=plan.lead, at=NOW)
    issues.set_limit(plan.price, "walk_away", D(620), seen=None, by=plan.lead, at=NOW)
    page = text(client.get(url(plan)))
    assert "Changed since" in page
    assert "walk-away of Unit price, a concession plan" in page


def first_step(ladder: ConcessionPlan) -> ConcessionStep:
    return ladder.steps.order_by("position")[0]


def test_a_step_is_edited_field_by_field(plan: Plan) -> None:
    ladder = make_concessions(plan)
    step = first_step(ladder)
    data = {f"gives-{plan.price.pk}": "€600", f"gets-{plan.warranty.pk}": "3", "trigger": "moved", "amount": "5,000"}
    assert sign_in(plan.lead).post(url(plan, "concession-step-edit", step_id=step.pk), data).status_code == 302
    one = load_concessions(plan.deal, Worker(plan.deal))[0].steps[0]
    assert (one.gives, one.gets) == ({plan.price.pk: D(600)}, {plan.warranty.pk: D(3)})
    assert (one.row.trigger, one.amount) == ("moved", D(5000))
    assert one.row.version_of("gives") > 0 == one.row.version_of("latest")


def test_what_was_typed_stays_beside_its_error(plan: Plan) -> None:
    step = first_step(make_concessions(plan))
    client = sign_in(plan.lead)
    target = url(plan, "concession-step-edit", step_id=step.pk)
    response = client.post(target, {f"gives-{plan.price.pk}": "twelve", "note": "kept words", "amount": "2"})
    assert response.status_code == 422
    assert 'value="twelve"' in text(response)
    assert 'value="kept words"' in text(response)


def test_two_people_on_one_field_see_both_values(plan: Plan) -> None:
    step = first_step(make_concessions(plan))
    client, target = sign_in(plan.lead), url(plan, "concession-step-edit", step_id=step.pk)
    concessions.edit_step(step, {"latest": 6}, seen={}, by=plan.lead, at=NOW)
    response = client.post(target, {"latest": "5", "version-latest": "0"})
    assert response.status_code == 409
    assert "Keep mine" in text(response)
    assert client.post(target, {"latest": "5", "version-latest": "0", "resolve": "mine"}).status_code == 302
    step.refresh_from_db()
    assert step.latest == 5


def test_steps_move_and_undo_moves_them_back(plan: Plan) -> None:
    ladder = make_concessions(plan, generous=True)
    ids = [step.pk for step in ladder.steps.order_by("position")]
    client = sign_in(plan.lead)
    client.post(url(plan, "concession-step-edit", step_id=ids[2]), {"move": "up"})
    assert [s.pk for s in ladder.steps.order_by("position")] == [ids[0], ids[2], ids[1]]
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert [s.pk for s in ladder.steps.order_by("position")] == ids


def test_a_removed_plan_comes_back_with_undo(plan: Plan) -> None:
    ladder = make_concessions(plan)
    client = sign_in(plan.lead)
    client.post(url(plan, "concession-remove", concession_id=ladder.pk))
    assert load_concessions(plan.deal, Worker(plan.deal)) == ()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert len(load_concessions(plan.deal, Worker(plan.deal))[0].steps) == 2


def test_a_copy_is_a_plan_of_its_own(plan: Plan) -> None:
    ladder = make_concessions(plan)
    sign_in(plan.lead).post(url(plan, "concession-create"), {"copy": str(ladder.pk)})
    first, second = sorted(load_concessions(plan.deal, Worker(plan.deal)), key=lambda one: one.name)
    assert ([first.name, second.name], second.content()) == (["A", "B"], first.content())
    assert {s.row.pk for s in first.steps}.isdisjoint({s.row.pk for s in second.steps})


def test_a_sponsor_reads_and_an_observer_does_not(plan: Plan) -> None:
    make_concessions(plan)
    sponsor = sign_in(seat(plan.deal, SeatRole.SPONSOR))
    page = text(sponsor.get(url(plan)))
    assert "Concession plan" in page
    assert "Save step" not in page
    assert sign_in(seat(plan.deal, SeatRole.OBSERVER)).get(url(plan)).status_code == 403


def test_the_fragment_is_the_page(plan: Plan) -> None:
    rehearse(plan, make_concessions(plan))
    client = sign_in(plan.lead)
    fragment = text(client.get(url(plan), headers={"HX-Request": "true"}))
    assert "<html" not in fragment
    assert "Against whom" in fragment
