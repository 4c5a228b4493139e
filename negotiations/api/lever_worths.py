"""What levers would be worth: assumed figures, and what the newest result says of them. Secret throughout."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Text
from accounts.rest.schema import operation
from negotiations.actions import levers
from negotiations.actions.alternatives import MAX_SOURCE
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.levels import LevelOfIssueSerializer, show_levels
from negotiations.api.rows import Edit, Version
from negotiations.api.their_floor import BandSerializer, BandShown
from negotiations.api.trades import BandSerializer as GuessBandSerializer
from negotiations.api.trades import band
from negotiations.models import Lever, LeverWorth
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.reading import opened
from negotiations.queries.trades.page import trades_view


class LeverWorthSerializer(serializers.Serializer[Any]):
    """What using a lever in full would be worth, money or points; below 0 a cost. ``assumed``: from a template."""

    lever = serializers.UUIDField(source="lever_id")
    ours = serializers.SerializerMethodField()
    theirs = serializers.SerializerMethodField()
    source = serializers.SerializerMethodField()
    assumed = serializers.BooleanField(source="is_assumed")
    version = Version()

    def _value(self, row: LeverWorth, field: str) -> Any:
        return None if row._state.adding else opened(getattr(row, field), self.context["access"])

    @extend_schema_field(Amount(**MONEY, allow_null=True))
    def get_ours(self, row: LeverWorth) -> str | None:
        value = self._value(row, "ours")
        return None if value is None else Amount(**MONEY).to_representation(value)

    @extend_schema_field(BandShown(allow_null=True))
    def get_theirs(self, row: LeverWorth) -> dict[str, str] | None:
        return self._value(row, "theirs") or None

    def get_source(self, row: LeverWorth) -> str:
        return self._value(row, "source") or ""


class LeverWorthEditSerializer(Edit):
    ours = Amount(**MONEY, required=False, allow_null=True)
    theirs = BandSerializer(required=False, allow_null=True)
    source = Text(MAX_SOURCE, allow_blank=True, required=False)


class JointBandSerializer(serializers.Serializer[Any]):
    low = serializers.CharField()
    median = serializers.CharField()
    high = serializers.CharField()


class LeverGainSerializer(serializers.Serializer[Any]):
    """What adding a lever would bring against the fair deal without it; ``joint`` is for both sides together."""

    lever = serializers.UUIDField()
    used = serializers.IntegerField(help_text="So many of ``steps`` in the deal with the largest joint gain.")
    steps = serializers.IntegerField()
    joint = JointBandSerializer(allow_null=True)
    ours = serializers.CharField()
    theirs = GuessBandSerializer(allow_null=True)
    ours_most = serializers.CharField(help_text="The most that we could have while they lose nothing.")
    levels = LevelOfIssueSerializer(many=True, help_text="What else changes in that deal.")


class LeverGainsSerializer(serializers.Serializer[Any]):
    """The newest result, largest expected joint gain first; empty before one."""

    stale = serializers.CharField(allow_blank=True)
    in_money = serializers.BooleanField()
    items = LeverGainSerializer(many=True)


class LeverGains(DealAPIView):
    permissions = needs(GET=P.TRADES_VIEW)

    @operation("Read what the levers that are not on the table would bring", gives=LeverGainsSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        view = trades_view(self.access, load_plan(self.access.deal), self.now, with_suggestions=False)
        items = (view.document.get("levers") or {}).get("items", [])
        return Response(
            {
                "stale": view.stale,
                "in_money": bool(view.document.get("money")),
                "items": [self._item(item) for item in items],
            }
        )

    def _item(self, item: Mapping[str, Any]) -> dict[str, Any]:
        joint: Sequence[str] | None = item["joint"]
        return {
            **item,
            "theirs": band(item["theirs"]),
            "joint": None if joint is None else dict(zip(("low", "median", "high"), joint, strict=True)),
            "levels": show_levels(self.access.deal, item["levels"]),
        }


class LeverWorthDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT)

    @operation("Read what a lever is taken to be worth", gives=LeverWorthSerializer)
    def get(self, request: Request, deal_id: UUID, lever_id: UUID) -> Response:
        return self.show(LeverWorthSerializer, self._row(lever_id))

    @operation(
        "Say what using a lever in full would be worth", takes=LeverWorthEditSerializer, gives=LeverWorthSerializer
    )
    def patch(self, request: Request, deal_id: UUID, lever_id: UUID) -> Response:
        lever, row = self.child(self._levers(), lever_id), self._row(lever_id)
        data = self.body(LeverWorthEditSerializer)
        version = data.pop("version")
        with transaction.atomic():
            for field, value in data.items():
                levers.set_worth(lever, field, value, seen=self.seen(row, field, version), **self.by)
        return self.show(LeverWorthSerializer, self._row(lever_id))

    def _levers(self) -> QuerySet[Lever]:
        return Lever.objects.filter(deal=self.access.deal, removed_at__isnull=True).select_related("deal", "worth")

    def _row(self, lever_id: UUID) -> LeverWorth:
        lever = self.child(self._levers(), lever_id)
        return getattr(lever, "worth", None) or LeverWorth(lever=lever)


__all__ = ["LeverGains", "LeverWorthDetail"]
