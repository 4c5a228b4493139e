"""Readiness per phase: what each part says counts in the phases that it names, and nowhere else."""

from datetime import timedelta

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, deals
from negotiations.enums import Phase
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.readiness import PARTS, Readiness, readiness_by_phase
from negotiations.queries.standing import standing
from tests.factories.negotiations import NOW, Plan, seat
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db


def by_phase(plan: Plan, user: object = None) -> dict[Phase, Readiness]:
    access = standing(user or plan.lead, plan.deal)
    return readiness_by_phase(load_plan(plan.deal), access, today=NOW.date())


def missing(found: Readiness) -> list[str]:
    return [step.text for step in found.missing]


def test_every_part_counts_somewhere() -> None:
    assert all(part.phases for part in PARTS)


def test_a_meeting_is_asked_for_until_the_deal_closes(plan: Plan) -> None:
    before = by_phase(plan)
    assert "Say when you meet" in missing(before[Phase.PREPARE])
    assert "Say when you meet" not in missing(before[Phase.CLOSE])
    later = NOW + timedelta(days=3)
    deals.add_meeting(plan.deal, starts_at=later, title="", place="", by=plan.lead, at=NOW)
    after = by_phase(plan)
    assert after[Phase.PREPARE].done == before[Phase.PREPARE].done + 1
    assert after[Phase.CLOSE] == before[Phase.CLOSE]


def test_an_alternative_is_a_must_and_secret(plan: Plan) -> None:
    alternatives.remove(plan.alternative, by=plan.lead, at=NOW)
    words = "Write down what you would do without this deal"
    found = by_phase(plan)[Phase.CLOSE]
    assert [(step.text, step.must) for step in found.missing if step.must] == [(words, True)]
    assert found.percent == 0
    observer = by_phase(plan, seat(plan.deal, SeatRole.OBSERVER))
    assert all(words not in missing(one) for one in observer.values())
    assert [step.text for step in observer[Phase.CLOSE].missing] == ["Write down what is agreed"]


def test_what_is_missing_is_told_to_those_who_cannot_mend_it(plan: Plan) -> None:
    expert = by_phase(plan, seat(plan.deal, SeatRole.EXPERT))[Phase.PREPARE]
    assert "Seat a holdout" in missing(expert)
    assert "Seat a holdout" not in [step.text for step in expert.steps]


def test_the_api_gives_each_phase(plan: Plan) -> None:
    body = client_of(plan.lead).get(f"/api/v1/deals/{plan.deal.pk}/readiness/").json()
    found = by_phase(plan)
    assert [one["phase"] for one in body["phases"]] == list(Phase.values)
    assert [one["percent"] for one in body["phases"]] == [found[phase].percent for phase in Phase]
    assert body["percent"] == found[Phase.PREPARE].percent
    assert all(set(step) == {"text", "why", "must"} for one in body["phases"] for step in one["missing"])
