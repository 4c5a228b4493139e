"""Levels in words and words as levels."""

from contextlib import suppress
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.levels import NotALevel, Scale, money, number, parse_number

PRICE = Scale("money", "unit", "EUR", D(560), D(640), D(1))
DAYS = Scale("duration", "", "EUR", D(0), D(90), D(15))
SHARE = Scale("number", "%", "EUR", D(0), D(5), D("0.5"))
START = Scale("date", "", "EUR", D(date(2026, 12, 1).toordinal()), D(date(2027, 3, 1).toordinal()), D(7))
PARTS = Scale("ordered", options={1: "List price", 3: "At cost"})


@pytest.mark.parametrize(
    ("scale", "level", "words"),
    [
        (PRICE, D(585), "€585"),
        (PRICE, D("585.5"), "€585.50"),
        (DAYS, D(60), "60 days"),
        (DAYS, D(1), "1 day"),
        (SHARE, D("2.50"), "2.5\u2009%"),
        (START, D(date(2026, 12, 1).toordinal()), "1 Dec 2026"),
        (PARTS, D(3), "At cost"),
        (PARTS, None, ""),
    ],
)
def test_a_level_in_words(scale: Scale, level: D | None, words: str) -> None:
    assert scale.words(level) == words


@pytest.mark.parametrize(
    ("scale", "text", "level"),
    [
        (PRICE, "585", D(585)),
        (PRICE, "€ 585.50", D("585.50")),
        (PRICE, "585,50", D("585.50")),
        (PRICE, "585 EUR", D(585)),
        (DAYS, "60 days", D(60)),
        (DAYS, "1 day", D(1)),
        (SHARE, "2.5 %", D("2.5")),
        (START, "2026-12-08", D(date(2026, 12, 8).toordinal())),
        (START, "8 December 2026", D(date(2026, 12, 8).toordinal())),
        (PARTS, "at COST", D(3)),
        (PARTS, "3", D(3)),
    ],
)
def test_words_as_a_level(scale: Scale, text: str, level: D) -> None:
    assert scale.parse(text) == level


@pytest.mark.parametrize(
    ("scale", "text", "says"),
    [
        (PRICE, "cheap", "Write a number"),
        (PRICE, "700", "€560 to €640"),
        (PRICE, "1e9", "Write a number"),
        (DAYS, "", "Write a number"),
        (START, "31 Feb 2027", "Write a date"),
        (START, "soon", "Write a date"),
        (PARTS, "2", "List price, At cost"),
        (PARTS, "For free", "List price, At cost"),
    ],
)
def test_what_is_no_level_says_what_would_be(scale: Scale, text: str, says: str) -> None:
    with pytest.raises(NotALevel, match=says):
        scale.parse(text)


@pytest.mark.parametrize(
    ("text", "value"), [("1,250.5", "1250.5"), ("1 250", "1250"), ("\u22123", "-3"), ("1,25", "1.25")]
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert parse_number(text) == D(value)


def test_steps_include_both_ends() -> None:
    assert DAYS.levels() == [D(n) for n in (0, 15, 30, 45, 60, 75, 90)]
    assert Scale("number", low=D(0), high=D(10), step=D(4)).levels() == [D(0), D(4), D(8), D(10)]
    assert PARTS.levels() == [D(1), D(3)]
    assert DAYS.nearest(D(37)) == D(30)


@given(st.decimals(min_value=560, max_value=640, places=2))
def test_what_is_written_is_read_back(level: D) -> None:
    assert PRICE.parse(PRICE.words(level)) == level


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    for scale in (PRICE, DAYS, SHARE, START, PARTS):
        with suppress(NotALevel):
            assert isinstance(scale.parse(text), D)


def test_money_and_numbers_for_people() -> None:
    assert money(D("-4100"), "EUR") == "\u2212€4,100"
    assert money(D("4100"), "EUR", signed=True) == "+€4,100"
    assert money(D("3.47"), "USD") == "US$3.47"
    assert number(D("1234567.500")) == "1,234,567.5"
