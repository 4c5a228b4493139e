"""Reading a body without trusting it: size, encoding, depth, and characters that the database cannot hold."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, MultiPartParser

from accounts.rest.errors import Malformed, TooLarge

MAX_JSON_BYTES = 1024 * 1024
MAX_UPLOAD_BYTES = 12 * 1024 * 1024  # the importers have narrower limits of their own
MAX_DEPTH = 12


class StrictJSONParser(BaseParser):
    """JSON as RFC 8259 means it: UTF-8, no NaN, no name twice in an object; and not deeper or larger than ours is."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        content = stream.read(MAX_JSON_BYTES + 1)
        if len(content) > MAX_JSON_BYTES:
            raise TooLarge("A JSON body may have 1 MiB.")
        try:
            data = json.loads(content.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_once_each)
        except RecursionError:
            raise Malformed("The JSON is nested too deeply.") from None
        except ValueError:
            raise Malformed("The body is not valid JSON in UTF-8.") from None
        check_data(data)
        return data


class UploadParser(MultiPartParser):
    """A form with a file, refused by its announced size before it is read."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        announced = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if not announced.isdecimal():
            raise Malformed("Content-Length is not a number.")
        if int(announced) > MAX_UPLOAD_BYTES:
            raise TooLarge("A file may have 12 MiB.")
        parsed = super().parse(stream, media_type, parser_context)
        check_data({key: parsed.data.getlist(key) for key in parsed.data})
        return parsed


class AlwaysFirst(BaseContentNegotiation):
    """One representation of everything: whatever a client says it accepts, it gets the view's only one."""

    def select_parser(self, request: Any, parsers: Iterable[Any]) -> Any:
        sent = request.content_type.split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


def check_data(data: Any) -> None:
    """Raise ``Malformed`` for what no field of ours can hold: NUL, lone surrogates, infinity, deep nesting."""
    stack: list[tuple[Any, int]] = [(data, 1)]
    while stack:
        value, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise Malformed("The JSON is nested too deeply.")
        if isinstance(value, str):
            check_text(value)
        elif isinstance(value, float) and not math.isfinite(value):
            raise Malformed("A number is too large.")
        elif isinstance(value, Mapping):
            stack.extend((key, depth) for key in value)
            stack.extend((inner, depth + 1) for inner in value.values())
        elif isinstance(value, list):
            stack.extend((inner, depth + 1) for inner in value)


def check_text(text: str) -> None:
    """Raise ``Malformed`` for a NUL or half a character."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Malformed("A text has a character that cannot be stored.")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("a name twice in one object")
    return data
