"""What was computed for a plan: the efficient deals and the fair ones among them; and what another package is worth."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions.writing import Rejected
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.jobs import JobSerializer
from negotiations.api.levels import LevelOfIssueSerializer, level_text, read_levels, show_levels
from negotiations.api.likely import LikelySerializer, ShiftSerializer, likely_shown
from negotiations.api.talks import MeterSerializer, TalksSerializer, shown_meter, shown_talks
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.trades.page import TradesView, trades_view, what_if


class BandSerializer(serializers.Serializer[Any]):
    """What something is likely worth to them. Never a sharp number: 10, 50 and 90 % over our guesses about them."""

    low = serializers.CharField()
    median = serializers.CharField()
    high = serializers.CharField()
    chance = serializers.FloatField(help_text="The part of the guesses in which it is above 0.")


class WorthSerializer(serializers.Serializer[Any]):
    """Amounts in the deal's currency when ``in_money``, else in points; null where too little is known."""

    ours = serializers.CharField()
    theirs = BandSerializer(allow_null=True)


class PackageWorthSerializer(WorthSerializer):
    levels = LevelOfIssueSerializer(many=True)
    gain = BandSerializer(allow_null=True, help_text="For them, against the package on the page.")
    over_floor = serializers.CharField(allow_null=True, help_text="For us, over our best alternative.")
    outside = serializers.ListField(child=serializers.UUIDField(), help_text="Issues that pass a walk-away.")
    broken = serializers.ListField(child=serializers.UUIDField(), help_text="Rules that it breaks, wishes included.")


class PointSerializer(WorthSerializer):
    levels = LevelOfIssueSerializer(many=True)


class NamedSerializer(serializers.Serializer[Any]):
    rules = serializers.ListField(child=serializers.CharField(), help_text="nash, kalai-smorodinsky, …")
    point = serializers.IntegerField(help_text="The place in ``points``.")
    ties = serializers.IntegerField()


class StepsSerializer(serializers.Serializer[Any]):
    """The fair deal by Nash if these issues could take any level, against the deals in steps."""

    issues = serializers.ListField(child=serializers.UUIDField())
    ours = serializers.CharField(help_text="What the steps cost us with them no worse off.")


class TradesSerializer(serializers.Serializer[Any]):
    """The result for the plan as it is, or the newest one with what changed since (``stale``)."""

    result = JobSerializer(allow_null=True)
    active = JobSerializer(allow_null=True)
    stale = serializers.CharField(allow_blank=True, help_text="What changed since; empty when nothing did.")
    in_money = serializers.BooleanField()
    count = serializers.IntegerField(help_text="How many efficient deals there are; ``points`` may be a thinned list.")
    exact = serializers.BooleanField()
    outlook = serializers.CharField(allow_blank=True)
    floor = serializers.CharField(allow_null=True)
    package = PackageWorthSerializer(allow_null=True)
    points = PointSerializer(many=True)
    named = NamedSerializer(many=True)
    likely = LikelySerializer(allow_null=True, help_text="The frontiers of all guesses; null where there is none.")
    shifts = ShiftSerializer(many=True)
    steps = StepsSerializer(allow_null=True, help_text="What business steps cost; null where no issue is straight.")
    meter = MeterSerializer(allow_null=True)
    talks = TalksSerializer(allow_null=True, help_text="How the talks go; null while there is no offer.")


class TradesDetail(DealAPIView):
    permissions = needs(GET=P.TRADES_VIEW)

    @operation("Read the frontier and the named deals on it", gives=TradesSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        view = trades_view(self.access, load_plan(self.access.deal), self.now)
        return Response(self._shown(view))

    def _shown(self, view: TradesView) -> dict[str, Any]:
        document = view.document
        kinds = {str(pk): kind for pk, kind in self.access.deal.issues.values_list("pk", "kind")}
        axes = [(issue["id"], kinds[issue["id"]], issue["levels"]) for issue in document.get("issues", [])]
        package: dict[str, Any] | None = document.get("package")
        if package:
            package = {**package_worth(package), "levels": _named_levels(kinds, package["levels"])}
        return {
            "result": JobSerializer(view.result).data if view.result else None,
            "active": JobSerializer(view.active).data if view.active else None,
            "stale": view.stale,
            "in_money": bool(document.get("money")),
            "count": document.get("count", 0),
            "exact": bool(document.get("exact")),
            "outlook": document.get("outlook", ""),
            "floor": document.get("floor"),
            "package": package,
            "points": [
                {"levels": _levels(axes, point["at"]), "ours": point["ours"], "theirs": band(point["theirs"])}
                for point in document.get("points", [])
            ],
            "named": document.get("named", []),
            "likely": likely_shown(document),
            "shifts": document.get("shifts", []),
            "steps": document.get("steps"),
            "meter": shown_meter(document.get("meter")),
            "talks": shown_talks(document.get("talks")),
        }


class WhatIfSerializer(Strict):
    levels = LevelOfIssueSerializer(
        many=True, max_length=1000, required=False, help_text="Where the package differs from the one on the page."
    )


class WhatIfAnswerSerializer(PackageWorthSerializer):
    in_money = serializers.BooleanField()


class WhatIfDetail(DealAPIView):
    permissions = needs(POST=P.TRADES_VIEW)

    @operation(
        "Ask what another package would be worth; nothing is stored",
        takes=WhatIfSerializer,
        gives=WhatIfAnswerSerializer,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        items = self.body(WhatIfSerializer).get("levels", [])
        levels = {
            pk: level for pk, level in read_levels(self.access.deal, items, "levels").items() if level is not None
        }
        answer = what_if(self.access, load_plan(self.access.deal), self.now, levels)
        if answer is None:
            raise Rejected("Add issues first: there is nothing to trade yet.")
        shown = {**package_worth(answer.worth), "levels": show_levels(self.access.deal, answer.worth["levels"])}
        return Response({**shown, "in_money": answer.plan.in_money})


def package_worth(worth: Mapping[str, Any]) -> dict[str, Any]:
    """A package's worth as the API shows it, without its levels."""
    return {
        "ours": worth["ours"],
        "theirs": band(worth["theirs"]),
        "gain": band(worth["gain"]),
        "over_floor": worth["over_floor"],
        "outside": worth["outside"],
        "broken": worth.get("broken", []),
    }


def band(texts: Sequence[Any] | None) -> dict[str, Any] | None:
    """A stored band as the API shows it."""
    if texts is None:
        return None
    low, median, high, chance = texts
    return {"low": low, "median": median, "high": high, "chance": float(chance)}


def _levels(axes: Sequence[tuple[str, str, Sequence[str]]], places: Sequence[int]) -> list[dict[str, str]]:
    return [
        {"issue": pk, "level": level_text(kind, Decimal(levels[place]))}
        for (pk, kind, levels), place in zip(axes, places, strict=True)
    ]


def _named_levels(kinds: Mapping[str, str], levels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"issue": pk, "level": level_text(kinds[pk], Decimal(level))} for pk, level in levels.items()]
