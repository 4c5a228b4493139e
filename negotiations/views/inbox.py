"""One's inbox over all deals: read it, mark as read, and the number beside it."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from negotiations.actions.inbox import mark_read
from negotiations.queries.inbox.page import inbox
from negotiations.views.rendering import after, page

TEMPLATE = "negotiations/inbox/inbox.html"


@require_http_methods(["GET", "POST"])
def inbox_page(request: HttpRequest) -> HttpResponse:
    """What waits for me; a POST marks one (``item``) or all as read, with ``read=0`` as unread again."""
    if request.method == "GET":
        return show(request)
    read = request.POST.get("read", "1") != "0"
    try:
        wanted = [UUID(text) for text in request.POST.getlist("item")[:100]]
    except ValueError:
        wanted = []
    if request.POST.get("all") == "1":
        wanted = [entry.id for entry in inbox(request.user, today=_today()).entries]
    mark_read(request.user, wanted, read=read, at=timezone.now())
    return after(request, resolve_url("negotiations:inbox"), "", lambda: show(request))


@require_GET
def inbox_count(request: HttpRequest) -> HttpResponse:
    """The number beside the inbox: pages ask for it after themselves, and again while they are open."""
    waiting = inbox(request.user, today=_today(), unread_only=True).waiting
    return page(request, "negotiations/inbox/count.html", {"waiting": waiting}, fragment="inbox-count")


def show(request: HttpRequest) -> HttpResponse:
    context = {"inbox": inbox(request.user, today=_today()), "today": _today()}
    return page(request, TEMPLATE, context, fragment="inbox")


def _today() -> date:
    return timezone.localdate()
