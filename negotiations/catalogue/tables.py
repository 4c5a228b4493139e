"""Templates are tables that a procurement lead can read and mend; this reads them.

An issue is a line of five cells, then an indented line that says what it is::

    Warranty | 12..60 by 12 months | more | 22 half 24 | opposite 10 25 45 | must
        Parts and labour, from arrival.

Cells: name | levels | which end is better for us | our swing points | what they want, as low likely high | must.
Levels: ``price``, ``price per unit``, ``low..high by step unit`` or options in order, ``one > two > three``. Our points
may go on with ``half x`` (x is worth half), ``enough x`` or ``best x``. A lever is
``name | levels | better | worth`` and a line that says why; its worth is four numbers: what using it in full is usually
worth to us, and low, likely and high to them, in per cent of the value of the deal, below 0 a cost.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from negotiations.drafts import AssumedWorth, CurveDraft, IssueDraft, LeverDraft, PlanDraft
from negotiations.enums import Better, Importance, IssueKind, Shape

SOURCE = "Template: usual for this category"
BETTER = {"more": Better.HIGH, "less": Better.LOW}
SHAPES = {"half": Shape.CURVED, "enough": Shape.PLATEAU, "best": Shape.PEAKED}
RANGE = re.compile(r"(?P<low>[\d.]+)\.\.(?P<high>[\d.]+) by (?P<step>[\d.]+) (?P<unit>.+)")
# What is expected, less and more: prices are settled within about this range of the estimate.
PRICE_BELOW, PRICE_ABOVE = Decimal("0.12"), Decimal("0.10")


@dataclass(frozen=True)
class Template:
    """One category's starting plan. ``units`` is what its quantity counts."""

    category: str
    title: str
    promise: str  # one sentence for the page that offers it
    units: str
    usual_value: Decimal
    usual_quantity: Decimal
    issues: str
    levers: str

    def plan(self, value: Decimal | None, quantity: Decimal | None, today: date) -> PlanDraft:
        """The plan for a deal of this whole value and quantity; usual ones where they are not known."""
        value, quantity = value or self.usual_value, quantity or self.usual_quantity
        return PlanDraft(
            issues=tuple(_issue(cells, said, value, quantity, today) for cells, said in rows_of(self.issues)),
            levers=tuple(lever_of(cells, said, value) for cells, said in rows_of(self.levers)),
        )

    def names(self) -> list[str]:
        """The names of its issues, for the page that offers it."""
        return [cells[0] for cells, _ in rows_of(self.issues)]


def nice(amount: Decimal) -> Decimal:
    """The nearest of 1, 2, 2.5 and 5 times a power of ten: a step that people would choose."""
    power = Decimal(1).scaleb(amount.adjusted())
    return min((power * Decimal(lead) for lead in ("1", "2", "2.5", "5", "10")), key=lambda step: abs(step - amount))


def rows_of(table: str) -> Iterator[tuple[list[str], str]]:
    cells: list[str] = []
    for line in table.strip("\n").splitlines():
        if line.startswith(" "):
            yield cells, line.strip()
        else:
            cells = [cell.strip() for cell in line.split("|")]


def _issue(cells: list[str], said: str, value: Decimal, quantity: Decimal, today: date) -> IssueDraft:
    name, levels, better, ours, theirs, *flags = cells
    direction, *band = theirs.split()
    low, likely, high = map(Decimal, band)
    return IssueDraft(
        name=name,
        description=said,
        better=BETTER[better],
        importance=Importance.MUST if "must" in flags else Importance.WANT,
        ours=_curve(ours),
        theirs=CurveDraft(
            direction=direction, swing_low=low, swing=likely, swing_high=high, source=SOURCE, dated=today
        ),
        **_levels(levels, value, quantity),
    )


def _levels(text: str, value: Decimal, quantity: Decimal) -> dict[str, Any]:
    readers: list[tuple[bool, Callable[[], dict[str, Any]]]] = [
        (text == "price per unit", lambda: {**_price(value / quantity), "multiplier": quantity}),
        (text == "price", lambda: _price(value)),
        (" > " in text, lambda: {"kind": IssueKind.ORDERED, "options": tuple(text.split(" > "))}),
        (True, lambda: _range(text)),
    ]
    return next(read() for fits, read in readers if fits)


def _range(text: str) -> dict[str, Any]:
    match = RANGE.fullmatch(text)
    if match is None:
        raise ValueError(f"not levels: {text}")
    unit = match["unit"]
    bounds = {name: Decimal(match[name]) for name in ("low", "high", "step")}
    return {"kind": IssueKind.DURATION if unit == "days" else IssueKind.NUMBER, "unit": unit, **bounds}


def _price(expected: Decimal) -> dict[str, Any]:
    """A range around what is expected, in steps of about one per cent of it."""
    step = max(nice(expected / 100), Decimal("0.01"))
    low = max(_on_step(expected * (1 - PRICE_BELOW), step), step)
    high = max(_on_step(expected * (1 + PRICE_ABOVE), step), low + step)
    bounds = {"low": low, "high": high, "step": step}
    return {"kind": IssueKind.MONEY, **{name: Decimal(format(bound, "f")) for name, bound in bounds.items()}}


def _on_step(amount: Decimal, step: Decimal) -> Decimal:
    return (amount / step).to_integral_value(ROUND_HALF_EVEN) * step


def _curve(text: str) -> CurveDraft:
    points, *bend = text.split()
    if not bend:
        return CurveDraft(swing=Decimal(points))
    word, level = bend
    field = "half_level" if word == "half" else "knee"
    return CurveDraft(shape=SHAPES[word], swing=Decimal(points), **{field: Decimal(level)})  # type: ignore[arg-type]


def lever_of(cells: list[str], said: str, value: Decimal) -> LeverDraft:
    name, levels, better, worth = cells
    draft: dict[str, Any] = {"name": name, "description": said, "better": str(BETTER[better])}
    for field, level in _levels(levels, Decimal(1), Decimal(1)).items():
        if field == "options":
            draft[field] = list(level)
        else:
            draft[field] = str(level)
    ours, low, likely, high = (_on_step(value * Decimal(part) / 100, Decimal(1)) for part in worth.split())
    return LeverDraft(title=name, why=said, draft=draft, worth=AssumedWorth(ours, (low, likely, high), SOURCE))
