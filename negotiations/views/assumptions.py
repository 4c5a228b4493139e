"""Assumptions: what we take for true, and how we find out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import assumptions
from negotiations.models import Assumption
from negotiations.queries.prepare.assumptions import assumption_page
from negotiations.views import registers
from negotiations.views.registers import Book

BOOK = Book(
    key="assumptions",
    register=assumptions.REGISTER,
    model=Assumption,
    actions=assumptions,
    build=assumption_page,
    noun="assumption",
    template="negotiations/prepare/assumptions.html",
)


@require_GET
def assumption_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All assumptions, and the form of a new one."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def assumption_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write an assumption down."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def assumption_edit(request: HttpRequest, deal_id: UUID, assumption_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    return registers.edit(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, assumption_id, field)


@require_POST
def assumption_remove(request: HttpRequest, deal_id: UUID, assumption_id: UUID) -> HttpResponse:
    """Take one out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, assumption_id)
