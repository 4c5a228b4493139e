"""To-dos of a deal: the list, a new one, done, changed, out; and one made of a comment."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import todos
from negotiations.actions.writing import Conflict, Rejected
from negotiations.enums import TaskKind
from negotiations.forms.todos import TaskForm
from negotiations.models import Comment, Task
from negotiations.queries.deal.comments import home_of, target_of, title_of, visible
from negotiations.queries.deal.head import deal_head
from negotiations.queries.inbox.todos import may_change, task_page, tasks_url, text_of_task, visible_tasks
from negotiations.queries.prepare.schedule import moved, unplanned
from negotiations.views.comments import target_named
from negotiations.views.rendering import after, done, page
from negotiations.views.saving import seen_version

TEMPLATE = "negotiations/tasks/list.html"


@require_GET
def task_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The to-dos of a deal: everybody's, or one's own with ``?who=me``."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return show(request, access)


@require_POST
def task_add(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Something to do."""
    access = open_deal(request.user, deal_id, Permission.COMMENT)
    form = TaskForm(request.POST, access.deal)
    new = form.new()
    about = target_named(access, form.data["about"], form.data["about_id"])
    if not form.is_wrong:
        try:
            todos.add(access.deal, new, about=about, by=access.user, at=timezone.now())
        except Rejected as rejected:
            form.refuse(rejected)
    if form.is_wrong:
        return show(request, access, form=form, status=422)
    return _after(request, access, "")


@require_http_methods(["GET", "POST"])
def task_edit(request: HttpRequest, deal_id: UUID, task_id: UUID) -> HttpResponse:
    """Change a to-do."""
    access = open_deal(request.user, deal_id, Permission.COMMENT)
    row = _row(access, task_id)
    if request.method == "GET":
        return show(request, access, form=TaskForm(_typed(row, access), access.deal), edited=row)
    form = TaskForm(request.POST, access.deal)
    values = form.values()
    if not form.is_wrong:
        version = seen_version(request.POST)
        fields = {name: row.words_field if name == "text" else name for name in values}
        seen: dict[str, int | None] = {name: min(version, row.version_of(at)) for name, at in fields.items()}
        try:
            todos.edit(row, values, seen=seen, by=access.user, at=timezone.now())
        except Rejected as rejected:
            form.refuse(rejected)
        except Conflict as conflict:
            who = conflict.by or "Somebody"
            field = "text" if conflict.field == row.words_field else conflict.field
            form.errors[field if field in form.errors else "text"] = (
                f"{who} changed this meanwhile. Save again to keep yours."
            )
            return show(request, access, form=form, edited=_row(access, task_id), status=409)
    if form.is_wrong:
        return show(request, access, form=form, edited=row, status=422)
    return _after(request, access, "Saved")


@require_POST
def task_done(request: HttpRequest, deal_id: UUID, task_id: UUID) -> HttpResponse:
    """Tick a to-do, or open it again with ``done=0``."""
    access = open_deal(request.user, deal_id, Permission.COMMENT)
    finished = request.POST.get("done", "1") != "0"
    todos.edit(_row(access, task_id), {"done": finished}, seen={}, by=access.user, at=timezone.now())
    if request.POST.get("from") == "plan":
        return done(request, reverse("negotiations:deal-plan", kwargs={"deal_id": deal_id}), "")
    return _after(request, access, "")


@require_POST
def task_remove(request: HttpRequest, deal_id: UUID, task_id: UUID) -> HttpResponse:
    """Take a to-do out."""
    access = open_deal(request.user, deal_id, Permission.COMMENT)
    todos.remove(_row(access, task_id), by=access.user, at=timezone.now())
    return _after(request, access, "The to-do is out. Undo brings it back.")


@require_POST
def comment_task(request: HttpRequest, deal_id: UUID, comment_id: int) -> HttpResponse:
    """Make a to-do of what a comment asks for."""
    access = open_deal(request.user, deal_id, Permission.COMMENT)
    rows = visible(access).filter(pk=comment_id)
    row: Comment | None = rows.select_related("deal", "issue", "suggestion", "stakeholder").first()
    if row is None:
        raise Http404("No such comment.")
    try:
        task = todos.from_comment(row, by=access.user, at=timezone.now())
    except Rejected as rejected:
        return done(request, home_of(target_of(row)), rejected.message, failed=True)
    text = f"A to-do of {task.assignee}. Give it a day."
    url = reverse("negotiations:task-edit", kwargs={"deal_id": deal_id, "task_id": task.pk})
    return done(request, f"{url}#task-form", text)


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    form: TaskForm | None = None,
    edited: Task | None = None,
    mine: bool | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with its form, of a new to-do (for what the address names) or of one that is changed."""
    form = form or TaskForm(request.GET if mine is None else {}, access.deal)
    mine = request.GET.get("who") == "me" if mine is None else mine
    about = target_named(access, form.data["about"], form.data["about_id"])
    context = {
        "moved": moved(access) if access.can(Permission.DEAL_EDIT) else (),
        "unplanned": unplanned(access, today=timezone.localdate()) if access.can(Permission.DEAL_EDIT) else (),
        "tasks": task_page(access, mine=mine, today=timezone.localdate()),
        "form": form,
        "about": title_of(about) if form.data["about"] else "",
        "edited": edited,
        "edited_version": max((int(seq) for seq in edited.versions.values()), default=0) if edited else 0,
        "kinds": TaskKind.choices,
        "deal": access.deal,
        "head": deal_head(access, "tasks", now=timezone.now()),
    }
    return page(request, TEMPLATE, context, fragment="tasks", status=status)


def _after(request: HttpRequest, access: DealAccess, text: str) -> HttpResponse:
    mine = "who=me" in request.headers.get("HX-Current-URL", "")
    return after(request, tasks_url(access.deal), text, lambda: show(request, access, mine=mine))


def _typed(row: Task, access: DealAccess) -> dict[str, str]:
    due: date | None = row.due_on
    return {
        "text": text_of_task(row, access),
        "assignee": str(row.assignee_id or ""),
        "due_on": due.isoformat() if due else "",
        "kind": row.kind,
        "secret": "1" if row.secret else "",
    }


def _row(access: DealAccess, task_id: UUID) -> Task:
    row = visible_tasks(access).filter(pk=task_id).first()
    if row is None or not may_change(access, row):
        raise Http404("No such to-do.")
    return row
