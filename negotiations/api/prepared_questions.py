"""Prepared questions, and their answers with what these tell of the other side."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Id, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import prepared_questions
from negotiations.actions.prepared_questions import Taught
from negotiations.api.base import P, needs
from negotiations.api.levels import LevelOfIssueSerializer, read_levels
from negotiations.api.registers import ENTER, PreparedSerializer, RegisterAPIView, issue_id
from negotiations.api.rows import Edit, choices
from negotiations.enums_prepare import QuestionState, QuestionTopic
from negotiations.models import Question
from negotiations.queries.prepare.question_kind import kind_of

LONGEST = 300


class KindSerializer(serializers.Serializer[Any]):
    """Whether yes or no would answer it, by rules for English; ``rewrite`` may be empty."""

    code = serializers.ChoiceField(["open", "closed"])
    hint = serializers.CharField(allow_blank=True)
    rewrite = serializers.CharField(allow_blank=True)


class PreparedQuestionSerializer(PreparedSerializer):
    text = serializers.CharField()
    kind = serializers.SerializerMethodField()
    topic = serializers.ChoiceField(choices(QuestionTopic))
    versus = serializers.UUIDField(source="versus_id", allow_null=True)
    state = serializers.ChoiceField(choices(QuestionState))
    meeting = serializers.UUIDField(source="meeting_id", allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    answered_by = serializers.CharField(allow_blank=True)

    @extend_schema_field(KindSerializer)
    def get_kind(self, row: Question) -> dict[str, str]:
        found = kind_of(row.text)
        return {"code": found.code, "hint": found.hint, "rewrite": found.rewrite}


class QuestionFields(Strict):
    topic = serializers.ChoiceField(choices(QuestionTopic), required=False)
    issue = issue_id()
    versus = issue_id(help_text="The issue that it is weighed against.")
    state = serializers.ChoiceField(choices(QuestionState), required=False)
    meeting = issue_id(help_text="Where it is asked.")
    answer = Text(2000, allow_blank=True, required=False)
    answered_by = Text(allow_blank=True, required=False)


class NewPreparedQuestionSerializer(QuestionFields):
    text = Text(LONGEST)


class PreparedQuestionEditSerializer(QuestionFields, Edit):
    text = Text(LONGEST, required=False)


class TaughtSerializer(Strict):
    """Either ``more`` (and ``less``; null: than any other) or ``better`` and ``worse``, levels of one issue."""

    more = Id(required=False)
    less = Id(required=False, allow_null=True)
    better = LevelOfIssueSerializer(many=True, required=False, max_length=1)
    worse = LevelOfIssueSerializer(many=True, required=False, max_length=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("more" in attrs) == ("better" in attrs and "worse" in attrs):
            raise serializers.ValidationError("Name either `more`, or both `better` and `worse`.")
        return attrs


class PreparedAnswerSerializer(Edit):
    answer = Text(2000)
    answered_by = Text(allow_blank=True, required=False)
    meeting = issue_id()
    learned = serializers.ListField(
        child=Text(LONGEST), required=False, max_length=12, help_text="New facts of theirs, each a fact of its own."
    )
    taught = TaughtSerializer(required=False, help_text="Evidence of their side. Needs the right to edit secrets.")


class QuestionAPIView(RegisterAPIView):
    register, model, actions, shown = (
        prepared_questions.REGISTER,
        Question,
        prepared_questions,
        PreparedQuestionSerializer,
    )


class PreparedQuestionList(QuestionAPIView):
    permissions = needs(GET=ENTER, POST=ENTER)

    @operation("List the prepared questions", gives=page_of(PreparedQuestionSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation(
        "Write a question down", takes=NewPreparedQuestionSerializer, gives=PreparedQuestionSerializer, status=201
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewPreparedQuestionSerializer)


class PreparedQuestionDetail(QuestionAPIView):
    permissions = needs(GET=ENTER, PATCH=ENTER, DELETE=ENTER)

    @operation("Read a prepared question", gives=PreparedQuestionSerializer)
    def get(self, request: Request, deal_id: UUID, question_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), question_id))

    @operation(
        "Change a prepared question: one action", takes=PreparedQuestionEditSerializer, gives=PreparedQuestionSerializer
    )
    def patch(self, request: Request, deal_id: UUID, question_id: UUID) -> Response:
        return self.changed(question_id, PreparedQuestionEditSerializer)

    @operation("Take a prepared question out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, question_id: UUID) -> Response:
        return self.removed(question_id)


class PreparedQuestionAnswer(QuestionAPIView):
    permissions = needs(POST=ENTER)

    @operation(
        "Note an answer and what it tells of their side: one action",
        takes=PreparedAnswerSerializer,
        gives=PreparedQuestionSerializer,
    )
    def post(self, request: Request, deal_id: UUID, question_id: UUID) -> Response:
        row = self.mine(question_id)
        data = self.read(PreparedAnswerSerializer)
        taught = self._taught(data.pop("taught")) if data.get("taught") else None
        version = data.pop("version")
        seen = {name: self.seen(row, name, version) for name in ("answer", "answered_by", "meeting", "state")}
        told = {"text": data.pop("answer"), "said_by": data.pop("answered_by", ""), "taught": taught, **data}
        prepared_questions.answer(row, **told, seen=seen, **self.by)
        return self.show(self.shown, self.rows_of().get(pk=question_id))

    def _taught(self, data: dict[str, Any]) -> Taught:
        self.access.require(P.SECRETS_EDIT)
        if "more" in data:
            return Taught(more=data["more"], less=data.get("less"))
        levels = {name: read_levels(self.access.deal, data[name], f"taught.{name}") for name in ("better", "worse")}
        if any(level is None for one in levels.values() for level in one.values()):
            raise Invalid({"taught": ["Give both levels."]})
        return Taught(**levels)


__all__ = ["PreparedQuestionAnswer", "PreparedQuestionDetail", "PreparedQuestionList"]
