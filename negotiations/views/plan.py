"""The plan of a deal, and the package on it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import alternatives
from negotiations.enums import Category
from negotiations.forms.comments import CommentForm
from negotiations.forms.levels import read_level
from negotiations.levels import scale_of
from negotiations.models import PlanPackage
from negotiations.queries.deal.comments import thread
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.plan.page import plan_page
from negotiations.queries.plan.versions import seen_of_key
from negotiations.queries.plan.whys import issue_whys
from negotiations.queries.reading import opened
from negotiations.views.rendering import done, page, wants_fragment
from negotiations.views.saving import Save, Show, save

TEMPLATE = "negotiations/plan/plan.html"


@require_GET
def plan(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The plan on one page."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return show_plan(request, access, opened_issue(request))


def show_plan(
    request: HttpRequest,
    access: DealAccess,
    open_issue: UUID | None = None,
    *,
    outcome: Outcome | None = None,
    status: int = 200,
    news: str = "",
) -> HttpResponse:
    """The plan as a page or as its fragment; ``open_issue`` is shown with its detail."""
    now = timezone.now()
    shown = access.deal.issues.filter(pk=open_issue, removed_at__isnull=True).first() if open_issue else None
    context: dict[str, Any] = {
        "thread": thread(access, shown) if shown else None,
        "whys": issue_whys(access, shown) if shown else None,
        "talk_form": CommentForm(),
        "plan": plan_page(
            access, now=now, open_issue=open_issue, outcome=outcome, preset=request.GET.get("package", "")
        ),
        "deal": access.deal,
        "head": deal_head(access, "plan", now=now),
        "news": "Saved" if outcome is not None and outcome.state == "saved" else news,
        "fragment": wants_fragment(request),
        "categories": [pair for pair in Category.choices if pair[0] != Category.OTHER],
        "today": timezone.localdate(now),
    }
    return page(request, TEMPLATE, context, fragment="plan", status=status)


def opened_issue(request: HttpRequest) -> UUID | None:
    """The issue whose detail the page shows, from ``?open=``; nonsense opens none."""
    try:
        return UUID(request.GET.get("open", ""))
    except ValueError:
        return None


def after(request: HttpRequest, access: DealAccess) -> Show:
    """How the plan answers a save: the fragment for HTMX; a redirect to the plan for a plain form that was saved."""

    def show(outcome: Outcome | None, status: int) -> HttpResponse:
        issue_id = opened_issue(request)
        if status == 200 and not wants_fragment(request):
            return done(request, plan_url(access, issue_id), "Saved" if outcome else "")
        return show_plan(request, access, issue_id, outcome=outcome, status=status)

    return show


def told(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False, undo: bool = False) -> HttpResponse:
    """The plan after something that is not the save of a cell, with a message that may offer to undo it."""
    issue_id = opened_issue(request)
    if not wants_fragment(request):
        return done(request, plan_url(access, issue_id), text, failed=bad)
    if undo:
        return show_plan(request, access, issue_id, news=text)
    messages.add_message(request, messages.ERROR if bad else messages.SUCCESS, text)
    return show_plan(request, access, issue_id)


def plan_url(access: DealAccess, issue_id: UUID | None = None) -> str:
    """Where the plan is, with an issue opened."""
    if issue_id is None:
        return resolve_url("negotiations:deal-plan", deal_id=access.deal.pk)
    return resolve_url("negotiations:issue-detail", deal_id=access.deal.pk, issue_id=issue_id)


@require_POST
def package_edit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Set the level of one issue in the package; an empty one goes back to the target."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    live = access.deal.issues.filter(removed_at__isnull=True).prefetch_related("options")
    issues = {str(issue.pk): issue for issue in live}
    issue = issues.get(request.POST.get("level", ""))
    if issue is None:
        return told(request, access, "This issue was removed meanwhile.", bad=True)
    scale = scale_of(issue, access.deal.currency)

    def words(levels: Any) -> str:
        bare = opened(levels, access) if not isinstance(levels, dict) else levels
        return scale.words(read_level(scale, bare.get(str(issue.pk), ""))) or "the target"

    def write(level: Decimal | None, seen: int | None) -> None:
        package = PlanPackage.objects.filter(deal=access.deal).first()
        if package is not None and seen is not None:
            seen = seen_of_key(package, "levels", str(issue.pk), seen, access)
        alternatives.set_package(access.deal, {issue.pk: level}, seen=seen, by=access.user, at=timezone.now())

    one = Save(f"cell-package-{issue.pk}", lambda text: read_level(scale, text), write, words)
    return save(request, one, after(request, access))
