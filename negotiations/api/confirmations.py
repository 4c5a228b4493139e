"""Agreed points confirmed for us, and the links by which the other side confirms them."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Text
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import confirmations, link_mails, terms
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import choices
from negotiations.api.terms import TermSerializer
from negotiations.enums_close import Asks, MailState
from negotiations.models import ConfirmLink, Move, Term
from negotiations.queries.close.confirmations import points

MOST_POINTS = 500


class WordSerializer(serializers.Serializer[Any]):
    """What a side said last, of the point as it is now."""

    name = serializers.CharField()
    at = serializers.DateTimeField()
    comment = serializers.CharField(allow_blank=True)


class AgreedPointSerializer(serializers.Serializer[Any]):
    """``fingerprint`` names exactly what the point says now: send it to confirm. ``void``: changed since confirmed."""

    term = serializers.UUIDField(source="term.pk")
    text = serializers.CharField(source="shown.text")
    level = serializers.CharField(source="shown.level", allow_blank=True)
    wording = serializers.CharField(source="shown.wording", allow_blank=True)
    fingerprint = serializers.CharField()
    ours = WordSerializer(allow_null=True)
    theirs = WordSerializer(allow_null=True)
    comment = WordSerializer(allow_null=True)
    void = serializers.BooleanField()


class AgreedPointsSerializer(serializers.Serializer[Any]):
    points = AgreedPointSerializer(many=True)


class SeenSerializer(Strict):
    seen = serializers.ListField(child=Text(16), min_length=1, max_length=MOST_POINTS)


class ConfirmationDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.DEAL_CLOSE)

    @operation("Read what both sides confirmed of the agreed points", gives=AgreedPointsSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(AgreedPointsSerializer, {"points": points(self.access.deal)})

    @operation("Confirm agreed points for us", takes=SeenSerializer, gives=AgreedPointsSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        confirmations.confirm(self.access.deal, self.body(SeenSerializer)["seen"], **self.by)
        return self.get(request, deal_id)


class ConfirmLinkSerializer(serializers.Serializer[Any]):
    """``url`` is in the answer that makes the link, and nowhere else; a link sent by mail has none."""

    id = serializers.UUIDField()
    asks = serializers.ChoiceField(choices(Asks))
    title = serializers.CharField()
    to = serializers.CharField(allow_blank=True)
    made_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    used_at = serializers.DateTimeField(allow_null=True)
    used_by = serializers.CharField(allow_blank=True)
    mailed_to = serializers.CharField(source="mailed.address", default=None, allow_null=True)
    mail = serializers.CharField(
        source="mailed.state", default=None, allow_null=True, help_text=", ".join(MailState.values)
    )


class MadeConfirmLinkSerializer(ConfirmLinkSerializer):
    url = serializers.CharField(allow_blank=True)


class NewConfirmLinkSerializer(Strict):
    title = Text(confirmations.MOST_NAME)
    to = Text(confirmations.MOST_NAME, allow_blank=True, required=False)
    asks = serializers.ChoiceField(choices(Asks), required=False, help_text="The agreed points unless told.")
    address = Text(254, required=False, help_text="Send it there by mail; an open link sent there before stays.")


class ConfirmLinkList(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.CLOSE_SEND)

    @operation("List the links for the other side", gives=page_of(ConfirmLinkSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows = ConfirmLink.objects.filter(deal=self.access.deal).select_related("mail")
        return Response(page(request, rows, [Key("made_at", moment), BY_ID], self.rows(ConfirmLinkSerializer)))

    @operation(
        "Make a link for the other side", takes=NewConfirmLinkSerializer, gives=MadeConfirmLinkSerializer, status=201
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewConfirmLinkSerializer)
        asks = Asks(data.pop("asks", Asks.POINTS))
        if "address" in data:
            base = request.build_absolute_uri("/")
            link_mails.send(self.access.deal, **data, asks=asks, base=base, **self.by)
            rows = ConfirmLink.objects.filter(deal=self.access.deal, asks=asks).select_related("mail")
            sent = rows.filter(mail__address=data["address"].strip().lower()).latest("made_at")
            return Response({**ConfirmLinkSerializer(sent).data, "url": ""}, status=201)
        link, token = confirmations.make_link(self.access.deal, **data, asks=asks, **self.by)
        url = request.build_absolute_uri(reverse(link_mails.PAGES[asks], kwargs={"token": token}))
        return Response({**ConfirmLinkSerializer(link).data, "url": url}, status=201)


class ConfirmLinkDetail(DealAPIView):
    permissions = needs(DELETE=P.CLOSE_SEND)

    @operation("Withdraw a link", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, link_id: UUID) -> Response:
        confirmations.withdraw(self.child(ConfirmLink.objects.filter(deal=self.access.deal), link_id), **self.by)
        return Response(status=204)


class TakenSerializer(serializers.Serializer[Any]):
    terms = TermSerializer(many=True)


class MoveTake(DealAPIView):
    permissions = needs(POST=P.CLOSE_EDIT)

    @operation("Make agreed points of an entry of the log", gives=TakenSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, move_id: UUID) -> Response:
        made = terms.take(self.child(Move.objects.filter(deal=self.access.deal), move_id), **self.by)
        rows = Term.objects.filter(pk__in=[row.pk for row in made]).select_related("issue").order_by("number", "pk")
        return self.show(TakenSerializer, {"terms": rows}, 201)
