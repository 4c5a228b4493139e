"""What money, stock and failures cost each side. Secret throughout."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Day, Text
from accounts.rest.schema import operation
from negotiations.actions import rates
from negotiations.actions.alternatives import MAX_SOURCE
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, Version, choices
from negotiations.api.their_floor import BandShown
from negotiations.enums import Party
from negotiations.models import Rates
from negotiations.queries.money.conversions import band_of, load_rates
from negotiations.queries.reading import opened

RATE: dict[str, Any] = {"digits": 3, "places": 4}


class RateBandSerializer(serializers.Serializer[Any]):
    """Per cent a year, low to high; for us the three are equal."""

    low = Amount(**RATE)
    likely = Amount(**RATE)
    high = Amount(**RATE)


class RatesSerializer(serializers.Serializer[Any]):
    """Yearly rates of one side in per cent; null where nothing is known."""

    party = serializers.ChoiceField(choices(Party))
    capital = serializers.SerializerMethodField(help_text="Cost of capital.")
    holding = serializers.SerializerMethodField(help_text="Cost of holding stock, of its value.")
    margin = serializers.SerializerMethodField(help_text="Contribution margin, of the price.")
    failure = serializers.SerializerMethodField(help_text="Units that fail.")
    source = serializers.SerializerMethodField()
    dated = serializers.DateField(allow_null=True)
    version = Version()

    def _band(self, row: Rates, field: str) -> dict[str, str] | None:
        return band_of(row, field, self.context["access"]) or None

    @extend_schema_field(BandShown(allow_null=True))
    def get_capital(self, row: Rates) -> dict[str, str] | None:
        return self._band(row, "capital")

    @extend_schema_field(BandShown(allow_null=True))
    def get_holding(self, row: Rates) -> dict[str, str] | None:
        return self._band(row, "holding")

    @extend_schema_field(BandShown(allow_null=True))
    def get_margin(self, row: Rates) -> dict[str, str] | None:
        return self._band(row, "margin")

    @extend_schema_field(BandShown(allow_null=True))
    def get_failure(self, row: Rates) -> dict[str, str] | None:
        return self._band(row, "failure")

    def get_source(self, row: Rates) -> str:
        return "" if row._state.adding else str(opened(row.source, self.context["access"]))


class BothRatesSerializer(serializers.Serializer[Any]):
    """The rates of both sides."""

    ours = RatesSerializer()
    theirs = RatesSerializer()


class RatesEditSerializer(Edit):
    capital = RateBandSerializer(required=False, allow_null=True)
    holding = RateBandSerializer(required=False, allow_null=True)
    margin = RateBandSerializer(required=False, allow_null=True)
    failure = RateBandSerializer(required=False, allow_null=True)
    source = Text(MAX_SOURCE, allow_blank=True, required=False)
    dated = Day(allow_null=True, required=False)


class RatesList(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read the rates of both sides", gives=BothRatesSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(BothRatesSerializer, load_rates(self.access.deal))


class RatesDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT)

    @operation("Read the rates of one side", gives=RatesSerializer)
    def get(self, request: Request, deal_id: UUID, party: str) -> Response:
        return self.show(RatesSerializer, self._row(party))

    @operation(
        "Edit the rates of one side; each is an action of its own", takes=RatesEditSerializer, gives=RatesSerializer
    )
    def patch(self, request: Request, deal_id: UUID, party: str) -> Response:
        row = self._row(party)
        data = self.body(RatesEditSerializer)
        version = data.pop("version")
        with transaction.atomic():
            for field, value in data.items():
                seen = self.seen(row, field, version)
                rates.edit(self.access.deal, party, field, value, seen=seen, **self.by)
        return self.show(RatesSerializer, self._row(party))

    def _row(self, party: str) -> Rates:
        if party not in Party.values:
            raise Http404
        return load_rates(self.access.deal)[party]


__all__ = ["RatesDetail", "RatesList"]
