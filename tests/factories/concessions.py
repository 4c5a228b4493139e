"""Concession plans and rehearsals for tests, through the same actions as a person's and a worker's."""

from decimal import Decimal as D
from typing import Any

from django.utils import timezone

from negotiations.actions import concessions, rehearsals
from negotiations.models import ConcessionPlan, Job
from tests.factories.negotiations import NOW, Plan


def make_concessions(plan: Plan, *, name: str = "A", generous: bool = False, **fields: Any) -> ConcessionPlan:
    """Price first for payment, then payment; the generous one goes further and asks for nothing."""
    opening = {str(plan.price.pk): "585", str(plan.payment.pk): "60", str(plan.warranty.pk): "3"}
    steps: list[dict[str, Any]] = [
        {
            "gives": {str(plan.price.pk): "598"},
            "gets": {} if generous else {str(plan.payment.pk): "30"},
            "trigger": "round",
            "amount": D(2),
            "latest": 4,
            "authority": "lead",
        },
        {"gives": {str(plan.payment.pk): "30"}, "trigger": "deadlock", "amount": D(1)},
    ]
    if generous:
        steps.append({"gives": {str(plan.price.pk): "620"}, "trigger": "round", "amount": D(4), "authority": "sponsor"})
    return concessions.add_plan(
        plan.deal, name=name, opening=opening, steps=steps, by=plan.lead, at=NOW, **{"rounds": 7, **fields}
    )


def rehearse(plan: Plan, *plans: ConcessionPlan, runs: int = 200, **asked: Any) -> Job:
    """Ask for a rehearsal and do all of it here and now."""
    job = rehearsals.request(
        plan.deal, plans=[one.pk for one in plans], runs=runs, by=plan.lead, at=timezone.now(), **asked
    )
    rehearsals.run(job.pk)
    for chunk in job.chunks.order_by("first"):
        rehearsals.run_chunk(chunk.pk)
    job.refresh_from_db()
    return job
