"""Who is on a deal, and where; a page says so of itself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.live import presence
from negotiations.queries.deal.head import deal_head
from negotiations.views.rendering import page, wants_fragment


@require_http_methods(["GET", "POST"])
def here(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The people who are here. POST: ``tab`` is open at ``place`` of ``issue``, or with ``leave`` is not any more."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    if request.method == "POST":
        tab = request.POST.get("tab", "")
        if not presence.TAB.fullmatch(tab):
            return HttpResponse(status=422)
        if request.POST.get("leave"):
            presence.leave(access, tab)
        else:
            place = presence.read_place(request.POST.get("place", ""), request.POST.get("issue", ""))
            presence.say(access, tab, place)
        return HttpResponse(status=204)
    people = presence.here(access)
    context = {
        "people": people,
        "present": sum(one.present for one in people),
        "me": request.user,
        "deal": access.deal,
        "head": None if wants_fragment(request) else deal_head(access, "here", now=timezone.now()),
    }
    return page(request, "negotiations/live/here.html", context, fragment="here")
