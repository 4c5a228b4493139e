"""Blind scoring: rounds, and one's own sheet. Nothing here tells of another's sheet while a round is open."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Amount, Day, Id, Text, plain
from accounts.rest.pagination import PAGING, Key, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import scoring, scoring_sheets
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.levels import LONGEST, level_text, read_level
from negotiations.api.rows import choices
from negotiations.enums import RoundState
from negotiations.levels import scale_of
from negotiations.models import Issue, ScoringRound
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.scoring.page import asked_of
from negotiations.queries.scoring.sealed import own_sheet


class RoundSerializer(serializers.Serializer[Any]):
    """A round of blind scoring. Who has handed in, and how many, nobody learns before it is closed."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices(RoundState))
    issues = serializers.ListField(child=serializers.UUIDField(), help_text="The issues asked about.")
    deadline = serializers.DateField(allow_null=True)
    opened_by = PersonSerializer(allow_null=True)
    opened_at = serializers.DateTimeField()
    ended_by = PersonSerializer(allow_null=True, help_text="Null when it closed by itself, all being in.")
    ended_at = serializers.DateTimeField(allow_null=True)


class NewRoundSerializer(Strict):
    deadline = Day(allow_null=True, required=False)


class SheetLineSerializer(Strict):
    """What one thinks of an issue: swing points 0 to 100, and the target that one proposes."""

    issue = Id()
    points = Amount(digits=3, places=3, allow_null=True, required=False)
    target = Text(LONGEST, allow_null=True, required=False)


class SheetEditSerializer(Strict):
    lines = SheetLineSerializer(many=True, max_length=1000)


class SheetSerializer(serializers.Serializer[Any]):
    """One's own sheet."""

    handed_in = serializers.BooleanField()
    lines = SheetLineSerializer(many=True)


class RoundAPIView(DealAPIView):
    def round_of(self, pk: UUID) -> ScoringRound:
        rows = ScoringRound.objects.filter(deal=self.access.deal).select_related("deal", "opened_by", "ended_by")
        found: ScoringRound = self.child(rows, pk)
        return found

    def issues_of(self, row: ScoringRound) -> list[Issue]:
        return asked_of(row, load_plan(self.access.deal))

    def sheet(self, row: ScoringRound) -> Response:
        answers, handed_in = own_sheet(row, self.user)
        lines = [
            {
                "issue": str(issue.pk),
                "points": None if issue.pk not in answers.points else plain(answers.points[issue.pk]),
                "target": level_text(issue.kind, answers.targets[issue.pk]) if issue.pk in answers.targets else None,
            }
            for issue in self.issues_of(row)
        ]
        return Response({"handed_in": handed_in, "lines": lines})

    def read_sheet(self, row: ScoringRound) -> dict[str, Any]:
        issues = {issue.pk: issue for issue in self.issues_of(row)}
        points, targets = {}, {}
        seen = set()
        for place, line in enumerate(self.body(SheetEditSerializer)["lines"]):
            issue = issues.get(line["issue"])
            if issue is None or issue.pk in seen:
                raise Invalid({f"lines.{place}.issue": ["Name issues of this round, each once."]})
            seen.add(issue.pk)
            scale = scale_of(issue, self.access.deal.currency)
            target = read_level(scale, line.get("target"), f"lines.{place}.target")
            if line.get("points") is not None:
                points[issue.pk] = line["points"]
            if target is not None:
                targets[issue.pk] = target
        return {"points": points, "targets": targets}


class RoundList(RoundAPIView):
    permissions = needs(GET=P.SCORE, POST=P.SCORING_RUN)

    @operation("List the rounds of blind scoring, latest first", gives=page_of(RoundSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows = ScoringRound.objects.filter(deal=self.access.deal).select_related("opened_by", "ended_by")
        return Response(page(request, rows, [Key("opened_seq", whole, descending=True)], self.rows(RoundSerializer)))

    @operation("Open a round: everybody with a seat is asked", takes=NewRoundSerializer, gives=RoundSerializer,
               status=201)  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = scoring.open_round(self.access.deal, **self.body(NewRoundSerializer), **self.by)
        return self.show(RoundSerializer, row, 201)


class RoundDetail(RoundAPIView):
    permissions = needs(GET=P.SCORE)

    @operation("Read a round", gives=RoundSerializer)
    def get(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        return self.show(RoundSerializer, self.round_of(round_id))


class RoundClose(RoundAPIView):
    permissions = needs(POST=P.SCORING_RUN)

    @operation("Close a round before all are in; it cannot be opened again", gives=RoundSerializer)
    def post(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        return self.show(RoundSerializer, scoring.close_round(self.round_of(round_id), **self.by))


class RoundWithdraw(RoundAPIView):
    permissions = needs(POST=P.SCORING_RUN)

    @operation("Withdraw an open round: its sheets are destroyed unread", gives=RoundSerializer)
    def post(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        return self.show(RoundSerializer, scoring.withdraw_round(self.round_of(round_id), **self.by))


class SheetDetail(RoundAPIView):
    permissions = needs(GET=P.SCORE, PUT=P.SCORE)

    @operation("Read one's own sheet", gives=SheetSerializer)
    def get(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        return self.sheet(self.round_of(round_id))

    @operation("Keep one's own sheet as a draft", takes=SheetEditSerializer, gives=SheetSerializer)
    def put(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        row = self.round_of(round_id)
        scoring_sheets.keep(row, **self.read_sheet(row), **self.by)
        return self.sheet(row)


class SheetHandIn(RoundAPIView):
    permissions = needs(POST=P.SCORE, DELETE=P.SCORE)

    @operation("Hand one's own sheet in; the round closes itself when all are in", takes=SheetEditSerializer,
               gives=SheetSerializer)  # fmt: skip
    def post(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        row = self.round_of(round_id)
        scoring_sheets.hand_in(row, **self.read_sheet(row), **self.by)
        return self.sheet(row)

    @operation("Take one's own sheet back while the round is open", gives=SheetSerializer)
    def delete(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        row = self.round_of(round_id)
        scoring_sheets.take_back(row, **self.by)
        return self.sheet(row)
