"""A plan as an XLSX workbook that can be edited and imported again."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from negotiations.drafts import DealDraft
from negotiations.enums import Category, Horizon
from negotiations.queries.plan.beyond import Table
from negotiations.reports.rows import Value, plan_rows
from negotiations.sheets import ALTERNATIVES, DEAL, DEAL_FIELDS, README, SHEETS, Column, Reads, level_column

INK, LINE, HEAD, SECRET = "1C2127", "C9D0D8", "EEF1F4", "F2EDFA"
TEXT_FORMAT, DATE_FORMAT = "@", "yyyy-mm-dd"
MOST_TEXT = 32_000  # a cell of XLSX holds 32,767 characters
SPARE_ROWS = 200  # below what is there, so that drop-downs work on rows to come
FORMULA_START = re.compile(r"^[=+\-@\t\r]")


def write(draft: DealDraft, *, secrets: bool, note: str = "", more: Iterable[Table] = ()) -> bytes:
    """The workbook. Without ``secrets`` the columns and the sheet for them are not there at all.

    ``note`` is one line on the first sheet that says what the file is. ``more`` are sheets to read, which an import
    leaves out.
    """
    book = Workbook()
    _write_readme(cast(Worksheet, book.active), note, secrets=secrets)
    _write_deal(book.create_sheet(DEAL), draft)
    rows = plan_rows(draft)
    beside = tuple(level_column(issue.name) for issue in draft.plan.issues)
    for name, columns in SHEETS.items():
        if name == ALTERNATIVES:
            columns = (*columns, *beside)
        shown = [column for column in columns if secrets or not column.secret]
        if shown:
            _write_sheet(book.create_sheet(name), shown, rows[name])
    for table in more:
        titles = [Column(key, title, secret=table.secret, most=MOST_TEXT, width=24) for key, title in table.columns]
        _write_sheet(book.create_sheet(table.name), titles, table.rows)
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def put(cell: Cell, value: Value) -> None:
    """Write a value so that it is what it is: a text that starts with ``=`` stays a text, never a formula."""
    if value is None or value == "":
        return
    if isinstance(value, Decimal):
        if Decimal(f"{value:.15g}") == value:
            cell.value = int(value) if value == value.to_integral_value() else float(value)
            return
        value = format(value, "f")  # more digits than a spreadsheet's numbers have
    if isinstance(value, date):
        cell.value = value
        cell.number_format = DATE_FORMAT
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_TEXT]
    cell.value = text
    cell.data_type = "s"  # openpyxl makes a formula of a leading "=" otherwise
    cell.number_format = TEXT_FORMAT
    if FORMULA_START.match(text):
        cell.quotePrefix = True  # and a spreadsheet program keeps it so when somebody edits the cell


def _at(sheet: Worksheet, line: int, place: int) -> Cell:
    """A cell of a sheet without merged cells."""
    return cast(Cell, sheet.cell(line, place))


def _write_sheet(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Mapping[str, Value]]) -> None:
    for place, column in enumerate(columns, 1):
        _head(_at(sheet, 1, place), column)
        sheet.column_dimensions[get_column_letter(place)].width = max(column.width, len(column.title) + 3)
        if column.reads == Reads.WORD:
            _offer_words(sheet, place, column, len(rows))
    for line, row in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            cell = _at(sheet, line, place)
            put(cell, row.get(column.key))
            cell.alignment = Alignment(vertical="top", wrap_text=column.most > 200)
    sheet.freeze_panes = "B2"
    sheet.sheet_view.zoomScale = 100


def _head(cell: Cell, column: Column) -> None:
    put(cell, column.title)
    cell.font = Font(bold=True, color=INK)
    cell.fill = PatternFill("solid", fgColor=SECRET if column.secret else HEAD)
    cell.border = Border(bottom=Side(style="thin", color=LINE))
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _offer_words(sheet: Worksheet, place: int, column: Column, rows: int) -> None:
    offer = DataValidation(type="list", formula1='"' + ",".join(column.words) + '"', allow_blank=True)
    offer.error = "Choose one of the words in the list."
    letter = get_column_letter(place)
    offer.add(f"{letter}2:{letter}{rows + SPARE_ROWS}")
    sheet.add_data_validation(offer)


def _write_deal(sheet: Worksheet, draft: DealDraft) -> None:
    words = {"category": dict(Category.choices), "horizon": dict(Horizon.choices)}
    _head(_at(sheet, 1, 1), Column("field", "Field"))
    _head(_at(sheet, 1, 2), Column("value", "Value"))
    for line, (key, title) in enumerate(DEAL_FIELDS.items(), 2):
        value: Value = getattr(draft, key)
        if key in words:
            value = words[key].get(str(value), "")
            offer = DataValidation(type="list", formula1='"' + ",".join(words[key].values()) + '"', allow_blank=True)
            offer.add(f"B{line}")
            sheet.add_data_validation(offer)
        put(_at(sheet, line, 1), title)
        put(_at(sheet, line, 2), value)
        _at(sheet, line, 2).alignment = Alignment(horizontal="left")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 48


def _write_readme(sheet: Worksheet, note: str, *, secrets: bool) -> None:
    sheet.title = README
    lines: list[tuple[str, str, str]] = [
        ("A plan for Parley", note, ""),
        ("", "One issue a row on the sheet Issues; then its options, our guess of their side, our alternatives.", ""),
        ("", "Only the columns Issue and Kind must be filled. Do not change the titles. Columns may be left out.", ""),
        ("", "The titles tinted violet hold secrets: mind who gets this file." if secrets else
             "This file holds no secrets.", ""),
    ]  # fmt: skip
    for name, columns in SHEETS.items():
        shown = [column for column in columns if secrets or not column.secret]
        if shown:
            lines.append(("", "", ""))
            lines.append((name, "", ""))
        for column in shown:
            words = " One of: " + ", ".join(column.words) + "." if column.words else ""
            lines.append(
                ("", column.title, f"{column.hint}{words}{' Must be filled.' if column.required else ''}".strip())
            )
    for line, texts in enumerate(lines, 1):
        for place, text in enumerate(texts, 1):
            put(_at(sheet, line, place), text)
        _at(sheet, line, 1).font = Font(bold=True, size=14 if line == 1 else 11)
        _at(sheet, line, 3).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 20), ("B", 26), ("C", 90)):
        sheet.column_dimensions[letter].width = width
