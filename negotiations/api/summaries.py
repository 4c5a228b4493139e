"""Summaries after a meeting: drafted from the agreed points and the log, edited, sent. Secret until they are sent."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Id, Text
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import summaries
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, Revealed, Version, choices
from negotiations.enums_close import MailState
from negotiations.models import Meeting, Summary


class MailSerializer(serializers.Serializer[Any]):
    """``unknown``: the worker died while it sent; it may have gone, and is not sent again by itself."""

    address = serializers.EmailField()
    state = serializers.ChoiceField(choices(MailState))
    asked_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class SummarySerializer(serializers.Serializer[Any]):
    """``due_at`` is a day after the meeting."""

    id = serializers.UUIDField()
    meeting = serializers.UUIDField(source="meeting_id", allow_null=True)
    subject = Revealed(serializers.CharField())
    body = Revealed(serializers.CharField())
    due_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    mails = MailSerializer(many=True, source="mails.all")
    version = Version()


class NewSummarySerializer(Strict):
    meeting = Id(allow_null=True, required=False)


class SummaryEditSerializer(Edit):
    subject = Text(summaries.MOST_SUBJECT, required=False)
    body = Text(summaries.MOST_BODY, required=False)


class AddressesSerializer(Strict):
    to = serializers.ListField(child=Text(254), min_length=1, max_length=summaries.MOST_MAILS)


class SummaryAPIView(DealAPIView):
    def rows_of(self) -> Any:
        return Summary.objects.filter(deal=self.access.deal).select_related("deal").prefetch_related("mails")

    def one(self, pk: UUID, status: int = 200) -> Response:
        return self.show(SummarySerializer, self.rows_of().get(pk=pk), status)


class SummaryList(SummaryAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.CLOSE_EDIT)

    @operation("List the summaries", gives=page_of(SummarySerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.rows_of(), [Key("made_at", moment), BY_ID], self.rows(SummarySerializer)))

    @operation("Draft the summary of a meeting", takes=NewSummarySerializer, gives=SummarySerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        self.access.require(P.SECRETS_VIEW)
        pk = self.body(NewSummarySerializer).get("meeting")
        meeting = Meeting.objects.filter(deal=self.access.deal, pk=pk, removed_at__isnull=True).first()
        if pk is not None and meeting is None:
            raise Invalid({"meeting": ["Not of this deal."]})
        return self.one(summaries.make(self.access.deal, meeting, **self.by).pk, 201)


class SummaryDetail(SummaryAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.CLOSE_EDIT)

    @operation("Read a summary", gives=SummarySerializer)
    def get(self, request: Request, deal_id: UUID, summary_id: UUID) -> Response:
        return self.show(SummarySerializer, self.child(self.rows_of(), summary_id))

    @operation("Change a summary that was not sent yet", takes=SummaryEditSerializer, gives=SummarySerializer)
    def patch(self, request: Request, deal_id: UUID, summary_id: UUID) -> Response:
        self.access.require(P.SECRETS_VIEW)
        row = self.child(self.rows_of(), summary_id)
        data = self.body(SummaryEditSerializer)
        version = data.pop("version")
        summaries.edit(row, data, seen={name: self.seen(row, name, version) for name in data}, **self.by)
        return self.one(row.pk)


class SummarySend(SummaryAPIView):
    permissions = needs(POST=P.CLOSE_SEND)

    @operation("Send a summary by mail", takes=AddressesSerializer, gives=SummarySerializer)
    def post(self, request: Request, deal_id: UUID, summary_id: UUID) -> Response:
        row = self.child(self.rows_of(), summary_id)
        summaries.send(row, self.body(AddressesSerializer)["to"], **self.by)
        return self.one(row.pk)
