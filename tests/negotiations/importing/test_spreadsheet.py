"""Spreadsheets: every problem is told by row and column, limits hold before parsing, CSV works."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from negotiations import uploads
from negotiations.importing.example import example
from negotiations.importing.plan import read_plan
from negotiations.importing.problems import Faulty, Problem, Unreadable
from negotiations.reports import xlsx
from tests.factories.negotiations import NOW

HEAD = ["Issue", "Kind", "Unit", "Lowest", "Highest", "Step", "Better for us", "Walk-away", "Weight"]
PRICE = ["Price", "Money", None, 560, 640, 1, "Less", 624, 100]


def book(**sheets: list[list[Any]]) -> bytes:
    """An XLSX file with these sheets; an underscore in a name stands for a space."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(content: bytes, **how: Any) -> Any:
    return read_plan(content, currency="EUR", members=frozenset({"ana@example.com"}), **how)


def problems(content: bytes) -> list[Problem]:
    with pytest.raises(Faulty) as caught:
        read(content)
    return caught.value.problems.shown


def test_the_example_is_right_and_the_template_is_empty() -> None:
    draft = read(xlsx.write(example(NOW.date()), secrets=True))
    assert draft == example(NOW.date())
    assert len(draft.plan.issues) == 7


def test_every_problem_is_told_with_its_place() -> None:
    found = problems(
        book(
            Issues=[
                HEAD,
                ["Price", "Moneys", None, 560, 640, 1, "Less", None, 100],
                ["Payment", "Days", "days", 90, 0, 15, "More", None, 140],
                ["Warranty", "Number", "months", 12, 60, 12, "Sideways", "six hundred", 20],
                ["price", "Money", None, 1, 2, 1, "Less", None, None],
                [None, "Money", None, 1, 2, 1, "Less", None, None],
                ["Place", "Free choice", None, None, None, None, None, None, None],
                ["Fine", "Number", None, 0, 1, 0.0001, None, None, None],
                ["Far", "Number", None, 0, 10**15, 10**14, None, None, None],
            ],
            Options=[["Issue", "Option", "Rating for us"], ["Placce", "Here", 50], ["Place", "There", 500]],
            Their_side=[["Issue", "Weight low", "Weight likely", "Weight high"], ["Warranty", 50, 20, 70]],
        )
    )
    told = {(p.sheet, p.row, p.column): p.message for p in found}
    assert told[("Issues", 2, "Kind")].startswith("Write one of: Money, Number, Days")
    assert told[("Issues", 3, "Lowest")] == "The lowest level must be below the highest."
    assert told[("Issues", 3, "Weight")] == "Write a number from 0 to 100."
    assert told[("Issues", 4, "Better for us")] == "Write one of: More, Less."
    assert told[("Issues", 4, "Walk-away")] == "Write a number, such as 1,250 or 3.6."
    assert told[("Issues", 5, "Issue")] == "There is an issue of this name already, in row 2."
    assert told[("Issues", 6, "Issue")] == "This cell must not be empty."
    assert "two options" in told[("Issues", 7, "Kind")]
    assert told[("Issues", 8, "Step")].startswith("That makes more than 200 levels")
    assert told[("Issues", 9, "Highest")] == "This number is too large."
    assert told[("Options", 2, "Issue")] == "There is no issue of this name on the sheet Issues."
    assert told[("Options", 3, "Rating for us")] == "Write a number from 0 to 100."
    assert told[("Their side", 2, "Weight likely")] == "Low, likely and high must be in this order."
    assert next(p.found for p in found if p.column == "Walk-away") == "six hundred"


@pytest.mark.parametrize(
    ("head", "column", "words"),
    [
        (["Isue", *HEAD[1:]], "Isue", "not known"),
        (HEAD[1:], "Issue", "missing"),
        ([*HEAD, "Kind"], "Kind", "two columns"),
        ([*HEAD, None, "Owner"], "column 10", "no title"),
    ],
)
def test_titles_are_checked(head: list[str], column: str, words: str) -> None:
    rows = [head, [*PRICE, "x", None]]
    assert any(p.column == column and words in p.message for p in problems(book(Issues=rows)))


def test_levels_are_read_as_people_write_them() -> None:
    rows = [
        ["issue", "KIND", "unit", "lowest", "highest", "step", "walk away", "Target", "owner"],
        ["Price", "money", None, "€560", "1,640", "7.5", "€624", "600", "ANA@example.com "],
        ["Share", "number", "%", 0, 100, 5, "80 %", 75, None],
        ["Start", "date", None, "1 Dec 2026", "2027-01-31", 7, "2027-01-12", None, None],
        ["Term", "ordered choice", None, None, None, None, "Long", None, None],
    ]
    options = [["Issue", "Option"], ["term", "Short"], ["Term ", "Long"]]
    price, share, start, term = read(book(Issues=rows, Options=options)).plan.issues
    assert (price.low, price.high, price.walk_away, price.owner_email) == (560, 1640, 624, "ana@example.com")
    assert (share.walk_away, share.target) == (80, 75)
    assert start.high - start.low == 61
    assert (term.options, term.walk_away) == (("Short", "Long"), 2)


def test_a_share_typed_as_per_cent_is_one() -> None:
    made = Workbook()
    made.active.title = "Issues"
    for row in (["Issue", "Kind", "Unit", "Lowest", "Highest", "Step"], ["Share", "Number", "%", 0, 0.8, 0.1]):
        made.active.append(row)
    for column in "DEF":
        made.active[f"{column}2"].number_format = "0%"
    out = io.BytesIO()
    made.save(out)
    (share,) = read(out.getvalue()).plan.issues
    assert (share.low, share.high, share.step) == (0, 80, 10)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(encoding: str, delimiter: str) -> None:
    rows = [
        [
            "Issue",
            "Kind",
            "Lowest",
            "Highest",
            "Step",
            "Options",
            "Their direction",
            "Their weight low",
            "Their source",
        ],
        ["Preço", "Money", "560", "640", "1", "", "Opposite", "20", "Café"],
        ["Place", "Free choice", "", "", "", '"Here\nThere"' if delimiter == ";" else '"Here; There"', "", "", ""],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    price, place = read(text.encode(encoding)).plan.issues
    assert price.name == "Preço"
    assert (price.theirs.direction, price.theirs.swing_low, price.theirs.source) == ("opposite", 20, "Café")
    assert place.options == ("Here", "There")


def bomb(size: int, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """An archive whose one member unpacks to so many bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"<a>" + b" " * size + b"</a>")
    return out.getvalue()


def with_part(part: bytes) -> bytes:
    """A real workbook with another first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(Issues=[HEAD, PRICE]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, part if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return out.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no issues"),
        (b"\x00\x01\x02", "not a spreadsheet"),
        (b"PK\x03\x04 broken", "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old or an encrypted Excel file"),
        (bomb(100), "not a spreadsheet"),
        (bomb(20_000_000), "too large once it is unpacked"),
        (b"x" * (uploads.MAX_FILE + 1), "at most 2 MB"),
        (with_part(b'<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET.format("").encode()), "declares XML entities"),
        (with_part(SHEET.format("").encode("utf-16")), "not a spreadsheet"),
        (with_part(SHEET.format('<row r="1">' + "<c/>" * 20_001 + "</row>").encode()), "20,0"),
        (with_part(SHEET.format('<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>').encode()), "2,000 rows"),
        (with_part(b"<worksheet"), "not a spreadsheet"),
        (("a,b\n" * 2_001).encode(), "more rows or columns"),
        ((",".join("x" * 151)).encode(), "more rows or columns"),
        (("Issue,Kind\n" + "x" * 5_001 + ",Money").encode(), "5,000 characters"),
        (book(Notes=[["x"]], More=[["y"]]), "no sheet Issues"),
    ],
    ids=range(16),
)
def test_files_that_cannot_be_read_are_refused_with_a_reason(content: bytes, words: str) -> None:
    if words == "no issues":
        assert "no issues" in problems(content)[0].message
        return
    with pytest.raises(Unreadable) as caught:
        read(content)
    assert words in caught.value.message


def test_a_bomb_is_refused_without_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_nothing(*_: Any, **__: Any) -> bytes:
        raise AssertionError("it was unpacked")

    content = bomb(20_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", read_nothing)
    with pytest.raises(Unreadable):
        read(content)


def test_too_many_issues_are_a_problem_of_the_sheet() -> None:
    rows = [HEAD, *([f"Issue {n}", *PRICE[1:]] for n in range(101))]
    assert problems(book(Issues=rows))[0].message == "A plan has at most 100 issues."
