"""Common goals: what both sides want, and what shows it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import goals
from negotiations.models import CommonGoal
from negotiations.queries.prepare.goals import goal_page
from negotiations.views import registers
from negotiations.views.registers import Book

BOOK = Book(
    key="goals",
    register=goals.REGISTER,
    model=CommonGoal,
    actions=goals,
    build=goal_page,
    noun="goal",
    template="negotiations/prepare/goals.html",
    added="Added to the common goals",
    tab="agenda",
)


@require_GET
def goal_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All common goals, and the form of a new one."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def goal_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write a common goal down."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def goal_edit(request: HttpRequest, deal_id: UUID, goal_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    return registers.edit(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, goal_id, field)


@require_POST
def goal_remove(request: HttpRequest, deal_id: UUID, goal_id: UUID) -> HttpResponse:
    """Take one out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, goal_id)
