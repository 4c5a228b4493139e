"""docs/coverage.md names every idea of the seeds once, and the places that it names are there."""

import re
from pathlib import Path

from django.urls import get_resolver

from tests.guards.test_urls import named_urls

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "coverage.md"
IDEAS = 109


def rows() -> dict[int, list[str]]:
    """The cells of each row by its number."""
    lines = [line.strip("| \n").split(" | ") for line in PAGE.read_text().splitlines() if re.match(r"\| \d+ \|", line)]
    return {int(cells[0]): cells for cells in lines}


def places(cells: list[str]) -> list[str]:
    return re.findall(r"`([^`]+)`", cells[-1])


def test_every_idea_has_its_row() -> None:
    assert sorted(rows()) == list(range(1, IDEAS + 1))


def test_every_place_is_there() -> None:
    urls = {name.removeprefix("negotiations:") for name, _ in named_urls(get_resolver().url_patterns)}
    missing = [
        (number, place)
        for number, cells in rows().items()
        for place in places(cells)
        if place not in urls and not (ROOT / "negotiations" / place).exists()
    ]
    assert missing == []


def test_what_is_not_open_names_a_place() -> None:
    assert [number for number, cells in rows().items() if "open" not in cells and not places(cells)] == []
