"""What people type on the money page: ranges in one field, figures of terms, cost shares of a claim."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.actions.alternatives import BAND, plain
from negotiations.enums import ConversionKind
from negotiations.forms.levels import NOTHING, Errors, bare, read_day, read_money, read_number
from negotiations.levels import MINUS, NotALevel
from negotiations.models import Deal, Issue, Rates

LONGEST_NOTE, LONGEST_SOURCE = 2000, 160
BETWEEN = re.compile(r"(?<=[\d%])\s*(?:–|—|-|\bto\b|\.\.|;|/)\s*(?=[^\s–—/;])")
MONEY_FIGURES = frozenset({"amount", "price", "ours"})
PART_ROWS, MOST_ROWS = 4, 30


def read_range(text: str, *, currency: str = "") -> dict[str, Decimal] | None:
    """``18``, ``12 – 24`` or ``12 – 18 – 24`` as low, likely and high; None for an empty text. Raises ``NotALevel``."""
    text = bare(text)
    if text.casefold() in NOTHING:
        return None
    pieces = BETWEEN.split(text)
    if len(pieces) > len(BAND):
        raise NotALevel("Give one number, two or three: low – likely – high.")
    numbers = [_one(piece, currency) for piece in pieces]
    if len(numbers) == 1:
        numbers = numbers * 3
    elif len(numbers) == 2:
        numbers.insert(1, (numbers[0] + numbers[1]) / 2)
    return dict(zip(BAND, numbers, strict=True))


def _one(text: str, currency: str) -> Decimal:
    value = _signed(text, currency) if currency else read_number(text)
    if value is None:
        raise NotALevel("Write a number, such as 1,250 or 3.6.")
    return value


def _signed(text: str, currency: str) -> Decimal | None:
    """An amount whose sign may stand before the currency, as it is shown: ``−€2,500``."""
    text = bare(text)
    if text[:1] in {"-", MINUS, "+"} and len(text) > 1:
        value = read_money(text[1:], currency)
        return -value if value is not None and text[0] != "+" else value
    return read_money(text, currency)


def read_rate_field(field: str, text: str) -> Any:
    """The value that a typed text gives a rate, or the source of it. Raises ``NotALevel``."""
    if field in Rates.RATES:
        return read_range(text)
    return read_day(text) if field == "dated" else bare(text, longest=LONGEST_SOURCE)


def read_figure(deal: Deal, kind: str, field: str, text: str, issues: Callable[[UUID], Issue | None]) -> Any:
    """The value that a typed text gives a field of a term in money. Raises ``NotALevel``."""
    if field == "issue":
        return _issue(text, issues)
    if field == "theirs":
        return read_range(text, currency=deal.currency)
    if field == "note":
        return bare(text, longest=LONGEST_NOTE)
    if field in MONEY_FIGURES:
        return read_money(text, deal.currency)
    unit = "years" if kind == ConversionKind.WARRANTY and field in {"before", "after"} else "days"
    return read_number(_without(text, unit))


def _without(text: str, unit: str) -> str:
    return re.sub(rf"(?i)\s*({unit}|units)$", "", bare(text))


def _issue(text: str, issues: Callable[[UUID], Issue | None]) -> Issue | None:
    text = bare(text)
    if not text:
        return None
    try:
        found = issues(UUID(text))
    except ValueError:
        found = None
    if found is None:
        raise NotALevel("Choose an issue of this plan.")
    return found


def read_rise(text: str) -> Decimal:
    """A claimed rise in per cent. Raises ``NotALevel``."""
    value = read_number(text)
    if value is None:
        raise NotALevel("By how many per cent do they want to raise the price?")
    return value.quantize(Decimal("0.001"))


class ClaimForm:
    """A claim and its cost shares as typed: ``name-1``, ``share-1``, ``move-1`` and so on; empty rows are left out."""

    def __init__(self, data: Mapping[str, str], *, conflict: Any = None) -> None:
        self.data = {name: data.get(name, "") for name in ("title", "claim", "note", "version")}
        count = sum(1 for name in data if name.startswith("name-"))
        self.rows = [
            {name: data.get(f"{name}-{place}", "") for name in ("name", "share", "move")}
            for place in range(1, min(count, MOST_ROWS) + 1)
        ]
        self.errors = Errors()
        self.conflict = conflict
        self.spare = 1

    def add_rows(self) -> None:
        """Show more empty rows; what was typed stays, and nothing is said of it yet."""
        self.spare, self.errors = PART_ROWS, Errors()

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The rows of the form, some empty ones after the filled."""
        filled = [row for row in self.rows if any(row.values())]
        empty = [{"name": "", "share": "", "move": ""}] * max(self.spare, PART_ROWS - len(filled))
        return [
            {
                **row,
                "place": place,
                "share_error": self.errors[f"share-{place}"],
                "move_error": self.errors[f"move-{place}"],
            }
            for place, row in enumerate([*filled, *empty], 1)
        ]

    def fields(self) -> dict[str, Any]:
        """What ``claims.add`` takes; look at ``errors`` first."""
        parts = []
        for place, row in enumerate((row for row in self.rows if any(row.values())), 1):
            share = self._read(f"share-{place}", lambda row=row: read_range(row["share"]))
            move = self._read(f"move-{place}", lambda row=row: read_range(row["move"]))
            name = self._read("parts", lambda row=row: bare(row["name"]))
            for field, value in (("share", share), ("move", move)):
                if value is None and not self.errors[f"{field}-{place}"]:
                    self.errors[f"{field}-{place}"] = "Give a per cent, or a range."
            if share and move:
                parts.append({"name": name or "", "share": _texts(share), "move": _texts(move)})
        return {
            "title": self._read("title", lambda: bare(self.data["title"])) or "",
            "claim": self._read("claim", lambda: read_rise(self.data["claim"])),
            "note": self._read("note", lambda: bare(self.data["note"], longest=LONGEST_NOTE)) or "",
            "parts": parts,
        }

    def _read(self, name: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except NotALevel as error:
            self.errors[name] = str(error)
            return None


def _texts(band: Mapping[str, Decimal]) -> list[str]:
    return [plain(band[name]) for name in BAND]


def read_lever_worth(field: str, text: str, currency: str) -> Any:
    """The value that a typed text gives the worth of a lever. Raises ``NotALevel``."""
    if field == "source":
        return bare(text, longest=LONGEST_SOURCE)
    return read_range(text, currency=currency) if field == "theirs" else _signed(text, currency)
