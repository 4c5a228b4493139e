"""Levels in JSON: a decimal as a string, a date as ``2026-12-01``, an option as its number."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from accounts.rest.errors import Invalid
from accounts.rest.fields import Id, Text, plain
from accounts.rest.serializers import Strict
from negotiations.enums import IssueKind
from negotiations.forms import levels as forms
from negotiations.levels import NotALevel, Scale, scale_of
from negotiations.models import Deal, Issue
from negotiations.secrets import Secret

LONGEST = 40


def level_text(kind: str, level: Decimal) -> str:
    """A level as the API writes it; ``read_level`` understands it."""
    return date.fromordinal(int(level)).isoformat() if kind == IssueKind.DATE else plain(level)


def read_level(scale: Scale, text: str | None, field: str) -> Decimal | None:
    """The level of the issue that a client wrote, by the rules of the pages. Raises ``Invalid`` naming the field."""
    try:
        return None if text is None else forms.read_level(scale, text)
    except NotALevel as error:
        raise Invalid({field: [str(error)]}) from None


def read_bound(scale: Scale, field: str, text: str | None) -> Decimal | None:
    """An end of an issue's range, or its step: not held to a range, as it makes one. Raises ``Invalid``."""
    try:
        return None if text is None else forms.read_bound(scale, field, text)
    except NotALevel as error:
        raise Invalid({field: [str(error)]}) from None


class Level(serializers.Field):
    """A level of the row's issue. Secret ones are revealed to the reader in the context, who must be allowed."""

    def get_attribute(self, instance: Any) -> Any:
        issue = instance if isinstance(instance, Issue) else instance.issue
        return issue.kind, super().get_attribute(instance)

    def to_representation(self, value: Any) -> str | None:
        kind, level = value
        if isinstance(level, Secret):
            level = level.reveal(self.context["access"])
        return None if level is None else level_text(kind, level)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or not 0 < len(data) <= LONGEST:
            raise serializers.ValidationError("Give a level as a string, or null.")
        return data


class LevelSchema(OpenApiSerializerFieldExtension):
    target_class = Level
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "type": "string",
            "nullable": True,
            "description": "A decimal, a date as `2026-12-01`, or the number of an option, by the kind of the issue.",
        }
        return schema | {"minLength": 1, "maxLength": LONGEST} if direction == "request" else schema


class LevelOfIssueSerializer(Strict):
    """A level on an issue."""

    issue = Id()
    level = Text(LONGEST, allow_null=True)


def read_levels(deal: Deal, items: Iterable[Mapping[str, Any]], field: str) -> dict[UUID, Decimal | None]:
    """Issue → level, from a list of both. Raises ``Invalid`` at the item that is wrong."""
    rows = deal.issues.filter(removed_at__isnull=True).prefetch_related("options")
    issues = {issue.pk: issue for issue in rows}
    levels: dict[UUID, Decimal | None] = {}
    for place, item in enumerate(items):
        issue = issues.get(item["issue"])
        if issue is None or issue.pk in levels:
            raise Invalid({f"{field}.{place}.issue": ["Name issues of this deal, each once."]})
        levels[issue.pk] = read_level(scale_of(issue, deal.currency), item["level"], f"{field}.{place}.level")
    return levels


def show_levels(deal: Deal, stored: Mapping[str, str]) -> list[dict[str, str]]:
    """A stored document of levels as the list that ``read_levels`` takes. Issues that are gone are left out."""
    kinds = deal.issues.filter(removed_at__isnull=True).order_by("position", "pk").values_list("pk", "kind")
    return [
        {"issue": str(pk), "level": level_text(kind, Decimal(stored[str(pk)]))}
        for pk, kind in kinds
        if str(pk) in stored
    ]
