"""The history of a deal, and taking back one's own last action."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import undo
from negotiations.actions.writing import Rejected
from negotiations.models import Event
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history import page as history
from negotiations.views.rendering import page, wants_fragment

KINDS = (
    ("issues", "Issues and levers"),
    ("package", "Package and trades"),
    ("alternatives", "Alternatives"),
    ("concessions", "Concession plans"),
    ("preparation", "Preparation"),
    ("scoring", "Blind scoring"),
    ("theirs", "Their side"),
    ("money", "Money"),
    ("mandate", "Mandate"),
    ("talk", "Comments and to-dos"),
    ("offers", "Offers"),
    ("close", "The close"),
    ("people", "Seats and meetings"),
    ("review", "Review"),
    ("deal", "The deal itself"),
)
SECRET_KINDS = frozenset({"alternatives", "concessions", "theirs", "money"})


@require_GET
def deal_history(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    last = undo.last_batch(access.deal, request.user)
    shown = history.page(access, request.GET.dict(), undoable=last[0].batch if last else None)
    kinds = [kind for kind in KINDS if kind[0] not in SECRET_KINDS or access.can(Permission.SECRETS_VIEW)]
    kept = request.GET.copy()
    kept.pop("before", None)
    context: dict[str, Any] = {
        "head": deal_head(access, "history", now=timezone.now()),
        "deal": access.deal,
        "shown": shown,
        "kinds": kinds,
        "people": history.people(access),
        "what": request.GET.get("what", ""),
        "who": request.GET.get("who", ""),
        "later": "before" in request.GET,
        "query": f"{kept.urlencode()}&" if kept else "",
        "narrowed": bool(request.GET.get("what") or request.GET.get("who")),
        "today": timezone.localdate(),
    }
    return page(request, "negotiations/history/history.html", context, fragment="history")


@require_POST
def deal_undo(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Take back this person's own last action; the message says which it was."""
    return _step(request, deal_id, undo.undo_last, "Taken back", "There is nothing of yours left to take back.")


@require_POST
def deal_redo(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Do again what this person's last undo took back; the message says what it was."""
    return _step(request, deal_id, undo.redo_last, "Done again", "There is nothing of yours to do again.")


def _step(
    request: HttpRequest, deal_id: UUID, act: Callable[..., list[Event]], done: str, nothing: str
) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    try:
        events = act(access.deal, by=request.user, at=timezone.now())
    except undo.NothingToUndo:
        messages.info(request, nothing)
    except Rejected as rejected:
        messages.error(request, rejected.message)
    else:
        messages.success(request, f"{done}: {taken_back(access, events)}")
    return _back(request, access)


def taken_back(access: DealAccess, events: list[Any]) -> str:
    """What an undo or a redo did, in words."""
    entries = history.entries_of(access, events)
    return "; ".join(" ".join(piece.text for piece in entry.pieces[1:]) for entry in entries) + "."


def _back(request: HttpRequest, access: DealAccess) -> HttpResponse:
    url = reverse("negotiations:deal-plan", kwargs={"deal_id": access.deal.pk})
    asked = request.POST.get("next", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        url = asked
    if wants_fragment(request):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
