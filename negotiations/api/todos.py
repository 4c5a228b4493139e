"""To-dos of a deal."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Day, Flag, Text, Whole
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import todos
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.comments import AboutSerializer, target_of_body
from negotiations.api.rows import Edit, Version, choices
from negotiations.api.seats import member
from negotiations.enums import TaskKind
from negotiations.models import Task
from negotiations.queries.deal.comments import visible
from negotiations.queries.inbox.todos import may_change, text_of_task, visible_tasks

FILTERS = [OpenApiParameter("done", bool, description="Only those done, or only those open.")]


class TaskSerializer(serializers.Serializer[Any]):
    """Something to do: about the issue, suggestion or stakeholder named, else about the deal."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices(TaskKind))
    text = serializers.SerializerMethodField()
    secret = serializers.BooleanField()
    assignee = PersonSerializer(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)
    issue = serializers.UUIDField(source="issue_id", allow_null=True)
    suggestion = serializers.UUIDField(source="suggestion_id", allow_null=True)
    stakeholder = serializers.UUIDField(source="stakeholder_id", allow_null=True)
    meeting = serializers.UUIDField(
        source="meeting_id", allow_null=True, help_text="The meeting that it was laid back from."
    )
    hours = serializers.FloatField(allow_null=True)
    created_at = serializers.DateTimeField()
    version = Version()

    def get_text(self, row: Task) -> str:
        return text_of_task(row, self.context["access"])


class NewTaskSerializer(AboutSerializer):
    text = Text(todos.MOST)
    assignee = Whole(required=False, allow_null=True, help_text="A member who can see what it is about.")
    due_on = Day(required=False, allow_null=True)
    kind = serializers.ChoiceField(choices(TaskKind), default=TaskKind.STEP)
    secret = Flag(default=False)


class TaskEditSerializer(Edit):
    text = Text(todos.MOST, required=False)
    assignee = Whole(required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    kind = serializers.ChoiceField(choices(TaskKind), required=False)
    done = Flag(required=False)


class TaskAPIView(DealAPIView):
    def found(self, task_id: UUID) -> Task:
        row: Task = self.child(visible_tasks(self.access), task_id)
        return row

    def own(self, task_id: UUID) -> Task:
        row = self.found(task_id)
        if not may_change(self.access, row):
            raise Invalid({"": ["Whoever made it, has to do it or coordinates may change a to-do."]})
        return row

    def read(self, serializer: type[Strict]) -> dict[str, Any]:
        data = self.body(serializer)
        if data.get("assignee") is not None:
            data["assignee"] = member(self.access.deal, data["assignee"], "assignee")
        return data


class TaskList(TaskAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.COMMENT)

    @operation("List the to-dos", gives=page_of(TaskSerializer), parameters=[*PAGING, *FILTERS])
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows, wanted = visible_tasks(self.access), request.query_params.get("done")
        if wanted is not None:
            if wanted not in {"true", "false"}:
                raise Invalid({"done": ["true or false."]})
            rows = rows.filter(done_at__isnull=wanted == "false")
        return Response(page(request, rows, [Key("created_at", moment), BY_ID], self.rows(TaskSerializer)))

    @operation("Add a to-do", takes=NewTaskSerializer, gives=TaskSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.read(NewTaskSerializer)
        about = target_of_body(self.access, data)
        row = todos.add(self.access.deal, todos.New(**data), about=about, **self.by)
        return self.show(TaskSerializer, self.found(row.pk), 201)


class TaskDetail(TaskAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.COMMENT, DELETE=P.COMMENT)

    @operation("Read a to-do", gives=TaskSerializer)
    def get(self, request: Request, deal_id: UUID, task_id: UUID) -> Response:
        return self.show(TaskSerializer, self.found(task_id))

    @operation("Change a to-do, or do it", takes=TaskEditSerializer, gives=TaskSerializer)
    def patch(self, request: Request, deal_id: UUID, task_id: UUID) -> Response:
        row = self.own(task_id)
        data = self.read(TaskEditSerializer)
        version = data.pop("version")
        fields = {"text": row.words_field, "done": "done_at"}
        seen: dict[str, int | None] = {name: self.seen(row, fields.get(name, name), version) for name in data}
        todos.edit(row, data, seen=seen, **self.by)
        return self.show(TaskSerializer, self.found(task_id))

    @operation("Take a to-do out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, task_id: UUID) -> Response:
        todos.remove(self.own(task_id), **self.by)
        return Response(status=204)


class CommentTask(TaskAPIView):
    permissions = needs(POST=P.COMMENT)

    @operation("Make a to-do of a comment", gives=TaskSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, comment_id: int) -> Response:
        said = self.child(visible(self.access).select_related("deal"), comment_id)
        row = todos.from_comment(said, **self.by)
        return self.show(TaskSerializer, self.found(row.pk), 201)


__all__ = ["CommentTask", "TaskDetail", "TaskList"]
