"""Coverage: who can stop the deal, and whether they are served."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.api.base import DealAPIView, P, needs
from negotiations.queries.people.coverage import Give, PersonLine, coverage_page
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.wording import plain


class CoveredInterestSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    kind = serializers.CharField()
    issues = serializers.ListField(child=serializers.CharField())
    state = serializers.CharField(help_text="plan, suggestion, unserved or unknown: where it is served.")
    why = serializers.CharField()


class GiveSerializer(serializers.Serializer[Any]):
    """A change of the plan's package, in words: what it costs or brings us, and likely them."""

    text = serializers.SerializerMethodField()
    ours = serializers.CharField()
    theirs = serializers.CharField()

    def get_text(self, give: Give) -> str:
        return plain(give.text)


class CoveredPersonSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="row.pk")
    name = serializers.CharField(source="row.name")
    side = serializers.CharField(source="row.side")
    because = serializers.ListField(child=serializers.CharField())
    hidden = serializers.BooleanField(source="row.is_hidden", help_text="Power without a seat at the table.")
    covered = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField())
    interests = CoveredInterestSerializer(many=True)
    give = GiveSerializer(allow_null=True, help_text="A cheap one that looks good at home.")
    advice = serializers.SerializerMethodField(help_text="The cheapest change that would serve them.")

    @extend_schema_field(GiveSerializer(many=True))
    def get_advice(self, line: PersonLine) -> list[dict[str, Any]]:
        return list(GiveSerializer(line.advice, many=True).data)


class CoverageSerializer(serializers.Serializer[Any]):
    """Every veto holder and every powerful person of both sides."""

    uncovered = serializers.IntegerField()
    others = serializers.IntegerField(help_text="People who are neither powerful nor hold a veto.")
    people = CoveredPersonSerializer(source="lines", many=True)


class CoverageDetail(DealAPIView):
    permissions = needs(GET=P.TRADES_VIEW)

    @operation("Who can stop the deal, and whether an interest of theirs is served", gives=CoverageSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        found = coverage_page(self.access, load_plan(self.access.deal), today=self.now.date())
        return Response(CoverageSerializer(found).data)
