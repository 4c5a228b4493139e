"""What levers would be worth: the list, and what each is assumed to be worth to either side."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import levers
from negotiations.forms.money import read_lever_worth
from negotiations.models import Lever
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.trades.levers import lever_page, worth_words
from negotiations.queries.trades.page import trades_view
from negotiations.secrets import unwrap_for_storage
from negotiations.views.rendering import done, page, wants_fragment
from negotiations.views.saving import Save, save

TEMPLATE = "negotiations/trades/levers.html"


@require_GET
def lever_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    return show(request, access)


@require_POST
def lever_worth_edit(request: HttpRequest, deal_id: UUID, lever_id: UUID, field: str) -> HttpResponse:
    """Save what using a lever would be worth to one side."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    lever = Lever.objects.filter(deal=access.deal, pk=lever_id, removed_at__isnull=True).select_related("deal").first()
    if lever is None or field not in levers.WORTH:
        raise Http404("No such lever.")
    one = Save(
        cell=f"cell-{field}-{lever.pk}",
        read=lambda text: read_lever_worth(field, text, access.deal.currency),
        write=lambda value, seen: levers.set_worth(lever, field, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: worth_words(field, unwrap_for_storage(value), access.deal.currency),
    )

    def saved(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return done(request, resolve_url("negotiations:lever-list", deal_id=access.deal.pk), "Saved")
        return show(request, access, outcome=outcome, status=status)

    return save(request, one, saved)


def show(
    request: HttpRequest, access: DealAccess, *, outcome: Outcome | None = None, status: int = 200
) -> HttpResponse:
    """The list of the newest result."""
    now = timezone.now()
    rows = load_plan(access.deal)
    view = trades_view(access, rows, now, with_suggestions=False)
    context: dict[str, Any] = {
        "deal": access.deal,
        "head": deal_head(access, "levers", now=now),
        "view": view,
        "page": lever_page(access, rows, view, outcome),
        "may_run": access.can(Permission.TRADES_RUN),
        "news": "Saved" if outcome is not None and outcome.state == "saved" else "",
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="levers", status=status)
