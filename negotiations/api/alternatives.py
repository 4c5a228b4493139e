"""Alternatives to the deal, and the package on the page. Secret throughout."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Day, Text, Whole
from accounts.rest.pagination import BY_ID, PAGING, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import alternatives
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY, not_negative
from negotiations.api.levels import LevelOfIssueSerializer, read_levels, show_levels
from negotiations.api.rows import Edit, Revealed, Version, choices
from negotiations.enums import AlternativeKind
from negotiations.models import Alternative, PlanPackage
from negotiations.secrets import Secret

PER_CENT: dict[str, Any] = {"digits": 3, "places": 2}
LONGEST_NOTE = 10_000


@extend_schema_field(LevelOfIssueSerializer(many=True))
class Levels(serializers.Field):
    """A secret document of levels."""

    def to_representation(self, value: Any) -> list[dict[str, str]]:
        access = self.context["access"]
        return show_levels(access.deal, value.reveal(access) if isinstance(value, Secret) else value)


class AlternativeSerializer(serializers.Serializer[Any]):
    """What we could do without this deal."""

    id = serializers.UUIDField()
    title = Revealed(serializers.CharField())
    kind = serializers.ChoiceField(choices(AlternativeKind))
    value = Revealed(Amount(**MONEY), allow_null=True)
    levels = Levels()
    probability = Revealed(Amount(**PER_CENT))
    cost = Revealed(Amount(**MONEY), allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    note = Revealed(serializers.CharField())
    version = Version()


class AlternativeFields(Strict):
    kind = serializers.ChoiceField(choices(AlternativeKind), required=False)
    value = Amount(**MONEY, allow_null=True, required=False)
    levels = LevelOfIssueSerializer(many=True, required=False, max_length=1000)
    cost = Amount(**MONEY, allow_null=True, required=False, validators=[not_negative])
    expires_on = Day(allow_null=True, required=False)
    note = Text(LONGEST_NOTE, allow_blank=True, required=False)


class NewAlternativeSerializer(AlternativeFields):
    title = Text()
    probability = Amount(**PER_CENT, help_text="Per cent, 0 to 100.")


class AlternativeEditSerializer(AlternativeFields, Edit):
    title = Text(required=False)
    probability = Amount(**PER_CENT, required=False)


class AlternativeAPIView(DealAPIView):
    def alternatives_of(self) -> QuerySet[Alternative]:
        return Alternative.objects.filter(deal=self.access.deal, removed_at__isnull=True).select_related("deal")

    def read(self, serializer: type[Any]) -> dict[str, Any]:
        data = self.body(serializer)
        if "levels" in data:
            levels = read_levels(self.access.deal, data["levels"], "levels")
            data["levels"] = {str(pk): alternatives.plain(level) for pk, level in levels.items() if level is not None}
        return data


class AlternativeList(AlternativeAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation("List the alternatives to a deal", gives=page_of(AlternativeSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.alternatives_of(), [BY_ID], self.rows(AlternativeSerializer)))

    @operation("Add an alternative", takes=NewAlternativeSerializer, gives=AlternativeSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.read(NewAlternativeSerializer)
        row = alternatives.add(self.access.deal, **data, **self.by)
        return self.show(AlternativeSerializer, self.alternatives_of().get(pk=row.pk), 201)


class AlternativeDetail(AlternativeAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Read an alternative", gives=AlternativeSerializer)
    def get(self, request: Request, deal_id: UUID, alternative_id: UUID) -> Response:
        return self.show(AlternativeSerializer, self.child(self.alternatives_of(), alternative_id))

    @operation(
        "Edit an alternative; each field is an action of its own",
        takes=AlternativeEditSerializer,
        gives=AlternativeSerializer,
    )
    def patch(self, request: Request, deal_id: UUID, alternative_id: UUID) -> Response:
        row = self.child(self.alternatives_of(), alternative_id)
        data = self.read(AlternativeEditSerializer)
        version = data.pop("version")
        with transaction.atomic():
            for field, value in data.items():
                alternatives.edit(row, field, value, seen=self.seen(row, field, version), **self.by)
        return self.show(AlternativeSerializer, self.alternatives_of().get(pk=alternative_id))

    @operation("Take an alternative out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, alternative_id: UUID) -> Response:
        alternatives.remove(self.child(self.alternatives_of(), alternative_id), **self.by)
        return Response(status=204)


class PackageSerializer(serializers.Serializer[Any]):
    """The package on the page: the level planned for each issue, where it is not the target."""

    levels = Levels()
    version = Version()


class PackageEditSerializer(Strict):
    version = Whole()
    levels = LevelOfIssueSerializer(many=True, max_length=1000, allow_empty=False)


class PackageDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT)

    @operation("Read the package on the page", gives=PackageSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(PackageSerializer, self._package())

    @operation(
        "Put levels into the package; null means the target",
        takes=PackageEditSerializer,
        gives=PackageSerializer,
    )
    def patch(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(PackageEditSerializer)
        levels = read_levels(self.access.deal, data["levels"], "levels")
        seen = self.seen(self._package(), "levels", data["version"])
        alternatives.set_package(self.access.deal, levels, seen=seen, **self.by)
        return self.show(PackageSerializer, self._package())

    def _package(self) -> PlanPackage:
        found = PlanPackage.objects.filter(deal=self.access.deal).first()
        return found or PlanPackage(deal=self.access.deal, levels={})


__all__ = ["AlternativeDetail", "AlternativeList", "PackageDetail"]
