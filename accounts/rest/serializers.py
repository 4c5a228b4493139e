"""The base of every serializer: unknown fields are refused, and secrets are left out for those who may not see them."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers


class Strict(serializers.Serializer[Any]):
    """Takes the fields it declares and no other: a misspelt one is an error, never ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({"non_field_errors": ["Send a JSON object."]})
        unknown = [str(key) for key in data if key not in self.fields or self.fields[key].read_only]
        if unknown:
            raise serializers.ValidationError({key: ["There is no such field to write."] for key in unknown})
        return super().to_internal_value(data)
