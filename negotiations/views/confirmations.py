"""Agreed points confirmed for us, and the links by which the other side confirms them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import confirmations, link_mails, terms
from negotiations.actions.writing import Rejected
from negotiations.enums_close import Asks
from negotiations.models import ConfirmLink, Move
from negotiations.queries.deal.head import deal_head
from negotiations.views import registers
from negotiations.views.rendering import after
from negotiations.views.satisfaction_page import asked_back
from negotiations.views.terms import BOOK


@require_POST
def confirm(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Confirm for us the points that the page showed."""
    access = open_deal(request.user, deal_id, Permission.DEAL_CLOSE)
    try:
        count = confirmations.confirm(access.deal, request.POST.getlist("seen"), by=access.user, at=timezone.now())
    except Rejected as error:
        return back(request, access, error.message, bad=True)
    return back(request, access, f"{count} confirmed for us" if count else "They were confirmed already")


@require_POST
def link_make(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Make a link for the other side, or send one by mail."""
    access = open_deal(request.user, deal_id, Permission.CLOSE_SEND)

    def refused(wrong: dict[str, Any]) -> HttpResponse:
        return registers.show(request, access, BOOK, status=422, more=lambda _: wrong)

    return make(request, access, Asks.POINTS, "terms", refused=refused, done=back)


def make(
    request: HttpRequest,
    access: DealAccess,
    asks: Asks,
    key: str,
    *,
    refused: Callable[[dict[str, Any]], HttpResponse],
    done: Callable[[HttpRequest, DealAccess, str], HttpResponse],
) -> HttpResponse:
    """Show a new link, or send it by mail when an address is given.

    What is shown is in this one answer and nowhere else, which is why it is no redirect.
    """
    typed = {name: request.POST.get(name, "").strip() for name in ("title", "to", "address")}
    who: dict[str, Any] = {"asks": asks, "by": access.user, "at": timezone.now()}
    try:
        if typed["address"]:
            new = link_mails.send(access.deal, **typed, base=request.build_absolute_uri("/"), **who)
            return done(request, access, f"On its way to {typed['address']}" if new else "They have an open link")
        link, token = confirmations.make_link(access.deal, title=typed["title"], to=typed["to"], **who)
    except Rejected as error:
        return refused({"link_error": error.message, "link_wrong": error.field, "link_typed": typed})
    context = {
        "deal": access.deal,
        "head": deal_head(access, key, now=timezone.now()),
        "link": link,
        "address": request.build_absolute_uri(reverse(link_mails.PAGES[asks], kwargs={"token": token})),
    }
    return render(request, "negotiations/close/link.html", context)


@require_POST
def link_withdraw(request: HttpRequest, deal_id: UUID, link_id: UUID) -> HttpResponse:
    """End a link at once."""
    access = open_deal(request.user, deal_id, Permission.CLOSE_SEND)
    link = ConfirmLink.objects.filter(deal=access.deal, pk=link_id).first()
    if link is None:
        raise Http404("No such link.")
    there = asked_back if link.asks == Asks.CONTENT else back
    try:
        confirmations.withdraw(link, by=access.user, at=timezone.now())
    except Rejected as error:
        return there(request, access, error.message, bad=True)
    return there(request, access, "The link no longer works")


@require_POST
def term_take(request: HttpRequest, deal_id: UUID, move_id: UUID) -> HttpResponse:
    """Make an agreed point of an entry of the log."""
    access = open_deal(request.user, deal_id, Permission.CLOSE_EDIT)
    move = Move.objects.filter(deal=access.deal, pk=move_id).first()
    if move is None:
        raise Http404("No such entry.")
    try:
        terms.take(move, by=access.user, at=timezone.now())
    except Rejected as error:
        return back(request, access, error.message, bad=True)
    return back(request, access, "Added to the agreed points")


def back(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """The fresh list with a message, or the page again."""
    url = resolve_url("negotiations:close-term-list", deal_id=access.deal.pk)
    return after(request, url, text, lambda: registers.show(request, access, BOOK), bad=bad)
