"""The page with a deal's facts and meetings: several views answer with it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from accounts.permissions import Permission
from negotiations.access import DealAccess
from negotiations.actions.writing import Conflict
from negotiations.forms.deals import DealForm
from negotiations.forms.meetings import MeetingForm
from negotiations.models import Counterparty, Deal, Meeting
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history.values import moment_words
from negotiations.secrets import unwrap_for_storage
from negotiations.views.rendering import done, page, wants_fragment

FORM_FIELDS = ("title", "counterparty", "category", "currency", "estimated_value", "horizon", "solo")
MEETING_FIELDS = ("starts_at", "title", "place")
TEMPLATE = "negotiations/deals/settings.html"


def settings_page(
    request: HttpRequest,
    access: DealAccess,
    *,
    form: DealForm | None = None,
    meeting_form: MeetingForm | None = None,
    meeting_id: object = None,
    conflict: Conflict | None = None,
    notice: str = "",
    saved: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or its fragment; a bound form keeps what was typed, with the errors at its fields."""
    deal = access.deal
    meetings = list(Meeting.objects.filter(deal=deal, removed_at__isnull=True).order_by("starts_at", "pk"))
    editing = next((row for row in meetings if meeting_id and str(row.pk) == str(meeting_id)), None)
    context = {
        "head": deal_head(access, "settings", now=timezone.now()),
        "deal": deal,
        "form": form or DealForm(initial=initial(deal)),
        "versions": _versions(deal, conflict),
        "conflict": _conflict(conflict, form) if conflict and form else None,
        "meetings": meetings,
        "editing": editing,
        "meeting_versions": [(name, editing.version_of(name)) for name in MEETING_FIELDS] if editing else [],
        "meeting_form": meeting_form or MeetingForm(initial=_meeting_initial(editing)),
        "counterparties": Counterparty.objects.filter(organisation=deal.organisation_id).order_by("name"),
        "may_edit": access.can(Permission.DEAL_EDIT),
        "may_archive": access.can(Permission.DEAL_ARCHIVE),
        "notice": notice,
        "saved": saved,
        "time_zone": timezone.get_current_timezone_name(),
    }
    return page(request, TEMPLATE, context, fragment="settings", status=status)


def changed(request: HttpRequest, access: DealAccess, text: str) -> HttpResponse:
    """The page after a change of a meeting."""
    if wants_fragment(request):
        return settings_page(request, access, saved=text)
    url = resolve_url("negotiations:deal-edit", deal_id=access.deal.pk)
    return done(request, f"{url}#meetings", text)


def versions_seen(request: HttpRequest, fields: Iterable[str]) -> dict[str, int | None]:
    """The version of each field that a form was made from; a field without one is as old as can be."""
    texts = {name: request.POST.get(f"version_{name}", "") for name in fields}
    return {name: int(text[:15]) if text.isascii() and text.isdigit() else 0 for name, text in texts.items()}


def initial(deal: Deal) -> dict[str, Any]:
    """The deal's facts as its form starts with them."""
    return {name: getattr(deal, name) for name in FORM_FIELDS} | {"counterparty": deal.counterparty.name}


def _meeting_initial(meeting: Meeting | None) -> dict[str, Any]:
    if meeting is None:
        return {}
    return {"starts_at": timezone.localtime(meeting.starts_at), "title": meeting.title, "place": meeting.place}


def _versions(deal: Deal, conflict: Conflict | None) -> list[tuple[str, int]]:
    """The version of each field that the form shows; after a conflict that field's newest, so that both are known."""
    newest = {conflict.field: conflict.version} if conflict else {}
    return [(name, newest.get(name, deal.version_of(name))) for name in FORM_FIELDS]


def _conflict(conflict: Conflict, form: DealForm) -> dict[str, Any]:
    """Both values in words, who wrote the other one and when."""
    field = form.fields[conflict.field]

    def words(value: Any) -> str:
        value = unwrap_for_storage(value)
        if isinstance(value, bool):
            return "Yes" if value else "No"
        labels = dict(getattr(field, "choices", ()))
        return str(labels.get(value, field.prepare_value(value)) if value is not None else "nothing")

    return {
        "field": conflict.field,
        "label": field.label or conflict.field.replace("_", " ").capitalize(),
        "theirs": words(conflict.theirs),
        "mine": words(conflict.mine),
        "who": str(conflict.by or "Somebody"),
        "when": moment_words(conflict.at),
    }
