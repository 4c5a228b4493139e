"""One-time exceptions from the mandate. Secret throughout; the sponsor's answer takes the password in the body."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.reauthentication import proven_at
from accounts.rest.fields import Text
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import exceptions
from negotiations.api.alternatives import Levels
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.levels import LevelOfIssueSerializer, read_levels
from negotiations.api.rows import Revealed, choices
from negotiations.enums import ExceptionState
from negotiations.models import MandateException


class ExceptionSerializer(serializers.Serializer[Any]):
    """A request to make one offer outside the mandate. ``breaks``: rule and issue, as the check gave them."""

    id = serializers.UUIDField()
    levels = Levels()
    why = Revealed(serializers.CharField())
    breaks = Revealed(serializers.ListField(child=serializers.ListField(child=serializers.CharField())))
    state = serializers.ChoiceField(choices(ExceptionState))
    asked_by = PersonSerializer()
    asked_at = serializers.DateTimeField()
    answer = Revealed(serializers.CharField())
    answered_by = PersonSerializer(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)


class NewExceptionSerializer(Strict):
    levels = LevelOfIssueSerializer(many=True, max_length=1000, allow_empty=False)
    why = Text(exceptions.MAX_WHY)


class GrantSerializer(Strict):
    password = Text(128, allow_blank=True, required=False, trim_whitespace=False)


class ExceptionRefusalSerializer(GrantSerializer):
    answer = Text(exceptions.MAX_WHY)


class ExceptionAPIView(DealAPIView):
    def rows_of(self) -> QuerySet[MandateException]:
        rows = MandateException.objects.filter(deal=self.access.deal)
        return rows.select_related("deal", "asked_by", "answered_by")

    def one(self, pk: UUID, status: int = 200) -> Response:
        return self.show(ExceptionSerializer, self.rows_of().get(pk=pk), status)

    def proven(self, data: dict[str, Any]) -> Any:
        return proven_at(self.request._request, data.pop("password", ""))


class ExceptionList(ExceptionAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.OFFER_RECORD)

    @operation("List the requests to the sponsor, oldest first", gives=page_of(ExceptionSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        keys = [Key("asked_at", moment), BY_ID]
        return Response(page(request, self.rows_of(), keys, self.rows(ExceptionSerializer)))

    @operation(
        "Ask the sponsor for a one-time exception", takes=NewExceptionSerializer, gives=ExceptionSerializer, status=201
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewExceptionSerializer)
        levels = read_levels(self.access.deal, data["levels"], "levels")
        given = {pk: level for pk, level in levels.items() if level is not None}
        return self.one(exceptions.ask(self.access.deal, levels=given, why=data["why"], **self.by).pk, 201)


class ExceptionDetail(ExceptionAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, DELETE=P.OFFER_RECORD)

    @operation("Read a request to the sponsor", gives=ExceptionSerializer)
    def get(self, request: Request, deal_id: UUID, exception_id: UUID) -> Response:
        return self.one(self.child(self.rows_of(), exception_id).pk)

    @operation("Withdraw a request, or an exception that is not needed", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, exception_id: UUID) -> Response:
        exceptions.withdraw(self.child(self.rows_of(), exception_id), **self.by)
        return Response(status=204)


class ExceptionGrant(ExceptionAPIView):
    permissions = needs(POST=P.MANDATE_DECIDE)

    @operation("Allow the offer, once", takes=GrantSerializer, gives=ExceptionSerializer)
    def post(self, request: Request, deal_id: UUID, exception_id: UUID) -> Response:
        row = self.child(self.rows_of(), exception_id)
        exceptions.grant(row, proven_at=self.proven(self.body(GrantSerializer)), **self.by)
        return self.one(row.pk)


class ExceptionRefuse(ExceptionAPIView):
    permissions = needs(POST=P.MANDATE_DECIDE)

    @operation("Refuse it with a reason", takes=ExceptionRefusalSerializer, gives=ExceptionSerializer)
    def post(self, request: Request, deal_id: UUID, exception_id: UUID) -> Response:
        row = self.child(self.rows_of(), exception_id)
        data = self.body(ExceptionRefusalSerializer)
        proven = self.proven(data)
        exceptions.refuse(row, answer=data["answer"], proven_at=proven, **self.by)
        return self.one(row.pk)
