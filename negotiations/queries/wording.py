"""How results are said. Words first, numbers as they are meant, theirs always as a range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from uuid import UUID

from babel.numbers import format_decimal

from negotiations import levels
from negotiations.enums import NUMERIC_KINDS
from negotiations.levels import LOCALE, MINUS, THIN_SPACE, Scale
from negotiations.models import Deal, Issue, Option

OUR_DIGITS, THEIR_DIGITS = 3, 2
SMALL = 1000
BILLION = Decimal(10) ** 9
MILLION = 1_000_000


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; strong ones carry the trade."""

    text: str
    strong: bool = False


Sentence = tuple[Part, ...]


def plain(sentence: Sentence) -> str:
    """The sentence without emphasis."""
    return "".join(part.text for part in sentence)


def sentence(template: str, **words: str) -> Sentence:
    """``"Agree *level* on issue."`` with words put in; those between stars are strong.

    The template is ours, the words may be anything: they are never taken apart.
    """
    parts = []
    for place, piece in enumerate(template.split("*")):
        if piece:
            parts.append(Part(piece.format(**words), strong=place % 2 == 1))
    return tuple(parts)


class Names:
    """What issues and their levels are called, removed ones included: a result outlives what it speaks of."""

    def __init__(self, deal: Deal) -> None:
        """Two queries."""
        issues = list(Issue.objects.filter(deal=deal).order_by("position", "pk"))
        labels: dict[UUID, dict[int, str]] = {issue.pk: {} for issue in issues}
        for option in Option.objects.filter(issue__in=labels).order_by("position", "number"):
            labels[option.issue_id][option.number] = option.label
        self.rules: dict[str, str] = {}  # id -> sentence, filled by ``rule_words.name_rules`` for readers of secrets
        self.order = [str(issue.pk) for issue in issues]
        self._issues = {str(issue.pk): issue for issue in issues}
        self._scales = {
            str(issue.pk): Scale(
                issue.kind, issue.unit, deal.currency, issue.low, issue.high, issue.step, labels[issue.pk]
            )
            for issue in issues
        }

    def __contains__(self, issue_id: str) -> bool:
        return issue_id in self._issues

    def issue(self, issue_id: str) -> str:
        """The name of an issue."""
        row = self._issues.get(issue_id)
        return row.name if row else "a removed issue"

    def scale(self, issue_id: str) -> Scale:
        """What is needed to speak of the levels of an issue."""
        return self._scales.get(issue_id) or Scale("number")

    def broken(self, rule_ids: Iterable[str]) -> tuple[str, ...]:
        """What the rules that a package breaks say."""
        return tuple(self.rules.get(pk, "a rule that was removed since") for pk in rule_ids)

    def level(self, issue_id: str, level: str | Decimal) -> str:
        """A level in words."""
        scale = self._scales.get(issue_id)
        return scale.words(Decimal(level)) if scale else str(level)

    def bare_level(self, issue_id: str, level: str | Decimal) -> str:
        """A level in words, without its unit where the unit has just been said."""
        scale = self._scales.get(issue_id)
        if scale is None or scale.kind not in NUMERIC_KINDS:
            return self.level(issue_id, level)
        return scale.words(Decimal(level), with_unit=False)

    def term(self, issue_id: str, level: str | Decimal) -> str:
        """A level as it is said across the table: ``15 days on Payment``; the label of an option is quoted."""
        scale = self._scales.get(issue_id)
        words = self.level(issue_id, level)
        numeric = scale is None or scale.kind in NUMERIC_KINDS
        return f"{words} on {self.issue(issue_id)}" if numeric else f"‘{words}’ on {self.issue(issue_id)}"

    def package(self, chosen: Iterable[tuple[str, str]]) -> str:
        """A whole package in words."""
        return "; ".join(f"{self.issue(pk)} {self.level(pk, level)}" for pk, level in chosen)


@dataclass(frozen=True)
class Amounts:
    """Worth in words: money in the deal's currency, or points of 100."""

    money: bool
    currency: str

    @property
    def unit(self) -> str:
        """What the axes of a drawing are in."""
        return levels.money(Decimal(0), self.currency).rstrip("0.,").strip() if self.money else "points"

    def ours(self, value: str | Decimal, *, signed: bool = False) -> str:
        """An amount of ours, to three digits that count."""
        return self._words(rounded(Decimal(value), OUR_DIGITS), signed)

    def theirs(self, band: Sequence[str] | None, *, signed: bool = False) -> str:
        """A range for them: 80 of 100 guesses lie in it; to two digits that count."""
        if band is None:
            return "not known"
        low, high = Decimal(band[0]), Decimal(band[2])
        top = max(abs(low), abs(high))
        low, high = (_to_unit(value, top, THEIR_DIGITS) for value in (low, high))
        if low == high:
            return self._words(low, signed)
        if self.money and top >= MILLION:
            return self._millions(low, high, signed)
        if (low < 0 < high) or (signed and low == 0) or (low < 0 and high == 0):
            return f"{self._words(low, True)} to {self._words(high, True)}"
        first, last = (low, high) if high > 0 else (high, low)
        if self.money:
            return f"{self._words(first, signed)}–{self._bare(last)}"
        sign = MINUS if first < 0 else "+" if signed and first > 0 else ""
        return f"{sign}{self._bare(first)}–{self._bare(last)}{THIN_SPACE}pts"

    def _millions(self, low: Decimal, high: Decimal, signed: bool) -> str:
        """A range in millions or billions, which would otherwise not fit on its line: ``€0.7–1.2 M``."""
        size, name = (BILLION, "bn") if max(abs(low), abs(high)) >= BILLION else (MILLION, "M")
        form = [f"{abs(value / size).normalize():,f}" for value in (low, high)]
        symbol = self.unit + (THIN_SPACE if self.unit.isalpha() else "")
        if low < 0 < high:
            return f"{MINUS}{symbol}{form[0]} to +{symbol}{form[1]}{THIN_SPACE}{name}"
        sign = MINUS if high <= 0 and low < 0 else "+" if signed else ""
        return f"{sign}{symbol}{'–'.join(form if high > 0 else form[::-1])}{THIN_SPACE}{name}"

    def _words(self, value: Decimal, signed: bool) -> str:
        if self.money and abs(value) >= BILLION:
            return ("+" if signed and value > 0 else "") + levels.short_money(value, self.currency)
        if self.money:
            return levels.money(value, self.currency, signed=signed)
        sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
        return f"{sign}{self._bare(value)}{THIN_SPACE}pts"

    def _bare(self, value: Decimal) -> str:
        whole = value == value.to_integral_value()
        form = "#,##0" if whole else ("#,##0.00" if self.money else "#,##0.##")
        return str(format_decimal(abs(value), format=form, locale=LOCALE))


def rounded(value: Decimal, digits: int) -> Decimal:
    """Rounded to so many digits that count; below a thousand to the cent's worth that it has."""
    return _to_unit(value, abs(value), digits)


def of_hundred(chance: str | float) -> str:
    """How many of our guesses: ``88 of 100 guesses``; all and none are said in words."""
    share = float(chance)
    if share in {0, 1}:
        return "all guesses" if share else "no guess"
    if share >= 0.995:
        return "more than 99 of 100 guesses"
    return f"{round(share * 100)} of 100 guesses" if share > 0.005 else "less than 1 of 100 guesses"


def between_hundred(low: float, high: float) -> str:
    """A band of chances: ``15–60 of 100 cases``."""
    first, last = round(low * 100), round(high * 100)
    if last < 1:
        return "hardly any case"
    if first > 99:
        return "nearly all cases"
    return f"{first}–{last} of 100 cases" if first != last else f"about {first} of 100 cases"


def hundred(chance: str | float) -> str:
    """The same for a column of numbers that says "of 100 guesses" on top: ``88``, ``over 99``, ``0``."""
    share = float(chance)
    if share in {0, 1}:
        return "100" if share else "0"
    return "over 99" if share >= 0.995 else f"{round(share * 100)}" if share > 0.005 else "under 1"


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def if_then(asks: Sequence[str], gives: Sequence[str]) -> str:
    """The sentence for the table from ``Names.term``: what we can do, always against what they can do."""
    wanted, given = listed(asks), listed(gives)
    if wanted and given:
        return f"If you can do {wanted}, we can do {given}."
    if wanted:
        return f"Could you do {wanted}?"
    return f"We can do {given}." if given else ""


def _to_unit(value: Decimal, top: Decimal, digits: int) -> Decimal:
    """Rounded to the last of the digits that count in ``top``."""
    if top == 0:
        return Decimal(0)
    place = floor(log10(float(top))) - digits + 1
    if top >= SMALL or digits == THEIR_DIGITS:
        step = Decimal(1).scaleb(place)
        return (value / step).to_integral_value() * step + 0
    return value.quantize(Decimal("0.01")) + 0
