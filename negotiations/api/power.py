"""Power: its sources on both sides, the balance with its reasons, the deals that may follow. Secret."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Day, Text, Whole
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import alternatives, futures, power_sources
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.registers import PreparedSerializer, RegisterAPIView, person_id
from negotiations.api.rows import Edit, Revealed, Version, choices
from negotiations.api.their_floor import BandSerializer, BandShown
from negotiations.enums import Party, Sureness
from negotiations.enums_power import PowerBase, Strength
from negotiations.models import FutureDeals, PowerSource
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.power.future import future_words
from negotiations.queries.power.page import balance_of_power, in_money

LONGEST = 300
PER_CENT: dict[str, Any] = {"max_digits": 5, "decimal_places": 2}


class PowerSourceSerializer(PreparedSerializer):
    """``task`` is the to-do that makes ours stronger."""

    text = Revealed(serializers.CharField())
    side = serializers.ChoiceField(choices(Party))
    base = serializers.ChoiceField(choices(PowerBase))
    strength = serializers.ChoiceField(choices(Strength))
    sureness = serializers.ChoiceField(choices(Sureness))
    evidence = Revealed(serializers.CharField(allow_blank=True))
    raise_by = Revealed(serializers.CharField(allow_blank=True))
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    task = serializers.UUIDField(source="task_id", allow_null=True)


class PowerSourceFields(Strict):
    side = serializers.ChoiceField(choices(Party), required=False)
    base = serializers.ChoiceField(choices(PowerBase), required=False)
    strength = serializers.ChoiceField(choices(Strength), required=False)
    sureness = serializers.ChoiceField(choices(Sureness), required=False)
    evidence = Text(LONGEST, allow_blank=True, required=False, help_text="Where we know it from.")
    raise_by = Text(LONGEST, allow_blank=True, required=False, help_text="How we make ours stronger.")
    owner = person_id()
    due_on = Day(allow_null=True, required=False)


class NewPowerSourceSerializer(PowerSourceFields):
    text = Text(LONGEST)


class PowerSourceEditSerializer(PowerSourceFields, Edit):
    text = Text(LONGEST, required=False)


class PowerSourceAPIView(RegisterAPIView):
    register, model, actions, shown = power_sources.REGISTER, PowerSource, power_sources, PowerSourceSerializer


class PowerSourceList(PowerSourceAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation("List the sources of power of both sides", gives=page_of(PowerSourceSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write a source of power down", takes=NewPowerSourceSerializer, gives=PowerSourceSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewPowerSourceSerializer)


class PowerSourceDetail(PowerSourceAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Read a source of power", gives=PowerSourceSerializer)
    def get(self, request: Request, deal_id: UUID, power_source_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), power_source_id))

    @operation("Change a source of power: one action", takes=PowerSourceEditSerializer, gives=PowerSourceSerializer)
    def patch(self, request: Request, deal_id: UUID, power_source_id: UUID) -> Response:
        return self.changed(power_source_id, PowerSourceEditSerializer)

    @operation("Take a source of power out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, power_source_id: UUID) -> Response:
        return self.removed(power_source_id)


class PowerSourceTodo(PowerSourceAPIView):
    permissions = needs(POST=P.SECRETS_EDIT)

    @operation("Make what strengthens a source of ours a to-do of its owner", gives=PowerSourceSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, power_source_id: UUID) -> Response:
        row = self.mine(power_source_id)
        power_sources.make_todo(row, **self.by)
        return self.show(self.shown, self.rows_of().get(pk=row.pk), 201)


class PowerReasonSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    pull = serializers.CharField(help_text="Signed: above 0 it is for us. A range where it is not known.")
    known = serializers.BooleanField()


class PowerSerializer(serializers.Serializer[Any]):
    """The balance in words, -1 theirs to +1 ours, with its reasons; and what time says."""

    title = serializers.CharField()
    between = serializers.CharField()
    advice = serializers.CharField()
    reasons = PowerReasonSerializer(many=True)
    time = serializers.CharField(help_text="Whose deadline binds first.")
    chance = serializers.CharField(allow_blank=True)
    patience = serializers.FloatField(help_text="The part of our patience that pressure from inside leaves, 0.3 to 1.")


class PowerDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read the balance of power and of time", gives=PowerSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(PowerSerializer, balance_of_power(self.access, timezone.localdate(self.now)))


class FutureSerializer(serializers.Serializer[Any]):
    """What may follow; each part is null while nobody has said. ``worth`` is a range in words, never in a package."""

    deals = serializers.SerializerMethodField()
    years = serializers.SerializerMethodField()
    value = serializers.SerializerMethodField()
    keep = Revealed(serializers.DecimalField(**PER_CENT), allow_null=True)
    rate = Revealed(serializers.DecimalField(**PER_CENT), allow_null=True)
    source = Revealed(serializers.CharField(allow_blank=True))
    worth = serializers.SerializerMethodField()
    version = Version()

    @extend_schema_field(BandShown(allow_null=True))
    def get_deals(self, row: FutureDeals) -> dict[str, str] | None:
        return self._band(row.deals)

    @extend_schema_field(BandShown(allow_null=True))
    def get_years(self, row: FutureDeals) -> dict[str, str] | None:
        return self._band(row.years)

    @extend_schema_field(BandShown(allow_null=True))
    def get_value(self, row: FutureDeals) -> dict[str, str] | None:
        return self._band(row.value)

    def get_worth(self, row: FutureDeals) -> str:
        access = self.context["access"]
        words = future_words(load_plan(access.deal), access, in_money=in_money(access))
        return words.worth if words else ""

    def _band(self, stored: Any) -> dict[str, str] | None:
        return (stored.reveal(self.context["access"]) if stored else None) or None


class FutureEditSerializer(Strict):
    """All of it together, or null for all of it."""

    version = Whole(help_text="The row's `version` when you read it.")
    deals = BandSerializer(allow_null=True)
    years = BandSerializer(allow_null=True)
    value = BandSerializer(allow_null=True)
    keep = Amount(3, 2, allow_null=True, help_text="Chance that it goes on from one year to the next, per cent.")
    rate = Amount(3, 2, allow_null=True, help_text="What money costs us, per cent a year.")
    source = Text(alternatives.MAX_SOURCE, allow_blank=True, default="")


class FutureDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PUT=P.SECRETS_EDIT)

    @operation("Read what may follow this deal", gives=FutureSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(FutureSerializer, self._row())

    @operation("Say what may follow this deal", takes=FutureEditSerializer, gives=FutureSerializer)
    def put(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(FutureEditSerializer)
        ranges = {name: data.pop(name) for name in futures.RANGES}
        row = futures.edit(self.access.deal, ranges=ranges, seen=data.pop("version"), **data, **self.by)
        return self.show(FutureSerializer, row)

    def _row(self) -> FutureDeals:
        found = FutureDeals.objects.filter(deal=self.access.deal).first()
        return found or FutureDeals(deal=self.access.deal, deals=None, years=None, value=None)
