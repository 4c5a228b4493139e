"""A paper as data: what both writers (DOCX, PDF) put down, so that they say the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """``right``: the columns of figures. ``foot``: the last row is a sum."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    foot: bool = False


@dataclass(frozen=True)
class Section:
    heading: str
    words: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Paper:
    """``note`` says what the file is and who made it; ``secret``: it holds what only few may see."""

    title: str
    subtitle: str
    note: str
    secret: bool
    sections: tuple[Section, ...]
