"""The rows of a counterparty's record: style that was seen, who knows whom, the chain."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import open_counterparty
from negotiations.actions import counterparties
from negotiations.actions.counterparties import ROW_FIELDS, SECTIONS
from negotiations.actions.writing import Conflict, Rejected
from negotiations.models.counterparty import OfCounterparty
from negotiations.queries.record.page import record_page
from negotiations.queries.record.standing import RecordStanding
from negotiations.views.counterparties import make_form, show
from negotiations.views.rendering import done
from negotiations.views.settings import versions_seen

EDIT = Permission.COUNTERPARTY_EDIT
ADDED = {"styles": "Noted", "acquaintances": "Noted who knows whom", "links": "Added to the chain"}


@require_POST
def record_row_create(request: HttpRequest, counterparty_id: UUID, section: str) -> HttpResponse:
    """Note a row."""
    access = _open(request, counterparty_id, section)
    form = make_form(access, section, _record(access), data=request.POST)
    if form.is_valid():
        try:
            counterparties.add_row(access.counterparty, section, **form.cleaned_data, by=access.user, at=timezone.now())
        except Rejected as error:
            form.add_error(error.field or None, error.message)
        else:
            return _back(request, access, section, ADDED[section])
    return show(request, access, form=form, section=section, status=422)


@require_http_methods(["GET", "POST"])
def record_row_edit(request: HttpRequest, counterparty_id: UUID, section: str, entry_id: UUID) -> HttpResponse:
    """Open a row, and change it."""
    access = _open(request, counterparty_id, section)
    row = _row(access, section, entry_id, removed=False)
    fields = sorted(ROW_FIELDS[section])
    if request.method == "GET":
        form = make_form(access, section, _record(access), initial={name: getattr(row, name) for name in fields})
        return show(request, access, form=form, section=section, entry=row, versions=_versions(row, fields))
    form = make_form(access, section, _record(access), data=request.POST)
    versions = [(name, int(seen or 0)) for name, seen in versions_seen(request, fields).items()]
    status = 422
    if form.is_valid():
        try:
            counterparties.edit_row(
                row, section, form.cleaned_data, seen=dict(versions), by=access.user, at=timezone.now()
            )
            return _back(request, access, section, "Saved")
        except Rejected as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        except Conflict as conflict:
            form.add_error(conflict.field, _said(form, conflict))
            versions = [(name, conflict.version if name == conflict.field else seen) for name, seen in versions]
            status = 409
    return show(request, access, form=form, section=section, entry=row, versions=versions, status=status)


@require_POST
def record_row_remove(request: HttpRequest, counterparty_id: UUID, section: str, entry_id: UUID) -> HttpResponse:
    """Take a row out; it waits below, to be put back or erased."""
    access = _open(request, counterparty_id, section)
    row = _row(access, section, entry_id, removed=False)
    counterparties.remove_row(row, section, by=access.user, at=timezone.now())
    return _back(request, access, "removed", "Taken out. Put it back below, or erase it.")


@require_POST
def record_row_restore(request: HttpRequest, counterparty_id: UUID, section: str, entry_id: UUID) -> HttpResponse:
    """Put a removed row back."""
    access = _open(request, counterparty_id, section)
    row = _row(access, section, entry_id, removed=True)
    counterparties.restore_row(row, section, by=access.user, at=timezone.now())
    return _back(request, access, section, "Put back")


@require_POST
def record_row_erase(request: HttpRequest, counterparty_id: UUID, section: str, entry_id: UUID) -> HttpResponse:
    """Erase a removed row for good."""
    access = _open(request, counterparty_id, section)
    row = _row(access, section, entry_id, removed=True)
    counterparties.erase_row(row, section, by=access.user, at=timezone.now())
    return _back(request, access, "removed", "Erased for good")


def _open(request: HttpRequest, counterparty_id: UUID, section: str) -> RecordStanding:
    access = open_counterparty(request.user, counterparty_id, EDIT)
    if section not in SECTIONS:
        raise Http404("No such section.")
    return access


def _row(access: RecordStanding, section: str, entry_id: UUID, *, removed: bool) -> OfCounterparty:
    rows = SECTIONS[section]._default_manager.filter(counterparty=access.counterparty, removed_at__isnull=not removed)
    row = rows.filter(pk=entry_id).select_related("counterparty").first()
    if row is None:
        raise Http404("No such row.")
    return row


def _record(access: RecordStanding) -> Any:
    return record_page(access, timezone.localdate())


def _versions(row: OfCounterparty, fields: list[str]) -> list[tuple[str, int]]:
    return [(name, row.version_of(name)) for name in fields]


def _said(form: Any, conflict: Conflict) -> str:
    shown = form.fields[conflict.field].prepare_value(conflict.theirs)
    choices = dict(getattr(form.fields[conflict.field], "choices", ()))
    who = conflict.by or "Somebody"
    return f"{who} changed this to “{choices.get(shown, shown) or 'nothing'}” meanwhile. Save again to keep yours."


def _back(request: HttpRequest, access: RecordStanding, section: str, text: str) -> HttpResponse:
    url = reverse("negotiations:counterparty-detail", kwargs={"counterparty_id": access.counterparty.pk})
    return done(request, f"{url}#{section}", text)
