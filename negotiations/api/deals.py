"""Deals: list, create, read, edit, archive."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organisation, User
from accounts.rest.errors import Invalid
from accounts.rest.fields import Amount, Flag, Id, Text
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from accounts.tenancy import organisations_of
from negotiations.actions import catalogue, deals
from negotiations.api.base import SIGNED_IN, ApiView, DealAPIView, P, needs
from negotiations.api.rows import Edit, Version, choices
from negotiations.catalogue import TEMPLATES
from negotiations.currencies import is_currency_in_use
from negotiations.enums import Category, Horizon, Phase
from negotiations.models import Deal
from negotiations.queries.deal.deals import openable

MONEY: dict[str, Any] = {"digits": 16, "places": 2}


def not_negative(value: Any) -> None:
    if value is not None and value < 0:
        raise serializers.ValidationError("Give 0 or more.")


def not_zero(value: Any) -> None:
    if value <= 0:
        raise serializers.ValidationError("Give more than 0.")


def known_currency(code: str) -> None:
    if not is_currency_in_use(code):
        raise serializers.ValidationError("Give a currency in use by its ISO 4217 code, such as EUR.")


class CounterpartySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    organisation = serializers.UUIDField(source="organisation_id")


class DealSerializer(serializers.Serializer[Any]):
    """A deal without what is secret on it."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    title = serializers.CharField()
    counterparty = CounterpartySerializer()
    category = serializers.ChoiceField(choices(Category))
    currency = serializers.CharField()
    estimated_value = Amount(**MONEY, allow_null=True)
    horizon = serializers.ChoiceField(choices(Horizon))
    phase = serializers.ChoiceField(choices(Phase))
    solo = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    archived_at = serializers.DateTimeField(allow_null=True)
    version = Version()


class NewDealSerializer(Strict):
    organisation = Id(required=False, help_text="Not needed when you are a member of one only.")
    title = Text(160)
    counterparty = Text(help_text="Found by its name, or made.")
    currency = Text(3, validators=[known_currency])
    category = serializers.ChoiceField(choices(Category), default=Category.OTHER)
    estimated_value = Amount(**MONEY, required=False, allow_null=True, validators=[not_negative])
    horizon = serializers.ChoiceField(choices(Horizon), default=Horizon.ONE_OFF)
    solo = Flag(default=False)
    template = serializers.ChoiceField(
        sorted(TEMPLATES), required=False, help_text="Begin with the issues of a category (see templates)."
    )
    quantity = Amount(
        9, 3, required=False, validators=[not_zero], help_text="With a template: the units that the price is for."
    )


class DealEditSerializer(Edit):
    title = Text(160, required=False)
    counterparty = Text(required=False)
    category = serializers.ChoiceField(choices(Category), required=False)
    currency = Text(3, validators=[known_currency], required=False)
    estimated_value = Amount(**MONEY, required=False, allow_null=True, validators=[not_negative])
    horizon = serializers.ChoiceField(choices(Horizon), required=False)
    phase = serializers.ChoiceField(choices(Phase), required=False, help_text="Through its gate: see phase/.")
    reason = Text(1000, required=False, help_text="Why a red gate is passed all the same; kept.")
    solo = Flag(required=False)


FILTERS = [
    OpenApiParameter("organisation", UUID, description="Only deals of this organisation."),
    OpenApiParameter("phase", str, enum=Phase.values),
    OpenApiParameter("category", str, enum=Category.values),
    OpenApiParameter("archived", str, enum=["true", "false"], description="Only archived ones, or only others."),
    OpenApiParameter("search", str, description="A part of the title or of the counterparty's name."),
]


class DealList(ApiView):
    permissions = needs(GET=SIGNED_IN, POST=SIGNED_IN)

    @operation("List the deals that you may open", gives=page_of(DealSerializer), parameters=[*PAGING, *FILTERS])
    def get(self, request: Request) -> Response:
        rows = filtered(openable(self.user), request)
        keys = [Key("created_at", moment, descending=True), BY_ID]
        return Response(page(request, rows.select_related("counterparty"), keys, self.rows(DealSerializer)))

    @operation("Create a deal; you take the lead's seat", takes=NewDealSerializer, gives=DealSerializer, status=201)
    def post(self, request: Request) -> Response:
        data = self.body(NewDealSerializer)
        organisation = organisation_for(self.user, data.pop("organisation", None))
        quantity = data.pop("quantity", None)
        if "template" in data:
            del data["category"]  # a template brings its own
            deal = catalogue.create(organisation=organisation, quantity=quantity, **data, **self.by)
        else:
            deal = deals.create(organisation=organisation, **data, **self.by)
        return self.show(DealSerializer, deal, 201)


class DealDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.DEAL_EDIT)

    @operation("Read a deal", gives=DealSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(DealSerializer, self.access.deal)

    @operation("Edit a deal; its fields are one action", takes=DealEditSerializer, gives=DealSerializer)
    def patch(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(DealEditSerializer)
        version, reason = data.pop("version"), data.pop("reason", "")
        deal = self.access.deal
        seen = {field: self.seen(deal, field, version) for field in data}
        deals.edit_many(deal, data, seen=seen, reason=reason, **self.by)
        return self.show(DealSerializer, Deal.objects.select_related("counterparty").get(pk=deal.pk))


class DealArchive(DealAPIView):
    permissions = needs(PUT=P.DEAL_ARCHIVE, DELETE=P.DEAL_ARCHIVE)

    @operation("Archive a deal", gives=None, status=204)
    def put(self, request: Request, deal_id: UUID) -> Response:
        deals.set_archived(self.access.deal, True, **self.by)
        return Response(status=204)

    @operation("Take a deal back out of the archive", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID) -> Response:
        deals.set_archived(self.access.deal, False, **self.by)
        return Response(status=204)


def filtered(rows: QuerySet[Deal], request: Request) -> QuerySet[Deal]:
    """The rows that the query asks for. Raises ``Invalid`` for a value that is none of the known ones."""
    wanted = request.query_params
    for name, values in (("phase", Phase.values), ("category", Category.values), ("archived", ["true", "false"])):
        if name in wanted and wanted[name] not in values:
            raise Invalid({name: [f"One of: {', '.join(values)}."]})
    for name in ("phase", "category"):
        if name in wanted:
            rows = rows.filter(**{name: wanted[name]})
    if "archived" in wanted:
        rows = rows.filter(archived_at__isnull=wanted["archived"] == "false")
    if "organisation" in wanted:
        rows = rows.filter(organisation=uuid_in(wanted["organisation"], "organisation"))
    for word in wanted.get("search", "")[:200].split():
        rows = rows.filter(Q(title__icontains=word) | Q(counterparty__name__icontains=word))
    return rows


def uuid_in(text: str, field: str) -> UUID:
    """A UUID from the query. Raises ``Invalid``."""
    try:
        return Id().to_internal_value(text)
    except serializers.ValidationError:
        raise Invalid({field: ["Give an id."]}) from None


def organisation_for(user: User, wanted: UUID | None) -> Organisation:
    """The organisation that a new deal is for: the named one, or the only one. Raises ``Invalid``."""
    mine = organisations_of(user)
    if wanted is None and len(mine) == 1:
        return mine[0]
    found = next((organisation for organisation in mine if organisation.pk == wanted), None)
    if found is None:
        raise Invalid({"organisation": ["Name an organisation that you are a member of."]})
    return found
