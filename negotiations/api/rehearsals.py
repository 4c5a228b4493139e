"""Rehearsals: asked for, read as numbers. The job is watched and stopped under jobs."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Id, Whole
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import rehearsals
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.jobs import JobSerializer
from negotiations.engine.rehearsal.counterparts import EVEN_MIX, Kind
from negotiations.queries.rehearsals.page import RehearsalPage, rehearsal_page


class MixSerializer(Strict):
    boulware = Whole(max_value=1000, default=0, help_text="Holds out, then gives way near the end.")
    linear = Whole(max_value=1000, default=0, help_text="Gives evenly.")
    conceder = Whole(max_value=1000, default=0, help_text="Gives early.")
    tit_for_tat = Whole(max_value=1000, default=0, help_text="Returns what it was given.")
    stubborn = Whole(max_value=1000, default=0, help_text="Hardly moves.")
    fixed_pie = Whole(max_value=1000, default=0, help_text="Wants our opposite.")


class NewRehearsalSerializer(Strict):
    plans = serializers.ListField(child=Id(), min_length=1, max_length=2, help_text="One plan, or two to compare.")
    runs = Whole(max_value=rehearsals.MOST_RUNS, default=rehearsals.RUNS)
    mix = MixSerializer(required=False, help_text="Parts of the population by kind.")
    pressed = serializers.BooleanField(
        default=False, help_text="With the pressure from inside our house; a single plan is rehearsed without it too."
    )


class RehearsalKindSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    runs = serializers.IntegerField()
    deals = serializers.CharField(help_text="Of 100.")
    typical = serializers.CharField()


class PlanResultSerializer(serializers.Serializer[Any]):
    """How one plan fared; shares are of 100 rehearsals, amounts are in words as on the page."""

    name = serializers.CharField()
    deals = serializers.IntegerField()
    typical = serializers.CharField()
    low = serializers.CharField()
    high = serializers.CharField()
    theirs = serializers.CharField(help_text="Likely worth to them: a range.")
    they_left = serializers.IntegerField()
    we_left = serializers.IntegerField()
    impasse = serializers.IntegerField()
    half_by = serializers.IntegerField(allow_null=True, help_text="Half of the deals are made by this round.")
    leak_round = serializers.IntegerField(allow_null=True)
    leak = serializers.CharField(help_text="Given without an equal get in that round, a rehearsal.")
    leak_total = serializers.CharField()
    kinds = RehearsalKindSerializer(many=True)


class RehearsalPairSerializer(serializers.Serializer[Any]):
    """The second plan against the first, on the same counterparts; of 100 rehearsals."""

    better = serializers.IntegerField()
    equal = serializers.IntegerField()
    worse = serializers.IntegerField()
    mean = serializers.CharField(help_text="By how much the one that is ahead is, on average.")
    second_ahead = serializers.BooleanField()


class RehearsalSerializer(serializers.Serializer[Any]):
    """The newest rehearsal, whether it still fits the plan, and one under way."""

    result = JobSerializer(allow_null=True)
    active = JobSerializer(allow_null=True)
    stale = serializers.CharField(allow_blank=True, help_text="What changed since, in words.")
    runs = serializers.IntegerField()
    plans = PlanResultSerializer(many=True)
    pair = RehearsalPairSerializer(allow_null=True)


class RehearsalDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.TRADES_RUN)
    throttle_scopes = needs(POST="jobs")

    @operation("Read the newest rehearsal", gives=RehearsalSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(RehearsalSerializer, _shown(rehearsal_page(self.access, self.now)))

    @operation(
        "Rehearse; the same plan gives the job that is there already",
        takes=NewRehearsalSerializer,
        gives=JobSerializer,
        status=202,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewRehearsalSerializer)
        mix = {Kind(name): parts for name, parts in data["mix"].items()} if "mix" in data else EVEN_MIX
        asked = {"plans": data["plans"], "runs": data["runs"], "pressed": data["pressed"]}
        job = rehearsals.request(self.access.deal, mix=mix, **asked, **self.by)
        return self.show(JobSerializer, job, 202)


def _shown(page: RehearsalPage) -> dict[str, Any]:
    return {
        "result": page.result,
        "active": page.active,
        "stale": page.stale,
        "runs": page.runs,
        "plans": page.results,
        "pair": page.pair,
    }
