"""What all deals say together."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.schema import operation
from negotiations.api.base import SIGNED_IN, ApiView, needs
from negotiations.api.deals import organisation_for, uuid_in
from negotiations.enums import Category
from negotiations.queries.portfolio.deals import portfolio
from negotiations.queries.portfolio.page import as_row
from negotiations.queries.portfolio.scope import BY, SINCE, Wish

UNKNOWN: dict[str, Any] = {"allow_null": True}
FILTERS = [
    OpenApiParameter("organisation", UUID, description="Not needed when you are a member of one only."),
    OpenApiParameter("by", str, enum=list(BY), description="What a line is of; `person` is the lead."),
    OpenApiParameter("counterparty", UUID, description="Only deals with this counterparty."),
    OpenApiParameter("person", int, description="Only deals that this person leads."),
    OpenApiParameter("category", str, enum=Category.values),
    OpenApiParameter("since", str, enum=[one for one in SINCE if one], description="Years back from today."),
    OpenApiParameter("currency", str, description="The most frequent one unless named: money is not converted."),
]


class FiguresSerializer(serializers.Serializer[Any]):
    """What some deals say together; null where none of them tells. Money in one currency, shares 0 to 1."""

    deals = serializers.IntegerField()
    agreed = serializers.IntegerField()
    savings = serializers.DecimalField(24, 2, **UNKNOWN, help_text="The results over their first offers.")
    against_target = serializers.DecimalField(24, 2, **UNKNOWN)
    value_left = serializers.DecimalField(24, 2, **UNKNOWN, help_text="Against the best deals as now known.")
    claimed = serializers.FloatField(**UNKNOWN, help_text="Our part of the room, the mean of the deals.")
    reciprocity = serializers.FloatField(**UNKNOWN, help_text="What they gave over what we gave, the median.")
    free_gives = serializers.IntegerField()
    free_cost = serializers.DecimalField(24, 2, **UNKNOWN)
    intervals = serializers.IntegerField(help_text="Stated by us as holding in 80 of 100 cases.")
    inside = serializers.FloatField(**UNKNOWN, help_text="The part of the intervals that held.")
    score = serializers.FloatField(**UNKNOWN, help_text="Mean interval score, less is better.")
    timing = serializers.FloatField(**UNKNOWN, help_text="Entropy of our waits, 1 is the most that it could be.")
    size = serializers.FloatField(**UNKNOWN, help_text="The same of our steps.")
    splits = serializers.FloatField(**UNKNOWN, help_text="The part of our moves that met in the middle.")
    open_to_read = serializers.FloatField(**UNKNOWN, help_text="How easily we are foretold, 0 to 1.")
    median_days = serializers.FloatField(**UNKNOWN, help_text="Until half of the talks were settled.")


class GroupSerializer(FiguresSerializer):
    key = serializers.CharField()
    name = serializers.CharField()


class DropSerializer(serializers.Serializer[Any]):
    """A day on which talks were settled: the part that was not yet, after it, with Greenwood's standard error."""

    day = serializers.FloatField(source="time")
    waiting = serializers.IntegerField()
    settled = serializers.IntegerField(source="happened")
    left = serializers.FloatField()
    standard_error = serializers.FloatField(source="spread")


class PortfolioSerializer(serializers.Serializer[Any]):
    """Of the deals that are over and whose secrets you may see."""

    currency = serializers.CharField(allow_blank=True)
    currencies = serializers.ListField(child=serializers.CharField())
    over = serializers.IntegerField(help_text="Deals that you may open and that are over, with figures or without.")
    running = serializers.IntegerField(help_text="Talks that go on: they count as waiting.")
    total = FiguresSerializer()
    groups = GroupSerializer(many=True, help_text="The 200 with most deals.")
    settling = DropSerializer(many=True)
    rounds = serializers.ListField(
        child=serializers.IntegerField(), help_text="How often our first, second … offer gave most; the 8th and later."
    )
    rounds_bits = serializers.FloatField(help_text="Entropy of them, in bits.")


class PortfolioDetail(ApiView):
    permissions = needs(GET=SIGNED_IN)

    @operation("Read what all your deals say together", gives=PortfolioSerializer, parameters=FILTERS)
    def get(self, request: Request) -> Response:
        wanted = request.query_params
        named = uuid_in(wanted["organisation"], "organisation") if "organisation" in wanted else None
        wish = Wish.of(wanted)
        for name, value in vars(wish).items():
            if wanted.get(name, value).lower() != value.lower():
                raise Invalid({name: ["Name one that there is."]})
        found = portfolio(self.user, organisation_for(self.user, named), wish, timezone.now())
        body = {
            "currency": found.wish.currency,
            "currencies": found.currencies,
            "over": found.seen.over,
            "running": found.running,
            "total": as_row(found.total, found.days),
            "groups": [{"key": one.key, "name": one.name, **as_row(one.figures, one.days)} for one in found.groups],
            "settling": found.curve,
            "rounds": found.rounds,
            "rounds_bits": found.habit.bits,
        }
        return Response(PortfolioSerializer(body).data)
