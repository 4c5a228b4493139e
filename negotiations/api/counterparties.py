"""Counterparties and their records: they outlive the deals made with them."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest.errors import Invalid
from accounts.rest.fields import Amount, Day, Text
from accounts.rest.pagination import BY_ID, PAGING, Key, page, text, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.access import open_counterparty
from negotiations.actions import counterparties
from negotiations.api.base import SIGNED_IN, ApiView, P, needs
from negotiations.api.deals import CounterpartySerializer
from negotiations.api.rows import Edit, Version, choices
from negotiations.enums import Verb
from negotiations.models import Counterparty, CounterpartyEvent
from negotiations.models.base import Versioned
from negotiations.queries.history.record import change_words
from negotiations.queries.record.dependency import balance_of
from negotiations.queries.record.page import deals_with
from negotiations.queries.record.standing import RecordStanding, known_to

PER_CENT: dict[str, Any] = {"digits": 3, "places": 2}
MOST_DEALS = 100


class ShareSerializer(Strict):
    """A share in per cent."""

    low = Amount(**PER_CENT)
    likely = Amount(**PER_CENT)
    high = Amount(**PER_CENT)


class ShareShown(serializers.Serializer[Any]):
    low = serializers.CharField()
    likely = serializers.CharField()
    high = serializers.CharField()


class DealOfCounterpartySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    phase = serializers.CharField()


class DependencySerializer(serializers.Serializer[Any]):
    depends = serializers.CharField(help_text="they, we, even or unknown: who depends more on the other.")
    chance = serializers.FloatField(allow_null=True, help_text="That they depend on us more than we on them.")


class RecordSerializer(CounterpartySerializer):
    """The record of a counterparty, without its rows. No deal's secrets are in it."""

    sales_share = ShareShown(allow_null=True, help_text="Our part of what they sell, per cent.")
    sales_source = serializers.CharField(allow_blank=True)
    sales_dated = serializers.DateField(allow_null=True)
    buy_share = ShareShown(allow_null=True, help_text="Their part of what we buy of `buy_category`, per cent.")
    buy_category = serializers.CharField(allow_blank=True)
    buy_source = serializers.CharField(allow_blank=True)
    buy_dated = serializers.DateField(allow_null=True)
    website = serializers.CharField(allow_blank=True)
    sites = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    dependency = serializers.SerializerMethodField()
    deals = serializers.SerializerMethodField(help_text="Those that you may open, newest first; at most 100.")
    version = Version()

    @extend_schema_field(DependencySerializer)
    def get_dependency(self, row: Counterparty) -> dict[str, Any]:
        found = balance_of(row)
        return {"depends": found.depends.value, "chance": found.chance}

    @extend_schema_field(DealOfCounterpartySerializer(many=True))
    def get_deals(self, row: Counterparty) -> list[dict[str, Any]]:
        rows = [one.deal for one in deals_with(self.context["access"])[:MOST_DEALS]]
        return list(DealOfCounterpartySerializer(rows, many=True).data)


class RecordEditSerializer(Edit):
    sales_share = ShareSerializer(required=False, allow_null=True)
    sales_source = Text(160, required=False, allow_blank=True)
    sales_dated = Day(required=False, allow_null=True)
    buy_share = ShareSerializer(required=False, allow_null=True)
    buy_category = Text(80, required=False, allow_blank=True)
    buy_source = Text(160, required=False, allow_blank=True)
    buy_dated = Day(required=False, allow_null=True)
    website = Text(160, required=False, allow_blank=True)
    sites = Text(400, required=False, allow_blank=True)
    note = Text(counterparties.MOST_NOTE, required=False, allow_blank=True)


class RecordEventSerializer(serializers.Serializer[Any]):
    """One change of a record. What is about people is never quoted."""

    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = PersonSerializer(allow_null=True)
    verb = serializers.ChoiceField(choices(Verb))
    noun = serializers.CharField()
    object = serializers.CharField(source="object_id")
    field = serializers.CharField(allow_blank=True)
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)
    text = serializers.SerializerMethodField(help_text="The change in plain words, without who made it.")

    def get_text(self, event: CounterpartyEvent) -> str:
        return change_words(event)


class RecordAPIView(ApiView):
    """A view of one counterparty's record."""

    record: RecordStanding

    def enter(self, request: Request, **kwargs: Any) -> None:
        assert isinstance(self.permission, Permission)  # noqa: S101 - a record is never open to any account
        self.record = open_counterparty(self.user, kwargs["counterparty_id"], self.permission)

    def seen(self, row: Versioned, fields: dict[str, Any], version: int) -> dict[str, int | None]:
        """The version of each field that a client saw who last read the row at ``version``."""
        if version > self.record.counterparty.seq:
            raise Invalid({"version": ["The record has no such version yet."]})
        return {field: min(row.version_of(field), version) for field in fields}

    def answer(self, serializer: type[Any], row: Any, status: int = 200) -> Response:
        return Response(serializer(row, context={"access": self.record}).data, status=status)


class CounterpartyList(ApiView):
    permissions = needs(GET=SIGNED_IN)

    @operation("List the counterparties that you have deals with", gives=page_of(CounterpartySerializer),
               parameters=PAGING)  # fmt: skip
    def get(self, request: Request) -> Response:
        keys = [Key("name", text), BY_ID]
        return Response(page(request, known_to(self.user), keys, self.rows(CounterpartySerializer)))


class CounterpartyDetail(RecordAPIView):
    permissions = needs(GET=P.COUNTERPARTY_VIEW, PATCH=P.COUNTERPARTY_EDIT)

    @operation("Read a counterparty's record, with the deals that you may open", gives=RecordSerializer)
    def get(self, request: Request, counterparty_id: UUID) -> Response:
        return self.answer(RecordSerializer, self.record.counterparty)

    @operation("Edit the record; its fields are one action", takes=RecordEditSerializer, gives=RecordSerializer)
    def patch(self, request: Request, counterparty_id: UUID) -> Response:
        row, data = self.record.counterparty, self.body(RecordEditSerializer)
        seen = self.seen(row, data, data.pop("version"))
        return self.answer(RecordSerializer, counterparties.edit(row, data, seen=seen, **self.by))


class RecordEventList(RecordAPIView):
    permissions = needs(GET=P.COUNTERPARTY_VIEW)

    @operation("Who changed what in the record, newest first", gives=page_of(RecordEventSerializer), parameters=PAGING)
    def get(self, request: Request, counterparty_id: UUID) -> Response:
        rows = self.record.counterparty.events.select_related("actor")
        return Response(page(request, rows, [Key("seq", whole, descending=True)], self.rows(RecordEventSerializer)))
