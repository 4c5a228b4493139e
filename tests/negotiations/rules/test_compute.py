"""A job under rules: nothing that it suggests breaks one that must hold."""

from decimal import Decimal as D
from typing import Any

import pytest

from negotiations.actions import alternatives
from negotiations.queries.inputs.plan import load_plan, plan_inputs
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan
from tests.factories.rules import make_rule
from tests.factories.trades import compute, document

pytestmark = pytest.mark.django_db


def suggested(plan: Plan) -> list[dict[str, str]]:
    """The whole package that each suggestion and each efficient deal stands for."""
    job = compute(plan.deal)
    assert job.state == "done", job.error
    found = document(job)
    page = found["package"]["levels"]
    points = [
        {issue["id"]: issue["levels"][v] for issue, v in zip(found["issues"], point["at"], strict=True)}
        for point in found["points"]
    ]
    contents = [row.content.reveal(Worker(plan.deal)) for row in job.suggestions.all()]
    parts = [part for content in contents for part in content.get("packages", [content])]
    return points + [{**page, **part["levels"]} for part in parts if part.get("levels")]


@pytest.mark.parametrize("kind", ["forbid", "require", "cap", "bonus"])
def test_nothing_that_is_suggested_breaks_a_rule(plan: Plan, kind: str) -> None:
    changes: dict[str, Any] = {"require": {"when": {str(plan.payment.pk): {"low": "30"}}}}.get(kind, {})
    make_rule(plan, kind, **changes)
    read = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=NOW.date())
    assert read is not None
    packages = suggested(plan)
    assert len(packages) > 5
    for levels in packages:
        by_issue = {row.issue.pk: D(levels[str(row.issue.pk)]) for row in read.issues}
        assert read.broken(read.package_of(by_issue)) == []


def test_from_a_package_that_breaks_a_rule_the_way_leads_out(plan: Plan) -> None:
    alternatives.set_package(plan.deal, {plan.payment.pk: D(75), plan.warranty.pk: D(1)}, by=plan.lead, at=NOW)
    row = make_rule(plan)
    job = compute(plan.deal)
    assert job.state == "done", job.error
    found = document(job)
    assert found["package"]["broken"] == [str(row.pk)]
    swaps = [row.content.reveal(Worker(plan.deal)) for row in job.suggestions.filter(kind="swap")]
    assert all(one["broken"] == [] for one in swaps)


def test_rules_that_leave_nothing_end_in_words(plan: Plan) -> None:
    make_rule(plan, when={str(plan.payment.pk): {"low": "15"}}, then={str(plan.price.pk): {"low": "630"}})
    job = compute(plan.deal)
    assert job.state in {"done", "failed"}
    assert "tell whoever runs Parley" not in job.error
