"""The next best questions: the list while it is computed, and what they answered."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import jobs, questions
from negotiations.actions.writing import Rejected
from negotiations.models import Job
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.reading import opened
from negotiations.queries.theirs.page import questions as listed
from negotiations.views.evidence import TEMPLATE, answer, their_url
from negotiations.views.rendering import page, wants_fragment

SAID = {
    "first": "Noted. Looking at what it changes.",
    "second": "Noted. Looking at what it changes.",
    "silent": "Noted: they would not say. The question stands below the list.",
    "aside": "Put aside. It stands below the list.",
}


@require_GET
def question_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The questions alone, asked for again and again while a job looks for them; else the page that they are on."""
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    if not wants_fragment(request):
        return HttpResponseRedirect(their_url(access.deal))
    found = listed(access, load_plan(access.deal), timezone.now())
    context: dict[str, Any] = {
        "deal": access.deal,
        "questions": found,
        "may_edit": access.can(Permission.SECRETS_EDIT),
        "may_run": access.can(Permission.TRADES_RUN),
    }
    return page(request, TEMPLATE, context, fragment="questions")


@require_POST
def question_search(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Look for the questions again, with all that is computed with them."""
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    try:
        jobs.request(access.deal, by=access.user, at=timezone.now())
    except Rejected as rejected:
        return answer(request, access, rejected.message, bad=True)
    return answer(request, access, "Looking for questions.")


@require_POST
def question_answer(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What they said to a question of a job: ``job``, ``place`` and ``answer``. What teaches something is computed."""
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    part = part_of(access, request.POST.get("job", ""), request.POST.get("place", ""))
    given = request.POST.get("answer", "")
    who: dict[str, Any] = {"by": access.user, "at": timezone.now()}
    try:
        if part is None:
            raise Rejected("The questions have changed since. Look at the list again.")
        questions.answer(access.deal, part=part, answer=given, **who)
        if given in questions.TOLD:
            jobs.request(access.deal, **who)
    except Rejected as rejected:
        return answer(request, access, rejected.message, bad=True)
    return answer(request, access, SAID[given])


def part_of(access: DealAccess, job: str, place: str) -> dict[str, Any] | None:
    """One question of a job of this deal, as its document has it."""
    try:
        row = Job.objects.filter(deal=access.deal, pk=UUID(job)).select_related("result").first()
    except ValueError:
        return None
    result = getattr(row, "result", None)
    parts = opened(result.document, access).get("questions", []) if result else []
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 3 else len(parts)
    found: dict[str, Any] | None = parts[number] if number < len(parts) else None
    return found
