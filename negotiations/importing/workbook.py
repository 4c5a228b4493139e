"""From an uploaded file to tables of cells, within limits that are checked before anything is unpacked or parsed."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from negotiations.importing.problems import Unreadable
from negotiations.sheets import ISSUES
from negotiations.uploads import MAX_FILE, TOO_LARGE

MAX_UNPACKED = 12 * 1024 * 1024
MAX_MEMBERS = 200
MAX_CELLS = 20_000
MAX_ROWS = 2_000
MAX_COLUMNS = 150
MAX_CELL = 5_000  # characters

Cell = str | Decimal | date | bool | None

TOO_MANY_ROWS = f"A sheet has more than {MAX_ROWS:,} rows. Is it the right file?"
NOT_A_SHEET = "This is not a spreadsheet that can be read. Save it as XLSX or CSV and upload it again."
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW_WITH_CELLS = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"[^>]*>\s*<(?:\w+:)?c[\s>]')
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """One sheet: its rows with their numbers as a person counts them."""

    name: str
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)


def read(content: bytes) -> dict[str, Table]:
    """The sheets of an XLSX or CSV file by name. Raises ``Unreadable``."""
    if len(content) > MAX_FILE:
        raise Unreadable(TOO_LARGE)
    if content[:4] == b"PK\x03\x04":
        return _read_xlsx(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable("This is an old or an encrypted Excel file. Save it as XLSX without a password.")
    return {ISSUES: _read_csv(content)}


def _read_xlsx(content: bytes) -> dict[str, Table]:
    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return {sheet.title: Table(sheet.title, list(_rows(sheet))) for sheet in book.worksheets}
    except Unreadable:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError,
            SyntaxError, OverflowError, EOFError, OSError) as error:  # fmt: skip
        # openpyxl raises what comes up when a part is missing or malformed; a ParseError is a SyntaxError.
        raise Unreadable(NOT_A_SHEET) from error


def _check_archive(content: bytes) -> None:
    """Bound what unpacking and parsing can cost. ``zipfile`` never gives more of a member than its header declares."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise Unreadable("The file is too large once it is unpacked. Remove what does not belong to the plan.")
            if any(member.flag_bits & 0x1 for member in members):
                raise Unreadable("The file is encrypted. Save it without a password.")
            cells = sum(_count_cells(archive.read(member)) for member in members)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Unreadable(NOT_A_SHEET) from error
    if cells > MAX_CELLS:
        raise Unreadable(f"The file has {cells:,} cells; at most {MAX_CELLS:,} are read. Is it the right file?")


def _count_cells(part: bytes) -> int:
    """The cells in one member, whatever its name is; a sheet may have any. Raises ``Unreadable`` for entities."""
    start = part[:4]
    if b"<\x00" in start or b"\x00<" in start or start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(NOT_A_SHEET)  # XML in an encoding that hides its tags from this count
    if not part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return 0
    if _DOCTYPE.search(part):
        raise Unreadable("The file declares XML entities, which no spreadsheet needs. It was not read.")
    if any(int(match[1]) > MAX_ROWS for match in _ROW_WITH_CELLS.finditer(part)):
        raise Unreadable(TOO_MANY_ROWS)
    return sum(1 for _ in _CELL_TAG.finditer(part))


def _rows(sheet: object) -> Iterator[tuple[int, list[Cell]]]:
    rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)  # type: ignore[attr-defined]
    for number, cells in enumerate(rows, 1):
        values = [_plain(cell.value, getattr(cell, "number_format", "")) for cell in cells]
        while values and values[-1] is None:
            values.pop()
        if not values:
            continue
        if number > MAX_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
        yield number, values


def _plain(value: object, number_format: str) -> Cell:
    """A cell's value as one of our kinds; a share such as 80 % is stored as 0.8 and means 80."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if not number.is_finite():
            return str(value)
        return number * 100 if number_format and "%" in number_format else number
    return _text(str(value))


def _text(text: str) -> str | None:
    if len(text) > MAX_CELL:
        raise Unreadable(f"A cell has more than {MAX_CELL:,} characters. Is it the right file?")
    kept = "".join(letter for letter in text if letter >= " " or letter in "\n\t").strip()
    return kept or None


def _read_csv(content: bytes) -> Table:
    text = _decode(content)
    first = text[:2000].split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        table = Table(ISSUES)
        cells = 0
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            number = len(table.rows) + 1
            cells += len(row)
            if number > MAX_ROWS or cells > MAX_CELLS or len(row) > MAX_COLUMNS:
                raise Unreadable("The file has more rows or columns than a plan. Is it the right file?")
            table.rows.append((number, [_text(cell) for cell in row]))
    except csv.Error as error:
        raise Unreadable(NOT_A_SHEET) from error
    return Table(ISSUES, [(number, row) for number, row in table.rows if any(row)])


def _decode(content: bytes) -> str:
    if b"\x00" in content[:1000] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(NOT_A_SHEET)
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(NOT_A_SHEET)
