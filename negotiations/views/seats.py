"""The team of a deal: who sits where; seat, limit, take away."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, SeatRole
from negotiations.access import DealAccess, open_deal
from negotiations.actions import hand_overs, seats
from negotiations.actions.writing import Conflict, Rejected
from negotiations.enums import Area, Party, Phase
from negotiations.forms.seats import HandOverForm, ScopeForm, SeatForm
from negotiations.models import Issue, Seat, Stakeholder
from negotiations.queries.deal.head import deal_head
from negotiations.queries.team.page import team_page
from negotiations.queries.team.seat_plan import seat_plan
from negotiations.views.rendering import after, done, page, wants_fragment
from negotiations.views.saving import conflicting
from negotiations.views.settings import versions_seen

TEMPLATE = "negotiations/team/seats.html"


@require_GET
def seat_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The team on one page."""
    return show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW))


@require_POST
def seat_add(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SEATS_MANAGE)
    form = SeatForm(access.deal, live_issues(access), request.POST)
    if not form.is_valid():
        return show(request, access, form=form, status=422)
    data = form.cleaned_data
    try:
        seats.add(access.deal, **data, by=access.user, at=timezone.now())
    except Rejected as rejected:
        form.add_error(rejected.field if rejected.field in form.fields else None, rejected.message)
        return show(request, access, form=form, status=422)
    return changed(request, access, f"{data['user']} has the seat: {SeatRole(data['role']).label.lower()}.")


@require_http_methods(["GET", "POST"])
def seat_edit(request: HttpRequest, deal_id: UUID, seat_id: int) -> HttpResponse:
    """Limit a seat to phases and issues, and say what its holder knows."""
    access = open_deal(request.user, deal_id, Permission.SEATS_MANAGE)
    seat = own_seat(access, seat_id)
    if request.method == "GET":
        initial = {name: getattr(seat, name) for name in seats.EDITABLE}
        return show(
            request,
            access,
            editing=seat,
            scope=ScopeForm(live_issues(access), initial=initial, theirs=theirs_of(access)),
        )
    if request.POST.get("resolve") == "theirs":
        return changed(request, access, "")
    scope = ScopeForm(live_issues(access), request.POST, theirs=theirs_of(access))
    if not scope.is_valid():
        return show(request, access, editing=seat, scope=scope, status=422)
    seen = versions_seen(request, seats.EDITABLE)
    try:
        seats.edit(access.deal, seat.pk, scope.cleaned_data, seen=seen, by=access.user, at=timezone.now())
    except Rejected as rejected:
        scope.add_error(None, rejected.message)
        return show(request, access, editing=seat, scope=scope, status=422)
    except Conflict as conflict:
        return show(request, access, editing=own_seat(access, seat_id), scope=scope, conflict=conflict, status=409)
    return changed(request, access, "Saved.")


@require_POST
def seat_remove(request: HttpRequest, deal_id: UUID, seat_id: int) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SEATS_MANAGE)
    seat = own_seat(access, seat_id)
    try:
        seats.remove(access.deal, seat.pk, by=access.user, at=timezone.now())
    except Rejected as rejected:
        return show(request, access, notice=rejected.message, status=422)
    return changed(request, access, f"The seat of {seat.user} is free.")


@require_http_methods(["GET", "POST"])
def seat_hand_over(request: HttpRequest, deal_id: UUID, seat_id: int) -> HttpResponse:
    """Pass a seat to somebody else, with notes."""
    access = open_deal(request.user, deal_id, Permission.SEATS_MANAGE)
    seat = own_seat(access, seat_id)
    is_secret = hand_overs.keeps_secrets(seat)
    if request.method == "GET":
        return show(request, access, passing=seat, over=HandOverForm(access.deal, secret=is_secret))
    over = HandOverForm(access.deal, request.POST, secret=is_secret)
    if not over.is_valid():
        return show(request, access, passing=seat, over=over, status=422)
    to, notes = over.cleaned_data["user"], over.cleaned_data["notes"]
    try:
        hand_overs.hand_over(access.deal, seat.pk, to=to, notes=notes, by=access.user, at=timezone.now())
    except Rejected as rejected:
        over.add_error(rejected.field if rejected.field in over.fields else None, rejected.message)
        return show(request, access, passing=seat, over=over, status=422)
    return changed(request, access, f"The seat of {seat.user} is passed on to {to}.")


def own_seat(access: DealAccess, seat_id: int) -> Seat:
    """A seat of the opened deal."""
    seat = Seat.objects.filter(deal=access.deal, pk=seat_id).select_related("user").first()
    if seat is None:
        raise Http404("No such seat.")
    return seat


def live_issues(access: DealAccess) -> list[Issue]:
    """The issues to which a seat can be limited."""
    return list(access.deal.issues.filter(removed_at__isnull=True).order_by("position", "pk"))


def theirs_of(access: DealAccess) -> list[Stakeholder]:
    """The people of theirs whom a seat can face."""
    rows = access.deal.stakeholders.filter(side=Party.THEIRS, removed_at__isnull=True)
    return list(rows.order_by("created_at", "pk"))


@require_GET
def seat_plan_page(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Who covers which issue, and who faces whom."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    context = {
        "head": deal_head(access, "seat-plan", now=timezone.now()),
        "deal": access.deal,
        "plan": seat_plan(access),
        "fragment": wants_fragment(request),
    }
    return page(request, "negotiations/team/plan.html", context, fragment="seat-plan")


def changed(request: HttpRequest, access: DealAccess, text: str) -> HttpResponse:
    """The page as it is now. Whoever took their own seat away may no longer open it, and gets the list."""
    try:
        fresh = open_deal(request.user, access.deal.pk, Permission.DEAL_VIEW)
    except PermissionDenied:
        url = reverse("negotiations:deal-list")
        return HttpResponse(headers={"HX-Redirect": url}) if wants_fragment(request) else done(request, url, text)
    url = resolve_url("negotiations:seat-list", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, fresh))


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    form: SeatForm | None = None,
    editing: Seat | None = None,
    scope: ScopeForm | None = None,
    conflict: Conflict | None = None,
    passing: Seat | None = None,
    over: HandOverForm | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or its fragment; a bound form keeps what was ticked, with the errors at its fields."""
    team = team_page(access)
    context = {
        "head": deal_head(access, "seats", now=timezone.now()),
        "deal": access.deal,
        "team": team,
        "form": form or SeatForm(access.deal, team.issues),
        "editing": editing,
        "scope": scope,
        "versions": [(name, editing.version_of(name)) for name in seats.EDITABLE] if editing else [],
        "conflict": conflicting(conflict, _words(team.issues)) if conflict else None,
        "passing": passing,
        "over": over,
        "notice": notice,
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="team", status=status)


def _words(issues: tuple[Issue, ...]) -> Any:
    names = {**dict(Phase.choices), **dict(Area.choices), **{str(issue.pk): issue.name for issue in issues}}
    return lambda value: ", ".join(names.get(one, "an issue") for one in value) or "no limit"
