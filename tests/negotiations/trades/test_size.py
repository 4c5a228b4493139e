"""Plans too large to be exact, or for any answer; ties at fair points; what business steps cost."""

from types import SimpleNamespace
from typing import Any

import pytest

from negotiations.actions import suggestions, valuations
from negotiations.engine import frontier
from negotiations.engine.problem import TooLarge
from negotiations.queries.findings import frontier as finding_frontier
from negotiations.queries.findings.steps import steps_part
from negotiations.queries.inputs.plan import load_plan, plan_inputs
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan
from tests.factories.rules import make_rule
from tests.factories.trades import compute, document
from tests.support.pages import client_of, deal_url

pytestmark = pytest.mark.django_db


def too_large(*_: Any, **__: Any) -> Any:
    raise TooLarge.at("points", 4_000_000_000, 3, 9)


def page_of(plan: Plan) -> str:
    return client_of(plan.lead).get(deal_url("trades-list", plan.deal)).content.decode()


def test_a_plan_too_large_to_be_exact_says_so_and_what_exact_would_take(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = SimpleNamespace(solve=too_large, approximate=lambda problem, _, **more: frontier.solve(problem, **more))
    monkeypatch.setattr(finding_frontier, "frontier", near)
    found = document(compute(plan.deal))
    assert (found["exact"], found["rough"]) == (False, {"gigabytes": "160.0", "seconds": "400"})
    page = page_of(plan)
    assert "Near enough, not exact" in page
    assert "160.0 GB" in page


def test_a_plan_too_large_for_any_answer_ends_in_words(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "find_trades", too_large)
    job = compute(plan.deal)
    assert (job.state, job.error) == ("failed", suggestions.TOO_LARGE)
    assert "Use larger steps" in page_of(plan)


def test_packages_that_tie_at_a_fair_point_are_counted(plan: Plan) -> None:
    assert {one["packages"] for one in document(compute(plan.deal))["named"]} == {1}
    valuations.edit(plan.warranty, "ours", "swing", 0, seen=None, by=plan.lead, at=NOW)
    valuations.edit_many(
        plan.warranty, "theirs", {"swing_low": 0, "swing": 0, "swing_high": 0}, seen={}, by=plan.lead, at=NOW
    )
    found = document(compute(plan.deal))
    assert all(one["packages"] > 1 for one in found["named"])
    assert "packages tie here" in page_of(plan)


def test_what_business_steps_cost_is_said_where_numbers_could_be_free(plan: Plan) -> None:
    def part() -> Any:
        read = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=NOW.date())
        assert read is not None
        return steps_part(read, lambda *_: None)

    found = part()
    assert found["issues"] == [str(plan.price.pk), str(plan.payment.pk)]
    assert 0 <= float(found["ours"]) < 5000 * 1.0 + 1  # less than one step of the price
    make_rule(plan)
    assert part()["issues"] == [str(plan.price.pk)]
    compute(plan.deal)
    assert "free to take any value" in page_of(plan)
