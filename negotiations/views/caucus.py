"""The caucus: the private board of a pause."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import caucus
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import Errors
from negotiations.models import CaucusNote
from negotiations.queries.deal.head import deal_head
from negotiations.queries.table.caucus import caucus_page
from negotiations.queries.table.pauses import current_pause
from negotiations.views.rendering import after, page, wants_fragment

TEMPLATE = "negotiations/table/caucus.html"


@dataclass
class Shown:
    """What was typed and refused."""

    typed: Errors = field(default_factory=Errors)
    errors: Errors = field(default_factory=Errors)


@require_GET
def caucus_board(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The board of the pause that is on, and of those before."""
    return show(request, open_deal(request.user, deal_id, Permission.CAUCUS))


@require_POST
def caucus_pause(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Call a pause: the clock runs from now."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    words, key = request.POST.get("words", ""), posted_key(request)
    work = lambda: caucus.pause(access.deal, words=words, key=key, **_who(access))  # noqa: E731 - one line for _do
    return _do(request, access, work, "Paused. What is said here stays in the team.", pause=words)


@require_POST
def caucus_resume(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Go on: what was decided goes into the log."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    words, key = request.POST.get("words", ""), posted_key(request)
    work = lambda: caucus.resume(access.deal, words=words, key=key, **_who(access))  # noqa: E731 - one line for _do
    return _do(request, access, work, "The talks go on. What you decided is in the log.", resume=words)


@require_POST
def caucus_say(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write a line on the board."""
    access = open_deal(request.user, deal_id, Permission.CAUCUS)
    text, decision = request.POST.get("text", ""), request.POST.get("decision") == "1"
    work = lambda: caucus.say(access.deal, text=text, decision=decision, **_who(access))  # noqa: E731 - as above
    return _do(request, access, work, "", text=text)


@require_POST
def caucus_decide(request: HttpRequest, deal_id: UUID, caucus_note_id: UUID) -> HttpResponse:
    """Mark a line as decided (``decision`` is 1), or no longer."""
    access = open_deal(request.user, deal_id, Permission.CAUCUS)
    row, decision = _note(access, caucus_note_id), request.POST.get("decision") == "1"
    return _do(request, access, lambda: caucus.decide(row, decision, **_who(access)), "")


@require_POST
def caucus_remove(request: HttpRequest, deal_id: UUID, caucus_note_id: UUID) -> HttpResponse:
    """Take a line of one's own off the board."""
    access = open_deal(request.user, deal_id, Permission.CAUCUS)
    row = _note(access, caucus_note_id)
    return _do(request, access, lambda: caucus.remove(row, **_who(access)), "The line is gone. Undo brings it back.")


@require_GET
def table_paused(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The line that says since when the talks are paused, for every page of the table."""
    access = open_deal(request.user, deal_id, Permission.CAUCUS)
    if not wants_fragment(request):
        return redirect("negotiations:caucus", deal_id=access.deal.pk)
    context: dict[str, Any] = {"pause": current_pause(access), "deal": access.deal}
    return page(request, "negotiations/table/paused.html", context, fragment="table-pause")


def posted_key(request: HttpRequest) -> UUID:
    """The key of the form, by which the same press twice is one entry; a new one when it has none."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _who(access: DealAccess) -> dict[str, Any]:
    return {"by": access.user, "at": timezone.now()}


def _note(access: DealAccess, pk: UUID) -> CaucusNote:
    row = CaucusNote.objects.filter(deal=access.deal, pk=pk, removed_at__isnull=True).select_related("deal").first()
    if row is None:
        raise Http404("No such line.")
    return row


def _do(request: HttpRequest, access: DealAccess, work: Callable[[], Any], told: str, **typed: str) -> HttpResponse:
    """Do it: the fresh board, or the error where it was typed."""
    try:
        work()
    except Rejected as error:
        errors = Errors({next(iter(typed), "board"): error.message})
        return show(request, access, Shown(Errors(typed), errors), status=422)
    url = reverse("negotiations:caucus", kwargs={"deal_id": access.deal.pk})
    return after(request, url, told, lambda: show(request, access))


def show(request: HttpRequest, access: DealAccess, shown: Shown | None = None, status: int = 200) -> HttpResponse:
    access.require(Permission.CAUCUS)
    now = timezone.now()
    context: dict[str, Any] = {
        "head": deal_head(access, "caucus", now=now),
        "deal": access.deal,
        "page": caucus_page(access),
        "form": shown or Shown(),
        "key": uuid4(),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="caucus", status=status)
