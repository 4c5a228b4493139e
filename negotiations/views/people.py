"""People of both sides: the map of power and interest, and each of them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import stakeholders
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.people import FIELDS, NewPerson, read_person_field, read_share
from negotiations.levels import NotALevel
from negotiations.models import Stakeholder
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history.people_fields import people_field_words
from negotiations.queries.people.page import people_page
from negotiations.queries.plan.cells import Outcome
from negotiations.views.person import show_person
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import Save, conflicting, save, seen_version

TEMPLATE = "negotiations/people/map.html"


@require_GET
def stakeholder_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The map, who is not on it yet, and the same as a table."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return show(request, access)


@require_POST
def stakeholder_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Add somebody."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    form = NewPerson(request.POST)
    fields = form.fields()
    if not form.errors:
        try:
            stakeholders.add(access.deal, **fields, by=access.user, at=timezone.now())
        except Rejected as error:
            form.errors[error.field or "name"] = error.message
    if form.errors:
        return show(request, access, form=form, status=422)
    return answer(request, access, f"{fields['name']} is among the people")


@require_GET
def stakeholder_detail(request: HttpRequest, deal_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """One of them: what they want, whom they move, what we noted."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return show_person(request, access, person(access, stakeholder_id))


@require_POST
def stakeholder_place(request: HttpRequest, deal_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Put somebody at a place of the map: power and interest in one move."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    row = person(access, stakeholder_id)
    cell = f"place-{row.pk}"
    if request.POST.get("resolve") == "theirs":
        return saved(request, access, row, None, 200)
    typed = {name: request.POST.get(name, "") for name in ("power", "interest")}
    values: dict[str, int | None] = {}
    for name, text in typed.items():
        try:
            values[name] = read_share(text)
        except NotALevel as error:
            return saved(request, access, row, Outcome(cell, "invalid", typed, str(error), name), 422)
    version = seen_version(request.POST)
    seen: dict[str, int | None] = {name: min(row.version_of(name), version) for name in values}
    try:
        stakeholders.place(
            row, power=values["power"], interest=values["interest"], seen=seen, by=access.user, at=timezone.now()
        )
    except Rejected as error:
        return saved(request, access, row, Outcome(cell, "invalid", typed, error.message, error.field), 422)
    except Conflict as conflict:
        field = conflict.field
        both = conflicting(conflict, lambda value: f"{field} {'not judged' if value is None else value}")
        return saved(request, access, row, Outcome(cell, "conflict", typed, conflict=both), 409)
    return saved(request, access, row, Outcome(cell, "saved"), 200)


@require_POST
def stakeholder_edit(request: HttpRequest, deal_id: UUID, stakeholder_id: UUID, field: str) -> HttpResponse:
    """Save one field of somebody."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    row = person(access, stakeholder_id)
    if field not in FIELDS:
        raise Http404("No such field.")
    one = Save(
        cell=f"cell-{field.replace('_', '-')}-{row.pk}",
        read=lambda text: read_person_field(field, text),
        write=lambda value, seen: stakeholders.edit(row, field, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: people_field_words(field, value),
    )
    return save(request, one, lambda outcome, status: saved(request, access, row, outcome, status))


@require_POST
def stakeholder_remove(request: HttpRequest, deal_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Take somebody off the map; undo brings them back."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    row = person(access, stakeholder_id)
    stakeholders.remove(row, by=access.user, at=timezone.now())
    return answer(request, access, f"{row.name} is off the map")


@require_http_methods(["GET", "POST"])
def stakeholder_erase(request: HttpRequest, deal_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Erase all that is written about somebody, after saying what that means."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_ERASE)
    row = Stakeholder.objects.filter(deal=access.deal, pk=stakeholder_id, erased_at__isnull=True).first()
    if row is None:
        raise Http404("No such person.")
    if request.method == "POST":
        stakeholders.erase(row, by=access.user, at=timezone.now())
        return answer(request, access, "All that was written about this person is erased")
    context = {"person": row, "deal": access.deal, "head": deal_head(access, "people", now=timezone.now())}
    return page(request, "negotiations/people/erase.html", context, fragment="erase")


def person(access: DealAccess, stakeholder_id: UUID) -> Stakeholder:
    """Somebody on the map of this deal, or 404."""
    rows = Stakeholder.objects.filter(deal=access.deal, pk=stakeholder_id, removed_at__isnull=True)
    row = rows.first()
    if row is None:
        raise Http404("No such person.")
    row.deal = access.deal
    return row


def saved(
    request: HttpRequest, access: DealAccess, row: Stakeholder, outcome: Outcome | None, status: int
) -> HttpResponse:
    """What became of a save, on the page that it was sent from."""
    on_person = request.GET.get("on") == "person"
    if status == 200 and not wants_fragment(request):
        text = "Saved" if outcome else ""
        name = "stakeholder-detail" if on_person else "stakeholder-list"
        more = {"stakeholder_id": row.pk} if on_person else {}
        url = resolve_url(f"negotiations:{name}", deal_id=access.deal.pk, **more)
        return after(request, url, text, lambda: show(request, access))
    if on_person:
        return show_person(request, access, person(access, row.pk), outcome=outcome, status=status)
    return show(request, access, outcome=outcome, status=status)


def answer(request: HttpRequest, access: DealAccess, text: str) -> HttpResponse:
    """After a change: the fresh map with a message."""
    url = resolve_url("negotiations:stakeholder-list", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, access))


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    form: NewPerson | None = None,
    outcome: Outcome | None = None,
    status: int = 200,
) -> HttpResponse:
    """The map, with what became of a save."""
    context: dict[str, Any] = {
        "page": people_page(access, outcome),
        "form": form or NewPerson(),
        "news": "Saved" if outcome is not None and outcome.state == "saved" else "",
        "deal": access.deal,
        "head": deal_head(access, "people", now=timezone.now()),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="people", status=status)
