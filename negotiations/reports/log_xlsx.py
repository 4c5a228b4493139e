"""The log of the table and what each side gave, as an XLSX workbook: for readers of secrets."""

import io
from collections.abc import Iterable, Sequence
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from negotiations.reports.rows import Value
from negotiations.reports.xlsx import INK, SECRET, put

Sheet = tuple[str, Sequence[tuple[str, int]], Iterable[Sequence[Value]]]


def write(sheets: Iterable[Sheet], note: str) -> bytes:
    """A workbook of these sheets: name, (title, width) of each column, rows. ``note`` is the last line of each."""
    book = Workbook()
    book.remove(cast(Worksheet, book.active))
    for name, columns, rows in sheets:
        sheet = book.create_sheet(name)
        for place, (title, width) in enumerate(columns, 1):
            cell = cast(Cell, sheet.cell(1, place))
            put(cell, title)
            cell.font, cell.fill = Font(bold=True, color=INK), PatternFill("solid", fgColor=SECRET)
            sheet.column_dimensions[get_column_letter(place)].width = width
        line = 1
        for line, row in enumerate(rows, 2):
            for place, value in enumerate(row, 1):
                cell = cast(Cell, sheet.cell(line, place))
                put(cell, value)
                cell.alignment = Alignment(vertical="top", wrap_text=columns[place - 1][1] > 30)
        put(cast(Cell, sheet.cell(line + 2, 1)), note)
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()
