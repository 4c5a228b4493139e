"""The pie check: what was found in each of the four families, and the stance that rests on it."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Text, Whole
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import pie as actions
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import choices
from negotiations.enums_prepare import PieFamily, Stance
from negotiations.queries.prepare.pie import Family, pie


class PromptSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    why = serializers.CharField()


class PieFamilySerializer(serializers.Serializer[Any]):
    """``lever`` or ``reason`` once it was looked through; ``prompts`` are levers that the deal does not have."""

    family = serializers.CharField(source="code")
    done = serializers.SerializerMethodField()
    lever = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    prompts = PromptSerializer(many=True)

    @extend_schema_field(serializers.BooleanField())
    def get_done(self, row: Family) -> bool:
        return row.answer is not None

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_lever(self, row: Family) -> UUID | None:
        return row.answer.lever_id if row.answer else None

    @extend_schema_field(serializers.CharField(allow_blank=True))
    def get_reason(self, row: Family) -> str:
        return row.answer.reason if row.answer else ""


class PieSerializer(serializers.Serializer[Any]):
    """``missing`` are the families that keep the deal from being called distributive."""

    stance = serializers.ChoiceField(choices(Stance))
    missing = serializers.ListField(child=serializers.CharField())
    tradeable = serializers.IntegerField(help_text="Issues that can be traded; with one there is nothing to trade.")
    families = PieFamilySerializer(many=True)
    version = serializers.IntegerField(help_text="Send it back with the stance.")


class StanceSerializer(Strict):
    stance = serializers.ChoiceField(choices(Stance))
    version = Whole()


class PieAnswerSerializer(Strict):
    """One of: ``key`` of a prompt, a lever of one's own (``title``, ``why``), or the ``reason`` why there is none."""

    key = Text(required=False)
    title = Text(required=False)
    why = Text(actions.LONGEST_REASON, required=False)
    reason = Text(actions.LONGEST_REASON, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(name in attrs for name in ("key", "title", "reason")) != 1:
            raise serializers.ValidationError("Name one of `key`, `title` and `reason`.")
        return attrs


class PieDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.DEAL_EDIT)

    @operation("Read the pie check", gives=PieSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(PieSerializer, pie(self.access.deal))

    @operation("Set the stance; distributive only after the check", takes=StanceSerializer, gives=PieSerializer)
    def patch(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(StanceSerializer)
        seen = self.seen(self.access.deal, "stance", data["version"])
        actions.set_stance(self.access.deal, data["stance"], seen=seen, **self.by)
        self.access.deal.refresh_from_db()
        return self.show(PieSerializer, pie(self.access.deal))


class PieFamilyDetail(DealAPIView):
    permissions = needs(PUT=P.PLAN_EDIT, DELETE=P.PLAN_EDIT)

    @operation("Say what a family holds", takes=PieAnswerSerializer, gives=PieSerializer)
    def put(self, request: Request, deal_id: UUID, family: str) -> Response:
        self._known(family)
        data = self.body(PieAnswerSerializer)
        if "reason" in data:
            actions.find_nothing(self.access.deal, family, reason=data["reason"], **self.by)
        else:
            actions.find_lever(self.access.deal, family, **data, **self.by)
        return self.show(PieSerializer, pie(self.access.deal))

    @operation("Look through a family again; a distributive deal is undecided then", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, family: str) -> Response:
        self._known(family)
        actions.reopen(self.access.deal, family, **self.by)
        return Response(status=204)

    def _known(self, family: str) -> None:
        if family not in PieFamily.values:
            raise Http404


__all__ = ["PieDetail", "PieFamilyDetail"]
