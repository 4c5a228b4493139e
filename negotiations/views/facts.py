"""Facts: what we share, ask for and protect."""

from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import facts
from negotiations.models import Fact, ProtectedFact
from negotiations.queries.prepare.facts import fact_page
from negotiations.views import registers
from negotiations.views.registers import Book

BOOK = Book(
    key="facts",
    register=facts.REGISTER,
    model=Fact,
    actions=facts,
    build=fact_page,
    noun="fact",
    template="negotiations/prepare/facts.html",
)

# The same page for the facts that they must not know: other rows, another right.
HIDDEN = replace(
    BOOK,
    register=replace(facts.PROTECTED, fields=facts.REGISTER.fields),
    model=ProtectedFact,
    actions=SimpleNamespace(edit=facts.edit_protected, remove=facts.remove),
)


@require_GET
def fact_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All facts that one may see, and the form of a new one."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def fact_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write a fact down."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK)


@require_POST
def fact_edit(request: HttpRequest, deal_id: UUID, fact_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    return registers.edit(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, fact_id, field)


@require_POST
def fact_remove(request: HttpRequest, deal_id: UUID, fact_id: UUID) -> HttpResponse:
    """Take one out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), BOOK, fact_id)


@require_POST
def protected_fact_edit(request: HttpRequest, deal_id: UUID, protected_fact_id: UUID, field: str) -> HttpResponse:
    """Save one field of a protected fact; another class moves it where everybody reads it."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return registers.edit(request, access, HIDDEN, protected_fact_id, field)


@require_POST
def protected_fact_remove(request: HttpRequest, deal_id: UUID, protected_fact_id: UUID) -> HttpResponse:
    """Take a protected fact out."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return registers.remove(request, access, HIDDEN, protected_fact_id)
