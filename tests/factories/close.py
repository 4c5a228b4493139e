"""Rows of the close for tests."""

from typing import Any
from uuid import uuid4

from negotiations.actions import confirmations, moves, next_steps, summaries, terms
from negotiations.actions.moves import Said
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import ConfirmLink, MandateVersion, Move, NextStep, Term
from tests.factories.mandate import approved
from tests.factories.negotiations import NOW, Plan


def term(plan: Plan, text: str = "Payment 60 days after delivery", **fields: Any) -> Term:
    row = terms.add(plan.deal, text=text, **{"issue": plan.payment, **fields}, by=plan.lead, at=NOW)
    return Term.objects.select_related("deal", "issue").get(pk=row.pk)


def link(plan: Plan, title: str = "Delivery contract 2027", **fields: Any) -> tuple[ConfirmLink, str]:
    """A link and its token."""
    return confirmations.make_link(plan.deal, title=title, **{"by": plan.lead, "at": NOW, **fields})


def agree(plan: Plan, party: Party = Party.THEIRS, **said: Any) -> Move:
    """An entry of the log that says that something is agreed; with levels, under a mandate that allows them."""
    if said.get("levels") and not MandateVersion.objects.filter(deal=plan.deal).exists():
        approved(plan)
    return moves.record(plan.deal, Said(party, MoveKind.AGREE, **said), key=uuid4(), by=plan.lead, at=NOW)


def next_step(plan: Plan, text: str = "Send the drawings", **fields: Any) -> NextStep:
    row = next_steps.add(plan.deal, text=text, **fields, by=plan.lead, at=NOW)
    return NextStep.objects.select_related("deal", "issue").get(pk=row.pk)


def close_rows(plan: Plan) -> dict[str, Any]:
    """An id of each kind of row."""
    row = term(plan)
    ids = {
        "next_step_id": next_step(plan).pk,
        "summary_id": summaries.make(plan.deal, by=plan.lead, at=NOW).pk,
    }
    return {**ids, "term_id": row.pk, "link_id": link(plan)[0].pk, "move_id": agree(plan, words="Payment").pk}
