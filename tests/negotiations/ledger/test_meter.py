"""Threats and what was told one way only move the claim/create meter, which is then computed again."""

from dataclasses import replace
from uuid import uuid4

import pytest

from negotiations.actions import moves
from negotiations.enums import Party
from negotiations.models import Deal
from negotiations.queries.findings.talks import meter_part
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import Spoken, load_plan
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan
from tests.factories.table import move

pytestmark = pytest.mark.django_db


def digest(plan: Plan) -> str:
    return plan_digest(load_plan(plan.deal), Worker(plan.deal), today=NOW.date())


def test_the_log_counts_threats_and_who_told_whom(plan: Plan) -> None:
    before = digest(plan)
    threat = move(plan, "threat", party=Party.THEIRS, words="We sell to others")
    move(plan, "threat", words="So can we")
    move(plan, "information", words="We need it by May")
    move(plan, "answer", party=Party.THEIRS, words="So do we")
    assert load_plan(plan.deal).spoken == Spoken(threats=1, told=1, heard=1)
    assert digest(plan) != before
    moves.reverse(threat, why="Misheard", key=uuid4(), by=plan.lead, at=NOW)
    assert load_plan(plan.deal).spoken.threats == 0


def test_a_threat_pulls_the_meter_to_claim(plan: Plan) -> None:
    inputs = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=NOW.date(), levels=5, draws=50)
    assert inputs is not None
    calm = meter_part(inputs)
    tense = meter_part(replace(inputs, spoken=Spoken(threats=2, told=3)))
    assert float(tense["band"][1]) < float(calm["band"][1])
    assert tense["alarms"] == ["one-way telling"]


def test_what_the_meter_counts_asks_for_it_again(plan: Plan) -> None:
    Deal.objects.filter(pk=plan.deal.pk).update(recompute_at=None)
    move(plan, "note", words="They are in a hurry")
    assert Deal.objects.get(pk=plan.deal.pk).recompute_at is None
    move(plan, "threat", party=Party.THEIRS, words="We sell to others")
    assert Deal.objects.get(pk=plan.deal.pk).recompute_at is not None
