"""What they have without this deal, as we estimate it: one form on the page of alternatives."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import alternatives
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.alternatives import TheirFloorForm
from negotiations.queries.history.fields import field_words
from negotiations.secrets import unwrap_for_storage
from negotiations.views.alternatives import answer, show
from negotiations.views.saving import conflicting, seen_version


@require_POST
def edit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Save the estimate: low, likely and high together, with source and date."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    if request.POST.get("resolve") == "theirs":
        return answer(request, access, "")
    form = TheirFloorForm(access.deal.currency, request.POST)
    fields = form.fields()
    if form.errors:
        return show(request, access, theirs=form, status=422)
    try:
        seen = seen_version(request.POST)
        alternatives.set_their_floor(access.deal, **fields, seen=seen, by=access.user, at=timezone.now())
    except Rejected as error:
        form.errors[error.field or "likely"] = error.message
        return show(request, access, theirs=form, status=422)
    except Conflict as conflict:
        form.conflict = conflicting(conflict, lambda band: _words(band, access.deal.currency))
        return show(request, access, theirs=form, status=409)
    return answer(request, access, "Saved")


def _words(band: Any, currency: str) -> str:
    amounts = unwrap_for_storage(band) or {}
    return " – ".join(field_words("value", Decimal(amounts[name]), None, currency) for name in amounts)
