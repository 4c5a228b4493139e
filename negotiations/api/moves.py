"""The log of the table: list, record once by key, take back, correct. Secret throughout."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Flag, Id, Moment, Text
from accounts.rest.pagination import PAGING, Key, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import evidence, moves
from negotiations.actions.moves import Said
from negotiations.api.alternatives import Levels
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.levels import LevelOfIssueSerializer, level_text, read_levels
from negotiations.api.rows import Revealed, choices
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.forms.entries import Unread, answered, heard_in, said_of
from negotiations.lines import LONGEST, Heard, Vocabulary
from negotiations.models import Issue, Move
from negotiations.queries.table.lines import live_issues, vocabulary

MOST_PAYS = 20


class MoveSerializer(serializers.Serializer[Any]):
    """An entry. It counts no more when ``reversed_by`` names the entry that took it back."""

    id = serializers.UUIDField()
    number = serializers.IntegerField(help_text="Counts the entries of the deal without gaps.")
    key = serializers.UUIDField()
    party = serializers.ChoiceField(choices(Party))
    kind = serializers.ChoiceField(choices(MoveKind), help_text="A give of theirs is a get of ours.")
    binding = serializers.BooleanField()
    issue = serializers.UUIDField(source="issue_id", allow_null=True)
    meeting = serializers.UUIDField(source="meeting_id", allow_null=True)
    words = Revealed(serializers.CharField())
    levels = Levels()
    said_by = Revealed(serializers.CharField())
    why = Revealed(serializers.CharField(), help_text="Why it was logged after a warning, or taken back.")
    answers = serializers.UUIDField(source="answers_id", allow_null=True)
    offer = serializers.UUIDField(source="offer_id", allow_null=True, help_text="What a binding offer put on record.")
    reverses = serializers.UUIDField(source="reverses_id", allow_null=True)
    reversed_by = serializers.UUIDField(source="reversal.pk", allow_null=True, default=None)
    happened_at = serializers.DateTimeField()
    recorded_by = PersonSerializer()
    recorded_at = serializers.DateTimeField()


class EntrySerializer(Strict):
    """Either a ``line`` as it is typed at the table, or ``party`` and ``kind`` with what belongs to them."""

    line = Text(LONGEST, required=False)
    party = serializers.ChoiceField(choices(Party), required=False)
    kind = serializers.ChoiceField(choices(MoveKind), required=False)
    words = Text(moves.MAX_WORDS, allow_blank=True, required=False)
    levels = LevelOfIssueSerializer(many=True, max_length=1000, required=False)
    issue = Id(required=False, allow_null=True)
    binding = Flag(required=False)
    answers = Id(required=False, allow_null=True)
    said_by = Text(evidence.MAX_SAID_BY, allow_blank=True, required=False)
    in_return = Text(300, allow_blank=True, required=False, help_text="What they are to give for a give of ours.")
    pays = serializers.ListField(
        child=Text(80), required=False, max_length=MOST_PAYS, help_text="Keys of gets in the ledger that it is for."
    )
    why = Text(moves.MAX_WHY, allow_blank=True, required=False, help_text="Why it is given for nothing.")
    happened_at = Moment(required=False)
    meeting = Id(required=False, allow_null=True)
    exception = Id(required=False, help_text="A granted exception for exactly these levels.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        said = {"party", "kind", "words", "levels", "issue", "answers", "said_by"} & set(attrs)
        if "line" in attrs and said:
            raise serializers.ValidationError("Send a line, or the fields of the entry.")
        if "line" not in attrs and not {"party", "kind"} <= set(attrs):
            raise serializers.ValidationError("Send a line, or the party and the kind of the entry.")
        return attrs


class NewMoveSerializer(EntrySerializer):
    key = Id(help_text="Yours: the same one again is the same entry, however often it is sent.")


class CorrectionSerializer(NewMoveSerializer):
    wrong = Text(moves.MAX_WHY, allow_blank=True, required=False, help_text="What was wrong with the old one.")
    reversal_key = Id(help_text="The key of the reversal.")


class ReversalSerializer(Strict):
    key = Id()
    why = Text(moves.MAX_WHY, allow_blank=True, required=False)


class TypedLineSerializer(Strict):
    line = Text(LONGEST)


class LevelHeardSerializer(serializers.Serializer[Any]):
    issue = serializers.UUIDField()
    level = serializers.CharField()


class HeardSerializer(serializers.Serializer[Any]):
    """What a line says. Nothing is written."""

    party = serializers.ChoiceField(choices(Party))
    kind = serializers.ChoiceField(choices(MoveKind))
    words = serializers.CharField(allow_blank=True)
    levels = LevelHeardSerializer(many=True)
    issue = serializers.UUIDField(allow_null=True)
    binding = serializers.BooleanField()
    answers = serializers.UUIDField(allow_null=True)
    said_by = serializers.CharField(allow_blank=True)
    in_return = serializers.CharField(allow_blank=True)
    why = serializers.CharField(allow_blank=True)


class MoveAPIView(DealAPIView):
    def moves_of(self) -> QuerySet[Move]:
        rows = Move.objects.filter(deal=self.access.deal)
        return rows.select_related("deal", "recorded_by", "reversal", "offer")

    def one(self, pk: UUID, status: int = 200) -> Response:
        return self.show(MoveSerializer, self.moves_of().get(pk=pk), status)

    def heard(self, line: str) -> tuple[Heard, list[Issue], Vocabulary]:
        issues = live_issues(self.access.deal)
        known = vocabulary(self.access.deal, issues)
        try:
            return heard_in(line, known), issues, known
        except Unread as error:
            raise Invalid({"line": [error.message]}) from None

    def said_in(self, data: dict[str, Any]) -> Said:
        """The entry that a body holds. Raises ``Invalid``."""
        given = {name: data[name] for name in data if name not in {"line", "key", "levels", "wrong", "reversal_key"}}
        if "pays" in given:
            given["pays"] = tuple(given["pays"])
        if "line" in data:
            heard = self.heard(data["line"])[0]
            try:
                return replace(said_of(self.access.deal, heard, now=self.now), **given)
            except Unread as error:
                raise Invalid({"line": [error.message]}) from None
        levels = read_levels(self.access.deal, data.get("levels", ()), "levels")
        given |= {"party": Party(given["party"]), "kind": MoveKind(given["kind"])}
        return Said(**given, levels={pk: level for pk, level in levels.items() if level is not None})


class MoveList(MoveAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.MOVE_RECORD)

    @operation("List the log, oldest first", gives=page_of(MoveSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.moves_of(), [Key("number", whole)], self.rows(MoveSerializer)))

    @operation(
        "Log an entry, once for its key; an offer of ours outside the mandate is refused (409) with its reasons",
        takes=NewMoveSerializer,
        gives=MoveSerializer,
        status=201,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewMoveSerializer)
        row = moves.record(self.access.deal, self.said_in(data), key=data["key"], **self.by)
        return self.one(row.pk, 201)


class MoveRead(MoveAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Read a line without logging it", takes=TypedLineSerializer, gives=HeardSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        heard, issues, _ = self.heard(self.body(TypedLineSerializer)["line"])
        kinds = {issue.pk: issue.kind for issue in issues}
        try:
            answers = answered(self.access.deal, heard)
        except Unread as error:
            raise Invalid({"line": [error.message]}) from None
        levels = [{"issue": pk, "level": level_text(kinds[pk], level)} for pk, level in heard.levels.items()]
        return self.show(HeardSerializer, {**vars(heard), "levels": levels, "answers": answers})


class MoveDetail(MoveAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read an entry of the log", gives=MoveSerializer)
    def get(self, request: Request, deal_id: UUID, move_id: UUID) -> Response:
        return self.one(self.child(self.moves_of(), move_id).pk)


class MoveReverse(MoveAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Take an entry back; gives the reversal", takes=ReversalSerializer, gives=MoveSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, move_id: UUID) -> Response:
        row = self.child(self.moves_of(), move_id)
        data = self.body(ReversalSerializer)
        return self.one(moves.reverse(row, why=data.get("why", ""), key=data["key"], **self.by).pk, 201)


class MoveCorrect(MoveAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation(
        "Take an entry back and log the right one, in one action; gives the new one",
        takes=CorrectionSerializer,
        gives=MoveSerializer,
        status=201,
    )
    def post(self, request: Request, deal_id: UUID, move_id: UUID) -> Response:
        row = self.child(self.moves_of(), move_id)
        data = self.body(CorrectionSerializer)
        keys = (data["reversal_key"], data["key"])
        right = moves.correct(row, self.said_in(data), why=data.get("wrong", ""), keys=keys, **self.by)
        return self.one(right.pk, 201)
