"""The holdout's own guard, edited on the page of the mandate."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import guards
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import Errors, bare, read_money
from negotiations.levels import NotALevel
from negotiations.views.mandates import answer, show


@require_POST
def guard_edit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Save what one holds, from which worth on, and both prices of releasing it."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RELEASE)
    errors, data = Errors(), request.POST
    try:
        threshold = read_money(data.get("threshold", ""), access.deal.currency)
        words = {name: bare(data.get(name, ""), longest=guards.MAX_WORDS) for name in ("stated", "price")}
        issues = [UUID(pk) for pk in data.getlist("issues")]
        guards.edit_all(access.deal, issues=issues, threshold=threshold, **words, by=access.user, at=timezone.now())
    except (NotALevel, Rejected, ValueError) as error:
        errors["guard"] = str(error) if isinstance(error, NotALevel | Rejected) else "Choose issues of this deal."
        return show(request, access, errors=errors, status=422)
    return answer(request, access, "Saved")
