"""The portfolio as a workbook: a sheet of groups, one of the time to settle, one of favourite rounds."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from negotiations.queries.portfolio.deals import Figures, Portfolio
from negotiations.queries.portfolio.page import as_row
from negotiations.queries.portfolio.scope import BY
from negotiations.reports.rows import Value
from negotiations.reports.xlsx import put

COLUMNS = {
    "deals": "Deals",
    "agreed": "Agreed",
    "savings": "Saved",
    "against_target": "Against target",
    "value_left": "Left",
    "claimed": "Room claimed",
    "reciprocity": "They gave for 1 (median)",
    "free_gives": "Free gives",
    "free_cost": "Cost of free gives",
    "intervals": "Intervals stated",
    "inside": "Held (should be 0.8)",
    "score": "Interval score",
    "timing": "Variety of waits",
    "size": "Variety of steps",
    "splits": "Met in the middle",
    "open_to_read": "Foretold",
    "median_days": "Days until half were settled",
}


def write(found: Portfolio, *, note: str) -> bytes:
    """The workbook. It holds figures that rest on secrets, and says so."""
    book = Workbook()
    first = cast(Worksheet, book.active)
    first.title = "Figures"
    lines: list[Sequence[Value]] = [
        (note,),
        (f"Money in {found.wish.currency}. These figures rest on secrets: mind who gets this file.",),
        (),
        (BY[found.wish.by], *COLUMNS.values()),
        *((one.name, *_values(one.figures, one.days)) for one in found.groups),
        ("All", *_values(found.total, found.days)),
    ]
    _fill(first, lines, head=4)
    settling: list[Sequence[Value]] = [("Day", "Waiting", "Settled", "Not settled after it", "Standard error")]
    settling += [_numbers(one.time, one.waiting, one.happened, one.left, one.spread) for one in found.curve]
    _fill(book.create_sheet("Time to settle"), settling)
    rounds: list[Sequence[Value]] = [("Our offer that gave most", "Deals")]
    rounds += [_numbers(place, count) for place, count in enumerate(found.rounds, 1)]
    _fill(book.create_sheet("Rounds"), rounds)
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def _values(figures: Figures, days: float | None) -> tuple[Value, ...]:
    row = as_row(figures, days)
    return _numbers(*(row[name] for name in COLUMNS))


def _numbers(*values: Decimal | float | None) -> tuple[Value, ...]:
    return tuple(None if one is None else Decimal(str(round(one, 6))) for one in values)


def _fill(sheet: Worksheet, lines: Iterable[Sequence[Value]], *, head: int = 1) -> None:
    for number, line in enumerate(lines, 1):
        for place, value in enumerate(line, 1):
            cell = cast(Cell, sheet.cell(number, place))
            put(cell, value)
            if number == head:
                cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 30
    sheet.freeze_panes = f"B{head + 1}"
