"""What our own must-haves cost: the price list, and what is done about each."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import musthaves
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import bare
from negotiations.levels import NotALevel
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.trades.musthaves import MustHaveCard, musthave_page
from negotiations.queries.trades.page import trades_view
from negotiations.views.rendering import after, page, wants_fragment

TEMPLATE = "negotiations/trades/musthaves.html"
NOT_THERE = "This is no longer in the list. Compute again."


@require_GET
def musthave_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    return show(request, access)


@require_POST
def musthave_keep(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Keep a must-have at its price, with a reason for the one who asks for it."""
    access = open_deal(request.user, deal_id, Permission.TRADES_DECIDE)
    at = timezone.now()
    try:
        card = card_of(access, request.POST.get("key", ""))
        reason = bare(request.POST.get("reason", ""), longest=musthaves.MOST_REASON)
        musthaves.keep(access.deal, card.key, cost=card.cost, reason=reason, by=access.user, at=at)
    except (Rejected, NotALevel) as error:
        return answer(request, access, str(error), bad=True)
    return answer(request, access, "Kept")


@require_POST
def musthave_reopen(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Take up a must-have that was kept again."""
    access = open_deal(request.user, deal_id, Permission.TRADES_DECIDE)
    musthaves.reopen(access.deal, request.POST.get("key", "")[:60], by=access.user, at=timezone.now())
    return answer(request, access, "Taken up again")


@require_POST
def musthave_relax(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Relax a must-have: an ordinary edit of the plan, which undo takes back."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    at = timezone.now()
    try:
        card = card_of(access, request.POST.get("key", ""))
        if not card.relax:
            raise Rejected("This cannot be relaxed here.")
        musthaves.relax(access.deal, card.key, level=card.level, by=access.user, at=at)
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    except PermissionDenied:
        return answer(request, access, "This is for the lead to relax.", bad=True)
    return answer(request, access, "Relaxed in the plan. Compute again to see what it opens.")


def card_of(access: DealAccess, key: str) -> MustHaveCard:
    """A must-have of the result that is shown. Raises ``Rejected``."""
    rows = load_plan(access.deal)
    view = trades_view(access, rows, timezone.now(), with_suggestions=False)
    found = musthave_page(access, rows, view)
    for card in (*found.dear, *found.kept, *found.free):
        if card.key == key:
            return card
    raise Rejected(NOT_THERE)


def answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """After an action: the fresh fragment with a message, or the page again."""
    url = resolve_url("negotiations:musthave-list", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, access), bad=bad)


def show(request: HttpRequest, access: DealAccess) -> HttpResponse:
    """The price list of the newest result."""
    now = timezone.now()
    rows = load_plan(access.deal)
    view = trades_view(access, rows, now, with_suggestions=False)
    context: dict[str, Any] = {
        "deal": access.deal,
        "head": deal_head(access, "must-haves", now=now),
        "view": view,
        "page": musthave_page(access, rows, view),
        "may_run": access.can(Permission.TRADES_RUN),
        "may_decide": access.can(Permission.TRADES_DECIDE),
        "may_relax": access.can(Permission.SECRETS_EDIT),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="musthaves")
