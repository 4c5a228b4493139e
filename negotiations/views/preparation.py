"""Preparation laid back from a meeting: look at the plan, make it, move it along with the meeting."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import todos
from negotiations.actions.writing import Rejected
from negotiations.models import Meeting
from negotiations.queries.deal.head import deal_head
from negotiations.queries.inbox.todos import tasks_url
from negotiations.queries.prepare.schedule import DEPTH_WORDS, moved, preparation
from negotiations.views.rendering import done, page


@require_http_methods(["GET", "POST"])
def preparation_plan(request: HttpRequest, deal_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The plan at a depth (``depth``); a POST makes its to-dos, all in one action."""
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    meeting = _meeting(access, meeting_id)
    asked = request.POST if request.method == "POST" else request.GET
    plan = preparation(access, meeting, today=timezone.localdate(), depth=asked.get("depth", ""))
    if request.method == "POST":
        try:
            made = todos.add_many(
                access.deal, todos.news_of(plan), meeting=meeting, day=plan.day, by=access.user, at=timezone.now()
            )
        except Rejected as rejected:
            return done(request, tasks_url(access.deal), rejected.message, failed=True)
        return done(request, tasks_url(access.deal), f"{len(made)} to-dos are set. Undo takes them all back.")
    context = {
        "plan": plan,
        "depths": DEPTH_WORDS.items(),
        "deal": access.deal,
        "head": deal_head(access, "tasks", now=timezone.now()),
    }
    return page(request, "negotiations/tasks/plan.html", context, fragment="preparation")


@require_POST
def preparation_move(request: HttpRequest, deal_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Move the open to-dos of a meeting's preparation along with it."""
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    meeting = _meeting(access, meeting_id)
    one = next((one for one in moved(access) if one.meeting.pk == meeting.pk), None)
    if one is None:
        return done(request, tasks_url(access.deal), "Nothing has to move.")
    count = todos.move(access.deal, one.days, laid_for=one.day, by=access.user, at=timezone.now())
    return done(request, tasks_url(access.deal), f"{count} to-dos moved along. Undo moves them back.")


def _meeting(access: DealAccess, meeting_id: UUID) -> Meeting:
    row = Meeting.objects.filter(deal=access.deal, pk=meeting_id, removed_at__isnull=True).first()
    if row is None:
        raise Http404("No such meeting.")
    return row
