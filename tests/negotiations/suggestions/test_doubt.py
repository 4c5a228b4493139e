"""How sure a suggestion is: checked against the guesses themselves, by other code than computes it."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import numpy as np
import pytest

from negotiations.engine.problem import OURS
from negotiations.engine.window import all_packages
from negotiations.queries.findings.cloud import likely_frontiers
from negotiations.queries.findings.document import find_trades, stages
from negotiations.queries.findings.flips import flips
from negotiations.queries.inputs.plan import load_plan, plan_inputs
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.standing import Worker
from negotiations.queries.trades.suggestions import suggestion_parts
from negotiations.queries.wording import Amounts, Names
from tests.factories.negotiations import Plan, make_plan
from tests.factories.trades import compute, contents

pytestmark = pytest.mark.django_db
EUROS = Amounts(True, "EUR")


@pytest.fixture
def inputs(plan: Plan) -> PlanInputs:
    found = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=date(2026, 1, 1), levels=9, draws=60)
    assert found is not None
    return found


def worths(inputs: PlanInputs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every package with its worth to us, and to them in each guess."""
    rows = all_packages(inputs.problem)
    ours = np.array([inputs.problem.utility(tuple(row), OURS) for row in rows.tolist()])
    theirs = sum(table[:, rows[:, i]] for i, table in enumerate(inputs.draws.tables))
    return rows, ours, np.asarray(theirs)


def test_what_a_package_leaves_to_them_is_what_enumeration_finds(inputs: PlanInputs) -> None:
    clouds = likely_frontiers(inputs, 10, lambda done, total: None)
    assert clouds is not None
    rows, ours, theirs = worths(inputs)
    for k in range(0, len(rows), 37):
        best = theirs[:, ours >= ours[k]].max(axis=1)
        assert clouds.short(tuple(rows[k].tolist())) == pytest.approx(best - theirs[:, k])


def test_a_turning_point_is_where_their_gain_is_nothing(inputs: PlanInputs) -> None:
    assert inputs.package is not None
    rows, _, _ = worths(inputs)
    turned = 0
    for row in rows[::3].tolist():
        for flip in flips(inputs, tuple(row), inputs.package):
            moved = [inputs.draws.mean[i][row[i]] - inputs.draws.mean[i][v] for i, v in enumerate(inputs.package)]
            place = next(i for i, one in enumerate(inputs.issues) if str(one.issue.pk) == flip["issue"])
            if flip["times"] is not None:
                moved[place] *= flip["times"]
                assert sum(moved) == pytest.approx(0, abs=inputs.problem.unit / 500)
                turned += 1
    assert turned > 20


def test_every_package_that_is_proposed_has_its_doubt(plan: Plan) -> None:
    job = compute(plan.deal, offer={plan.price.pk: D(610), plan.payment.pk: D(15), plan.warranty.pk: D(1)})
    found = [one for row in job.suggestions.values_list("kind", flat=True).distinct() for one in contents(job, row)]
    parts = [part for one in found for part in one.get("packages", [one])]
    assert len(parts) > 6
    for part in parts:
        doubt: dict[str, Any] = part["doubt"]
        low, middle, high = doubt["accept"]
        assert 0 <= low <= middle <= high <= 1
        assert 0 <= doubt["best"] <= doubt["top"] <= 1
        assert D(doubt["regret"]) >= 0
    assert sum(part["doubt"]["least_regret"] for part in parts) <= len(parts) // 2


def test_an_improvement_costs_nobody_anything_and_each_is_surer_or_larger(plan: Plan) -> None:
    found = contents(compute(plan.deal), "improvement")
    assert found
    for one in found:
        assert D(one["more_ours"]) >= 0
        assert one["keeps"] >= one["asked"]
        assert one["outside"] == []
    assert [one["asked"] for one in found] == sorted((one["asked"] for one in found), reverse=True)


def test_a_weight_of_ours_that_nobody_gave_makes_the_worst_case_worse(plan: Plan) -> None:
    sure = contents(compute(plan.deal), "swap")
    assert all((one["doubt"]["worst"], one["doubt"]["unsure"]) == (one["ours"], []) for one in sure)
    plan.payment.valuations.filter(party="ours").update(swing=None)
    unsure = [one for one in contents(compute(plan.deal), "swap") if one["give"]["issue"] == str(plan.payment.pk)]
    assert unsure
    for one in unsure:
        assert D(one["doubt"]["worst"]) < D(one["ours"])
        assert one["doubt"]["unsure"] == [str(plan.payment.pk)]


def test_the_words_say_chances_and_what_would_turn_it(plan: Plan) -> None:
    swap = next(one for one in contents(compute(plan.deal), "swap") if one["give"]["issue"] == str(plan.payment.pk))
    ((_, words),) = suggestion_parts("swap", swap, Names(plan.deal), EUROS)["doubts"]
    assert words.accept.startswith("they may say yes in ")
    assert words.worst == "at worst +€40,000 for us"
    assert "If Payment matters to them less than half of what we think, they lose by this" in words.changes[0]
    said = dict(words.sure)
    assert "In the middle of our guesses it brings them about +€40,000" in said["For them"]
    assert "every one that it rests on was given" in said["For us"]


def test_a_result_of_before_has_no_doubt_and_is_still_shown(plan: Plan) -> None:
    swap = contents(compute(plan.deal), "swap")[0]
    del swap["doubt"]
    assert suggestion_parts("swap", swap, Names(plan.deal), EUROS)["doubts"] == ()


def test_progress_tells_every_stage_and_cancels_at_any(inputs: PlanInputs) -> None:
    heard: list[tuple[str, int]] = []
    find_trades(inputs, inputs.package, lambda stage, done, total: heard.append((stage, done)))
    assert tuple(dict.fromkeys(stage for stage, _ in heard)) == stages(answering=True)
    assert set(stages(answering=True)) - set(stages(answering=False)) == {"counter-offers"}
    assert [done for _, done in heard] == sorted(done for _, done in heard)
    for stop in range(len(heard)):
        told: list[str] = []

        def tell(stage: str, done: int, total: int, told: list[str] = told, stop: int = stop) -> None:
            told.append(stage)
            if len(told) > stop:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            find_trades(inputs, inputs.package, tell)


def test_fifty_issues_show_their_progress_and_stop_when_told() -> None:
    big = make_plan(extra_issues=47)
    inputs = plan_inputs(load_plan(big.deal), Worker(big.deal), today=date(2026, 1, 1), draws=200)
    assert inputs is not None
    assert len(inputs.issues) == 50
    heard: list[int] = []

    def tell(stage: str, done: int, total: int) -> None:
        heard.append(done)
        if stage == "how sure":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        find_trades(inputs, inputs.package, tell)
    assert len(set(heard)) > 20
