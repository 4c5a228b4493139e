"""The concession plan: plans and steps, edited on the page to rehearse on."""

from collections.abc import Callable
from functools import partial
from string import ascii_uppercase
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import concessions, jobs
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.concessions import LadderForm, PlanForm, StepForm
from negotiations.models import ConcessionPlan, ConcessionStep, Issue
from negotiations.queries.history.fields import field_words
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.rehearsals.draft import drafted
from negotiations.queries.rehearsals.forms import Typed
from negotiations.queries.rehearsals.ladders import load_concessions
from negotiations.queries.wording import Names
from negotiations.secrets import unwrap_for_storage
from negotiations.views.rehearsals import answer, show
from negotiations.views.saving import conflicting

NOTHING_TO_DRAFT = "Add a second issue first: a concession plan gives on one issue and gets on another."


@require_POST
def concession_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """A plan drafted from what the plan says, or a copy of the one named by ``copy``."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    now = timezone.now()
    taken = {one.name for one in load_concessions(access.deal, access)}
    name = next((letter for letter in ascii_uppercase if letter not in taken), "Another")
    try:
        if request.POST.get("copy"):
            made = concessions.copy_plan(_plan(access, request.POST["copy"]), name=name, by=access.user, at=now)
        else:
            draft = drafted(load_plan(access.deal), access, today=jobs.day(now))
            if draft is None:
                raise Rejected(NOTHING_TO_DRAFT)
            made = concessions.add_plan(access.deal, name=name, by=access.user, at=now, **draft)
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    return answer(request, access, f"Concession plan {name} is there. Change it as you like.", chosen=str(made.pk))


@require_POST
def concession_edit(request: HttpRequest, deal_id: UUID, concession_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    plan = _plan(access, concession_id)
    form = PlanForm(access.deal, _issues(access), request.POST)
    return _save(request, access, plan, form, "plan", lambda: concessions.edit_plan(
        plan, form.values, seen=form.seen(), by=access.user, at=timezone.now()))  # fmt: skip


@require_POST
def concession_remove(request: HttpRequest, deal_id: UUID, concession_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    return _do(
        request,
        access,
        "",
        lambda: concessions.remove_plan(_plan(access, concession_id), by=access.user, at=timezone.now()),
        "The concession plan is out. Undo brings it back.",
    )


@require_POST
def concession_use(request: HttpRequest, deal_id: UUID, concession_id: UUID) -> HttpResponse:
    """Follow the log along this plan from now on."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    return _do(
        request,
        access,
        str(concession_id),
        lambda: concessions.use_plan(_plan(access, concession_id), by=access.user, at=timezone.now()),
        "In use: the table and the review follow the log along this plan.",
    )


@require_POST
def concession_step_create(request: HttpRequest, deal_id: UUID, concession_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    plan = _plan(access, concession_id)
    form = StepForm(access.deal, _issues(access), request.POST)
    return _save(request, access, plan, form, "new", lambda: concessions.add_step(
        plan, by=access.user, at=timezone.now(), **form.values))  # fmt: skip


@require_POST
def concession_step_edit(request: HttpRequest, deal_id: UUID, step_id: UUID) -> HttpResponse:
    """Save the fields of a step, or move it with ``move`` up or down."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    step = _step(access, step_id)
    if request.POST.get("move") in {"up", "down"}:
        places = -1 if request.POST["move"] == "up" else 1
        return _do(request, access, str(step.plan_id), lambda: concessions.move_step(
            step, places, by=access.user, at=timezone.now()), "")  # fmt: skip
    form = StepForm(access.deal, _issues(access), request.POST)
    return _save(request, access, step.plan, form, str(step.pk), lambda: concessions.edit_step(
        step, form.values, seen=form.seen(), by=access.user, at=timezone.now()))  # fmt: skip


@require_POST
def concession_step_remove(request: HttpRequest, deal_id: UUID, step_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    step = _step(access, step_id)
    return _do(
        request,
        access,
        str(step.plan_id),
        lambda: concessions.remove_step(step, by=access.user, at=timezone.now()),
        "The step is out. Undo brings it back.",
    )


def _do(request: HttpRequest, access: DealAccess, chosen: str, work: Callable[[], Any], text: str) -> HttpResponse:
    try:
        work()
    except Rejected as error:
        return answer(request, access, error.message, chosen=chosen, bad=True)
    return answer(request, access, text, chosen=chosen)


def _save(
    request: HttpRequest,
    access: DealAccess,
    plan: ConcessionPlan,
    form: LadderForm,
    form_id: str,
    work: Callable[[], Any],
) -> HttpResponse:
    """Do the write of a form: the fresh page, the error at its field, or both values of a conflict."""
    chosen = str(plan.pk)
    if request.POST.get("resolve") == "theirs":
        return answer(request, access, "", chosen=chosen)
    if not form.errors:
        try:
            work()
        except Rejected as error:
            form.errors[error.field or "form"] = error.message
        except Conflict as conflict:
            both = conflicting(conflict, partial(_words, access, conflict.field))
            return show(request, access, chosen=chosen, typed=Typed(form_id, form.typed), conflict=both, status=409)
    if form.errors:
        return show(request, access, chosen=chosen, typed=Typed(form_id, form.typed, form.errors), status=422)
    return answer(request, access, "Saved", chosen=chosen)


def _words(access: DealAccess, field: str, value: Any) -> str:
    bare = unwrap_for_storage(value)
    if isinstance(bare, dict):
        return Names(access.deal).package(bare.items())
    return field_words(field, bare, None, access.deal.currency)


def _issues(access: DealAccess) -> list[Issue]:
    live = access.deal.issues.filter(removed_at__isnull=True).prefetch_related("options")
    return list(live.order_by("position", "pk"))


def _plan(access: DealAccess, pk: UUID | str) -> ConcessionPlan:
    rows = ConcessionPlan.objects.filter(deal=access.deal, removed_at__isnull=True)
    try:
        plan = rows.filter(pk=UUID(str(pk))).first()
    except ValueError:
        plan = None
    if plan is None:
        raise Http404("No such concession plan.")
    return plan


def _step(access: DealAccess, pk: UUID) -> ConcessionStep:
    rows = ConcessionStep.objects.filter(plan__deal=access.deal, plan__removed_at__isnull=True, removed_at__isnull=True)
    step = rows.select_related("plan__deal").filter(pk=pk).first()
    if step is None:
        raise Http404("No such step.")
    return step
