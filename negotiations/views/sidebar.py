"""What the sidebar of every page shows of deals."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.current import current_organisation
from negotiations.models import Deal
from negotiations.queries.deal import deals


def recent_deals(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``recent_deals``, read only when a template looks at it (a fragment need not pay for it)."""
    return {"recent_deals": SimpleLazyObject(lambda: _recent(request))}


def _recent(request: HttpRequest) -> list[Deal]:
    current = current_organisation(request)
    if current.user is None or current.organisation is None:
        return []
    return deals.recent(current.user, current.organisation)
