"""Parts that many serializers share."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.rest.fields import Whole
from accounts.rest.serializers import Strict
from negotiations.models.base import Versioned
from negotiations.secrets import Secret


@extend_schema_field({"type": "integer", "description": "Send it back with an edit of this row."})
class Version(serializers.Field):
    """The highest version of the row's fields: what the reader has seen of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, row: Versioned) -> int:
        return row_version(row)


def row_version(row: Versioned) -> int:
    """The ``seq`` of the event that last wrote a field of the row; 0 for a row never edited."""
    return max((int(seq) for seq in row.versions.values()), default=0)


class Revealed(serializers.Field):
    """A secret value, for a reader (``access`` in the context) who may see it; shown as ``inner`` shows it."""

    def __init__(self, inner: serializers.Field, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inner = inner

    def to_representation(self, value: Any) -> Any:
        plain = value.reveal(self.context["access"]) if isinstance(value, Secret) else value
        return None if plain is None else self.inner.to_representation(plain)


class RevealedSchema(OpenApiSerializerFieldExtension):
    target_class = Revealed

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Any:
        return auto_schema._map_serializer_field(self.target.inner, direction)


class Edit(Strict):
    """An edit of one or more fields: ``version`` is that of the row when you read it."""

    version = Whole(help_text="The row's `version` when you read it.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) < 2:
            raise serializers.ValidationError("Name a field to edit besides the version.")
        return attrs


def choices(enum: Any) -> list[tuple[str, str]]:
    """An enum for a ``ChoiceField``."""
    return list(enum.choices)
