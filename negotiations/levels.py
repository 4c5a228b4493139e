"""Levels of an issue in words, and words as levels.

A level is a decimal on every kind of issue: money, numbers and days as they are, a date as its proleptic ordinal, an
option as its number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from babel.numbers import format_decimal, get_currency_symbol

from negotiations.enums import NUMERIC_KINDS, IssueKind
from negotiations.models import Issue

LOCALE = "en_GB"
MAX_STEPS = 200  # a finer range is a rounding matter, not a negotiation
THIN_SPACE = "\u2009"
MINUS = "\u2212"


class NotALevel(ValueError):
    """A text that names no level of the issue; the message tells a person what would."""


@dataclass(frozen=True)
class Scale:
    """What is needed to speak of the levels of one issue."""

    kind: str
    unit: str = ""
    currency: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    options: Mapping[int, str] = field(default_factory=dict)  # number -> label, in order

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC_KINDS

    def levels(self) -> list[Decimal]:
        """Every level in business steps, low to high, both ends included; options in their order."""
        if not self.is_numeric:
            return [Decimal(number) for number in self.options]
        if self.low is None or self.high is None or not self.step:
            return []
        count = int(((self.high - self.low) / self.step).to_integral_value(ROUND_CEILING))
        return [*(self.low + self.step * index for index in range(min(count, MAX_STEPS))), self.high]

    def nearest(self, level: Decimal) -> Decimal:
        """The business step nearest to a level (the lower one of two equally near)."""
        return min(self.levels(), key=lambda candidate: (abs(candidate - level), candidate))

    def words(self, level: Decimal | None, *, with_unit: bool = True) -> str:
        """The level as a person would write it: ``€585``, ``60 days``, ``1 Dec 2026``, ``Upon delivery``."""
        if level is None:
            return ""
        if not self.is_numeric:
            return self.options.get(int(level), f"option {int(level)}")
        if self.kind == IssueKind.DATE:
            return date_words(date.fromordinal(int(level)))
        if self.kind == IssueKind.MONEY:
            return money(level, self.currency)
        unit = self.unit or ("days" if self.kind == IssueKind.DURATION else "")
        if not with_unit or not unit:
            return number(level)
        return f"{number(level)}{THIN_SPACE if unit == '%' else ' '}{_singular(unit, level)}"

    def parse(self, text: str) -> Decimal:
        """The level that a person's words name. Raises ``NotALevel`` with what to write instead."""
        text = " ".join(text.split())
        if not self.is_numeric:
            return self._parse_option(text)
        level = parse_date(text) if self.kind == IssueKind.DATE else self._parse_number(text)
        if self.low is not None and self.high is not None and not self.low <= level <= self.high:
            raise NotALevel(f"Outside the range of this issue: {self.words(self.low)} to {self.words(self.high)}.")
        return level

    def _parse_option(self, text: str) -> Decimal:
        for number_, label in self.options.items():
            if text.casefold() == label.casefold():
                return Decimal(number_)
        if text.isdecimal() and int(text) in self.options:
            return Decimal(int(text))
        raise NotALevel("Choose one of: " + ", ".join(self.options.values()) + ".")

    def _parse_number(self, text: str) -> Decimal:
        bare = text
        for word in (self.unit, _singular(self.unit, Decimal(1)), "days", "day", self.currency, self._symbol()):
            if word:
                bare = re.sub(rf"(?i)^{re.escape(word)}\s*|\s*{re.escape(word)}$", "", bare)
        return parse_number(bare)

    def _symbol(self) -> str:
        return get_currency_symbol(self.currency, LOCALE) if self.currency else ""


def scale_of(issue: Issue, currency: str) -> Scale:
    """The scale of an issue row; its live options should be prefetched by the caller."""
    options: dict[int, str] = {}
    if not issue.is_numeric:
        live = [option for option in issue.options.all() if option.removed_at is None]
        options = {option.number: option.label for option in sorted(live, key=lambda option: option.position)}
    return Scale(issue.kind, issue.unit, currency, issue.low, issue.high, issue.step, options)


def parse_number(text: str) -> Decimal:
    """A number as people write it: ``1,250.5``, ``1 250``, ``−3``. Raises ``NotALevel``."""
    bare = re.sub(r"[\s\u2009\u00a0\u202f']", "", text).replace(MINUS, "-")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?\d+,\d{1,2}", bare):
        bare = bare.replace(",", ".")
    try:
        if not re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", bare) or len(bare) > 20:
            raise InvalidOperation
        return Decimal(bare)
    except InvalidOperation:
        raise NotALevel("Write a number, such as 1,250 or 3.6.") from None


def parse_date(text: str) -> Decimal:
    """A date as ``2026-12-01`` or ``1 Dec 2026``, as its ordinal. Raises ``NotALevel``."""
    try:
        return Decimal(date.fromisoformat(text).toordinal())
    except ValueError:
        pass
    match = re.fullmatch(r"(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})", text)
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    if match and match[2].lower() in months:
        try:
            return Decimal(date(int(match[3]), months.index(match[2].lower()) + 1, int(match[1])).toordinal())
        except ValueError:
            pass
    raise NotALevel("Write a date, such as 2026-12-01 or 1 Dec 2026.")


def number(value: Decimal, places: int = 6) -> str:
    """A number for people: grouped, no trailing zeros, a real minus sign."""
    text = format_decimal(abs(value), format="#,##0." + "#" * places, locale=LOCALE)
    return MINUS + text if value < 0 else text


def money(value: Decimal, currency: str, *, signed: bool = False) -> str:
    """An amount for people: ``€585``, ``€3.47``, ``−€4,100``; whole amounts without cents."""
    whole = value == value.to_integral_value() or abs(value) >= 10_000
    text = format_decimal(abs(value), format="#,##0" if whole else "#,##0.00", locale=LOCALE)
    symbol = get_currency_symbol(currency, LOCALE)
    sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
    return f"{sign}{symbol}{THIN_SPACE if symbol.isalpha() else ''}{text}"


def short_money(value: Decimal, currency: str) -> str:
    """An amount to two or three digits, for lists and heads: ``€3.1 M``, ``€42,000``."""
    if abs(value) < 1_000_000:
        return money(value, currency)
    size, name = next((size, name) for size, name in ((10**9, "bn"), (10**6, "M")) if abs(value) >= size)
    scaled = value / size
    places = max(0, 2 - scaled.adjusted())
    text = format_decimal(abs(scaled), format="#,##0." + "#" * places, locale=LOCALE)
    symbol = get_currency_symbol(currency, LOCALE)
    return f"{MINUS if value < 0 else ''}{symbol}{THIN_SPACE if symbol.isalpha() else ''}{text}{THIN_SPACE}{name}"


def date_words(day: date) -> str:
    """``1 Dec 2026``."""
    return f"{day.day} {day:%b %Y}"


def _singular(unit: str, level: Decimal) -> str:
    if level == 1 and unit.endswith("s") and not unit.endswith("ss") and len(unit) > 2:
        return unit[:-1]
    return unit
