"""Comparables: what was agreed elsewhere, and the range that it implies."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import comparables
from negotiations.models import Comparable
from negotiations.queries.prepare.comparables import comparable_page
from negotiations.views import registers
from negotiations.views.registers import Book

BOOK = Book(
    key="comparables",
    register=comparables.REGISTER,
    model=Comparable,
    actions=comparables,
    build=comparable_page,
    noun="comparable",
    template="negotiations/prepare/comparables.html",
)


@require_GET
def comparable_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All comparables, and the form of a new one."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def comparable_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write a comparable down."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def comparable_edit(request: HttpRequest, deal_id: UUID, comparable_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    return registers.edit(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, comparable_id, field)


@require_POST
def comparable_remove(request: HttpRequest, deal_id: UUID, comparable_id: UUID) -> HttpResponse:
    """Take one out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, comparable_id)
