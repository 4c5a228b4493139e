"""Agreed points: what both sides agreed on, and what goes into the contract."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import terms
from negotiations.models import Term
from negotiations.queries.close.terms import term_page
from negotiations.views import registers
from negotiations.views.registers import Book

BOOK = Book(
    key="terms",
    register=terms.REGISTER,
    model=Term,
    actions=terms,
    build=term_page,
    noun="term",
    template="negotiations/close/terms.html",
    area="close",
    added="Added to the agreed points",
)


@require_GET
def term_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All agreed points, the clauses they go to, and the form of a new one."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def term_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write an agreed point down."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.CLOSE_EDIT), BOOK)


@require_POST
def term_edit(request: HttpRequest, deal_id: UUID, term_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    return registers.edit(request, open_deal(request.user, deal_id, Permission.CLOSE_EDIT), BOOK, term_id, field)


@require_POST
def term_remove(request: HttpRequest, deal_id: UUID, term_id: UUID) -> HttpResponse:
    """Take one out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.CLOSE_EDIT), BOOK, term_id)
