"""Issues of the plan: their detail, adding, editing in place, order, removal."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal, open_issue
from negotiations.actions import issues
from negotiations.actions.writing import Rejected
from negotiations.enums import Better, Importance, IssueKind
from negotiations.forms.issues import FIELDS, NewIssue, read_issue_field
from negotiations.forms.levels import read_level
from negotiations.levels import scale_of
from negotiations.live.fragments import levels
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history.fields import field_words
from negotiations.queries.history.told import told_seq
from negotiations.queries.reading import opened
from negotiations.secrets import Secret
from negotiations.views.plan import after, opened_issue, plan_url, show_plan, told
from negotiations.views.rendering import done, wants_fragment
from negotiations.views.saving import Save, save

LIMITS = ("target", "realistic", "walk_away")


@require_GET
def detail(request: HttpRequest, deal_id: UUID, issue_id: UUID) -> HttpResponse:
    """The plan with one issue opened."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.DEAL_VIEW)
    return show_plan(request, access, issue.pk)


@require_GET
def cells(request: HttpRequest, deal_id: UUID, issue_id: UUID) -> HttpResponse:
    """The levels of one issue, for a page that shows its row and hears that a teammate wrote one."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.DEAL_VIEW)
    if not wants_fragment(request):
        return redirect(plan_url(access, issue.pk))
    response = HttpResponse(levels(access, issue).filled(get_token(request), opened_issue(request)))
    response["Parley-Seq"] = told_seq(access)
    return response


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """A page with the form of a new issue."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    form = NewIssue(access.deal, request.POST if request.method == "POST" else request.GET)
    if request.method == "GET":
        return _form(request, access, form)
    fields = form.fields()
    if not form.errors:
        try:
            issue = issues.add(access.deal, **fields, by=access.user, at=timezone.now())
        except Rejected as error:
            form.errors[error.field or "name"] = error.message
    if form.errors:
        return _form(request, access, form, status=422)
    if request.POST.get("then") == "another":
        return done(request, resolve_url("negotiations:issue-create", deal_id=deal_id), f"{issue.name} is in the plan")
    return done(request, plan_url(access, issue.pk), f"{issue.name} is in the plan")


def _form(request: HttpRequest, access: DealAccess, form: NewIssue, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "kinds": IssueKind.choices,
        "betters": Better.choices,
        "importances": Importance.choices,
        "deal": access.deal,
        "head": deal_head(access, "plan", now=timezone.now()),
    }
    return render(request, "negotiations/issues/new.html", context, status=status)


@require_POST
def edit(request: HttpRequest, deal_id: UUID, issue_id: UUID, field: str) -> HttpResponse:
    """Save one field of an issue."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.PLAN_EDIT)
    if field not in FIELDS:
        raise Http404("No such field.")
    scale = scale_of(issue, access.deal.currency)
    one = Save(
        cell=f"cell-{field.replace('_', '-')}-{issue.pk}",
        read=lambda text: read_issue_field(access.deal, scale, field, text),
        write=lambda value, seen: issues.edit(issue, field, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: field_words(field, value, scale),
    )
    return save(request, one, after(request, access))


@require_POST
def limit(request: HttpRequest, deal_id: UUID, issue_id: UUID, field: str) -> HttpResponse:
    """Save target, realistic or walk-away."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.SECRETS_EDIT)
    if field not in LIMITS:
        raise Http404("No such field.")
    scale = scale_of(issue, access.deal.currency)
    one = Save(
        cell=f"cell-{field.replace('_', '-')}-{issue.pk}",
        read=lambda text: read_level(scale, text),
        write=lambda value, seen: issues.set_limit(issue, field, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: field_words(field, opened(value, access) if isinstance(value, Secret) else value, scale),
    )
    return save(request, one, after(request, access))


@require_POST
def remove(request: HttpRequest, deal_id: UUID, issue_id: UUID) -> HttpResponse:
    """Take an issue out of the plan; the answer offers to undo it."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.PLAN_EDIT)
    try:
        issues.remove(issue, by=access.user, at=timezone.now())
    except Rejected as error:
        return told(request, access, error.message, bad=True)
    return told(request, access, f"{issue.name} is out of the plan", undo=True)


@require_POST
def reorder(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Put the issues in the order of ``order``, ids with commas; ``up`` or ``down`` move one without script."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    order = read_order(request)
    if order:
        issues.reorder(access.deal, order, by=access.user, at=timezone.now())
    return after(request, access)(None, 200)


def read_order(request: HttpRequest) -> list[UUID]:
    """The ids of a sent order; those that are none are left out. ``up`` and ``down`` name one to move by a place."""
    order: list[UUID] = []
    for text in request.POST.get("order", "")[:50_000].split(","):
        try:
            order.append(UUID(text.strip()))
        except ValueError:
            continue
    for name, by in (("up", -1), ("down", 1)):
        moved = next((pk for pk in order if str(pk) == request.POST.get(name)), None)
        if moved is not None:
            place = max(0, min(len(order) - 1, order.index(moved) + by))
            order.remove(moved)
            order.insert(place, moved)
    return order
