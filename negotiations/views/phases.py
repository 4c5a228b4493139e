"""The phases of a deal and the gates between them."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import phases
from negotiations.actions.writing import Conflict, Rejected
from negotiations.enums import Phase
from negotiations.queries.deal.gates import phase_page
from negotiations.queries.deal.head import deal_head
from negotiations.views.rendering import done, page, wants_fragment
from negotiations.views.saving import seen_version

TEMPLATE = "negotiations/team/phase.html"


@require_http_methods(["GET", "POST"])
def phase_move(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What the gate to a phase (``?to=``) asks; passing it, with a reason when it is red."""
    if request.method == "GET":
        return show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), request.GET.get("to", ""))
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    to, reason = request.POST.get("to", ""), request.POST.get("reason", "")
    seen = seen_version(request.POST)
    try:
        phases.move(access.deal, to, reason=reason, seen=seen, by=access.user, at=timezone.now())
    except Conflict as conflict:
        error = f"{conflict.by or 'Somebody'} moved the deal to {Phase(conflict.theirs).label} meanwhile."
        return show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), "", error=error, status=409)
    except Rejected as rejected:
        return show(request, access, to, error=rejected.message, reason=reason, status=422)
    try:
        open_deal(request.user, deal_id, Permission.DEAL_VIEW)
        url = resolve_url("negotiations:phase-move", deal_id=deal_id)
    except PermissionDenied:  # their seat does not count in the new phase
        url = resolve_url("negotiations:deal-list")
    return done(request, url, f"The deal is in {Phase(to).label}.")


def show(
    request: HttpRequest, access: DealAccess, to: str, *, error: str = "", reason: str = "", status: int = 200
) -> HttpResponse:
    """The page, or its fragment; what was typed stays."""
    now = timezone.now()
    context = {
        "head": deal_head(access, "phase", now=now),
        "deal": access.deal,
        "version": access.deal.version_of("phase"),
        "phase": phase_page(access, Phase(to) if to in Phase.values else None, today=timezone.localdate(now)),
        "error": error,
        "reason": reason,
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="phase", status=status)
