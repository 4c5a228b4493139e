"""Value curves and weights of an issue, for us and as an estimate for them; and our weights together."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Amount, Day, Id, Text, Whole, plain
from accounts.rest.pagination import PAGING, Key, page, whole
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import alternatives, valuations
from negotiations.actions.valuations import LEVEL_FIELDS, THEIRS_ONLY
from negotiations.api.base import DealAPIView, IssueAPIView, P, needs
from negotiations.api.issues import OrderSerializer
from negotiations.api.levels import LONGEST, Level, level_text, read_level
from negotiations.api.rows import Edit, Version, choices, row_version
from negotiations.enums import Direction, Party, Shape
from negotiations.levels import scale_of
from negotiations.models import Valuation

POINTS: dict[str, Any] = {"digits": 3, "places": 3}
PARTY = [OpenApiParameter("party", str, OpenApiParameter.PATH, enum=Party.values)]


class RatingSerializer(Strict):
    level = Text(LONGEST)
    rating = Amount(**POINTS, help_text="0 to 100.")


@extend_schema_field(RatingSerializer(many=True))
class Ratings(serializers.Field):
    """Level → rating, as a list of both."""

    def get_attribute(self, instance: Valuation) -> Any:
        return instance

    def to_representation(self, row: Valuation) -> list[dict[str, str]]:
        return [
            {"level": level_text(row.issue.kind, Decimal(level)), "rating": plain(Decimal(str(rating)))}
            for level, rating in row.ratings.items()
        ]


class ValuationSerializer(serializers.Serializer[Any]):
    """What the levels of an issue are worth to a party. Only theirs has a direction and a low and a high."""

    issue = serializers.UUIDField(source="issue_id")
    party = serializers.ChoiceField(choices(Party))
    direction = serializers.ChoiceField(choices(Direction))
    shape = serializers.ChoiceField(choices(Shape))
    half_level = Level(allow_null=True)
    half_low = Level(allow_null=True)
    half_high = Level(allow_null=True)
    knee = Level(allow_null=True)
    ratings = Ratings()
    swing = Amount(**POINTS, allow_null=True)
    swing_low = Amount(**POINTS, allow_null=True)
    swing_high = Amount(**POINTS, allow_null=True)
    asks_again = serializers.SerializerMethodField(help_text="The range changed after the weight was given.")
    source = serializers.CharField(allow_blank=True)
    dated = serializers.DateField(allow_null=True)
    version = Version()

    def get_asks_again(self, row: Valuation) -> bool:
        return valuations.needs_asking_again(row)


class ValuationEditSerializer(Edit):
    direction = serializers.ChoiceField(choices(Direction), required=False)
    shape = serializers.ChoiceField(choices(Shape), required=False)
    half_level = Level(allow_null=True, required=False)
    half_low = Level(allow_null=True, required=False)
    half_high = Level(allow_null=True, required=False)
    knee = Level(allow_null=True, required=False)
    ratings = RatingSerializer(many=True, required=False)
    swing = Amount(**POINTS, allow_null=True, required=False)
    swing_low = Amount(**POINTS, allow_null=True, required=False)
    swing_high = Amount(**POINTS, allow_null=True, required=False)
    source = Text(160, allow_blank=True, required=False)
    dated = Day(allow_null=True, required=False)


class ValuationList(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW)

    @operation("List the valuations of all issues", gives=page_of(ValuationSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows = Valuation.objects.filter(issue__deal=self.access.deal, issue__removed_at__isnull=True)
        keys = [Key("issue__position", whole), Key("pk", whole)]
        return Response(page(request, rows.select_related("issue"), keys, self.rows(ValuationSerializer)))


class ValuationDetail(IssueAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.PLAN_EDIT)

    @operation("Read a valuation", gives=ValuationSerializer, parameters=PARTY)
    def get(self, request: Request, deal_id: UUID, issue_id: UUID, party: str) -> Response:
        return self.show(ValuationSerializer, self._valuation(party))

    @operation(
        "Edit a valuation; its fields are one action",
        takes=ValuationEditSerializer,
        gives=ValuationSerializer,
        parameters=PARTY,
    )
    def patch(self, request: Request, deal_id: UUID, issue_id: UUID, party: str) -> Response:
        row = self._valuation(party)
        data = self.body(ValuationEditSerializer)
        version = data.pop("version")
        changes = self._read(data, party)
        seen = {field: self.seen(row, field, version) for field in changes}
        valuations.edit_many(self.issue, party, changes, seen=seen, **self.by)
        return self.show(ValuationSerializer, self._valuation(party))

    def _valuation(self, party: str) -> Valuation:
        row = Valuation.objects.filter(issue=self.issue, party=party).select_related("issue").first()
        if row is None:
            raise Http404
        return row

    def _read(self, data: dict[str, Any], party: str) -> dict[str, Any]:
        scale = scale_of(self.issue, self.access.deal.currency)
        changes = dict(data)
        for field in changes:
            if field in THEIRS_ONLY and party == Party.OURS:
                raise Invalid({field: ["Only the other side's valuation has this."]})
            if field in LEVEL_FIELDS:
                changes[field] = read_level(scale, changes[field], field)
        if "ratings" in changes:
            ratings: dict[str, float] = {}
            for place, item in enumerate(changes["ratings"]):
                level = read_level(scale, item["level"], f"ratings.{place}.level")
                assert level is not None  # noqa: S101 - for the types: the serializer asks for a text
                ratings[alternatives.plain(level)] = float(item["rating"])
            changes["ratings"] = ratings
        return changes


class SwingSerializer(Strict):
    issue = Id()
    swing = Amount(**POINTS)


class WeightSerializer(serializers.Serializer[Any]):
    issue = serializers.UUIDField(source="issue_id")
    swing = Amount(**POINTS, allow_null=True)
    asks_again = serializers.SerializerMethodField()

    def get_asks_again(self, row: Valuation) -> bool:
        return valuations.needs_asking_again(row)


class WeightsSerializer(serializers.Serializer[Any]):
    """Our weights by swing, in the order of the issues."""

    weights = WeightSerializer(many=True)
    version = serializers.IntegerField(help_text="Send it back with an edit of the weights.")


class WeightsEditSerializer(Strict):
    version = Whole()
    weights = SwingSerializer(many=True, max_length=1000, allow_empty=False)


class WeightsAPIView(DealAPIView):
    def our_rows(self) -> list[Valuation]:
        rows = Valuation.objects.filter(issue__deal=self.access.deal, issue__removed_at__isnull=True, party=Party.OURS)
        return list(rows.select_related("issue").order_by("issue__position", "pk"))

    def weights(self) -> Response:
        rows = self.our_rows()
        version = max((row_version(row) for row in rows), default=0)
        return Response({"weights": WeightSerializer(rows, many=True).data, "version": version})


class WeightsDetail(WeightsAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PUT=P.PLAN_EDIT)

    @operation("Read our weights", gives=WeightsSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.weights()

    @operation("Set weights together, as one action", takes=WeightsEditSerializer, gives=WeightsSerializer)
    def put(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(WeightsEditSerializer)
        rows = {row.issue_id: row for row in self.our_rows()}
        swings: dict[UUID, Decimal] = {}
        for place, item in enumerate(data["weights"]):
            if item["issue"] not in rows or item["issue"] in swings:
                raise Invalid({f"weights.{place}.issue": ["Name issues of this deal, each once."]})
            swings[item["issue"]] = item["swing"]
        seen: dict[UUID, int | None] = {pk: self.seen(rows[pk], "swing", data["version"]) for pk in swings}
        valuations.set_swings(self.access.deal, swings, seen=seen, **self.by)
        return self.weights()


class WeightsRanking(WeightsAPIView):
    permissions = needs(PUT=P.PLAN_EDIT)

    @operation("Set weights from an order alone, most important first", takes=OrderSerializer, gives=WeightsSerializer)
    def put(self, request: Request, deal_id: UUID) -> Response:
        valuations.rank_swings(self.access.deal, self.body(OrderSerializer)["order"], **self.by)
        return self.weights()
