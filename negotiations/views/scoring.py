"""Blind scoring: rounds, one's own sheet, and what a closed round came to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import jobs, scoring, scoring_adoption, scoring_sheets
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import Errors, read_day
from negotiations.forms.scoring import SheetForm, read_adoption, read_sheet
from negotiations.levels import NotALevel
from negotiations.models import ScoringRound
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.scoring.adopting import adopting
from negotiations.queries.scoring.page import asked_of, scoring_page
from negotiations.queries.scoring.results import results
from negotiations.queries.scoring.sealed import Sealed
from negotiations.views.issues import read_order
from negotiations.views.rendering import done, page, wants_fragment

TEMPLATE = "negotiations/team/scoring.html"
SAVED = "negotiations/team/saved.html"


@require_GET
def scoring_home(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The open round, or what the last one came to."""
    return show(request, open_deal(request.user, deal_id, Permission.SCORE))


@require_GET
def scoring_detail(request: HttpRequest, deal_id: UUID, round_id: UUID) -> HttpResponse:
    """An earlier round."""
    access = open_deal(request.user, deal_id, Permission.SCORE)
    return show(request, access, chosen=round_of(access, round_id).pk)


@require_POST
def scoring_open(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Ask everybody with a seat."""
    access = open_deal(request.user, deal_id, Permission.SCORING_RUN)
    try:
        deadline = read_day(request.POST.get("deadline", ""))
        scoring.open_round(access.deal, deadline=deadline, by=access.user, at=timezone.now())
    except (NotALevel, Rejected) as error:
        field = getattr(error, "field", "deadline") or "round"
        return show(request, access, errors={field: str(error)}, status=422, typed=request.POST.dict())
    return answer(request, access, "The round is open: everybody with a seat is asked")


@require_POST
def scoring_close(request: HttpRequest, deal_id: UUID, round_id: UUID) -> HttpResponse:
    """Close the round before all are in."""
    access = open_deal(request.user, deal_id, Permission.SCORING_RUN)
    return _run(request, access, scoring.close_round, round_id, "The round is closed")


@require_POST
def scoring_withdraw(request: HttpRequest, deal_id: UUID, round_id: UUID) -> HttpResponse:
    """Take the round back, its sheets unread."""
    access = open_deal(request.user, deal_id, Permission.SCORING_RUN)
    return _run(request, access, scoring.withdraw_round, round_id, "Withdrawn: its sheets are destroyed unread")


@require_POST
def scoring_save(request: HttpRequest, deal_id: UUID, round_id: UUID) -> HttpResponse:
    """Keep one's own draft: as it is typed, or from the order alone."""
    access = open_deal(request.user, deal_id, Permission.SCORE)
    row = round_of(access, round_id)
    form = _read(request, access, row)
    moved = any(request.POST.get(name) for name in ("rank", "up", "down"))
    if moved:
        form.rank(_order(request, form))
    if form.errors:
        return _unsaved(request, access, form)
    try:
        scoring_sheets.keep(row, form.points, form.targets, by=access.user, at=timezone.now())
    except Rejected as error:
        form.errors[error.field or "round"] = error.message
        return _unsaved(request, access, form)
    if wants_fragment(request) and not moved:
        return render(request, SAVED, {"at": timezone.now(), "errors": {}})
    return answer(request, access, "Draft saved. Only you can read it")


@require_POST
def scoring_hand_in(request: HttpRequest, deal_id: UUID, round_id: UUID) -> HttpResponse:
    """Hand one's own sheet in."""
    access = open_deal(request.user, deal_id, Permission.SCORE)
    row = round_of(access, round_id)
    form = _read(request, access, row)
    if form.errors:
        return _bad(request, access, form)
    try:
        ended = scoring_sheets.hand_in(row, form.points, form.targets, by=access.user, at=timezone.now())
    except Rejected as error:
        form.errors[error.field or "round"] = error.message
        return _bad(request, access, form)
    return answer(request, access, "Yours is in" if ended.is_open else "Yours was the last: the round is closed")


@require_POST
def scoring_take_back(request: HttpRequest, deal_id: UUID, round_id: UUID) -> HttpResponse:
    """Make one's own sheet a draft again."""
    access = open_deal(request.user, deal_id, Permission.SCORE)
    return _run(request, access, scoring_sheets.take_back, round_id, "Yours is a draft again")


@require_POST
def scoring_adopt(request: HttpRequest, deal_id: UUID, round_id: UUID) -> HttpResponse:
    """Take weights and targets of a closed round into the plan."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = round_of(access, round_id)
    form = read_adoption(asked_of(row, load_plan(access.deal)), access.deal.currency, request.POST)
    if not form.errors:
        try:
            scoring_adoption.adopt(row, form.choices, by=access.user, at=timezone.now())
        except Sealed:
            return answer(request, access, "The round is open: its sheets are sealed.", bad=True)
        except Rejected as error:
            form.errors[error.field or "round"] = error.message
    if form.errors:
        return show(request, access, chosen=row.pk, typed=form.typed, errors=form.errors, status=422)
    return answer(request, access, "Adopted: the weights are in the plan, the spread is their interval")


def round_of(access: DealAccess, pk: UUID) -> ScoringRound:
    """A round of this deal; ``Http404`` when it is none."""
    row = ScoringRound.objects.filter(deal=access.deal, pk=pk).select_related("deal").first()
    if row is None:
        raise Http404("No such round.")
    return row


def _run(request: HttpRequest, access: DealAccess, act: Any, round_id: UUID, text: str) -> HttpResponse:
    try:
        act(round_of(access, round_id), by=access.user, at=timezone.now())
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    return answer(request, access, text)


def _read(request: HttpRequest, access: DealAccess, row: ScoringRound) -> SheetForm:
    issues = asked_of(row, load_plan(access.deal))
    return read_sheet(issues, access.deal.currency, request.POST)


def _order(request: HttpRequest, form: SheetForm) -> list[UUID]:
    asked = [UUID(name.removeprefix("swing-")) for name in form.typed if name.startswith("swing-")]
    sent = [pk for pk in dict.fromkeys(read_order(request)) if pk in asked]
    return [*sent, *(pk for pk in asked if pk not in sent)]


def _unsaved(request: HttpRequest, access: DealAccess, form: SheetForm) -> HttpResponse:
    """Not kept, and why; HTMX says so beside the button and leaves what is being typed alone."""
    if wants_fragment(request):
        return render(request, SAVED, {"at": None, "errors": form.errors}, status=422)
    return _bad(request, access, form)


def _bad(request: HttpRequest, access: DealAccess, form: SheetForm) -> HttpResponse:
    return show(request, access, typed=form.typed, errors=form.errors, order=_order(request, form), status=422)


def answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """After a change: the page again, at its own address."""
    url = redirect("negotiations:scoring", deal_id=access.deal.pk).url
    return done(request, url, text, failed=bad)


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    chosen: UUID | None = None,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    order: Sequence[UUID] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, with what was typed and what was wrong with it."""
    now = timezone.now()
    view = scoring_page(access, today=timezone.localdate(), chosen=chosen, typed=typed, errors=errors, order=order)
    if view is None:
        raise Http404("No such round.")
    current = view.current
    found = results(current, access, today=jobs.day(now)) if current is not None and current.is_closed else None
    context: dict[str, Any] = {
        "scoring": view,
        "results": found,
        "adopting": adopting(found, access, typed or {}, errors or {}) if found else None,
        "errors": Errors(errors or {}),
        "typed": Errors(typed or {}),
        "deal": access.deal,
        "head": deal_head(access, "scoring", now=now),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="scoring", status=status)
