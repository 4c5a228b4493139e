"""Rows of the preparation for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from negotiations.actions import assumptions, comparables, facts, objections, prepared_questions
from negotiations.models import Assumption, Comparable, Objection, Question
from tests.factories.negotiations import NOW, Plan


def question(plan: Plan, text: str = "What would it take to pay 30 days later?", **fields: Any) -> Question:
    values = {"issue": plan.payment, "topic": "direction", **fields}
    row = prepared_questions.add(plan.deal, text=text, **values, by=plan.lead, at=NOW)
    return Question.objects.select_related("deal", "issue").get(pk=row.pk)


def fact(plan: Plan, text: str = "Half of our hall is empty until April", **fields: Any) -> Any:
    """A fact; with ``share_class="protect"`` a protected one."""
    values = {"issue": plan.payment, **fields}
    row = facts.add(plan.deal, text=text, **values, by=plan.lead, at=NOW)
    return type(row).objects.select_related("deal", "issue").get(pk=row.pk)


def assumption(plan: Plan, text: str = "Their bank will not renew the credit line", **fields: Any) -> Assumption:
    values = {"issue": plan.payment, "estimate": "weight", **fields}
    row = assumptions.add(plan.deal, text=text, **values, by=plan.lead, at=NOW)
    return Assumption.objects.select_related("deal", "issue").get(pk=row.pk)


def objection(plan: Plan, text: str = "Nobody else gets 90 days", **fields: Any) -> Objection:
    values = {"issue": plan.payment, **fields}
    row = objections.add(plan.deal, text=text, **values, by=plan.lead, at=NOW)
    return Objection.objects.select_related("deal", "issue").get(pk=row.pk)


def comparable(plan: Plan, level: str = "600", dated: str = "2026-05-12", **fields: Any) -> Comparable:
    values = {"text": "Norcool, spring order", "issue": plan.price, **fields}
    values |= {name: Decimal(values[name]) for name in ("adjustment", "weight") if name in values}
    row = comparables.add(
        plan.deal, level=Decimal(level), dated=date.fromisoformat(dated), **values, by=plan.lead, at=NOW
    )
    return Comparable.objects.select_related("deal", "issue").get(pk=row.pk)


def prepared_rows(plan: Plan) -> dict[str, Any]:
    """An id of each kind of row, about an issue that belongs to nobody."""
    return {
        "family": "timing",
        "question_id": question(plan).pk,
        "fact_id": fact(plan).pk,
        "protected_fact_id": fact(plan, "Our season starts late", share_class="protect").pk,
        "assumption_id": assumption(plan).pk,
        "comparable_id": comparable(plan).pk,
        "objection_id": objection(plan).pk,
    }
