"""A template's plan into a deal."""

from datetime import datetime
from decimal import Decimal

from accounts.models import Organisation, User
from negotiations.actions import imports
from negotiations.actions.writing import Rejected
from negotiations.catalogue import TEMPLATES
from negotiations.drafts import DealDraft
from negotiations.models import Deal


def create(
    *,
    organisation: Organisation,
    template: str,
    title: str,
    counterparty: str,
    currency: str,
    by: User,
    at: datetime,
    estimated_value: Decimal | None = None,
    quantity: Decimal | None = None,
    horizon: str = "",
    solo: bool = False,
) -> Deal:
    """A new deal with the issues, ranges, weights and levers that its category usually has.

    ``quantity`` is the number of units that the price is for. Raises ``PermissionDenied``, ``Rejected``.
    """
    if template not in TEMPLATES:
        raise Rejected("Choose one of the templates.", "template")
    plan = TEMPLATES[template].plan(estimated_value, quantity, at.date())
    draft = DealDraft(
        plan=plan,
        title=title,
        counterparty=counterparty,
        category=template,
        currency=currency,
        estimated_value=estimated_value,
        horizon=horizon,
    )
    return imports.create(organisation=organisation, draft=draft, by=by, at=at, solo=solo)


def fill(deal: Deal, template: str, *, quantity: Decimal | None = None, by: User, at: datetime) -> None:
    """Put a template's plan into a deal that has no issues yet. Raises ``PermissionDenied``, ``Rejected``."""
    if template not in TEMPLATES:
        raise Rejected("Choose one of the templates.", "template")
    imports.fill(deal, TEMPLATES[template].plan(deal.estimated_value, quantity, at.date()), by=by, at=at)
