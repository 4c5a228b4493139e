"""The living part of a deal's head: fetched again when a computation ends or the deal changes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.queries.deal.head import deal_head
from negotiations.views.rendering import page, wants_fragment


@require_GET
def deal_meter(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The claim/create meter of the head; without HTMX the plan, whose head has it."""
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    if not wants_fragment(request):
        return redirect("negotiations:deal-plan", deal_id=deal_id)
    context = {"head": deal_head(access, "plan", now=timezone.now()), "deal": access.deal}
    return page(request, "negotiations/head.html", context, fragment="head-meter")
