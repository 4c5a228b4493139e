"""Rows of the close for tests."""

from typing import Any

from negotiations.actions import terms
from negotiations.models import Term
from tests.factories.negotiations import NOW, Plan


def term(plan: Plan, text: str = "Payment 60 days after delivery", **fields: Any) -> Term:
    row = terms.add(plan.deal, text=text, **{"issue": plan.payment, **fields}, by=plan.lead, at=NOW)
    return Term.objects.select_related("deal", "issue").get(pk=row.pk)


def close_rows(plan: Plan) -> dict[str, Any]:
    """An id of each kind of row."""
    return {"term_id": term(plan).pk}
