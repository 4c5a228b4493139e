"""Counterparties: they outlive the deals made with them."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.rest.pagination import BY_ID, PAGING, Key, page, text
from accounts.rest.schema import operation, page_of
from accounts.tenancy import visible_to
from negotiations.api.base import SIGNED_IN, ApiView, needs
from negotiations.api.deals import CounterpartySerializer
from negotiations.models import Counterparty
from negotiations.queries.deals import openable


class DealOfCounterpartySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    phase = serializers.CharField()


class CounterpartyWithDealsSerializer(CounterpartySerializer):
    deals = serializers.SerializerMethodField(help_text="Those that you may open, newest first; at most 100.")

    def get_deals(self, counterparty: Counterparty) -> list[dict[str, Any]]:
        user: User = self.context["user"]
        rows = openable(user).filter(counterparty=counterparty).order_by("-created_at", "pk")[:100]
        return list(DealOfCounterpartySerializer(rows, many=True).data)


class CounterpartyList(ApiView):
    permissions = needs(GET=SIGNED_IN)

    @operation("List your organisations' counterparties", gives=page_of(CounterpartySerializer), parameters=PAGING)
    def get(self, request: Request) -> Response:
        rows = Counterparty.objects.filter(visible_to(self.user))
        return Response(page(request, rows, [Key("name", text), BY_ID], self.rows(CounterpartySerializer)))


class CounterpartyDetail(ApiView):
    permissions = needs(GET=SIGNED_IN)

    @operation("Read a counterparty, with the deals that you may open", gives=CounterpartyWithDealsSerializer)
    def get(self, request: Request, counterparty_id: UUID) -> Response:
        row = Counterparty.objects.filter(visible_to(self.user), pk=counterparty_id).first()
        if row is None:
            raise Http404
        return Response(CounterpartyWithDealsSerializer(row, context={"user": self.user}).data)
