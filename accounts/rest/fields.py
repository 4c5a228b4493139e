"""Serializer fields that take exactly what the schema says. DRF's own turn 1 into "1" and "yes" into true."""

import re
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

LARGEST_ID = 2**63 - 1
ONE_LINE = 200
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Text(serializers.CharField):
    """A string; a line of at most 120 characters unless said otherwise. What may be longer may have line breaks."""

    def __init__(self, max_length: int = 120, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        text: str = super().to_internal_value(data)
        return " ".join(text.split()) if (self.max_length or 0) <= ONE_LINE else text


class Flag(serializers.BooleanField):
    """true or false, and nothing that looks like it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Whole(serializers.IntegerField):
    """A whole number from 0 (or ``min_value``) that fits the database."""

    def __init__(self, min_value: int = 0, max_value: int = LARGEST_ID, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class Id(serializers.UUIDField):
    """A UUID in its usual form."""

    def to_internal_value(self, data: Any) -> uuid.UUID:
        if not isinstance(data, str) or not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", data):
            self.fail("invalid", value="")
        return uuid.UUID(data)


class Moment(serializers.DateTimeField):
    """A date and time with its offset from UTC, in this or the next century."""

    def to_internal_value(self, value: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise serializers.ValidationError(
                "Give a date and time with its offset, such as 2026-12-01T09:30:00+01:00."
            )
        if not EARLIEST <= moment < LATEST:
            raise serializers.ValidationError("Give a moment between the years 2000 and 2200.")
        return moment


class Day(serializers.DateField):
    """A date between the years 2000 and 2200, such as 2026-12-01."""

    def to_internal_value(self, value: Any) -> date:
        try:
            day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            day = None
        if day is None or not EARLIEST.date() <= day < LATEST.date():
            raise serializers.ValidationError("Give a date between the years 2000 and 2200, such as 2026-12-01.")
        return day


class Amount(serializers.Field):
    """A decimal, as a string both ways: no client rounds it on the way."""

    def __init__(self, digits: int = 14, places: int = 6, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pattern = rf"^-?[0-9]{{1,{digits}}}(\.[0-9]{{1,{places}}})?$"

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str) or not re.fullmatch(self.pattern, data):
            raise serializers.ValidationError('Write a decimal as a string, such as "1250.5".')
        return Decimal(data)

    def to_representation(self, value: Decimal) -> str:
        return plain(value)


class AmountSchema(OpenApiSerializerFieldExtension):
    target_class = Amount
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "string", "format": "decimal"}
        if direction == "request":
            schema["pattern"] = self.target.pattern
        return schema


def plain(value: Decimal) -> str:
    """A decimal without an exponent and without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
