"""The last look before signing, and the end of the deal."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import closing, last_looks
from negotiations.actions.writing import Rejected
from negotiations.queries.close import last_look as queries
from negotiations.queries.deal.head import deal_head
from negotiations.views import registers
from negotiations.views.rendering import after, done, page, wants_fragment
from negotiations.views.terms import BOOK


@require_GET
def last_look(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The newest look."""
    return show(request, open_deal(request.user, deal_id, Permission.TRADES_VIEW))


@require_POST
def last_look_ask(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Ask a worker for it."""
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    url = resolve_url("negotiations:last-look", deal_id=deal_id)
    try:
        last_looks.request(access.deal, by=access.user, at=timezone.now())
    except Rejected as error:
        return after(request, url, error.message, lambda: show(request, access), bad=True)
    return after(request, url, "", lambda: show(request, access))


@require_POST
def deal_close(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """End the deal, agreed or broken off."""
    access = open_deal(request.user, deal_id, Permission.DEAL_CLOSE)
    typed = {name: request.POST.get(name, "") for name in ("outcome", "reason")}
    try:
        closing.close(access.deal, **typed, by=access.user, at=timezone.now())
    except Rejected as error:
        wrong = {"end_error": error.message, "end_typed": typed}
        return registers.show(request, access, BOOK, status=422, more=lambda _: wrong)
    url = resolve_url("negotiations:close-term-list", deal_id=deal_id)
    return done(request, url, "The deal is closed. A worker computes its review now.")


def show(request: HttpRequest, access: DealAccess) -> HttpResponse:
    now = timezone.now()
    context = {
        "deal": access.deal,
        "head": deal_head(access, "last-look", now=now),
        "look": queries.last_look(access, now=now),
        "may_run": access.can(Permission.TRADES_RUN),
        "fragment": wants_fragment(request),
    }
    return page(request, "negotiations/close/last_look.html", context, fragment="last-look")
