"""What an issue is worth to either side, edited in place."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal, open_issue
from negotiations.actions import valuations
from negotiations.actions.alternatives import plain
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.levels import read_level
from negotiations.forms.valuations import FIELDS, read_band, read_rating, read_valuation_field
from negotiations.levels import NotALevel, Scale, scale_of
from negotiations.models import Issue, Valuation
from negotiations.queries.history.fields import field_words
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.plan.versions import seen_of_key
from negotiations.views.plan import after
from negotiations.views.saving import Save, conflicting, save, seen_version


@require_POST
def edit(request: HttpRequest, deal_id: UUID, issue_id: UUID, party: str, field: str) -> HttpResponse:
    """Save one field of a valuation; a rating names its ``level`` too."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.PLAN_EDIT)
    row = _row(issue, party)
    if field not in FIELDS:
        raise Http404("No such field.")
    scale = scale_of(issue, access.deal.currency)
    one = _rating(request, access, row, scale) if field == "ratings" else _plain(access, row, scale, field)
    return save(request, one, after(request, access))


def _plain(access: DealAccess, row: Valuation, scale: Scale, field: str) -> Save:
    return Save(
        cell=f"cell-{row.party}-{field.replace('_', '-')}",
        read=lambda text: read_valuation_field(scale, field, text),
        write=lambda value, seen: valuations.edit(
            row.issue, row.party, field, value, seen=seen, by=access.user, at=timezone.now()
        ),
        words=lambda value: field_words(field, value, scale),
    )


def _rating(request: HttpRequest, access: DealAccess, row: Valuation, scale: Scale) -> Save:
    typed = request.POST.get("level", "")
    try:
        level = read_level(scale, typed)
    except NotALevel:
        level = None
    key = "" if level is None else plain(level)

    def write(ratings: Any, seen: int | None) -> None:
        if seen is not None:
            seen = seen_of_key(row, "ratings", key, seen, access)
        valuations.edit(row.issue, row.party, "ratings", ratings, seen=seen, by=access.user, at=timezone.now())

    return Save(
        cell=f"cell-{row.party}-rating-{str(level).replace('.', '-')}",
        read=lambda text: read_rating(row, scale, typed, text),
        write=write,
        words=lambda ratings: f"{ratings[key]:g}" if key in ratings else "",
    )


@require_POST
def band(request: HttpRequest, deal_id: UUID, issue_id: UUID, party: str) -> HttpResponse:
    """Save low, likely and high of their weight, or of the level worth half to them, as one edit."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.PLAN_EDIT)
    row = _row(issue, party)
    show = after(request, access)
    if request.POST.get("resolve") == "theirs":
        return show(None, 200)
    scale = scale_of(issue, access.deal.currency)
    values, errors = read_band(scale, request.POST)
    if not values and not errors:
        raise Http404("No such band.")
    typed = {name: request.POST.get(name, "") for name in [*values, *errors]}
    cell = f"group-{party}-{'swing' if 'swing' in typed else 'half-level'}"
    if errors:
        at, note = next(iter(errors.items()))
        return show(Outcome(cell, "invalid", typed, note, at), 422)
    version = seen_version(request.POST)
    seen: dict[str, int | None] = {name: min(row.version_of(name), version) for name in values}
    try:
        valuations.edit_many(issue, party, values, seen=seen, by=access.user, at=timezone.now())
    except Rejected as error:
        return show(Outcome(cell, "invalid", typed, error.message, error.field), 422)
    except Conflict as conflict:
        wrong = conflict.field
        both = conflicting(conflict, lambda value: field_words(wrong, value, scale))
        return show(Outcome(cell, "conflict", typed, conflict=both), 409)
    return show(Outcome(cell, "saved"), 200)


def _row(issue: Issue, party: str) -> Valuation:
    row = Valuation.objects.filter(issue=issue, party=party).first()
    if row is None:
        raise Http404("No such party.")
    row.issue = issue
    return row
