"""Terms put into money for both sides. Secret throughout."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Amount, Id, Text
from accounts.rest.pagination import BY_ID, PAGING, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import conversions
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.rows import Edit, Revealed, Version, choices
from negotiations.api.their_floor import BandSerializer, BandShown
from negotiations.api.valuations import ValuationSerializer
from negotiations.engine.converter import FORMULAS
from negotiations.engine.terms import Kind
from negotiations.enums import ConversionKind
from negotiations.models import Conversion, Valuation
from negotiations.queries.money.conversions import band_of, both_rates, convert, load_rates
from negotiations.queries.money.words import FORMULAS as FORMULA_OF
from negotiations.queries.money.words import texts

FIGURE: dict[str, Any] = {"digits": 13, "places": 6}


class ConversionWorthSerializer(serializers.Serializer[Any]):
    """Money a year, above 0 a gain; ``both`` is what the term brings or loses in all."""

    ours = serializers.CharField()
    theirs = BandShown()
    both = BandShown()


class FormulaSerializer(serializers.Serializer[Any]):
    """How it is computed: in words, from where, and where it ends."""

    text = serializers.CharField()
    source = serializers.CharField()
    limits = serializers.CharField()


class ConversionSerializer(serializers.Serializer[Any]):
    """A term in money. ``worth`` is null while a number of it is missing; parts are in per cent."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices(ConversionKind))
    issue = serializers.UUIDField(source="issue_id", allow_null=True)
    amount = Revealed(Amount(**FIGURE), allow_null=True)
    units = Revealed(Amount(**FIGURE), allow_null=True)
    days = Revealed(Amount(**FIGURE), allow_null=True)
    price = Revealed(Amount(**FIGURE), allow_null=True)
    discount = Revealed(Amount(**FIGURE), allow_null=True)
    deviation = Revealed(Amount(**FIGURE), allow_null=True)
    before = Revealed(Amount(**FIGURE), allow_null=True)
    after = Revealed(Amount(**FIGURE), allow_null=True)
    ours = Revealed(Amount(**FIGURE), allow_null=True, help_text="What one unit, failure or defect costs us.")
    theirs = serializers.SerializerMethodField(help_text="What it costs them.")
    note = Revealed(serializers.CharField(allow_blank=True))
    worth = serializers.SerializerMethodField()
    formula = serializers.SerializerMethodField()
    version = Version()

    @extend_schema_field(BandShown(allow_null=True))
    def get_theirs(self, row: Conversion) -> dict[str, str] | None:
        return band_of(row, "theirs", self.context["access"]) or None

    @extend_schema_field(ConversionWorthSerializer(allow_null=True))
    def get_worth(self, row: Conversion) -> dict[str, Any] | None:
        access = self.context["access"]
        found = convert(row, both_rates(self.context["rates"], access), access).worth
        if found is None:
            return None
        cents = {name: _band(getattr(found, name)) for name in ("theirs", "both")}
        return {"ours": f"{found.ours:.2f}", **cents}

    @extend_schema_field(FormulaSerializer)
    def get_formula(self, row: Conversion) -> dict[str, str]:
        found = FORMULAS[FORMULA_OF[Kind(row.kind)]]
        return {"text": found.text, "source": found.source, "limits": found.limits}


def _band(estimate: Any) -> dict[str, str]:
    return dict(zip(("low", "likely", "high"), (f"{float(text):.2f}" for text in texts(estimate)), strict=True))


class ConversionFields(Strict):
    issue = Id(required=False, allow_null=True)
    amount = Amount(**MONEY, required=False, allow_null=True)
    units = Amount(**FIGURE, required=False, allow_null=True)
    days = Amount(**FIGURE, required=False, allow_null=True)
    price = Amount(**MONEY, required=False, allow_null=True)
    discount = Amount(**FIGURE, required=False, allow_null=True)
    deviation = Amount(**FIGURE, required=False, allow_null=True)
    before = Amount(**FIGURE, required=False, allow_null=True)
    after = Amount(**FIGURE, required=False, allow_null=True)
    ours = Amount(**MONEY, required=False, allow_null=True)
    theirs = BandSerializer(required=False, allow_null=True)
    note = Text(conversions.MOST_NOTE, allow_blank=True, required=False)


class NewConversionSerializer(ConversionFields):
    kind = serializers.ChoiceField(choices(ConversionKind))


class ConversionEditSerializer(ConversionFields, Edit):
    pass


class ConversionAPIView(DealAPIView):
    def rows_of(self) -> QuerySet[Conversion]:
        rows = Conversion.objects.filter(deal=self.access.deal, removed_at__isnull=True)
        return rows.select_related("deal", "issue")

    def read(self, serializer: type[Any]) -> dict[str, Any]:
        """The body with its issue found. Raises ``Invalid``."""
        data = self.body(serializer)
        if data.get("issue") is not None:
            found = self.access.deal.issues.filter(pk=data["issue"], removed_at__isnull=True).first()
            if found is None:
                raise Invalid({"issue": ["Choose an issue of this plan."]})
            data["issue"] = found
        return data

    def context(self) -> dict[str, Any]:
        return {"access": self.access, "rates": load_rates(self.access.deal)}

    def one(self, pk: UUID, status: int = 200) -> Response:
        row = self.child(self.rows_of(), pk)
        return Response(ConversionSerializer(row, context=self.context()).data, status=status)


class ConversionList(ConversionAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation("List the terms put into money", gives=page_of(ConversionSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        context = self.context()
        shown = page(
            request,
            self.rows_of(),
            [BY_ID],
            lambda rows: ConversionSerializer(rows, many=True, context=context).data,
        )
        return Response(shown)

    @operation("Put a term into money", takes=NewConversionSerializer, gives=ConversionSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.read(NewConversionSerializer)
        return self.one(conversions.add(self.access.deal, data.pop("kind"), **data, **self.by).pk, 201)


class ConversionDetail(ConversionAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Read a term in money", gives=ConversionSerializer)
    def get(self, request: Request, deal_id: UUID, conversion_id: UUID) -> Response:
        return self.one(conversion_id)

    @operation(
        "Edit a term in money; each number is an action of its own",
        takes=ConversionEditSerializer,
        gives=ConversionSerializer,
    )
    def patch(self, request: Request, deal_id: UUID, conversion_id: UUID) -> Response:
        row = self.child(self.rows_of(), conversion_id)
        data = self.read(ConversionEditSerializer)
        version = data.pop("version")
        with transaction.atomic():
            for field, value in data.items():
                conversions.edit(row, field, value, seen=self.seen(row, field, version), **self.by)
        return self.one(conversion_id)

    @operation("Take a term out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, conversion_id: UUID) -> Response:
        conversions.remove(self.child(self.rows_of(), conversion_id), **self.by)
        return Response(status=204)


class ConversionWeight(ConversionAPIView):
    permissions = needs(POST=P.SECRETS_EDIT)

    @operation(
        "Put the worth of a term into the plan, as the weights of its issue",
        gives=ValuationSerializer(many=True),
    )
    def post(self, request: Request, deal_id: UUID, conversion_id: UUID) -> Response:
        issue = conversions.use_as_weight(self.child(self.rows_of(), conversion_id), **self.by)
        rows = Valuation.objects.filter(issue=issue).select_related("issue").order_by("party")
        return Response(self.rows(ValuationSerializer)(rows))


__all__ = ["ConversionDetail", "ConversionList", "ConversionWeight"]
