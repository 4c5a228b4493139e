"""The summary after a meeting: drafted, edited, sent."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import summaries
from negotiations.actions.writing import Conflict, Rejected
from negotiations.models import Meeting, Summary
from negotiations.queries.close.summaries import NO_ERRORS, Card, summary_page
from negotiations.queries.deal.head import deal_head
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import seen_version

KEPT = "Somebody changed it meanwhile. Theirs is above; yours is here: press Save to put it in its place."


@require_GET
def summary_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All summaries, and the meetings that have none."""
    return show(request, open_deal(request.user, deal_id, Permission.SECRETS_VIEW))


@require_POST
def summary_draft(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Draft one from the agreed points and the log."""
    access = open_deal(request.user, deal_id, Permission.CLOSE_EDIT)
    access.require(Permission.SECRETS_VIEW)
    meeting = None
    if request.POST.get("meeting"):
        meeting = next((one for one in _meetings(access) if str(one.pk) == request.POST["meeting"]), None)
        if meeting is None:
            return back(request, access, "This meeting is gone. Choose another.", bad=True)
    summaries.make(access.deal, meeting, by=access.user, at=timezone.now())
    return back(request, access, "Drafted. Read it before it goes.")


@require_POST
def summary_edit(request: HttpRequest, deal_id: UUID, summary_id: UUID) -> HttpResponse:
    """Save subject and text together."""
    access = open_deal(request.user, deal_id, Permission.CLOSE_EDIT)
    row = _of(access, summary_id)
    typed = {name: request.POST.get(name, "") for name in summaries.FIELDS}
    seen = {name: seen_version({"version": request.POST.get(f"{name}_version", "")}) for name in typed}
    try:
        summaries.edit(row, typed, seen=seen, by=access.user, at=timezone.now())
    except Rejected as error:
        wrong = {error.field or "body": error.message}
        return show(request, access, changed=(row, {**typed, "errors": wrong}), status=422)
    except Conflict as conflict:
        wrong = {conflict.field: KEPT}
        return show(request, access, changed=(row, {**typed, "errors": wrong}), status=409)
    return back(request, access, "Saved")


@require_POST
def summary_send(request: HttpRequest, deal_id: UUID, summary_id: UUID) -> HttpResponse:
    """Send it to the addresses given, one in a line."""
    access = open_deal(request.user, deal_id, Permission.CLOSE_SEND)
    row = _of(access, summary_id)
    typed = request.POST.get("to", "")
    try:
        count = summaries.send(row, typed.replace(",", "\n").splitlines(), by=access.user, at=timezone.now())
    except Rejected as error:
        kept = {"typed_to": typed, "errors": {"to": error.message}}
        return show(request, access, changed=(row, kept), status=422)
    return back(request, access, f"On its way to {count}" if count else "They have it already")


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    changed: tuple[Summary, dict[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``changed`` is the summary whose form was refused, with what was typed."""
    now = timezone.now()
    found = summary_page(access, now=now)
    if changed is not None:
        row, kept = changed
        found["cards"] = [_kept(card, kept) if card.row.pk == row.pk else card for card in found["cards"]]
    context = {
        "deal": access.deal,
        "head": deal_head(access, "summaries", now=now),
        "fragment": wants_fragment(request),
        "saved": "",
        **found,
    }
    return page(request, "negotiations/close/summary.html", context, fragment="summaries", status=status)


def _kept(card: Card, kept: dict[str, Any]) -> Card:
    errors = {**NO_ERRORS, **kept.pop("errors")}
    return replace(card, **kept, errors=errors)


def _of(access: DealAccess, pk: UUID) -> Summary:
    row = Summary.objects.filter(deal=access.deal, pk=pk).first()
    if row is None:
        raise Http404("No such summary.")
    row.deal = access.deal
    return row


def _meetings(access: DealAccess) -> list[Meeting]:
    return list(Meeting.objects.filter(deal=access.deal, removed_at__isnull=True).order_by("starts_at", "pk"))


def back(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    url = resolve_url("negotiations:summary-list", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, access), bad=bad)
