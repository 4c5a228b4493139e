"""Levers: what is not on the table yet, and could be."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import levers
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import bare
from negotiations.levels import NotALevel
from negotiations.models import Lever
from negotiations.views.plan import told

LONGEST_WHY = 500


@require_POST
def create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Keep a lever at hand."""
    access = open_deal(request.user, deal_id, Permission.LEVER_PROPOSE)
    try:
        title, why = bare(request.POST.get("title", "")), bare(request.POST.get("why", ""), longest=LONGEST_WHY)
        levers.add(access.deal, title=title, why=why, by=access.user, at=timezone.now())
    except (NotALevel, Rejected) as error:
        return told(request, access, str(error), bad=True)
    return told(request, access, f"{title} is among the levers")


@require_POST
def use(request: HttpRequest, deal_id: UUID, lever_id: UUID) -> HttpResponse:
    """Put a lever on the table: it becomes an issue."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    lever = _lever(access, lever_id)
    try:
        issue = levers.make_issue(lever, by=access.user, at=timezone.now())
    except Rejected as error:
        return told(request, access, error.message, bad=True)
    return told(request, access, f"{issue.name} is an issue now")


@require_POST
def remove(request: HttpRequest, deal_id: UUID, lever_id: UUID) -> HttpResponse:
    """Take a lever off the list."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    lever = _lever(access, lever_id)
    levers.remove(lever, by=access.user, at=timezone.now())
    return told(request, access, f"{lever.title} is off the list")


def _lever(access: DealAccess, lever_id: UUID) -> Lever:
    lever = Lever.objects.filter(deal=access.deal, pk=lever_id, removed_at__isnull=True).first()
    if lever is None:
        raise Http404("No such lever.")
    return lever
