"""From the cells of one row to values, each problem noted with its row and column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from negotiations.importing.problems import Problems
from negotiations.importing.workbook import Cell, Table
from negotiations.levels import NotALevel, Scale, date_words, parse_date, parse_number
from negotiations.sheets import Column, issue_key, plain_title

T = TypeVar("T")
MOST_DIGITS = Decimal(10) ** 14


@dataclass
class Row:
    """One row of a sheet, its cells by column key."""

    sheet: str
    line: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, Column]
    problems: Problems

    def wrong(self, key: str, message: str) -> None:
        """Note a problem in a cell of this row."""
        column = self.columns.get(key)
        found = as_text(self.cells.get(key))
        self.problems.add(self.sheet, self.line, column.title if column else key, message, found)

    def text(self, key: str) -> str:
        """The cell as text of at most the column's length; empty when the column or the cell is."""
        column = self.columns.get(key)
        text = as_text(self.cells.get(key))
        if column is None:
            return ""
        if column.most < 500:  # names and the like are one line
            text = " ".join(text.split())
        if column.required and not text:
            self.wrong(key, "This cell must not be empty.")
        elif len(text) > column.most:
            self.wrong(key, f"At most {column.most} characters.")
            return text[: column.most]
        return text

    def word(self, key: str, default: object) -> object:
        """What the cell's word stands for; ``default`` when it is empty."""
        text = self.text(key)
        if not text:
            return default
        words = self.columns[key].words
        for word, code in words.items():
            if plain_title(text) in {plain_title(word), plain_title(str(code))}:
                return code
        self.wrong(key, "Write one of: " + ", ".join(words) + ".")
        return default

    def number(self, key: str, *, least: int | None = None, most: int | None = None) -> Decimal | None:
        """The cell as a number in bounds; ``None`` when it is empty or wrong."""
        value = self.cells.get(key)
        if value is None or key not in self.columns:
            return None
        return self._noted(key, lambda: in_bounds(as_number(value), least, most))

    def bound(self, key: str, scale: Scale) -> Decimal | None:
        """An end of a range or its step; ``scale`` has the kind, the unit and the currency, and no range yet."""
        value = self.cells.get(key)
        if value is None:
            return None
        if isinstance(value, Decimal) or key == "step":
            return self._noted(key, lambda: as_number(value))
        return self._noted(key, lambda: as_number(scale.parse(as_text(value))))

    def level(self, key: str, scale: Scale) -> Decimal | None:
        """A level of the row's issue."""
        value = self.cells.get(key)
        if value is None or key not in self.columns:
            return None
        if scale.is_numeric and (scale.low is None or scale.high is None):
            return None  # the range is wrong, and said to be
        return self._noted(key, lambda: scale.parse(as_text(value)))

    def day(self, key: str) -> date | None:
        """The cell as a date."""
        value = self.cells.get(key)
        return None if value is None or key not in self.columns else self._noted(key, lambda: as_date(value))

    def lines(self, key: str) -> tuple[str, ...]:
        """Several texts in one cell: a line each, or with semicolons between them."""
        text = as_text(self.cells.get(key)) if key in self.columns else ""
        parts = text.split("\n") if "\n" in text else text.split(";")
        return tuple(part for part in (" ".join(part.split()) for part in parts) if part)

    def _noted(self, key: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except NotALevel as error:
            self.wrong(key, str(error))
            return None


def as_text(value: Cell) -> str:
    """A cell's value as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


def as_number(value: Cell) -> Decimal:
    """A number, from a number cell or from text. Raises ``NotALevel``."""
    number = value if isinstance(value, Decimal) else parse_number(as_text(value).removesuffix("%"))
    if abs(number) >= MOST_DIGITS:
        raise NotALevel("This number is too large.")
    return number


def as_date(value: Cell) -> date:
    """A date, from a date cell or from text. Raises ``NotALevel``."""
    if isinstance(value, date):
        return value
    return date.fromordinal(int(parse_date(as_text(value))))


def in_bounds(number: Decimal, least: int | None = None, most: int | None = None) -> Decimal:
    """The number, if it is in bounds. Raises ``NotALevel``."""
    if least is not None and most is not None and not least <= number <= most:
        raise NotALevel(f"Write a number from {least} to {most}.")
    if least is not None and number < least:
        raise NotALevel(f"Write a number of {least} or more.")
    return number


def rows_of(table: Table | None, columns: tuple[Column, ...], problems: Problems) -> list[Row]:
    """The rows of a sheet under its titles. A missing or unknown title is a problem; then there are no rows."""
    if table is None or not table.rows:
        return []
    (head, titles), *body = table.rows
    by_name = {column.name: column for column in columns}
    by_title = {issue_key(column.title): column for column in columns}  # names of issues may differ in a sign only
    places: dict[int, Column] = {}
    before = problems.count
    for place, title in enumerate(titles):
        text = as_text(title)
        column = by_title.get(issue_key(text)) or by_name.get(plain_title(text)) if text else None
        if column is None:
            _note_unknown(table, head, place, text, body, problems)
        elif column.key in {known.key for known in places.values()}:
            problems.add(table.name, head, column.title, "There are two columns of this name. Keep one of them.")
        else:
            places[place] = column
    for column in columns:
        if column.required and column not in places.values():
            problems.add(table.name, head, column.title, "This column is missing. Its title must be in the first row.")
    if problems.count > before:
        return []
    known = {column.key: column for column in places.values()}
    return [
        Row(table.name, number, {places[place].key: cell for place, cell in enumerate(cells) if place in places},
            known, problems)
        for number, cells in body
    ]  # fmt: skip


def _note_unknown(
    table: Table, head: int, place: int, title: str, body: list[tuple[int, list[Cell]]], problems: Problems
) -> None:
    """An unknown title is an error: a misspelled one would lose its column without a word."""
    if title:
        problems.add(table.name, head, title, "This column is not known. Mend its title, or remove the column.", title)
    elif any(len(cells) > place and cells[place] is not None for _, cells in body):
        problems.add(table.name, head, f"column {place + 1}", "This column has no title. Give it one, or remove it.")
