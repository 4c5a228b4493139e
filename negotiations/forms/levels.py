"""Typed text as values: levels, ends of ranges, numbers, money, dates. Pages and imports of text share it."""

import re
from datetime import date
from decimal import Decimal

from negotiations.enums import NUMERIC_KINDS, IssueKind
from negotiations.levels import NotALevel, Scale, parse_date, parse_number

LONGEST = 120


class Errors(dict[str, str]):
    """Messages by field; a field without one has an empty message, so that a template may ask for any."""

    def __missing__(self, field: str) -> str:
        return ""


NOTHING = frozenset({"", "–", "-", "none"})
MOST = Decimal(10) ** 13
FINEST = -6


def bare(text: str, *, longest: int = LONGEST) -> str:
    """The text on one line, without what no row can hold. Raises ``NotALevel``."""
    text = " ".join(text.replace("\x00", "").split())
    if len(text) > longest:
        raise NotALevel(f"At most {longest} characters.")
    return text


def read_level(scale: Scale, text: str) -> Decimal | None:
    """A level of the issue, None for an empty text. Raises ``NotALevel`` with what to write instead."""
    text = bare(text)
    if text.casefold() in NOTHING:
        return None
    if not scale.is_numeric:
        return _option(scale, text)
    return _storable(scale.parse(text))


def _option(scale: Scale, text: str) -> Decimal:
    """The number of an option, as a select sends it, or its label. A label wins: it may be a number itself."""
    return (
        scale.parse(text)
        if not (text.isascii() and text.isdecimal() and int(text) in scale.options)
        else Decimal(int(text))
    )


def read_bound(scale: Scale, field: str, text: str) -> Decimal | None:
    """An end of a range, or its step: not held to the range, as it makes one. Raises ``NotALevel``."""
    text = bare(text)
    if text.casefold() in NOTHING:
        return None
    if scale.kind not in NUMERIC_KINDS:
        raise NotALevel("An issue of choice has options and no range.")
    free = Scale(scale.kind, scale.unit, scale.currency)
    if scale.kind == IssueKind.DATE and field == "step":
        free = Scale(IssueKind.DURATION)
    return _storable(free.parse(text))


def read_number(text: str, *, unit: str = "") -> Decimal | None:
    """A plain number, None for an empty text; a unit or a per cent sign at its end is fine. Raises ``NotALevel``."""
    text = bare(text)
    if text.casefold() in NOTHING:
        return None
    stripped = (
        re.sub(rf"(?i)\s*({re.escape(unit)}|%|points?|pts)$", "", text)
        if unit
        else re.sub(r"(?i)\s*(%|points?|pts)$", "", text)
    )
    return _storable(parse_number(stripped))


def read_money(text: str, currency: str) -> Decimal | None:
    """An amount in the deal's currency, or points, to the cent. Raises ``NotALevel``."""
    text = bare(text)
    if text.casefold() in NOTHING:
        return None
    plain = re.sub(r"(?i)\s*(points?|pts)$", "", text)
    return _storable(Scale(IssueKind.MONEY, currency=currency).parse(plain), finest=-2)


def read_day(text: str) -> date | None:
    """A date, None for an empty text. Raises ``NotALevel``."""
    text = bare(text)
    return None if text.casefold() in NOTHING else date.fromordinal(int(parse_date(text)))


def _storable(value: Decimal, *, finest: int = FINEST) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    if abs(value) >= MOST or (isinstance(exponent, int) and exponent < finest):
        raise NotALevel(f"At most 13 digits before the point and {-finest} after it.")
    return value
