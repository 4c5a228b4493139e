"""The observer's sheet."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import sightings
from negotiations.actions.sightings import MOST_PERSON, MOST_SAW
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.levels import Errors, bare
from negotiations.levels import NotALevel
from negotiations.models import Sighting
from negotiations.queries.deal.head import deal_head
from negotiations.queries.table.observer import observer_page
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import seen_version

TEMPLATE = "negotiations/table/observer.html"
TEXTS = {"person": MOST_PERSON, "saw": MOST_SAW, "tactic": 20, "style": 13}


@dataclass
class Shown:
    """What was typed and refused, and at which line."""

    typed: Errors = field(default_factory=Errors)
    errors: Errors = field(default_factory=Errors)
    at: str = ""


@require_GET
def observer_sheet(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What was seen of the other side; the team reads it, the observer, the lead and the coordinator write."""
    return show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW))


@require_POST
def sighting_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Note what was seen just now."""
    access = open_deal(request.user, deal_id, Permission.OBSERVE)
    shown = _read(request, "person", "saw", "tactic")
    if not shown.errors:
        try:
            sightings.add(access.deal, **dict(shown.typed), by=access.user, at=timezone.now())
        except Rejected as error:
            shown.errors[error.field or "saw"] = error.message
    if shown.errors:
        return show(request, access, shown, status=422)
    return answer(request, access, "Noted")


@require_POST
def sighting_edit(request: HttpRequest, deal_id: UUID, sighting_id: UUID) -> HttpResponse:
    """Put a line right. Where a teammate changed it meanwhile, theirs stays and both are shown (409)."""
    access = open_deal(request.user, deal_id, Permission.OBSERVE)
    row = _row(access, sighting_id)
    shown, status = _read(request, "person", "saw", "tactic"), 422
    shown.at = str(row.pk)
    seen = seen_version(request.POST)
    if not shown.errors:
        try:
            versions = {name: min(row.version_of(name), seen) for name in shown.typed}
            sightings.edit(row, dict(shown.typed), seen=versions, by=access.user, at=timezone.now())
        except Rejected as error:
            shown.errors[error.field or "saw"] = error.message
        except Conflict as conflict:
            who = conflict.by or "Somebody"
            shown.errors[conflict.field] = (
                f"{who} changed this meanwhile to “{conflict.theirs}”. Save again to keep yours."
            )
            status = 409
    if shown.errors:
        return show(request, access, shown, status=status)
    return answer(request, access, "Saved")


@require_POST
def sighting_remove(request: HttpRequest, deal_id: UUID, sighting_id: UUID) -> HttpResponse:
    """Take a line out."""
    access = open_deal(request.user, deal_id, Permission.OBSERVE)
    row = _row(access, sighting_id)
    try:
        sightings.remove(row, by=access.user, at=timezone.now())
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    return answer(request, access, "The line is out. Undo brings it back.")


@require_POST
def style_rate(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Say how somebody of theirs negotiates, with what shows it: it goes into the counterparty's record."""
    access = open_deal(request.user, deal_id, Permission.OBSERVE)
    shown = _read(request, "person", "saw", "style")
    shown.at = "style"
    if not shown.errors:
        try:
            sightings.rate(access.deal, **dict(shown.typed), by=access.user, at=timezone.now())
        except Rejected as error:
            shown.errors[error.field or "saw"] = error.message
    if shown.errors:
        return show(request, access, shown, status=422)
    return answer(request, access, "Rated. It is in the counterparty’s record.")


def _read(request: HttpRequest, *names: str) -> Shown:
    shown = Shown()
    for name in names:
        shown.typed[name] = request.POST.get(name, "")
        try:
            shown.typed[name] = bare(shown.typed[name], longest=TEXTS[name])
        except NotALevel as error:
            shown.errors[name] = str(error)
    return shown


def _row(access: DealAccess, pk: UUID) -> Sighting:
    row = Sighting.objects.filter(deal=access.deal, pk=pk, removed_at__isnull=True).select_related("deal").first()
    if row is None:
        raise Http404("No such line.")
    return row


def answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """After a change: the fresh fragment with a message, or the page again."""
    url = reverse("negotiations:observer", kwargs={"deal_id": access.deal.pk})
    return after(request, url, text, lambda: show(request, access), bad=bad)


def show(request: HttpRequest, access: DealAccess, shown: Shown | None = None, status: int = 200) -> HttpResponse:
    now: datetime = timezone.now()
    context: dict[str, Any] = {
        "head": deal_head(access, "observer", now=now),
        "deal": access.deal,
        "page": observer_page(access),
        "form": shown or Shown(),
        "empty": Shown(),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="observer", status=status)
