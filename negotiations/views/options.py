"""Options of an issue of choice."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal, open_issue
from negotiations.actions import issues
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import bare
from negotiations.levels import NotALevel
from negotiations.models import Issue, Option
from negotiations.queries.plan.cells import Outcome
from negotiations.views.plan import after, told
from negotiations.views.saving import Save, save


@require_POST
def create(request: HttpRequest, deal_id: UUID, issue_id: UUID) -> HttpResponse:
    """A further option at the end."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.PLAN_EDIT)
    typed = {"value": request.POST.get("value", "")}
    try:
        issues.add_option(issue, bare(typed["value"]), by=access.user, at=timezone.now())
    except (NotALevel, Rejected) as error:
        outcome = Outcome(f"option-new-{issue.pk}", "invalid", typed, str(error))
        return after(request, access)(outcome, 422)
    return after(request, access)(Outcome("option-new", "saved"), 200)


@require_POST
def edit(request: HttpRequest, deal_id: UUID, issue_id: UUID, option_id: int) -> HttpResponse:
    """Another label for an option."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    option = _option(open_issue(access, issue_id, Permission.PLAN_EDIT), option_id)
    one = Save(
        cell=f"cell-option-{option.pk}",
        read=bare,
        write=lambda label, seen: issues.rename_option(option, label, seen=seen, by=access.user, at=timezone.now()),
        words=str,
    )
    return save(request, one, after(request, access))


@require_POST
def remove(request: HttpRequest, deal_id: UUID, issue_id: UUID, option_id: int) -> HttpResponse:
    """Take an option away; at least two stay."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    option = _option(open_issue(access, issue_id, Permission.PLAN_EDIT), option_id)
    try:
        issues.remove_option(option, by=access.user, at=timezone.now())
    except Rejected as error:
        return told(request, access, error.message, bad=True)
    return told(request, access, f"Option {option.label} is out")


@require_POST
def reorder(request: HttpRequest, deal_id: UUID, issue_id: UUID) -> HttpResponse:
    """Put the options in the order of ``order``, ids with commas; ``up`` or ``down`` move one without script."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    issue = open_issue(access, issue_id, Permission.PLAN_EDIT)
    order = [int(text) for text in request.POST.get("order", "").split(",") if text.isascii() and text.isdecimal()]
    for name, by in (("up", -1), ("down", 1)):
        moved = next((pk for pk in order if str(pk) == request.POST.get(name)), None)
        if moved is not None:
            place = max(0, min(len(order) - 1, order.index(moved) + by))
            order.remove(moved)
            order.insert(place, moved)
    issues.reorder_options(issue, order, by=access.user, at=timezone.now())
    return after(request, access)(None, 200)


def _option(issue: Issue, option_id: int) -> Option:
    option = issue.options.filter(pk=option_id, removed_at__isnull=True).first()
    if option is None:
        raise Http404("No such option.")
    option.issue = issue
    return option
