"""Roles kept or broken by the log, and whose levers made it into the deal."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.api.base import DealAPIView, P, needs
from negotiations.models import Review
from negotiations.queries.review.credit import credit_of
from negotiations.queries.review.roles import BROKEN, KEPT, QUIET, roles_of


class RoleFactSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    moves = serializers.ListField(child=serializers.IntegerField(), source="numbers", help_text="Entries of the log.")


class RoleKeptSerializer(serializers.Serializer[Any]):
    """``facts`` are what the log says, ``reading`` what we make of it."""

    rule = serializers.CharField(source="role")
    people = serializers.CharField(allow_blank=True)
    kept = serializers.CharField(source="state", help_text=f"{KEPT}, {BROKEN} or {QUIET}.")
    facts = RoleFactSerializer(many=True)
    reading = serializers.CharField(allow_blank=True)


class NamedLeverSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    became = serializers.CharField(source="state")
    level = serializers.CharField(allow_blank=True)
    ours = serializers.CharField(allow_blank=True, help_text="Worth to us against not using it.")
    theirs = serializers.CharField(allow_blank=True, help_text="Likely worth to them, as a range.")


class CreditSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    expert = serializers.BooleanField(source="asked")
    levers = NamedLeverSerializer(many=True)


class ReviewRolesSerializer(serializers.Serializer[Any]):
    roles = RoleKeptSerializer(many=True)
    credit = CreditSerializer(many=True)


class ReviewRoles(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read which roles were kept, and whose levers made it into the deal", gives=ReviewRolesSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        if not Review.objects.filter(deal=self.access.deal).exists():
            raise Http404
        found = {"roles": roles_of(self.access, now=self.now), "credit": credit_of(self.access)}
        return self.show(ReviewRolesSerializer, found)
