"""Questions that we prepare: written down, asked, answered."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import prepared_questions
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.answers import AnswerForm
from negotiations.models import Question
from negotiations.queries.plan.cells import row_version
from negotiations.queries.prepare.questions import question_page, taken_over
from negotiations.queries.prepare.register import Around, around
from negotiations.queries.theirs.questions import PACKAGES, question_text
from negotiations.queries.wording import Names
from negotiations.views import registers
from negotiations.views.questions import part_of
from negotiations.views.registers import Book
from negotiations.views.saving import conflicting, seen_version

BOOK = Book(
    key="questions",
    register=prepared_questions.REGISTER,
    model=Question,
    actions=prepared_questions,
    build=question_page,
    noun="question",
    template="negotiations/prepare/questions.html",
)


@require_GET
def question_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All questions, and the form of a new one."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def question_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write a question down."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def question_edit(request: HttpRequest, deal_id: UUID, question_id: UUID, field: str) -> HttpResponse:
    """Save one field of a question."""
    return registers.edit(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, question_id, field)


@require_POST
def question_remove(request: HttpRequest, deal_id: UUID, question_id: UUID) -> HttpResponse:
    """Take a question out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, question_id)


@require_GET
def question_detail(request: HttpRequest, deal_id: UUID, question_id: UUID) -> HttpResponse:
    """The list with one question opened, to note its answer."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    row = registers.row_of(access, BOOK, question_id)
    return registers.show(request, access, BOOK, opened=row.pk, more=lambda found: _opened(AnswerForm(row, found)))


@require_POST
def question_answer(request: HttpRequest, deal_id: UUID, question_id: UUID) -> HttpResponse:
    """Note what they said, and what it tells of their side."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    row = registers.mine(access, BOOK, question_id)
    if request.POST.get("resolve") == "theirs":
        return registers.answer(request, access, BOOK, "")
    if request.POST.get("taught"):
        access.require(Permission.SECRETS_EDIT)
    found = around(access.deal)
    form = AnswerForm(row, found, request.POST)
    fields = form.fields()

    def again(status: int) -> HttpResponse:
        return registers.show(
            request, access, BOOK, opened=row.pk, found=found, status=status, more=lambda _: _opened(form)
        )

    if form.errors:
        return again(422)
    seen = min(seen_version(request.POST), access.deal.seq)
    versions: dict[str, int | None] = {
        name: min(seen, row.version_of(name)) for name in ("answer", "answered_by", "state", "meeting")
    }
    try:
        prepared_questions.answer(row, **fields, seen=versions, by=access.user, at=timezone.now())
    except Rejected as error:
        form.errors[error.field or "answer"] = error.message
        return again(422)
    except Conflict as conflict:
        form.conflict = conflicting(conflict, lambda value: str(value or ""))
        return again(409)
    text = "Answer noted, and what it tells of their side" if fields["taught"] else "Answer noted"
    return registers.answer(request, access, BOOK, text)


@require_POST
def question_take(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Take over a question that a job found: ``job`` and ``place`` name it."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    access.require(Permission.TRADES_VIEW)
    part = part_of(access, request.POST.get("job", ""), request.POST.get("place", ""))
    if part is None or part["topic"] == PACKAGES:
        return registers.answer(request, access, BOOK, "The questions have changed. Look at the list again.", bad=True)
    found: Around = around(access.deal)
    fields = taken_over(part, {str(issue.pk): issue for issue in found.issues})
    text = question_text(part, Names(access.deal))
    try:
        prepared_questions.add(access.deal, text=text, **fields, by=access.user, at=timezone.now())
    except Rejected as error:
        return registers.answer(request, access, BOOK, error.message, bad=True)
    return registers.answer(request, access, BOOK, "Taken over")


def _opened(form: AnswerForm) -> dict[str, Any]:
    return {"answer": form, "version": form.conflict.version if form.conflict else row_version(form.question)}
