"""Our weights by swing: put in order, adjusted, confirmed."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import valuations
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.valuations import read_points
from negotiations.levels import NotALevel
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history.fields import field_words
from negotiations.queries.plan.cells import Conflicting
from negotiations.queries.plan.weights import weight_page
from negotiations.views.issues import read_order
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import conflicting, seen_version

TEMPLATE = "negotiations/weights/list.html"


@require_GET
def weights(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The weights on a page of their own."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return _show(request, access)


@require_POST
def edit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Save points: ``swing-<issue id>`` with the version seen in ``version-<issue id>``; all or none."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    if request.POST.get("up") or request.POST.get("down"):
        return rank(request, deal_id)
    swings, typed, errors = _read(request)
    if errors:
        return _show(request, access, typed=typed, errors=errors, status=422)
    if request.POST.get("resolve") == "theirs" or not swings:
        return _answer(request, access, "")
    keep = request.POST.get("resolve") == "mine"
    seen: dict[UUID, int | None] = {
        pk: None if keep else seen_version({"version": request.POST.get(f"version-{pk}", "")}) for pk in swings
    }
    try:
        valuations.set_swings(access.deal, swings, seen=seen, by=access.user, at=timezone.now())
    except Rejected as error:
        return _show(request, access, typed=typed, errors={error.field: error.message}, status=422)
    except Conflict as conflict:
        both = conflicting(conflict, lambda value: field_words("swing", value))
        return _show(request, access, typed=typed, conflict=both, status=409)
    return _answer(request, access, "Weights saved")


@require_POST
def rank(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Start again from the order of swings alone."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    try:
        valuations.rank_swings(access.deal, read_order(request), by=access.user, at=timezone.now())
    except Rejected as error:
        return _answer(request, access, error.message, bad=True)
    return _answer(request, access, "Weights from the order")


def _read(request: HttpRequest) -> tuple[dict[UUID, Decimal], dict[str, str], dict[str, str]]:
    swings: dict[UUID, Decimal] = {}
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    for name, text in request.POST.items():
        key = name.removeprefix("swing-")
        if key == name:
            continue
        try:
            pk = UUID(key)
        except ValueError:
            continue
        typed[str(pk)] = text
        try:
            points = read_points(text)
            if points is not None:
                swings[pk] = points
        except NotALevel as error:
            errors[str(pk)] = str(error)
    return swings, typed, errors


def _answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    url = resolve_url("negotiations:weight-list", deal_id=access.deal.pk)
    return after(request, url, text, lambda: _show(request, access), bad=bad)


def _show(
    request: HttpRequest,
    access: DealAccess,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    conflict: Conflicting | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "weights": weight_page(access, typed=typed, errors=errors),
        "conflict": conflict,
        "deal": access.deal,
        "head": deal_head(access, "weights", now=timezone.now()),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="weights", status=status)
