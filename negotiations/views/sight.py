"""What is always in sight at the table: its own address, and what the page of the log needs to show it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import next_moves
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.sight.page import sight
from negotiations.views.rendering import after, page, wants_fragment

TEMPLATE = "negotiations/table/sight.html"


@require_GET
def table_sight(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The column by itself: a page, and what the log's page fetches again when something changes."""
    return show(request, open_deal(request.user, deal_id, Permission.SECRETS_VIEW))


@require_POST
def table_sight_again(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Ask for the next moves by hand."""
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    next_moves.request(access.deal, by=access.user, at=timezone.now())
    url = reverse("negotiations:table-sight", kwargs={"deal_id": access.deal.pk})
    return after(request, url, "", lambda: show(request, access))


def sight_context(access: DealAccess, rows: PlanRows, now: datetime) -> dict[str, Any]:
    """What the partial ``negotiations/table/sight.html#sight`` needs besides ``deal`` and ``fragment``."""
    found = sight(rows, access, now=now)
    sides = (("ours", "Our offer", found.table.ours), ("theirs", "Their offer", found.table.theirs))
    return {"sight": found, "sides": sides, "now": now}


def show(request: HttpRequest, access: DealAccess) -> HttpResponse:
    now, rows = timezone.now(), load_plan(access.deal)
    context: dict[str, Any] = {
        "head": deal_head(access, "table", now=now),
        "deal": access.deal,
        "fragment": wants_fragment(request),
        **sight_context(access, rows, now),
    }
    return page(request, TEMPLATE, context, fragment="sight")
