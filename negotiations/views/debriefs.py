"""The debrief: one's own sealed sheet, all of them once open, and the lessons."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import debrief_sheets, debriefs, lessons
from negotiations.actions.writing import Conflict, Rejected
from negotiations.enums_review import LessonFor
from negotiations.forms.debrief import read_lesson, read_sheet, read_version
from negotiations.models import Debrief, Lesson
from negotiations.queries.deal.head import deal_head
from negotiations.queries.review.debrief import Answers, debrief_page
from negotiations.queries.standing import team
from negotiations.views.rendering import after, page

TEMPLATE = "negotiations/review/debrief.html"
CONFLICT = "Somebody changed this lesson meanwhile: nothing of yours was saved. Look at it, then change it again."


@require_GET
def debrief_detail(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """One's own sheet; what all said, once it is open; the lessons."""
    return show(request, open_deal(request.user, deal_id, Permission.SCORE))


@require_POST
def debrief_ask(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Ask everybody with a seat."""
    access = open_deal(request.user, deal_id, Permission.SCORING_RUN)
    return _do(request, access, lambda **who: debriefs.ask(access.deal, **who), "Everybody with a seat is asked.")


@require_POST
def debrief_open(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Open what is in, before all are."""
    access = open_deal(request.user, deal_id, Permission.SCORING_RUN)
    row = debrief_of(access)
    return _do(request, access, lambda **who: debriefs.open_all(row, **who), "The debrief is open.")


@require_POST
def debrief_sheet(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Keep one's own sheet, hand it in, or take it back."""
    access = open_deal(request.user, deal_id, Permission.SCORE)
    row, what = debrief_of(access), request.POST.get("do", "keep")
    answers = read_sheet(request.POST.dict())
    if what == "back":
        return _do(request, access, lambda **who: debrief_sheets.take_back(row, **who), "It is a draft again.")
    act = debrief_sheets.hand_in if what == "in" else debrief_sheets.keep
    text = "Your sheet is in, sealed." if what == "in" else "Your draft is kept."
    return _do(request, access, lambda **who: act(row, answers, **who), text, typed=answers)


@require_POST
def lesson_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    fields = read_lesson(request.POST.dict(), _people(access))
    return _do(
        request, access, lambda **who: lessons.add(access.deal, **fields, **who), "The lesson is written.",
        lesson=request.POST.dict(),
    )  # fmt: skip


@require_POST
def lesson_edit(request: HttpRequest, deal_id: UUID, lesson_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row, data = lesson_of(access, lesson_id), request.POST.dict()
    changes = read_lesson(data, _people(access))
    seen = {name: read_version(data, name) for name in changes}
    return _do(request, access, lambda **who: lessons.edit(row, changes, seen=seen, **who), "Saved.")


@require_POST
def lesson_remove(request: HttpRequest, deal_id: UUID, lesson_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = lesson_of(access, lesson_id)
    return _do(request, access, lambda **who: lessons.remove(row, **who), "Removed. Undo brings it back.")


@require_POST
def lesson_teach(request: HttpRequest, deal_id: UUID, lesson_id: UUID) -> HttpResponse:
    """Pass the rule on to the next deal."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = lesson_of(access, lesson_id)
    return _do(request, access, lambda **who: lessons.teach(row, **who), "It is passed on.")


def debrief_of(access: DealAccess) -> Debrief:
    row = Debrief.objects.filter(deal=access.deal).select_related("deal").first()
    if row is None:
        raise Http404("No debrief.")
    return row


def lesson_of(access: DealAccess, pk: UUID) -> Lesson:
    row = Lesson.objects.filter(deal=access.deal, pk=pk, removed_at=None).select_related("deal").first()
    if row is None:
        raise Http404("No such lesson.")
    return row


def _people(access: DealAccess) -> dict[int, Any]:
    return {one.user.pk: one.user for one in team(access.deal)}


def _do(
    request: HttpRequest,
    access: DealAccess,
    act: Callable[..., Any],
    text: str,
    *,
    typed: Answers | None = None,
    lesson: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Act, and show what came of it; what was refused stays as it was typed."""
    try:
        act(by=access.user, at=timezone.now())
    except Rejected as error:
        errors = {error.field or "debrief": error.message}
        return show(request, access, typed=typed, errors=errors, lesson=lesson, status=422)
    except Conflict:
        return show(request, access, errors={"debrief": CONFLICT}, status=409)
    url = reverse("negotiations:debrief-detail", kwargs={"deal_id": access.deal.pk})
    return after(request, url, text, lambda: show(request, access))


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    typed: Answers | None = None,
    errors: Mapping[str, str] | None = None,
    lesson: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": debrief_page(access, typed=typed, errors=errors),
        "deal": access.deal,
        "head": deal_head(access, "debrief", now=timezone.now()),
        "errors": dict(errors or {}),
        "lesson": {"fact": "", "reading": "", "rule": "", "good_for": "", **(lesson or {})},
        "good_for": LessonFor.choices,
    }
    return page(request, TEMPLATE, context, fragment="debrief", status=status)
