"""Opening secrets where they may be opened: in queries, for a reader."""

from typing import Any

from negotiations.secrets import Reader, Secret


def opened(value: Any, reader: Reader) -> Any:
    """The value of a secret field for a reader who may see it (logged); ``None`` when the field is empty.

    Raises ``PermissionDenied`` for a reader who may not. Typed ``Any`` because Django's stubs give a field the type
    that it stores, not the ``Secret`` that it loads.
    """
    if value is None:
        return None
    if not isinstance(value, Secret):
        raise TypeError("not a secret as the database gives it")
    return value.reveal(reader)
