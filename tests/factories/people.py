"""People of both sides for tests, made through the same actions as a person's."""

from typing import Any

from negotiations.actions import influences, interests, notes, stakeholders
from negotiations.models import Deal, Influence, Interest, Stakeholder
from tests.factories.negotiations import NOW, Plan


def make_stakeholder(deal: Deal, name: str = "Marta Alves", side: str = "theirs", **fields: Any) -> Stakeholder:
    """Somebody of their side, placed on the map unless told otherwise."""
    values = {"power": 70, "interest": 60, "title": "Head of sales", **fields}
    return stakeholders.add(deal, side=side, name=name, by=deal.created_by, at=NOW, **values)


def make_interest(who: Stakeholder, text: str = "Cash before the year ends", **fields: Any) -> Interest:
    return interests.add(who, text=text, by=who.deal.created_by, at=NOW, **fields)


def make_influence(influencer: Stakeholder, influenced: Stakeholder, **fields: Any) -> Influence:
    deal = influencer.deal
    return influences.add(deal, influencer=influencer, influenced=influenced, by=deal.created_by, at=NOW, **fields)


def people_rows(plan: Plan) -> dict[str, Any]:
    """A row of every noun, by its path parameter."""
    one, other = make_stakeholder(plan.deal), make_stakeholder(plan.deal, "João Reis", power=None, interest=None)
    do: dict[str, Any] = {"by": plan.lead, "at": NOW}
    return {
        "stakeholder_id": one.pk,
        "interest_id": make_interest(one, issues=[str(plan.payment.pk)]).pk,
        "influence_id": make_influence(other, one, kind="informal", strength=3).pk,
        "motive_id": interests.add_motive(one, text="Wants the regional job", **do).pk,
        "note_id": notes.add(one, text="Runs marathons", **do).pk,
    }
