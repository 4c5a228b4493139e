"""The last look before signing, and the end of the deal."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Text
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import closing, last_looks
from negotiations.actions.phases import MOST_REASON
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.jobs import JobSerializer
from negotiations.api.rows import choices
from negotiations.enums_review import Outcome
from negotiations.queries.close.last_look import last_look
from negotiations.queries.wording import plain


class AgainstSerializer(serializers.Serializer[Any]):
    what = serializers.CharField()
    worth = serializers.CharField()
    over = serializers.CharField(help_text="How much more the agreed package is worth to us.")


class LookSerializer(serializers.Serializer[Any]):
    """What is agreed in words and money. ``viable``: in how many guesses they lose by it; empty while not known."""

    result = JobSerializer(allow_null=True)
    active = JobSerializer(allow_null=True)
    stale = serializers.CharField(allow_blank=True)
    ours = serializers.CharField(allow_blank=True)
    theirs = serializers.CharField(allow_blank=True)
    against = AgainstSerializer(many=True)
    viable = serializers.CharField(allow_blank=True)
    unserved = serializers.ListField(child=serializers.CharField())
    better = serializers.ListField(child=serializers.CharField())


class LastLookDetail(DealAPIView):
    permissions = needs(GET=P.TRADES_VIEW, POST=P.TRADES_RUN)
    throttle_scopes = needs(POST="jobs")

    @operation("Read the last look at what is agreed", gives=LookSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        look = last_look(self.access, now=self.now)
        return Response(
            {
                "result": JobSerializer(look.result).data if look.result else None,
                "active": JobSerializer(look.active).data if look.active else None,
                "stale": look.stale,
                "ours": look.ours,
                "theirs": look.theirs,
                "against": [{"what": one.what, "worth": one.worth, "over": one.over} for one in look.against],
                "viable": look.viable,
                "unserved": [one.name for one in look.served.leaves],
                "better": [plain(one["text"]) for one in look.better],
            }
        )

    @operation("Ask for the last look", gives=JobSerializer, status=202)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.show(JobSerializer, last_looks.request(self.access.deal, **self.by), 202)


class EndSerializer(Strict):
    """A reason is needed for a break-off, for points that not both confirmed, and for a red gate."""

    outcome = serializers.ChoiceField(choices(Outcome))
    reason = Text(MOST_REASON, allow_blank=True, required=False)


class EndedSerializer(serializers.Serializer[Any]):
    phase = serializers.CharField()


class DealEnd(DealAPIView):
    permissions = needs(POST=P.DEAL_CLOSE)

    @operation("Close the deal: agreed or broken off", takes=EndSerializer, gives=EndedSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.show(EndedSerializer, closing.close(self.access.deal, **self.body(EndSerializer), **self.by))
