"""Claims of theirs, tested against their costs. Secret throughout."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Text
from accounts.rest.pagination import BY_ID, PAGING, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import claims
from negotiations.actions.alternatives import plain
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, Revealed, Version
from negotiations.api.their_floor import BandShown
from negotiations.models import Claim
from negotiations.queries.reading import opened
from negotiations.queries.theirs.claims import sentence_to_say, tested

PER_CENT: dict[str, Any] = {"digits": 4, "places": 3}
BAND = ("low", "likely", "high")


class PerCentBandSerializer(Strict):
    low = Amount(**PER_CENT)
    likely = Amount(**PER_CENT)
    high = Amount(**PER_CENT)


class CostShareSerializer(Strict):
    """A part of the price and how its index moved, in per cent."""

    name = Text()
    share = PerCentBandSerializer()
    move = PerCentBandSerializer()


class ClaimTestSerializer(serializers.Serializer[Any]):
    """``justified``: 10, 50 and 90 % of the cases; ``likely``: with every likely value. Per cent of the price."""

    justified = BandShown()
    likely = serializers.CharField()
    excess = serializers.CharField()
    chance = serializers.FloatField(help_text="The part of the cases in which costs explain the whole claim.")
    verdict = serializers.CharField(help_text="justified, possible or not justified")
    sentence = serializers.CharField(help_text="To say at the table; nothing of ours is in it.")


class ClaimSerializer(serializers.Serializer[Any]):
    """A price rise that they claim, with its test."""

    id = serializers.UUIDField()
    title = Revealed(serializers.CharField())
    claim = Revealed(Amount(**PER_CENT))
    parts = serializers.SerializerMethodField()
    note = Revealed(serializers.CharField(allow_blank=True))
    test = serializers.SerializerMethodField()
    version = Version()

    @extend_schema_field(CostShareSerializer(many=True))
    def get_parts(self, row: Claim) -> list[dict[str, Any]]:
        return [
            {"name": part["name"], **{name: dict(zip(BAND, part[name], strict=True)) for name in ("share", "move")}}
            for part in opened(row.parts, self.context["access"]) or []
        ]

    @extend_schema_field(ClaimTestSerializer)
    def get_test(self, row: Claim) -> dict[str, Any]:
        found = tested(row, self.context["access"])
        return {
            "justified": {name: f"{getattr(found.justified, name):.3f}" for name in BAND},
            "likely": f"{found.likely:.3f}",
            "excess": f"{found.excess:.3f}",
            "chance": found.chance,
            "verdict": found.verdict.value,
            "sentence": sentence_to_say(found),
        }


class ClaimFields(Strict):
    title = Text(required=False)
    claim = Amount(**PER_CENT, required=False)
    parts = CostShareSerializer(many=True, max_length=claims.MOST_PARTS, allow_empty=False, required=False)
    note = Text(claims.MOST_NOTE, allow_blank=True, required=False)


class NewClaimSerializer(ClaimFields):
    title = Text()
    claim = Amount(**PER_CENT, help_text="The rise in per cent.")
    parts = CostShareSerializer(many=True, max_length=claims.MOST_PARTS, allow_empty=False)


class ClaimEditSerializer(ClaimFields, Edit):
    pass


class ClaimAPIView(DealAPIView):
    def rows_of(self) -> QuerySet[Claim]:
        return Claim.objects.filter(deal=self.access.deal, removed_at__isnull=True).select_related("deal")

    def read(self, serializer: type[Any]) -> dict[str, Any]:
        data = self.body(serializer)
        if "parts" in data:
            data["parts"] = [
                {"name": part["name"], **{name: [plain(part[name][end]) for end in BAND] for name in ("share", "move")}}
                for part in data["parts"]
            ]
        return data


class ClaimList(ClaimAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation("List the claims that were tested", gives=page_of(ClaimSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.rows_of(), [BY_ID], self.rows(ClaimSerializer)))

    @operation("Test a claim and keep it", takes=NewClaimSerializer, gives=ClaimSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = claims.add(self.access.deal, **self.read(NewClaimSerializer), **self.by)
        return self.show(ClaimSerializer, self.rows_of().get(pk=row.pk), 201)


class ClaimDetail(ClaimAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Read a claim with its test", gives=ClaimSerializer)
    def get(self, request: Request, deal_id: UUID, claim_id: UUID) -> Response:
        return self.show(ClaimSerializer, self.child(self.rows_of(), claim_id))

    @operation("Change a claim: one action", takes=ClaimEditSerializer, gives=ClaimSerializer)
    def patch(self, request: Request, deal_id: UUID, claim_id: UUID) -> Response:
        row = self.child(self.rows_of(), claim_id)
        data = self.read(ClaimEditSerializer)
        version = data.pop("version")
        seen: dict[str, int | None] = {field: self.seen(row, field, version) for field in data}
        claims.edit(row, data, seen=seen, **self.by)
        return self.show(ClaimSerializer, self.rows_of().get(pk=claim_id))

    @operation("Take a claim out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, claim_id: UUID) -> Response:
        claims.remove(self.child(self.rows_of(), claim_id), **self.by)
        return Response(status=204)


__all__ = ["ClaimDetail", "ClaimList"]
