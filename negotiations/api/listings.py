"""All packages in order: ask for a list, read it, take one into the plan."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Flag, Whole
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import listings
from negotiations.api.alternatives import PackageSerializer
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.jobs import JobSerializer
from negotiations.api.levels import level_text
from negotiations.api.trades import PackageWorthSerializer, package_worth
from negotiations.enums import JobKind
from negotiations.models import Job
from negotiations.queries.findings.listing import COUNTS, MOST, Asked
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.trades.listing import SHOWS, listing_view


class AskedSerializer(Strict):
    """What to list; ``low`` and ``high`` bound what packages are worth to us."""

    show = serializers.ChoiceField(list(SHOWS.items()), default="joint")
    count = Whole(min_value=1, max_value=MOST, default=COUNTS[1])
    low = Amount(**MONEY, allow_null=True, default=None)
    high = Amount(**MONEY, allow_null=True, default=None)
    ties = Flag(default=False, help_text="Add what is as good as the last.")


class AskedShown(serializers.Serializer[Any]):
    show = serializers.CharField()
    count = serializers.IntegerField()
    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    ties = serializers.BooleanField()


class RankedSerializer(PackageWorthSerializer):
    efficient = serializers.BooleanField(
        allow_null=True, help_text="Whether nothing gives one side more and the other no less, by the best guess."
    )
    why = serializers.CharField(allow_blank=True)


class ListingSerializer(serializers.Serializer[Any]):
    """The newest list; ``stale`` says what changed since it was made."""

    result = JobSerializer(allow_null=True)
    active = JobSerializer(allow_null=True)
    stale = serializers.CharField(allow_blank=True)
    asked = AskedShown()
    in_money = serializers.BooleanField()
    rows = RankedSerializer(many=True)
    more = serializers.BooleanField(help_text="Whether others are as good as the last.")


class ListingDetail(DealAPIView):
    permissions = needs(GET=P.TRADES_VIEW, POST=P.TRADES_RUN)
    throttle_scopes = needs(POST="jobs")

    @operation("Read the newest list of packages", gives=ListingSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        view = listing_view(self.access, load_plan(self.access.deal), self.now)
        kinds = {str(pk): kind for pk, kind in self.access.deal.issues.values_list("pk", "kind")}
        stored = view.document.get("rows", [])
        return Response(
            {
                "result": JobSerializer(view.result).data if view.result else None,
                "active": JobSerializer(view.active).data if view.active else None,
                "stale": view.stale,
                "asked": view.asked.document(),
                "in_money": bool(view.document.get("money")),
                "rows": [{**_worth(one, kinds), "why": row.why} for one, row in zip(stored, view.rows, strict=True)],
                "more": view.more,
            }
        )

    @operation("Ask for a list of packages", takes=AskedSerializer, gives=JobSerializer, status=202)
    def post(self, request: Request, deal_id: UUID) -> Response:
        job = listings.request(self.access.deal, Asked(**self.body(AskedSerializer)), **self.by)
        return self.show(JobSerializer, Job.objects.select_related("requested_by").get(pk=job.pk), 202)


class TakeSerializer(Strict):
    place = Whole(max_value=MOST, help_text="The place in ``rows``, from 0.")


class ListingTake(DealAPIView):
    permissions = needs(POST=P.TRADES_DECIDE)

    @operation("Put a package of a list into the plan", takes=TakeSerializer, gives=PackageSerializer)
    def post(self, request: Request, deal_id: UUID, job_id: UUID) -> Response:
        job = self.child(Job.objects.filter(deal=self.access.deal, kind=JobKind.LISTING), job_id)
        package = listings.take(self.access.deal, job.pk, self.body(TakeSerializer)["place"], **self.by)
        return self.show(PackageSerializer, package)


def _worth(row: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    levels = [{"issue": pk, "level": level_text(kinds[pk], Decimal(level))} for pk, level in row["levels"].items()]
    return {**package_worth(row), "levels": levels, "efficient": row["efficient"]}
