"""A paper as DOCX, to be edited and filed."""

import io
import re
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from negotiations.reports.paper import Paper, Table

INK, FAINT, SECRET = RGBColor(0x1C, 0x21, 0x27), RGBColor(0x4A, 0x54, 0x62), RGBColor(0x5B, 0x3D, 0x8A)
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no word for them


def write(paper: Paper) -> bytes:
    """The file."""
    book: Any = Document()
    for section in book.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    book.styles["Normal"].font.name, book.styles["Normal"].font.size = "Calibri", Pt(10)
    book.core_properties.title, book.core_properties.author = _clean(paper.title), "Parley"
    _words(book.add_heading(level=0), paper.title, size=18, colour=INK)
    _words(book.add_paragraph(), paper.subtitle, colour=FAINT)
    if paper.secret:
        _words(book.add_paragraph(), "Confidential: holds targets, floor and estimates.", colour=SECRET)
    for one in paper.sections:
        _words(book.add_heading(level=2), one.heading, size=12, colour=INK)
        for words in one.words:
            _words(book.add_paragraph(), words)
        if one.table is not None:
            _table(book, one.table)
    _words(book.add_paragraph(), paper.note, size=8, colour=FAINT)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(book: Any, table: Table) -> None:
    grid = book.add_table(rows=0, cols=len(table.head))
    grid.style = "Light Grid"
    for line, row in enumerate((table.head, *table.rows)):
        strong = line == 0 or (table.foot and line == len(table.rows))
        for place, (cell, words) in enumerate(zip(grid.add_row().cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            if place in table.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _words(paragraph, words, size=9, strong=strong)


def _words(paragraph: Any, words: str, *, size: int = 10, colour: RGBColor | None = None, strong: bool = False) -> None:
    run = paragraph.add_run(_clean(words))
    run.font.size = Pt(size)
    run.font.bold = strong or None
    if colour is not None:
        run.font.color.rgb = colour


def _clean(words: str) -> str:
    return ILLEGAL.sub("", words)
