"""Counterparties: the list, and the record of one with its own fields."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.current import current_organisation
from accounts.permissions import Permission
from negotiations.access import open_counterparty, open_deal
from negotiations.actions import counterparties
from negotiations.forms.counterparties import FORMS, read_field
from negotiations.queries.deal.head import deal_head
from negotiations.queries.money.words import range_words
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.record.list import record_rows
from negotiations.queries.record.page import record_page
from negotiations.queries.record.standing import RecordStanding
from negotiations.secrets import unwrap_for_storage
from negotiations.views.rendering import page, wants_fragment
from negotiations.views.saving import Save, save

TEMPLATE = "negotiations/counterparties/record.html"


@require_GET
def counterparty_list(request: HttpRequest) -> HttpResponse:
    """The other sides that one has deals with."""
    organisation = current_organisation(request).organisation
    if organisation is None:
        return redirect("accounts:welcome")
    rows = record_rows(request.user, organisation, timezone.localdate())
    context = {"rows": rows, "may_create": current_organisation(request).may_create_deals}
    return page(request, "negotiations/counterparties/list.html", context, fragment="counterparties")


@require_GET
def counterparty_detail(request: HttpRequest, counterparty_id: UUID) -> HttpResponse:
    """The record of one."""
    access = open_counterparty(request.user, counterparty_id, Permission.COUNTERPARTY_VIEW)
    return show(request, access)


@require_POST
def counterparty_edit(request: HttpRequest, counterparty_id: UUID, field: str) -> HttpResponse:
    """Save one field of the record."""
    access = open_counterparty(request.user, counterparty_id, Permission.COUNTERPARTY_EDIT)
    if field not in counterparties.EDITABLE:
        raise Http404("No such field.")
    row, at = access.counterparty, timezone.now()
    one = Save(
        cell=f"record-{field.replace('_', '-')}",
        read=lambda text: read_field(field, text),
        write=lambda value, seen: counterparties.edit(row, {field: value}, seen={field: seen}, by=access.user, at=at),
        words=_words,
    )

    def answer(outcome: Outcome | None, status: int) -> HttpResponse:
        fresh = open_counterparty(request.user, counterparty_id, Permission.COUNTERPARTY_VIEW)
        if status == 200 and not wants_fragment(request):
            return redirect("negotiations:counterparty-detail", counterparty_id=counterparty_id)
        return show(request, fresh, outcome=outcome, status=status)

    return save(request, one, answer)


@require_GET
def deal_counterparty(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The same record inside a deal, to read."""
    deal_access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    access = open_counterparty(request.user, deal_access.deal.counterparty_id, Permission.COUNTERPARTY_VIEW)
    now = timezone.now()
    context = {
        "record": record_page(access, timezone.localdate()),
        "deal": deal_access.deal,
        "head": deal_head(deal_access, "counterparty", now=now),
        "editing": None,
    }
    return page(request, "negotiations/counterparties/in_deal.html", context, fragment="counterparty")


def show(
    request: HttpRequest,
    access: RecordStanding,
    *,
    outcome: Outcome | None = None,
    form: forms.Form | None = None,
    section: str = "",
    entry: Any = None,
    versions: list[tuple[str, int]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The record; ``form`` is one of a section that was refused or is open for ``entry``."""
    record = record_page(access, timezone.localdate(), outcome)
    context = {
        "record": record,
        "counterparty": access.counterparty,
        "forms": section_forms(access, record, section, form) if record.may_edit else {},
        "section": section,
        "editing": entry,
        "versions": versions or [],
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="record", status=status)


def section_forms(
    access: RecordStanding, record: Any, section: str = "", form: forms.Form | None = None
) -> dict[str, forms.Form]:
    """The empty form of each section, or the one that is being filled."""
    return {name: form if form and name == section else make_form(access, name, record) for name in FORMS}


def make_form(access: RecordStanding, section: str, record: Any = None, **options: Any) -> forms.Form:
    """The form of a section with the choices that this person has."""
    if section == "styles":
        options["deals"] = [row.deal for row in (record.deals if record else ())]
        options.setdefault("initial", {"seen_on": timezone.localdate()})
    if section == "acquaintances":
        options["organisation_id"] = access.counterparty.organisation_id
    return FORMS[section](prefix=None, auto_id=f"id_{section}_%s", **options)


def _words(value: Any) -> str:
    bare = unwrap_for_storage(value)
    return range_words(bare, suffix="\u2009%") if isinstance(bare, dict) else str(bare or "")
