"""Model fields whose values come out of the database as ``Secret``."""

from decimal import Decimal
from typing import Any

from django.db import models

from negotiations.secrets import Secret, unwrap_for_storage


class SecretField:
    """Wraps on the way out of the database, unwraps on the way in. ``None`` stays ``None``: nothing is not a secret."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        inherited = getattr(super(), "from_db_value", None)
        if inherited is not None:
            value = inherited(value, expression, connection)
        return None if value is None else Secret(value)

    def to_python(self, value: Any) -> Any:
        plain = super().to_python(unwrap_for_storage(value))  # type: ignore[misc]
        return None if plain is None else Secret(plain)

    def get_prep_value(self, value: Any) -> Any:
        return unwrap_for_storage(super().get_prep_value(unwrap_for_storage(value)))  # type: ignore[misc]

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        bare = super().get_db_prep_value(unwrap_for_storage(value), connection, prepared)  # type: ignore[misc]
        return unwrap_for_storage(bare)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return unwrap_for_storage(super().get_db_prep_save(unwrap_for_storage(value), connection))  # type: ignore[misc]

    def clean(self, value: Any, model_instance: Any) -> Any:
        return Secret(super().clean(unwrap_for_storage(value), model_instance))  # type: ignore[misc]


class SecretDecimalField(SecretField, models.DecimalField):
    """A decimal that only a reader with the right may see."""

    def to_python(self, value: Any) -> "Secret[Decimal] | None":
        plain = models.DecimalField.to_python(self, unwrap_for_storage(value))
        return None if plain is None else Secret(plain)


class SecretJSONField(SecretField, models.JSONField):
    """A JSON document that only a reader with the right may see."""

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, Secret) else Secret(value)


class SecretTextField(SecretField, models.TextField):
    """A text that only a reader with the right may see."""

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, Secret) else Secret(str(value))
