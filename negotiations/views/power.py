"""Power and time: sources of power, deadlines, pressure from inside, the deals that may follow. One page."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import deadlines, futures, power_sources, pressures
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.power import FutureForm
from negotiations.forms.registers import NewRow
from negotiations.models import Deadline, PowerSource, Pressure
from negotiations.queries.power.page import in_money, power_page, stored_future
from negotiations.queries.power.said import said_form, said_move
from negotiations.queries.prepare.register import Around
from negotiations.secrets import unwrap_for_storage
from negotiations.views import registers
from negotiations.views.registers import Book
from negotiations.views.saving import conflicting, seen_version

VIEW, EDIT = Permission.SECRETS_VIEW, Permission.SECRETS_EDIT


def _book(noun: str, model: Any, actions: Any, added: str) -> Book:
    return Book(
        key="power",
        register=actions.REGISTER,
        model=model,
        actions=actions,
        build=power_page,
        noun=noun,
        template="negotiations/power/power.html",
        kept=(),
        added=added,
        page="negotiations:power",
        more=forms,
        hidden=("move",) if noun == "deadline" else (),
    )


def forms(found: Around) -> Mapping[str, Any]:
    """Empty forms of what the page adds, and that of the deals that may follow; that of the noun is in ``form``."""
    access = found.deal.reader
    return {
        "blank": {noun: NewRow(found, book.register.fields) for noun, book in BOOKS.items()},
        "future_form": FutureForm(found.deal.currency, stored_future(access)),
    }


SOURCES = _book("power_source", PowerSource, power_sources, "Written down")
DEADLINES = _book("deadline", Deadline, deadlines, "On the timeline")
PRESSURES = _book("pressure", Pressure, pressures, "Written down")
BOOKS = {book.noun: book for book in (SOURCES, DEADLINES, PRESSURES)}


@require_GET
def power(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All of it; ``said`` names an entry of the log whose deadline fills the form."""
    access = open_deal(request.user, deal_id, VIEW)
    typed = said_form(access, request.GET.get("said", ""))
    if not typed:
        return registers.show(request, access, SOURCES)
    return registers.show(request, access, DEADLINES, more=_typed(typed))


def _typed(typed: Mapping[str, str]) -> Callable[[Around], Mapping[str, Any]]:
    def more(found: Around) -> Mapping[str, Any]:
        form = NewRow(found, DEADLINES.register.fields, typed, hidden=DEADLINES.hidden)
        return {**forms(found), "form": form}

    return more


@require_POST
def power_source_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    return registers.create(request, open_deal(request.user, deal_id, EDIT), SOURCES)


@require_POST
def power_source_edit(request: HttpRequest, deal_id: UUID, power_source_id: UUID, field: str) -> HttpResponse:
    return registers.edit(request, open_deal(request.user, deal_id, EDIT), SOURCES, power_source_id, field)


@require_POST
def power_source_remove(request: HttpRequest, deal_id: UUID, power_source_id: UUID) -> HttpResponse:
    return registers.remove(request, open_deal(request.user, deal_id, EDIT), SOURCES, power_source_id)


@require_POST
def power_source_todo(request: HttpRequest, deal_id: UUID, power_source_id: UUID) -> HttpResponse:
    """Make what would strengthen a source a to-do of its owner."""
    access = open_deal(request.user, deal_id, EDIT)
    row = registers.mine(access, SOURCES, power_source_id)
    try:
        task = power_sources.make_todo(row, by=access.user, at=timezone.now())
    except Rejected as error:
        return registers.answer(request, access, SOURCES, error.message, bad=True)
    return registers.answer(request, access, SOURCES, f"A to-do of {task.assignee}")


@require_POST
def deadline_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Add a deadline; ``move`` names the entry of the log that said it."""
    access = open_deal(request.user, deal_id, EDIT)
    return registers.create(request, access, DEADLINES, move=said_move(access, request.POST.get("move", "")))


@require_POST
def deadline_edit(request: HttpRequest, deal_id: UUID, deadline_id: UUID, field: str) -> HttpResponse:
    return registers.edit(request, open_deal(request.user, deal_id, EDIT), DEADLINES, deadline_id, field)


@require_POST
def deadline_remove(request: HttpRequest, deal_id: UUID, deadline_id: UUID) -> HttpResponse:
    return registers.remove(request, open_deal(request.user, deal_id, EDIT), DEADLINES, deadline_id)


@require_POST
def pressure_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    return registers.create(request, open_deal(request.user, deal_id, EDIT), PRESSURES)


@require_POST
def pressure_edit(request: HttpRequest, deal_id: UUID, pressure_id: UUID, field: str) -> HttpResponse:
    return registers.edit(request, open_deal(request.user, deal_id, EDIT), PRESSURES, pressure_id, field)


@require_POST
def pressure_remove(request: HttpRequest, deal_id: UUID, pressure_id: UUID) -> HttpResponse:
    return registers.remove(request, open_deal(request.user, deal_id, EDIT), PRESSURES, pressure_id)


@require_POST
def future_edit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Save what may follow: all of it together."""
    access = open_deal(request.user, deal_id, EDIT)
    if request.POST.get("resolve") == "theirs":
        return registers.answer(request, access, SOURCES, "")
    form = FutureForm(access.deal.currency, request.POST, in_money=in_money(access))
    fields = form.fields()
    if not form.errors:
        try:
            seen = seen_version(request.POST)
            futures.edit(access.deal, **fields, seen=seen, by=access.user, at=timezone.now())
        except Rejected as error:
            form.errors[error.field or "deals"] = error.message
        except Conflict as conflict:
            form.conflict = conflicting(conflict, future_value)
            return _future(request, access, form, 409)
    return _future(request, access, form, 422) if form.errors else registers.answer(request, access, SOURCES, "Saved")


def _future(request: HttpRequest, access: DealAccess, form: FutureForm, status: int) -> HttpResponse:
    return registers.show(
        request, access, SOURCES, more=lambda found: {**forms(found), "future_form": form}, status=status
    )


def future_value(value: Any) -> str:
    """A range or a percentage of a conflict in words."""
    plain = unwrap_for_storage(value)
    return " – ".join(plain.values()) if isinstance(plain, dict) else str(plain or "")
