"""The alerts of the table: a page of their own, and a part of the page at the table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import ledger
from negotiations.actions.writing import Rejected
from negotiations.models import Dismissal
from negotiations.queries.alerts import alerts_of
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.views.rendering import after, page, wants_fragment

TEMPLATE = "negotiations/ledger/alerts.html"


@dataclass
class Shown:
    """The alert whose form was refused, and why."""

    at: str = ""
    error: str = ""


@require_GET
def alert_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What is warned of now."""
    return show(request, open_deal(request.user, deal_id, Permission.SECRETS_VIEW))


@require_POST
def alert_dismiss(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Put an alert away on this deal, with a word."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    data = request.POST
    code, subject = data.get("code", ""), data.get("subject", "")

    def work() -> None:
        words = data.get("words", "")
        ledger.dismiss(access.deal, code=code, subject=subject, words=words, by=access.user, at=timezone.now())

    return _do(request, access, work, "Put away on this deal", at=f"alert-{code}-{subject}")


@require_POST
def dismissal_reverse(request: HttpRequest, deal_id: UUID, dismissal_id: UUID) -> HttpResponse:
    """Show an alert again."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    row = Dismissal.objects.filter(deal=access.deal, pk=dismissal_id).select_related("deal").first()
    if row is None:
        raise Http404("No such alert.")
    return _do(request, access, lambda: ledger.take_back(row, by=access.user, at=timezone.now()), "It is shown again")


def _do(request: HttpRequest, access: DealAccess, work: Callable[[], Any], text: str, *, at: str = "") -> HttpResponse:
    try:
        work()
    except Rejected as error:
        return show(request, access, shown=Shown(at, error.message), status=422)
    url = reverse("negotiations:alert-list", kwargs={"deal_id": access.deal.pk})
    return after(request, url, text, lambda: show(request, access))


def alert_context(access: DealAccess, rows: PlanRows, *, beside: bool) -> dict[str, Any]:
    """What the fragment needs. ``beside``: it stands on another page, where nothing to watch is nothing to say."""
    found = alerts_of(access, rows, now=timezone.now())
    return {"alerts": found, "form": Shown(), "beside": beside}


def show(request: HttpRequest, access: DealAccess, *, shown: Shown | None = None, status: int = 200) -> HttpResponse:
    """The page, or its fragment for whichever page asks."""
    fragment = wants_fragment(request)
    context: dict[str, Any] = {
        "head": deal_head(access, "table", now=timezone.now()),
        "deal": access.deal,
        **alert_context(access, load_plan(access.deal), beside=bool(request.GET.get("beside"))),
        "form": shown or Shown(),
        "fragment": fragment,
    }
    return page(request, TEMPLATE, context, fragment="alerts", status=status)
