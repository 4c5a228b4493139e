"""Lists, a page at a time by key: no offset, so no row is missed or doubled while others are added.

A cursor is the key of the last row, checked as strictly as any other input: DRF's own lets a forged one reach the
database as it is.
"""

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from accounts.rest.errors import Invalid
from accounts.rest.fields import LARGEST_ID

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
BAD_CURSOR = "Not a cursor of this list. Follow `next` of an answer as it is."
Row = TypeVar("Row")

PAGING = [
    OpenApiParameter("cursor", str, description="Where the page begins: from `next` of the page before."),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        description="Rows on a page.",
    ),
]


@dataclass(frozen=True)
class Key:
    """A field that the list is ordered by; together the keys are unique. ``read`` undoes ``str``, or raises."""

    field: str
    read: Callable[[str], Any]
    descending: bool = False

    def of(self, row: Any) -> str:
        value = row
        for part in self.field.split("__"):
            value = getattr(value, part)
        return value.isoformat() if isinstance(value, datetime) else str(value)

    def after(self, value: Any) -> Q:
        return Q(**{f"{self.field}__{'lt' if self.descending else 'gt'}": value})

    @property
    def ordering(self) -> str:
        return f"-{self.field}" if self.descending else self.field


def whole(text: str) -> int:
    """A cursor's whole number that fits the database."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else -1
    if not 0 <= number <= LARGEST_ID:
        raise ValueError(text)
    return number


def moment(text: str) -> datetime:
    """A cursor's moment."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None or not 1990 < value.year < 2300:
        raise ValueError(text)
    return value.astimezone(UTC)


def text(value: str) -> str:
    """A cursor's text."""
    if "\x00" in value or len(value) > 500:
        raise ValueError(value)
    return value.encode().decode()  # refuses half a character


BY_ID = Key("pk", UUID)


def page(
    request: Request, rows: QuerySet[Any], keys: Sequence[Key], represent: Callable[[list[Any]], Iterable[Any]]
) -> dict[str, Any]:
    """One page of a queryset: ``{"results": […], "next": url or null}``, in one query. Raises ``Invalid``."""
    limit = _limit(request)
    cursor = request.query_params.get("cursor")
    if cursor:
        rows = rows.filter(_beyond(keys, cursor))
    found = list(rows.order_by(*(key.ordering for key in keys))[: limit + 1])
    shown = found[:limit]
    return {
        "results": list(represent(shown)),
        "next": _url_after(request, keys, shown[-1]) if len(found) > limit else None,
    }


def page_of_list(
    request: Request, rows: Sequence[Row], name: Callable[[Row], str], represent: Callable[[list[Row]], Iterable[Any]]
) -> dict[str, Any]:
    """The same for a list at hand; ``name`` is the row's own name, by which the cursor finds its place again."""
    limit = _limit(request)
    cursor = request.query_params.get("cursor")
    start = 0
    if cursor:
        names = [name(row) for row in rows]
        (last,) = _decode(cursor, [str])
        if last not in names:
            raise Invalid({"cursor": [BAD_CURSOR]})
        start = names.index(last) + 1
    shown = list(rows[start : start + limit])
    more = len(rows) > start + limit
    return {"results": list(represent(shown)), "next": _url(request, [name(shown[-1])]) if more else None}


def _limit(request: Request) -> int:
    wanted = request.query_params.get("limit")
    if wanted is None:
        return DEFAULT_LIMIT
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 and 1 <= int(wanted) <= MAX_LIMIT):
        raise Invalid({"limit": [f"A number from 1 to {MAX_LIMIT}."]})
    return int(wanted)


def _beyond(keys: Sequence[Key], cursor: str) -> Q:
    """Rows after the cursor's: greater in the first key, or equal in it and greater in the next, and so on."""
    values = _decode(cursor, [key.read for key in keys])
    condition = Q(pk__in=[])
    for place, key in enumerate(keys):
        same = Q(**{before.field: value for before, value in zip(keys[:place], values, strict=False)})
        condition |= same & key.after(values[place])
    return condition


def _decode(cursor: str, readers: Sequence[Callable[[str], Any]]) -> list[Any]:
    try:
        if len(cursor) > 2000:
            raise ValueError(cursor)
        parts = json.loads(base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True))
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise ValueError(cursor)
        return [read(part) for read, part in zip(readers, parts, strict=True)]
    except (ValueError, RecursionError, OverflowError):
        raise Invalid({"cursor": [BAD_CURSOR]}) from None


def _url_after(request: Request, keys: Sequence[Key], row: Any) -> str:
    return _url(request, [key.of(row) for key in keys])


def _url(request: Request, parts: list[str]) -> str:
    query = request.query_params.copy()
    query["cursor"] = base64.b64encode(json.dumps(parts).encode(), altchars=b"-_").decode()
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
