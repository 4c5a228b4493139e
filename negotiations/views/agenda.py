"""The agenda of a meeting: minutes against worth, put in order, printed, and sent outside."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import agenda as actions
from negotiations.actions import deals
from negotiations.actions.writing import Conflict, Rejected
from negotiations.models import AgendaItem, Issue, Meeting
from negotiations.queries.deal.head import deal_head
from negotiations.queries.prepare.agenda import agenda, items, moved, next_meeting
from negotiations.queries.prepare.goals import goals_of, sayable
from negotiations.views.rendering import done, page
from negotiations.views.saving import seen_version

TEMPLATE = "negotiations/agenda/agenda.html"
MOST_MINUTES = 1440


@require_GET
def agenda_next(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The agenda of the next meeting."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return show(request, access, next_meeting(access, timezone.now()))


@require_http_methods(["GET", "POST"])
def agenda_detail(request: HttpRequest, deal_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The agenda of a meeting; a POST adds an item, all the issues of the plan (``all``), or sets its length."""
    access = open_deal(
        request.user, deal_id, Permission.DEAL_EDIT if request.method == "POST" else Permission.DEAL_VIEW
    )
    meeting = _meeting(access, meeting_id)
    if request.method == "GET":
        return show(request, access, meeting)
    who: dict[str, Any] = {"by": access.user, "at": timezone.now()}
    try:
        if "length" in request.POST:
            length = _minutes(request.POST["length"], "length")
            deals.edit_meeting(access.deal, meeting.pk, {"minutes": length}, seen={}, **who)
        elif request.POST.get("all"):
            for issue in agenda(access, meeting).missing:
                actions.add(access.deal, meeting, title=issue.name, minutes=10, issue=issue, **who)
        else:
            actions.add(access.deal, meeting, **_typed(access, request), **who)
    except Rejected as rejected:
        error = {"field": rejected.field, "text": rejected.message}
        return show(request, access, meeting, typed=request.POST.dict(), error=error, status=422)
    return done(request, _url(access, meeting))


@require_POST
def agenda_arrange(request: HttpRequest, deal_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Order and minutes by what the issues are worth."""
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    meeting = _meeting(access, meeting_id)
    order = agenda(access, meeting).by_worth
    actions.arrange(access.deal, meeting, order, by=access.user, at=timezone.now())
    return done(request, _url(access, meeting), "Arranged by worth. Undo puts it back.")


@require_http_methods(["GET", "POST"])
def agenda_edit(request: HttpRequest, deal_id: UUID, agenda_item_id: UUID) -> HttpResponse:
    """Change an item in the form beside the agenda; ``move`` (up, down) changes its place only."""
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    row = _item(access, agenda_item_id)
    who: dict[str, Any] = {"by": access.user, "at": timezone.now()}
    if request.method == "GET":
        return show(request, access, row.meeting, typed=_stored(row), edited=row)
    try:
        if move := request.POST.get("move"):
            actions.arrange(access.deal, row.meeting, moved(items(row.meeting), row, move), **who)
        else:
            version = seen_version(request.POST)
            changes = _typed(access, request)
            seen: dict[str, int | None] = {name: min(version, row.version_of(name)) for name in changes}
            actions.edit(row, changes, seen=seen, **who)
    except (Rejected, Conflict) as refused:
        error, status = _refusal(refused)
        typed = request.POST.dict()
        return show(request, access, row.meeting, typed=typed, error=error, edited=_item(access, row.pk), status=status)
    return done(request, _url(access, row.meeting), "Saved")


@require_POST
def agenda_remove(request: HttpRequest, deal_id: UUID, agenda_item_id: UUID) -> HttpResponse:
    """Take an item out."""
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    row = _item(access, agenda_item_id)
    actions.remove(row, by=access.user, at=timezone.now())
    return done(request, _url(access, row.meeting), "The item is out. Undo brings it back.")


@require_GET
def agenda_outside(request: HttpRequest, deal_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The sheet for the other side: the goals that both have shown, titles and minutes, nothing else."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    meeting = _meeting(access, meeting_id)
    lines = [(row.title, row.minutes) for row in items(meeting)]
    total = sum(given for _, given in lines)
    goals = sayable(access.deal)
    context = {"meeting": meeting, "lines": lines, "minutes": total, "goals": goals, "deal": access.deal}
    return page(request, "negotiations/agenda/outside.html", context, fragment="sheet")


def show(
    request: HttpRequest,
    access: DealAccess,
    meeting: Meeting | None,
    *,
    typed: dict[str, Any] | None = None,
    error: dict[str, str] | None = None,
    edited: AgendaItem | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "edited": edited,
        "edited_version": max((int(seq) for seq in edited.versions.values()), default=0) if edited else 0,
        "agenda": agenda(access, meeting) if meeting else None,
        "goals": goals_of(access.deal),
        "typed": {"title": "", "minutes": "10", "goal": "", "issue": "", "leader": "", **(typed or {})},
        "error": error or {"field": "", "text": ""},
        "deal": access.deal,
        "head": deal_head(access, "agenda", now=timezone.now()),
    }
    return page(request, TEMPLATE, context, fragment="agenda", status=status)


def _stored(row: AgendaItem) -> dict[str, str]:
    """An item as its form shows it."""
    link = {"issue": str(row.issue_id or ""), "leader": str(row.leader_id or "")}
    return {"title": row.title, "minutes": str(row.minutes), "goal": row.goal, **link}


def _refusal(refused: Rejected | Conflict) -> tuple[dict[str, str], int]:
    if isinstance(refused, Rejected):
        return {"field": refused.field, "text": refused.message}, 422
    text = f"{refused.by or 'Somebody'} changed this meanwhile. Save again to keep yours."
    return {"field": refused.field, "text": text}, 409


def _item(access: DealAccess, agenda_item_id: UUID) -> AgendaItem:
    rows = AgendaItem.objects.filter(deal=access.deal, removed_at=None).select_related("deal", "meeting")
    row = rows.filter(pk=agenda_item_id).first()
    if row is None:
        raise Http404("No such item.")
    return row


def _typed(access: DealAccess, request: HttpRequest) -> dict[str, Any]:
    """What was typed of a new item. Raises ``Rejected``."""
    data = request.POST
    issue = _one(Issue.objects.filter(deal=access.deal, removed_at=None), data.get("issue", ""), UUID, "issue")
    members = User.objects.filter(memberships__organisation=access.deal.organisation_id)
    title = data.get("title", "").strip()
    return {
        "title": title or (issue.name if issue else ""),
        "minutes": _minutes(data.get("minutes", ""), "minutes"),
        "goal": data.get("goal", "").strip(),
        "issue": issue,
        "leader": _one(members, data.get("leader", "")[:17], int, "leader"),
    }


def _one(rows: Any, text: str, read: Any, field: str) -> Any:
    if not text:
        return None
    try:
        row = rows.filter(pk=read(text)).first()
    except ValueError:
        row = None
    if row is None:
        raise Rejected("Choose one of the list.", field)
    return row


def _minutes(text: str, field: str) -> int:
    given = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not 1 <= given <= MOST_MINUTES:
        raise Rejected(f"From 1 to {MOST_MINUTES} minutes.", field)
    return given


def _url(access: DealAccess, meeting: Meeting) -> str:
    return reverse("negotiations:agenda-detail", kwargs={"deal_id": access.deal.pk, "meeting_id": meeting.pk})


def _meeting(access: DealAccess, meeting_id: UUID) -> Meeting:
    row = Meeting.objects.filter(deal=access.deal, pk=meeting_id, removed_at__isnull=True).first()
    if row is None:
        raise Http404("No such meeting.")
    return row
