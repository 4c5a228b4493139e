"""The alerts of the table and the concession plan against the log. Secret."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Text
from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import ledger
from negotiations.api.base import DealAPIView, P, needs
from negotiations.engine.alerts import Code
from negotiations.engine.plan_log import Wait
from negotiations.models import Dismissal
from negotiations.queries.alerts import Alert, alerts_of
from negotiations.queries.ledger.plan_log import OffPlan, plan_against_log
from negotiations.queries.plan.rows import load_plan

CODES = [(code.value, code.value) for code in Code]
WAITS = [(wait.value, wait.value) for wait in Wait]


class AlertSerializer(serializers.Serializer[Any]):
    """What is warned of, and the ways on. ``limit`` and ``tactic`` speak for either reading of a sign."""

    code = serializers.ChoiceField(CODES)
    subject = serializers.CharField(allow_blank=True, help_text="Names it, with the code, when it is put away.")
    title = serializers.CharField()
    text = serializers.CharField()
    ways = serializers.ListField(child=serializers.CharField())
    limit = serializers.ListField(child=serializers.CharField())
    tactic = serializers.ListField(child=serializers.CharField())


class DismissalSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.ChoiceField(CODES)
    subject = serializers.CharField(allow_blank=True)
    words = serializers.CharField()
    by = PersonSerializer()
    at = serializers.DateTimeField()


class AlertsSerializer(serializers.Serializer[Any]):
    alerts = AlertSerializer(many=True)
    dismissed = DismissalSerializer(many=True, help_text="Those that would be shown had nobody put them away.")


class AlertDismissSerializer(Strict):
    code = serializers.ChoiceField(CODES)
    subject = Text(80, allow_blank=True, required=False)
    words = Text(ledger.MAX_WORDS)


class OffPlanSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField(allow_null=True, help_text="Of the entry.")
    text = serializers.CharField()


class PlanLogSerializer(serializers.Serializer[Any]):
    """Where the talks are on the first concession plan."""

    plan = serializers.CharField()
    round = serializers.IntegerField(help_text="Of our latest offer: the opening is round 1.")
    rounds = serializers.IntegerField()
    at = serializers.IntegerField(help_text="So many steps from the first are taken.")
    steps = serializers.IntegerField()
    next_gives = serializers.CharField(allow_blank=True)
    next_gets = serializers.CharField(allow_blank=True)
    next_waits_for = serializers.ChoiceField(WAITS, allow_null=True)
    next_waits = serializers.CharField(allow_blank=True)
    early = OffPlanSerializer(many=True)
    beyond = OffPlanSerializer(many=True)
    over = serializers.CharField(help_text="Given beyond what was due by now, in money or points.")


class AlertList(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read the alerts of the table", gives=AlertsSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        found = alerts_of(self.access, load_plan(self.access.deal), now=self.now)
        away = [_dismissal(one) for one in found.away]
        return self.show(AlertsSerializer, {"alerts": [_alert(one) for one in found.shown], "dismissed": away})


class AlertDismiss(DealAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Put an alert away on this deal", takes=AlertDismissSerializer, gives=DismissalSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = {"subject": "", **self.body(AlertDismissSerializer)}
        row = ledger.dismiss(self.access.deal, **data, **self.by)
        shown = {"id": row.pk, **data, "by": row.by, "at": row.at}
        return self.show(DismissalSerializer, shown, 201)


class DismissalReverse(DealAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Show an alert again", gives=None, status=204)
    def post(self, request: Request, deal_id: UUID, dismissal_id: UUID) -> Response:
        rows = Dismissal.objects.filter(deal=self.access.deal).select_related("deal")
        ledger.take_back(self.child(rows, dismissal_id), **self.by)
        return Response(status=204)


class PlanLogDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read the concession plan against the log; 204 without a plan", gives=PlanLogSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        found = plan_against_log(self.access.deal, self.access, today=timezone.localdate(self.now))
        if found is None:
            return Response(status=204)
        following = found.following
        shown = {
            "plan": found.name,
            "round": found.round,
            "rounds": found.rounds,
            "at": found.at,
            "steps": found.steps,
            "next_gives": following.give if following else "",
            "next_gets": following.get if following else "",
            "next_waits_for": found.found.wait,
            "next_waits": following.waits if following else "",
            "early": [_off(one) for one in found.early],
            "beyond": [_off(one) for one in found.beyond],
            "over": str(found.over),
        }
        return self.show(PlanLogSerializer, shown)


def _alert(one: Alert) -> dict[str, Any]:
    named = {name: getattr(one, name) for name in ("code", "subject", "title", "text", "limit", "tactic")}
    return {**named, "ways": [way.text for way in one.ways]}


def _dismissal(one: Alert) -> dict[str, Any]:
    row = one.dismissed
    assert row is not None  # noqa: S101 - for the types: only those that were put away are asked
    named = {name: getattr(row, name) for name in ("id", "code", "subject", "by", "at")}
    return {**named, "words": one.dismissed_words}


def _off(one: OffPlan) -> dict[str, Any]:
    return {"number": one.number, "text": one.text}
