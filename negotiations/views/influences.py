"""Who moves whom: the map, and its edges."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import influences
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import Errors, bare
from negotiations.levels import NotALevel
from negotiations.models import Influence, Stakeholder
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history.people_fields import INFLUENCE_KINDS, STRENGTHS
from negotiations.queries.people.influence import influence_page
from negotiations.queries.plan.cells import Outcome
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import Save, save

TEMPLATE = "negotiations/people/influence.html"


@require_GET
def influence_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Who moves whom, and through whom we reach those who decide."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return show(request, access)


@require_POST
def influence_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Say that somebody moves somebody."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    errors = Errors()
    ends = {name: _end(access, request.POST.get(name, "")) for name in ("influencer", "influenced")}
    for name, end in ends.items():
        if end is None:
            errors[name] = "Choose one of them."
    if not errors:
        try:
            influences.add(
                access.deal,
                **ends,  # type: ignore[arg-type]  # both are there
                kind=request.POST.get("kind", "formal"),
                strength=_strength(request.POST.get("strength", "2")),
                note=bare(request.POST.get("note", ""), longest=influences.LONGEST),
                by=access.user,
                at=timezone.now(),
            )
        except (NotALevel, Rejected) as error:
            errors[getattr(error, "field", "") or "note"] = str(error)
    if errors:
        return show(request, access, typed=request.POST, errors=errors, status=422)
    return answer(request, access, "On the map")


@require_POST
def influence_edit(request: HttpRequest, deal_id: UUID, influence_id: UUID, field: str) -> HttpResponse:
    """Save one field of an influence."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    row = _row(access, influence_id)
    if field not in influences.EDITABLE:
        raise Http404("No such field.")
    one = Save(
        cell=f"cell-{field}-{row.pk}",
        read=lambda text: _strength(text) if field == "strength" else bare(text, longest=influences.LONGEST),
        write=lambda value, seen: influences.edit(row, field, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: STRENGTHS.get(str(value)) or INFLUENCE_KINDS.get(value, str(value)),
    )

    def saved(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return answer(request, access, "Saved" if outcome else "")
        return show(request, access, outcome=outcome, status=status)

    return save(request, one, saved)


@require_POST
def influence_remove(request: HttpRequest, deal_id: UUID, influence_id: UUID) -> HttpResponse:
    """Take an influence out; undo brings it back."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    influences.remove(_row(access, influence_id), by=access.user, at=timezone.now())
    return answer(request, access, "The influence is out")


def _end(access: DealAccess, text: str) -> Stakeholder | None:
    try:
        pk = UUID(text)
    except ValueError:
        return None
    return Stakeholder.objects.filter(deal=access.deal, pk=pk, removed_at__isnull=True).first()


def _strength(text: str) -> int:
    if text not in STRENGTHS:
        raise NotALevel("Weak, clear or strong.")
    return int(text)


def _row(access: DealAccess, influence_id: UUID) -> Influence:
    rows = Influence.objects.filter(deal=access.deal, pk=influence_id, removed_at__isnull=True)
    row = rows.filter(influencer__removed_at__isnull=True, influenced__removed_at__isnull=True).first()
    if row is None:
        raise Http404("No such influence.")
    row.deal = access.deal
    return row


def answer(request: HttpRequest, access: DealAccess, text: str) -> HttpResponse:
    """After a change: the fresh map with a message."""
    url = resolve_url("negotiations:influence-list", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, access))


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    outcome: Outcome | None = None,
    typed: Mapping[str, str] | None = None,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    """The influence map, with what became of a save."""
    context: dict[str, Any] = {
        "page": influence_page(access, outcome),
        "typed": Errors((typed or {}).items()),  # a field without a text has an empty one
        "errors": errors or Errors(),
        "news": "Saved" if outcome is not None and outcome.state == "saved" else "",
        "deal": access.deal,
        "head": deal_head(access, "influence", now=timezone.now()),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="influence", status=status)
