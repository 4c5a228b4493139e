"""The debrief: one's own sealed sheet, what all said once it is open, and the lessons."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Text, Whole
from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import debrief_sheets, debriefs, lessons
from negotiations.actions.debrief_sheets import MOST_WORDS
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, choices
from negotiations.enums_review import LEAST, MOST, DebriefState, LessonFor
from negotiations.models import Debrief, Lesson
from negotiations.queries.review.debrief import (
    PARTS,
    Answers,
    debrief_page,
    lessons_of,
    own_answers,
    sheets,
)
from negotiations.queries.standing import team


class DebriefWordsSerializer(Strict):
    intended = Text(MOST_WORDS, allow_blank=True, required=False)
    happened = Text(MOST_WORDS, allow_blank=True, required=False)
    why = Text(MOST_WORDS, allow_blank=True, required=False)
    next = Text(MOST_WORDS, allow_blank=True, required=False)


class PointsSerializer(Strict):
    """How content, from 1 (not at all) to 7 (entirely)."""

    result = Whole(min_value=LEAST, max_value=MOST, required=False)
    self = Whole(min_value=LEAST, max_value=MOST, required=False)
    process = Whole(min_value=LEAST, max_value=MOST, required=False)
    relation = Whole(min_value=LEAST, max_value=MOST, required=False)


class DebriefSheetEditSerializer(Strict):
    words = DebriefWordsSerializer(required=False)
    points = PointsSerializer(required=False)
    handed_in = serializers.BooleanField(default=False, help_text="Hand it in, sealed.")


class DebriefSheetSerializer(serializers.Serializer[Any]):
    words = serializers.DictField(child=serializers.CharField())
    points = serializers.DictField(child=serializers.IntegerField())
    handed_in = serializers.BooleanField()


class SaidSerializer(serializers.Serializer[Any]):
    by = PersonSerializer()
    words = serializers.DictField(child=serializers.CharField())


class ContentSerializer(serializers.Serializer[Any]):
    part = serializers.CharField()
    average = serializers.CharField(help_text="Of 7, over all who answered.")
    spread = serializers.CharField()


class DebriefSerializer(serializers.Serializer[Any]):
    """``said`` and ``content`` are empty while it is sealed, and for who may not see secrets."""

    state = serializers.ChoiceField(choices(DebriefState))
    opened_at = serializers.DateTimeField(allow_null=True)
    own = DebriefSheetSerializer()
    said = SaidSerializer(many=True)
    content = ContentSerializer(many=True)


class LessonSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="row.pk")
    fact = serializers.CharField()
    reading = serializers.CharField(allow_blank=True)
    rule = serializers.CharField(allow_blank=True)
    good_for = serializers.ChoiceField(choices(LessonFor), source="row.good_for")
    owner = PersonSerializer(source="row.owner", allow_null=True)
    taught = serializers.BooleanField(help_text="Whether its rule was passed on.")
    version = serializers.SerializerMethodField()

    def get_version(self, line: Any) -> int:
        return max(line.row.versions.values(), default=0)


class LessonFields(Strict):
    reading = Text(lessons.MOST, allow_blank=True, required=False)
    rule = Text(lessons.MOST_RULE, allow_blank=True, required=False)
    good_for = serializers.ChoiceField(choices(LessonFor), required=False)
    owner = Whole(allow_null=True, required=False, help_text="A member's id.")


class NewLessonSerializer(LessonFields):
    fact = Text(lessons.MOST)


class LessonEditSerializer(LessonFields, Edit):
    fact = Text(lessons.MOST, required=False)


class DebriefAPIView(DealAPIView):
    def row(self) -> Debrief:
        found = Debrief.objects.filter(deal=self.access.deal).select_related("deal").first()
        if found is None:
            raise Http404
        return found

    def shown(self) -> Response:
        row = self.row()
        own, handed_in = own_answers(row, self.user)
        open_to_me = not row.is_sealed and self.access.can(P.SECRETS_VIEW)
        content = debrief_page(self.access).points if open_to_me else ()
        document = {
            "state": row.state,
            "opened_at": row.opened_at,
            "own": {"words": own.words, "points": own.points, "handed_in": handed_in},
            "said": [{"by": u, "words": one.words} for u, one in sheets(row, self.access)] if open_to_me else [],
            "content": [{"part": one.label, "average": one.average, "spread": one.spread} for one in content],
        }
        return self.show(DebriefSerializer, document)


class DebriefDetail(DebriefAPIView):
    permissions = needs(GET=P.SCORE, POST=P.SCORING_RUN)

    @operation("Read the debrief", gives=DebriefSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.shown()

    @operation("Ask everybody with a seat", gives=DebriefSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        debriefs.ask(self.access.deal, **self.by)
        return self.shown()


class DebriefOpen(DebriefAPIView):
    permissions = needs(POST=P.SCORING_RUN)

    @operation("Open the sheets that are in; they cannot be sealed again", gives=DebriefSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        debriefs.open_all(self.row(), **self.by)
        return self.shown()


class DebriefSheetDetail(DebriefAPIView):
    permissions = needs(PUT=P.SCORE, DELETE=P.SCORE)

    @operation("Keep one's own sheet, or hand it in", takes=DebriefSheetEditSerializer, gives=DebriefSerializer)
    def put(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(DebriefSheetEditSerializer)
        points = {key: value for key, value in data.get("points", {}).items() if key in PARTS}
        act = debrief_sheets.hand_in if data["handed_in"] else debrief_sheets.keep
        act(self.row(), Answers(data.get("words", {}), points), **self.by)
        return self.shown()

    @operation("Take one's own sheet back while all is sealed", gives=DebriefSerializer)
    def delete(self, request: Request, deal_id: UUID) -> Response:
        debrief_sheets.take_back(self.row(), **self.by)
        return self.shown()


class LessonAPIView(DealAPIView):
    def one(self, pk: UUID) -> Any:
        """The line of a lesson as it is read."""
        return next(line for line in lessons_of(self.access) if line.row.pk == pk)

    def lesson(self, pk: UUID) -> Lesson:
        found: Lesson = self.child(Lesson.objects.filter(deal=self.access.deal, removed_at=None), pk)
        return found

    def read(self, taken: type[Any]) -> dict[str, Any]:
        data = self.body(taken)
        if data.get("owner") is not None:
            people = {one.user.pk: one.user for one in team(self.access.deal)}
            if data["owner"] not in people:
                raise Invalid({"owner": ["Not of this deal."]})
            data["owner"] = people[data["owner"]]
        return data


class LessonList(LessonAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation("List the lessons, oldest first", gives=LessonSerializer(many=True))
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(self.rows(LessonSerializer)(lessons_of(self.access)))

    @operation("Write a lesson", takes=NewLessonSerializer, gives=LessonSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = lessons.add(self.access.deal, **self.read(NewLessonSerializer), **self.by)
        return self.show(LessonSerializer, self.one(row.pk), 201)


class LessonDetail(LessonAPIView):
    permissions = needs(PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Change a lesson: one action", takes=LessonEditSerializer, gives=LessonSerializer)
    def patch(self, request: Request, deal_id: UUID, lesson_id: UUID) -> Response:
        row, data = self.lesson(lesson_id), self.read(LessonEditSerializer)
        version = data.pop("version")
        seen = {name: self.seen(row, name, version) for name in data}
        lessons.edit(row, data, seen=seen, **self.by)
        return self.show(LessonSerializer, self.one(row.pk))

    @operation("Take a lesson out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, lesson_id: UUID) -> Response:
        lessons.remove(self.lesson(lesson_id), **self.by)
        return Response(status=204)


class LessonTeach(LessonAPIView):
    permissions = needs(POST=P.SECRETS_EDIT)

    @operation("Pass a lesson's rule on to the next deal; its words are no secret then", gives=LessonSerializer)
    def post(self, request: Request, deal_id: UUID, lesson_id: UUID) -> Response:
        row = lessons.teach(self.lesson(lesson_id), **self.by)
        return self.show(LessonSerializer, self.one(row.pk))
