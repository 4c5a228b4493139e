"""The ``Secret`` type: a value that cannot be shown, logged, serialised or pickled by accident.

The only way out is ``reveal(reader)``; the reader decides whether it may, and the reading is logged without the value.
"""

from collections.abc import Callable
from typing import Any, Generic, NoReturn, Protocol, TypeVar

T = TypeVar("T")
S = TypeVar("S")

MASK = "•••"


class Reader(Protocol):
    """Whoever asks for a secret: answers for its right to do so and writes the reading down."""

    def note_secret_read(self) -> None:
        """Log that secrets of the deal were read; raise ``PermissionDenied`` if they may not be."""


class Secret(Generic[T]):
    """A wrapped value. It prints as ``•••``; equal values are equal, so that a form can tell a change."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self, reader: Reader) -> T:
        """The value, for a reader who may see it; the reading is logged. Raises ``PermissionDenied`` otherwise."""
        reader.note_secret_read()
        return self._value

    def map(self, change: Callable[[T], S]) -> "Secret[S]":
        """The same secret seen through a function: still a secret."""
        return Secret(change(self._value))

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled")

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret[T]":
        return self


def unwrap_for_storage(value: Any) -> Any:
    """The bare value, for the database column and the event log of secrets only."""
    return value._value if isinstance(value, Secret) else value
