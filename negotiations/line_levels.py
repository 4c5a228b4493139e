"""Issues and their levels in a typed line: ``price 3.60, 45 days``, by name, short form or unit. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from babel.numbers import get_currency_symbol

from negotiations.enums import IssueKind
from negotiations.levels import LOCALE, NotALevel, Scale

SHORTEST = 3
SEPARATOR = re.compile(r"(?i)^(?:[,;\s]+|(?:and|with|plus|but|for|at)\s+)+")
LINK = re.compile(r"(?i)^\s*(?:[:=]|->|→|at\b|to\b|of\b|is\b)\s*")
FROM = re.compile(r"(?i)^\s*(?:from\s+)?([^,;]{1,30}?)\s*(?:->|→|\bto\b)\s*(?=\S)")
BREAKS = re.compile(r"(?i)\s*[,;]\s+|\s+(?=(?:and|with|plus|but|for)\s)|\s+|$")
HARD = re.compile(r"(?i)[,;](?:\s|$)|\s(?:and|with|plus|but|for)\s|$")
COMMON = frozenset(
    {"and", "the", "for", "with", "per", "not", "our", "their", "all", "any", "from", "they", "are", "but"}
)


class NotUnderstood(ValueError):
    """A line that says nothing that can be logged; the message tells a person what would."""


@dataclass(frozen=True)
class Named:
    """An issue on the table, and how one speaks of it."""

    pk: UUID
    name: str
    scale: Scale


@dataclass(frozen=True)
class Found:
    """The levels in a text, in its order, and the words that are none."""

    levels: Mapping[UUID, Decimal]
    words: str


class Names:
    """Issues by what people call them: the whole name, a word of it that no other issue has, the start of one."""

    def __init__(self, issues: Iterable[Named]) -> None:
        self.issues: dict[UUID, Named] = {one.pk: one for one in issues}
        self._whole: dict[str, list[Named]] = {}
        self._words: dict[str, list[Named]] = {}
        for one in self.issues.values():
            self._whole.setdefault(_flat(one.name), []).append(one)
            for word in dict.fromkeys(_words(one.name)):
                self._words.setdefault(word, []).append(one)

    def __contains__(self, pk: object) -> bool:
        return pk in self.issues

    def name(self, pk: UUID | None) -> str:
        return self.issues[pk].name if pk in self.issues else ""

    def said(self, pk: UUID, level: Decimal) -> str:
        """``Unit price €590``."""
        one = self.issues[pk]
        return f"{one.name} {one.scale.words(level)}"

    def start(self, text: str) -> Iterator[tuple[Named, str]]:
        """The issues that the text may begin with, the surest first, and what follows the name."""
        flat = text.casefold()
        for name in sorted(self._whole, key=len, reverse=True):
            if flat.startswith(name) and not flat[len(name) : len(name) + 1].isalnum() and len(self._whole[name]) == 1:
                yield self._whole[name][0], text[len(name) :]
        match = re.match(r"[^\W\d_]{2,}", flat)
        if match is None:
            return
        word, rest = match[0], text[match.end() :]
        exact = self._words.get(word) or self._words.get(word.removesuffix("s")) or self._words.get(word + "s") or []
        if len(exact) == 1:
            yield exact[0], _after_name(exact[0], rest)
        elif not exact and len(word) >= SHORTEST and word not in COMMON:
            begun = {one.pk: one for known, found in self._words.items() if known.startswith(word) for one in found}
            if len(begun) == 1:
                yield (one := next(iter(begun.values()))), _after_name(one, rest)

    def spoken(self, text: str) -> tuple[UUID | None, str]:
        """The issue that words speak of, when it is one: marked ``#price``, else named; the words without the mark."""
        mark = re.search(r"(?:^|\s)#(?=\w)", text)
        if mark:
            found = next(self.start(text[mark.end() :]), None)
            if found is not None:
                return found[0].pk, f"{text[: mark.start()]} {found[1].strip()}".strip()
        flat = _flat(text)
        named = {pk for pk, one in self.issues.items() if re.search(rf"\b{re.escape(_flat(one.name))}\b", flat)}
        if not named:
            bare = text.casefold()
            for label in self._labels():
                bare = re.sub(rf"\b{re.escape(label)}(?!\w)", " ", bare)
            exact = (self._words.get(word, []) for word in _words(bare))
            named = {found[0].pk for found in exact if len(found) == 1}
        return (next(iter(named)) if len(named) == 1 else None), text

    def _labels(self) -> list[str]:
        """The labels of all options, the longest first."""
        found = {label.casefold() for one in self.issues.values() for label in one.scale.options.values()}
        return sorted(found, key=lambda label: (-len(label), label))

    def inside_option(self, text: str, place: int) -> bool:
        """Whether a place in the text lies within the label of an option."""
        flat = text.casefold()
        spans = (match.span() for label in self._labels() for match in re.finditer(re.escape(label), flat))
        return any(start < place < end for start, end in spans)


def read_levels(text: str, names: Names, *, strict: bool) -> Found:
    """The levels in a text. ``strict``: a level that cannot be read is an error even where it has no number.

    Raises ``NotUnderstood``.
    """
    levels: dict[UUID, Decimal] = {}
    words: list[str] = []
    rest = text.strip()
    while rest:
        rest = SEPARATOR.sub("", rest) if levels or words else rest.lstrip(" ,;")
        if not rest:
            break
        found = _one(rest, names, strict)
        if found is None:
            end = re.search(r"[,;](?:\s|$)|$", rest)
            cut = end.start() if end else len(rest)
            words.append(rest[:cut].strip())
            rest = rest[cut:]
            continue
        named, level, rest = found
        if levels.get(named.pk, level) != level:
            raise NotUnderstood(f"{named.name} has two levels. Name each issue once.")
        levels[named.pk] = level
    return Found(levels, ", ".join(words))


def _one(text: str, names: Names, strict: bool) -> tuple[Named, Decimal, str] | None:
    """The level that the text begins with; None for words."""
    wrong: NotUnderstood | None = None
    for named, tail in names.start(text):
        for rest in (_changed(named.scale, tail), tail, LINK.sub("", tail)):
            found = _level(named.scale, rest.strip())
            if found is not None:
                return named, found[0], found[1]
        first = LINK.sub("", tail).strip()
        end = HARD.search(first)
        piece = first[: end.start()].strip() if end else first
        if wrong is None and (re.search(r"\d", piece) or (strict and piece and len(piece.split()) < 4)):
            wrong = NotUnderstood(f"{named.name}: {_why(named.scale, piece)}")
    if wrong is not None:
        raise wrong
    return _bare(text, names)


def _changed(scale: Scale, text: str) -> str:
    """What follows ``628 to``, when the text goes from one level to another; else nothing."""
    match = FROM.match(text)
    return text[match.end() :] if match and _parse(scale, match[1].strip()) is not None else ""


def _level(scale: Scale, text: str) -> tuple[Decimal, str] | None:
    """The longest start of the text that is a level of the scale, and what follows."""
    ends = sorted({match.start() for match in BREAKS.finditer(text)} - {0}, reverse=True)
    for loose in (False, True):
        for end in ends:
            level = _parse(scale, text[:end].strip(" ,;"), loose=loose)
            if level is not None:
                return level, text[end:]
    return None


def _parse(scale: Scale, text: str, *, loose: bool = False) -> Decimal | None:
    """A level, ``loose``: an option by a part of its label that no other has; never by its number."""
    try:
        if scale.is_numeric:
            return None if loose else scale.parse(_number(scale, text))
        if loose or text.isdecimal():
            return _loosely(scale, text) if loose else None
        return scale.parse(text)
    except NotALevel:
        return None


def _number(scale: Scale, text: str) -> str:
    """A number as the scale reads it. Raises ``NotALevel`` for two numbers beside each other."""
    if scale.kind == IssueKind.DATE:
        return text
    if re.search(r",\s", text) or (
        re.search(r"\d\s+\d", text) and not re.search(r"(^|\D)\d{1,3}(\s\d{3})+(\D|$)", text)
    ):
        raise NotALevel("One number at a time.")
    if scale.kind == IssueKind.MONEY:
        text = re.sub(r"(?i)\s*(?:/|\bper\b|\ba\b|\beach\b)\s*[^\W\d]*$", "", text)
    short = re.fullmatch(r"(?i)(\D{0,4}?)(\d+(?:\.\d+)?)\s?k\b(.*)", text)
    return f"{short[1]}{Decimal(short[2]) * 1000:f}{short[3]}" if short else text


def _loosely(scale: Scale, text: str) -> Decimal | None:
    flat = _flat(text)
    if len(flat) < 2:
        return None
    labels = {number: _flat(label) for number, label in scale.options.items()}
    for fits in (str.startswith, str.__contains__):
        found = [number for number, label in labels.items() if fits(label, flat)]
        if len(found) == 1:
            return Decimal(found[0])
    return None


def _bare(text: str, names: Names) -> tuple[Named, Decimal, str] | None:
    """A level without its issue: told by its unit, its option, or the only range that holds the number."""
    ends = sorted({match.start() for match in BREAKS.finditer(text)} - {0}, reverse=True)
    for end in ends:
        piece = text[:end].strip(" ,;")
        found = [(one, level) for one in names.issues.values() if (level := _claims(one.scale, piece)) is not None]
        if len(found) == 1:
            return found[0][0], found[0][1], text[end:]
        if found:
            raise NotUnderstood(f"“{piece}” could be {' or '.join(one.name for one, _ in found)}: name the issue.")
    hard = HARD.search(text)
    piece = text[: hard.start()] if hard else text
    if re.match(r"[^\w\s]?\d", piece):
        raise NotUnderstood(f"Which issue is “{piece.strip()}”? Write its name before it.")
    return None


def _claims(scale: Scale, text: str) -> Decimal | None:
    """The level, when the text can only be one of this scale by its unit, its label or its range."""
    level = _parse(scale, text)
    if level is None or not scale.is_numeric:
        return None if level is None or text.isdecimal() else level
    if scale.kind == IssueKind.DATE:
        return level
    if scale.kind == IssueKind.MONEY:
        marks = [scale.currency, get_currency_symbol(scale.currency, LOCALE) if scale.currency else ""]
    else:
        marks = [scale.unit or ("days" if scale.kind == IssueKind.DURATION else "")]
    told = re.sub(r"[\d\s.,'k\u2009\u00a0\u202f\u2212-]", "", text.casefold())
    if told:
        return level if any(mark and told in _forms(mark) for mark in marks) else None
    return level if scale.low is not None and scale.high is not None else None


def _forms(mark: str) -> set[str]:
    flat = re.sub(r"\s", "", mark.casefold())
    return {flat, flat.removesuffix("s"), flat + "s"}


def _why(scale: Scale, text: str) -> str:
    try:
        scale.parse(_number(scale, text))
    except NotALevel as error:
        return str(error)
    return "Write one level of it."


def _after_name(one: Named, rest: str) -> str:
    """What follows an issue of which the first word was named: more words of its name are passed over."""
    known = set(_words(one.name))
    while (match := re.match(r"\s+([^\W\d_]{3,})\b", rest)) and match[1].casefold() in known:
        rest = rest[match.end() :]
    return rest


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]{3,}", text.casefold()) if word not in COMMON]


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())
