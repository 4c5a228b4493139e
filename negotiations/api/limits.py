"""Limits of an issue: target, realistic, walk-away. Secret."""

from typing import Any
from uuid import UUID

from django.db import transaction
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.actions import issues
from negotiations.api.base import IssueAPIView, P, needs
from negotiations.api.levels import Level, read_level
from negotiations.api.rows import Edit, Version
from negotiations.levels import scale_of
from negotiations.models import IssueLimits


class LimitsSerializer(serializers.Serializer[Any]):
    """What we aim at and where we stop. Only for those who may see secrets of the issue."""

    target = Level(allow_null=True)
    realistic = Level(allow_null=True)
    walk_away = Level(allow_null=True)
    version = Version()


class LimitsEditSerializer(Edit):
    target = Level(allow_null=True, required=False)
    realistic = Level(allow_null=True, required=False)
    walk_away = Level(allow_null=True, required=False)


class LimitsDetail(IssueAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT)

    @operation("Read the limits of an issue", gives=LimitsSerializer)
    def get(self, request: Request, deal_id: UUID, issue_id: UUID) -> Response:
        return self.show(LimitsSerializer, self._limits())

    @operation("Edit the limits; each field is its own action", takes=LimitsEditSerializer, gives=LimitsSerializer)
    def patch(self, request: Request, deal_id: UUID, issue_id: UUID) -> Response:
        data = self.body(LimitsEditSerializer)
        version = data.pop("version")
        scale = scale_of(self.issue, self.access.deal.currency)
        limits = self._limits()
        with transaction.atomic():
            for field, text in data.items():
                level = read_level(scale, text, field)
                issues.set_limit(self.issue, field, level, seen=self.seen(limits, field, version), **self.by)
        return self.show(LimitsSerializer, self._limits())

    def _limits(self) -> IssueLimits:
        return IssueLimits.objects.select_related("issue").get(issue=self.issue)
