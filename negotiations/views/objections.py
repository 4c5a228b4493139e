"""Objections: what they may say, and what we reply."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import objections
from negotiations.models import Objection
from negotiations.queries.prepare.objections import objection_page
from negotiations.views import registers
from negotiations.views.registers import Book

BOOK = Book(
    key="objections",
    register=objections.REGISTER,
    model=Objection,
    actions=objections,
    build=objection_page,
    noun="objection",
    template="negotiations/prepare/objections.html",
)


@require_GET
def objection_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All objections, and the form of a new one."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def objection_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write an objection down."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def objection_edit(request: HttpRequest, deal_id: UUID, objection_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    return registers.edit(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, objection_id, field)


@require_POST
def objection_remove(request: HttpRequest, deal_id: UUID, objection_id: UUID) -> HttpResponse:
    """Take one out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, objection_id)
