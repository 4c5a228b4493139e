"""Next steps: what both sides do after the talk."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import next_steps
from negotiations.models import NextStep
from negotiations.queries.close.next_steps import open_steps, owner_words, step_page
from negotiations.reports.ics import AllDay, calendar
from negotiations.views import registers
from negotiations.views.registers import Book

BOOK = Book(
    key="steps",
    register=next_steps.REGISTER,
    model=NextStep,
    actions=next_steps,
    build=step_page,
    noun="next_step",
    template="negotiations/close/steps.html",
    area="close",
    added="Added to the next steps",
)


@require_GET
def next_step_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All steps, and the form of a new one."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def next_step_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write a step down."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.CLOSE_EDIT), BOOK)


@require_POST
def next_step_edit(request: HttpRequest, deal_id: UUID, next_step_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    access = open_deal(request.user, deal_id, Permission.CLOSE_EDIT)
    return registers.edit(request, access, BOOK, next_step_id, field)


@require_POST
def next_step_remove(request: HttpRequest, deal_id: UUID, next_step_id: UUID) -> HttpResponse:
    """Take one out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.CLOSE_EDIT), BOOK, next_step_id)


@require_GET
def next_step_calendar(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The open steps with a day, for a calendar."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    days = (
        AllDay(str(row.pk), row.due_on, f"{row.text} ({owner_words(row) or 'nobody yet'})", access.deal.title)
        for row in open_steps(access.deal)
        if row.due_on is not None
    )
    response = HttpResponse(calendar(days, stamp=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="next-steps.ics"'
    return response
