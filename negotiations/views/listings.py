"""All packages: the best in order, within a window of our worth, and one of them into the plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import listings
from negotiations.actions.writing import Rejected
from negotiations.enums import JobKind
from negotiations.forms.listing import ListingForm
from negotiations.models import Job
from negotiations.queries.deal.head import deal_head
from negotiations.queries.findings.listing import COUNTS
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.trades.listing import SHOWS, listing_view
from negotiations.views.rendering import done, page, wants_fragment

TEMPLATE = "negotiations/trades/listing.html"


@require_GET
def listing(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The newest list, and the form of the next."""
    return show(request, open_deal(request.user, deal_id, Permission.TRADES_VIEW))


@require_POST
def ask(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Ask for a list. By POST: a window of our worth does not belong into addresses and logs."""
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    form = ListingForm(access.deal.currency, request.POST)
    asked = form.asked()
    if not form.errors:
        try:
            listings.request(access.deal, asked, by=request.user, at=timezone.now())
        except Rejected as error:
            form.errors[error.field or "show"] = error.message
    if form.errors:
        return show(request, access, form=form, status=422)
    return show(request, access) if wants_fragment(request) else done(request, url(access))


@require_POST
def take(request: HttpRequest, deal_id: UUID, job_id: UUID) -> HttpResponse:
    """Put a package of the list into the plan."""
    access = open_deal(request.user, deal_id, Permission.TRADES_DECIDE)
    if not Job.objects.filter(deal=access.deal, kind=JobKind.LISTING, pk=job_id).exists():
        raise Http404("No such list.")
    place = request.POST.get("place", "")
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 5 else -1
    said, bad = "It is in the plan now. Undo takes it out again.", False
    try:
        listings.take(access.deal, job_id, number, by=request.user, at=timezone.now())
    except Rejected as error:
        said, bad = error.message, True
    if not wants_fragment(request):
        return done(request, url(access), said, failed=bad)
    messages.add_message(request, messages.ERROR if bad else messages.SUCCESS, said)
    return show(request, access)


def show(
    request: HttpRequest, access: DealAccess, *, form: ListingForm | None = None, status: int = 200
) -> HttpResponse:
    """The page or its fragment; ``form`` keeps what was typed."""
    now = timezone.now()
    view = listing_view(access, load_plan(access.deal), now)
    asked = view.asked
    typed = {
        "show": asked.show,
        "count": str(asked.count),
        "low": view.low,
        "high": view.high,
        "ties": "1" if asked.ties else "",
    }
    context: dict[str, Any] = {
        "head": deal_head(access, "listing", now=now),
        "deal": access.deal,
        "view": view,
        "form": form or ListingForm(access.deal.currency, typed),
        "shows": tuple(SHOWS.items()),
        "counts": tuple(str(count) for count in COUNTS),
        "may_run": access.can(Permission.TRADES_RUN),
        "may_decide": access.can(Permission.TRADES_DECIDE),
    }
    return page(request, TEMPLATE, context, fragment="listing", status=status)


def url(access: DealAccess) -> str:
    """Where the list is."""
    return resolve_url("negotiations:listing", deal_id=access.deal.pk)
