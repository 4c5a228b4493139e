"""What evidence does to the guesses that every number about them comes from."""

from decimal import Decimal as D
from typing import Any

import numpy as np
import pytest

from negotiations.actions import alternatives, evidence, issues, valuations
from negotiations.engine import doubt
from negotiations.engine.evidence import spans
from negotiations.enums import Confidence, Party
from negotiations.queries.inputs.learning import together
from negotiations.queries.inputs.plan import SEED, PlanInputs, plan_inputs, public_inputs
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan

pytestmark = pytest.mark.django_db


def do(plan: Plan) -> dict[str, Any]:
    return {"by": plan.lead, "at": NOW}


def inputs(plan: Plan) -> PlanInputs:
    found = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=NOW.date())
    assert found is not None
    return found


def weights(plan: Plan) -> list[float]:
    return list(spans(inputs(plan).draws).mean(axis=0))


def offer(plan: Plan, *levels: int, party: Party = Party.THEIRS, **facts: Any) -> Any:
    chosen = {issue.pk: D(level) for issue, level in zip(plan.issues, levels, strict=False)}
    return evidence.note_offer(plan.deal, party=party, levels=chosen, **facts, **do(plan))


def test_without_evidence_the_guesses_are_the_beliefs(plan: Plan) -> None:
    offer(plan, 590, 60, 3, party=Party.OURS)  # what we offer says nothing of them
    found = inputs(plan)
    beliefs = [row.belief for row in found.issues]
    alone = doubt.sample(found.problem, beliefs, draws=len(found.draws), seed=SEED)
    assert found.posterior is None
    assert all((ours == theirs).all() for ours, theirs in zip(found.draws.tables, alone.tables, strict=True))


def test_what_they_insist_on_weighs_more(plan: Plan) -> None:
    before = weights(plan)
    for price, payment, warranty in ((634, 0, 1), (622, 0, 2), (608, 0, 3), (598, 0, 3)):
        offer(plan, price, payment, warranty)  # payment never moves
    after = weights(plan)
    assert after[1] > before[1] + 0.004
    assert after[2] < before[2]  # given away at once


def test_what_they_say_counts_by_how_sure_it_is(plan: Plan) -> None:
    gains = []
    for sure in (Confidence.HEARSAY, Confidence.SAID, Confidence.WRITTEN):
        row = evidence.note_order(plan.deal, more=plan.price.pk, less=plan.payment.pk, confidence=sure, **do(plan))
        gains.append(weights(plan)[0])
        evidence.remove(row, **do(plan))
    assert weights(plan)[0] < gains[0] < gains[1] < gains[2]


def test_a_preference_turns_an_unknown_direction(plan: Plan) -> None:
    from_factory = {"direction": "unknown"}
    alter = {"by": plan.lead, "at": NOW}
    valuations.edit_many(plan.payment, "theirs", {**from_factory, "swing_low": D(1), "swing": D(2)}, seen={}, **alter)
    rises = [float((inputs(plan).draws.tables[1][:, -1] > inputs(plan).draws.tables[1][:, 0]).mean())]
    evidence.note_preference(plan.deal, better={plan.payment.pk: D(90)}, worse={plan.payment.pk: D(0)}, **do(plan))
    rises.append(float((inputs(plan).draws.tables[1][:, -1] > inputs(plan).draws.tables[1][:, 0]).mean()))
    assert rises[0] == pytest.approx(0.5, abs=0.08)
    assert rises[1] == pytest.approx(0.8, abs=0.05)  # as sure as what they say, however little it weighs


def test_refusals_and_answers_compare_their_offer_with_ours(plan: Plan) -> None:
    ours = offer(plan, 590, 60, 3, party=Party.OURS)
    theirs = offer(plan, 620, 0, 1, answers=ours.pk)
    evidence.note_refusal(plan.deal, answers=ours.pk, **do(plan))
    found = inputs(plan)
    seen = together(found.pieces)
    mine, yours = (found.package_of(levels) for levels in _levels(plan))
    assert seen.offers == (yours,)
    assert seen.refused == ((mine, yours), (mine, yours))
    evidence.remove(theirs, **do(plan))
    assert together(inputs(plan).pieces).empty  # a refusal alone has nothing to be compared with


def _levels(plan: Plan) -> list[dict[Any, D]]:
    return [
        {issue.pk: D(level) for issue, level in zip(plan.issues, row, strict=True)}
        for row in ((590, 60, 3), (620, 0, 1))
    ]


def test_a_level_between_two_steps_is_kept_and_one_beyond_the_range_is_the_end(plan: Plan) -> None:
    offer(plan, 613, 15, 2)
    issues.edit(plan.price, "step", D(5), seen=None, **do(plan))
    found = inputs(plan)
    assert D(613) in found.issues[0].levels
    (piece,) = found.pieces
    assert piece.offer is not None
    assert found.levels_of(piece.offer)[plan.price.pk] == D(613)
    issues.edit(plan.price, "high", D(605), seen=None, **do(plan))
    (piece,) = inputs(plan).pieces
    assert piece.offer is not None
    assert inputs(plan).levels_of(piece.offer)[plan.price.pk] == D(605)


def test_a_removed_issue_takes_its_evidence_along(plan: Plan) -> None:
    evidence.note_order(plan.deal, more=plan.warranty.pk, less=plan.payment.pk, **do(plan))
    issues.remove(plan.warranty, **do(plan))
    assert together(inputs(plan).pieces).empty


def test_the_choice_of_a_package_is_learned_from(plan: Plan) -> None:
    cheap, quick = {plan.price.pk: D(570), plan.payment.pk: D(0)}, {plan.price.pk: D(630), plan.payment.pk: D(90)}
    before = weights(plan)
    evidence.note_choice(plan.deal, packages=[cheap, quick], picked=0, **do(plan))
    assert weights(plan)[1] > before[1]


def test_a_public_reading_knows_nothing_of_it(plan: Plan) -> None:
    def tables() -> list[Any]:
        found = public_inputs(load_plan(plan.deal))
        assert found is not None
        return [table.copy() for table in found.draws.tables]

    before = tables()
    offer(plan, 634, 0, 1)
    evidence.note_order(plan.deal, more=plan.warranty.pk, **do(plan))
    assert all(np.array_equal(a, b) for a, b in zip(before, tables(), strict=True))


def test_the_package_on_the_page_stands_where_nobody_spoke(plan: Plan) -> None:
    alternatives.set_package(plan.deal, {plan.payment.pk: D(45)}, **do(plan))
    offer(plan, 620)
    (piece,) = inputs(plan).pieces
    assert piece.offer is not None
    assert inputs(plan).levels_of(piece.offer)[plan.payment.pk] == D(45)
