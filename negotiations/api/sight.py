"""What is always in sight at the table. Secret throughout."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.actions import next_moves
from negotiations.api.alternatives import Levels
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.trades import BandSerializer
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.sight.next_words import NextView
from negotiations.queries.sight.page import Sight, sight
from negotiations.queries.sight.standing import OfferWords


class SightOfferSerializer(serializers.Serializer[Any]):
    """A whole package: what a side last said, with what stood before where it was silent."""

    at = serializers.DateTimeField(allow_null=True)
    worth = serializers.CharField(source="value", help_text="To us, in money or points.")
    over_floor = serializers.CharField(source="over_value", allow_null=True)
    within = serializers.BooleanField(help_text="Within the mandate in force, else within the plan's own limits.")
    crossed = serializers.ListField(child=serializers.UUIDField(), source="crossed_ids")
    levels = Levels()


class SightTimeSerializer(serializers.Serializer[Any]):
    issue = serializers.UUIDField()
    minutes = serializers.IntegerField()
    share = serializers.FloatField(help_text="Its part of the time on all issues.")
    weight = serializers.FloatField(help_text="Its part of what is at stake for us.")
    too_long = serializers.BooleanField()


class NextMoveSerializer(serializers.Serializer[Any]):
    """Against what stands: our last offer, before the first one the package on the plan."""

    source = serializers.CharField(help_text="answer, trade or better")
    give = serializers.ListField(child=serializers.CharField())
    get = serializers.ListField(child=serializers.CharField())
    ours = serializers.CharField()
    theirs = BandSerializer(allow_null=True)
    over_floor = serializers.CharField(allow_null=True)
    accept = serializers.ListField(
        child=serializers.FloatField(), help_text="The chance that they take it: low, middle, high."
    )
    levels = Levels()


class NextMovesSerializer(serializers.Serializer[Any]):
    """``computing`` and ``stale`` say whether this is of the table as it stands."""

    computed_at = serializers.DateTimeField(allow_null=True)
    stale = serializers.BooleanField()
    computing = serializers.BooleanField()
    moves = NextMoveSerializer(many=True)
    question = serializers.CharField(allow_null=True, help_text="The best one computed, else the next of our own list.")


class SightPauseSerializer(serializers.Serializer[Any]):
    move = serializers.UUIDField()
    since = serializers.DateTimeField()
    words = serializers.CharField(allow_blank=True)


class CloserSerializer(serializers.Serializer[Any]):
    """A small give of the shelf to close with, once a deal is near: the one that brings them most for its cost."""

    small_give = serializers.UUIDField(source="give.row.pk")
    why = serializers.CharField()
    say = serializers.CharField()


class SightSerializer(serializers.Serializer[Any]):
    entries = serializers.IntegerField(help_text="What was logged and stands.")
    target = SightOfferSerializer(allow_null=True)
    ours = SightOfferSerializer(allow_null=True)
    theirs = SightOfferSerializer(allow_null=True)
    agreed = Levels()
    times = SightTimeSerializer(many=True)
    pause = SightPauseSerializer(allow_null=True)
    next = NextMovesSerializer()
    closer = CloserSerializer(allow_null=True)


class SightDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.TRADES_RUN)
    throttle_scopes = needs(POST="jobs")

    @operation("Read what is always in sight at the table", gives=SightSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        found = sight(load_plan(self.access.deal), self.access, now=self.now)
        return self.show(SightSerializer, _document(found))

    @operation("Compute the next moves, where it did not happen by itself", gives=SightSerializer, status=202)
    def post(self, request: Request, deal_id: UUID) -> Response:
        next_moves.request(self.access.deal, **self.by)
        found = sight(load_plan(self.access.deal), self.access, now=self.now)
        return self.show(SightSerializer, _document(found), 202)


def _document(found: Sight) -> dict[str, Any]:
    pause = found.pause
    sides: dict[str, OfferWords | None] = {
        "target": found.table.target, "ours": found.table.ours, "theirs": found.table.theirs,
    }  # fmt: skip
    return {
        "entries": found.entries,
        **sides,
        "agreed": found.table.agreed,
        "times": [line.time for line in found.lines if line.time is not None and line.time.minutes],
        "pause": {"move": pause.row.pk, "since": pause.row.happened_at, "words": pause.words} if pause else None,
        "next": _next(found.next, found.ask),
        "closer": found.closer,
    }


def _next(view: NextView, own: str) -> dict[str, Any]:
    parts = view.document.get("moves", [])
    moves = [
        {
            "source": part["source"],
            "give": one.give,
            "get": one.get,
            "ours": part["ours"],
            "theirs": part["theirs"] and dict(zip(("low", "median", "high", "chance"), part["theirs"], strict=True)),
            "over_floor": part["over_floor"],
            "accept": part["accept"],
            "levels": part["levels"],
        }
        for one, part in zip(view.moves, parts, strict=True)
    ]
    return {
        "computed_at": view.at,
        "stale": view.stale,
        "computing": view.active is not None,
        "moves": moves,
        "question": view.question.text if view.question else own or None,
    }
