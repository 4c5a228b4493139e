"""The trades page: suggestions, the efficient deals, what if, their last offer, three packages to print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import evidence, jobs
from negotiations.actions.writing import Rejected
from negotiations.forms.packages import TypedPackage, read_package
from negotiations.models import Deal
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.trades import page as trades
from negotiations.queries.trades.forms import offer_fields, whatif_fields, whatif_words
from negotiations.views.rendering import done, page, wants_fragment

TEMPLATE = "negotiations/trades/trades.html"


@dataclass
class Shown:
    """What the page shows besides the stored result."""

    problem: str = ""
    levels: Mapping[UUID, Decimal] | None = None
    offer: TypedPackage | None = None
    rows: PlanRows | None = None
    more: dict[str, Any] = field(default_factory=dict)


@require_GET
def trades_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    return show(request, access)


@require_POST
def trades_suggest(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    try:
        jobs.request(access.deal, by=request.user, at=timezone.now())
    except Rejected as rejected:
        return show(request, access, Shown(problem=rejected.message), status=422)
    return show(request, access) if wants_fragment(request) else done(request, trades_url(access.deal))


@require_POST
def trades_counter(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    rows = load_plan(access.deal)
    offer = read_package(rows.issues, access.deal.currency, request.POST)
    if request.POST.get("clear"):
        offer = TypedPackage({}, {}, {})
    elif not offer.levels and not offer.errors:
        return show(
            request, access, Shown("Give at least one level of their offer.", offer=offer, rows=rows), status=422
        )
    if offer.errors:
        return show(request, access, Shown(offer=offer, rows=rows), status=422)
    try:
        evidence.put_offer(access.deal, levels=offer.levels, by=request.user, at=timezone.now())
        jobs.request(access.deal, by=request.user, at=timezone.now())
    except Rejected as rejected:
        return show(request, access, Shown(problem=rejected.message, offer=offer, rows=rows), status=422)
    return show(request, access) if wants_fragment(request) else done(request, trades_url(access.deal))


@require_POST
def trades_whatif(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """A question, not a change: sent by POST because the levels of a plan do not belong into addresses and logs."""
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    rows = load_plan(access.deal)
    typed = read_package(rows.issues, access.deal.currency, request.POST)
    levels = {} if request.POST.get("reset") else typed.levels
    return show(request, access, Shown(levels=levels, rows=rows), fragment="whatif")


@require_GET
def trades_packages(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The three packages on a sheet of paper; without what they are worth to us unless asked for."""
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    now = timezone.now()
    view = trades.trades_view(access, load_plan(access.deal), now)
    found = [one for group in view.groups if group.kind == "package_set" for one in group.suggestions]
    context = {
        "deal": access.deal,
        "suggestion": found[0] if found else None,
        "with_worth": request.GET.get("secrets") == "1",
        "printed_at": now,
    }
    return page(request, "negotiations/trades/packages.html", context, fragment="sheet")


def show(
    request: HttpRequest, access: DealAccess, shown: Shown | None = None, *, fragment: str = "trades", status: int = 200
) -> HttpResponse:
    """The page, or the fragment of it that was asked for."""
    whole = fragment == "trades" or not wants_fragment(request)
    context = context_of(access, shown or Shown(), whole=whole)
    return page(request, TEMPLATE, context, fragment=fragment, status=status)


def context_of(access: DealAccess, shown: Shown, *, whole: bool = True) -> dict[str, Any]:
    """All that the page's template needs; the small fragments do without the suggestions and the head."""
    now = timezone.now()
    rows = shown.rows or load_plan(access.deal)
    what = trades.what_if(access, rows, now, shown.levels)
    view = trades.trades_view(access, rows, now, whatif=what, with_suggestions=whole)
    offer = shown.offer or TypedPackage(view.offer, {}, {})
    return {
        "head": deal_head(access, "suggestions", now=now) if whole else None,
        "deal": access.deal,
        "view": view,
        "problem": shown.problem,
        "may_run": access.can(Permission.TRADES_RUN),
        "may_decide": access.can(Permission.TRADES_DECIDE),
        "may_comment": access.can(Permission.COMMENT),
        "whatif": whatif_words(what, access.deal, view.names) if what else None,
        "whatif_fields": whatif_fields(what) if what else (),
        "offer_fields": offer_fields(rows.issues, access.deal.currency, offer.levels, offer.typed, offer.errors),
        "has_offer": bool(offer.levels or offer.typed),
        **shown.more,
    }


def trades_url(deal: Deal) -> str:
    """Where the page is."""
    return reverse("negotiations:trades-list", kwargs={"deal_id": deal.pk})
