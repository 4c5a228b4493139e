"""Drawings: numbers land where they should, labels do not cover each other, secrets are left out when not passed."""

import random
import re

import pytest

from negotiations.charts.curve import curve_chart, plain, ratings_chart
from negotiations.charts.frontier import MOST_MARKS, Band, Deal, frontier_chart
from negotiations.charts.plane import Axis, Box, box_of, place_labels, short, ticks
from negotiations.charts.scale import ours_scale, theirs_scale


def days(level: float) -> str:
    return f"{level:.0f} days"


def deals(count: int) -> list[Deal]:
    return [Deal(f"d{i}", 100 - i, 2 * i, 1.8 * i, 2.2 * i, f"deal {i}") for i in range(count)]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 100, [0, 25, 50, 75, 100]), (3, 9, [4, 6, 8]), (0, 310_000, [0, 100_000, 200_000, 300_000]), (5, 5, [5])],
)
def test_ticks_are_round_and_inside(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (950, "950"), (1200, "1.2k"), (3.1e6, "3.1M"), (-2e5, "−200k")])
def test_short_numbers(value: float, text: str) -> None:
    assert short(value) == text


def test_an_axis_without_span_does_not_divide_by_zero() -> None:
    assert Axis(4, 4, 0, 10).at(4) == 5


def test_labels_do_not_cover_each_other() -> None:
    """On random crowded charts labels overlap each other in very few cases, and never leave the drawing."""
    dice = random.Random(7)
    field = Box(44, 28, 548, 342)
    overlaps = 0.0
    for _ in range(200):
        names = [(f"fair by {i}", dice.uniform(80, 500), dice.uniform(60, 320)) for i in range(5)]
        boxes = [box_of(label.text, label.x, label.y, label.anchor) for label in place_labels(names, [], field)]
        assert all(box.outside(field) == 0 for box in boxes)
        overlaps += sum(a.overlap(b) > 4 for i, a in enumerate(boxes) for b in boxes[:i])
    assert overlaps <= 4


def test_a_long_line_is_thinned_but_drawn_whole() -> None:
    chart = frontier_chart(deals(300), [], unit="points")
    assert len(chart.wide.marks) == MOST_MARKS
    assert {chart.wide.marks[0].deal.key, chart.wide.marks[-1].deal.key} == {"d0", "d299"}
    assert chart.wide.line.count("L") == 299


def test_their_side_is_a_band() -> None:
    plot = frontier_chart(deals(5), [], unit="€").wide
    assert plot.band.endswith("Z")
    assert plot.band.count("L") == 9


def test_the_floor_is_drawn_only_when_it_is_passed() -> None:
    assert frontier_chart(deals(5), [], unit="€").wide.floor_label is None
    shown = frontier_chart(deals(5), [], unit="€", floor=97, their_floor=Band(1, 2, 3)).wide
    assert shown.floor_label is not None
    assert shown.worths.field.top < shown.floor < shown.worths.field.bottom
    assert shown.their_floor.low < shown.their_floor.likely < shown.their_floor.high


def test_the_package_points_to_the_deal_that_is_better_for_both() -> None:
    package = Deal("p", 90, 4, 3, 5, "package", "this package", "package")
    plot = frontier_chart(deals(20), [package], unit="€").wide
    x, y, to_x, to_y = plot.gain
    assert to_x > x
    assert to_y < y
    best = Deal("p", 100, 0, 0, 0, "package", "this package", "package")
    assert frontier_chart(deals(20), [best], unit="€").wide.gain is None


def test_a_single_deal_and_none() -> None:
    assert frontier_chart(deals(1), [], unit="€").narrow.marks
    with pytest.raises(ValueError, match="at least one"):
        frontier_chart([], [], unit="€")


def test_a_curve_passes_its_half_level() -> None:
    chart = curve_chart("curved", party="ours", name="n", worst=0, best=60, at=15, words=days, field="half")
    assert chart.handle.x == Axis(0, 60, chart.x0, chart.x1).at(15)
    assert chart.handle.y == chart.middle
    nearest = min(re.findall(r"([\d.]+) ([\d.]+)", chart.line), key=lambda p: abs(float(p[0]) - chart.handle.x))
    assert float(nearest[1]) == pytest.approx(chart.middle, abs=0.2)


def test_an_axis_runs_upwards_even_when_less_is_better() -> None:
    chart = curve_chart("linear", party="theirs", name="n", worst=60, best=0, words=days)
    first = chart.line.removeprefix("M").split("L")[0].split()
    assert (chart.left_words, chart.right_words) == ("0 days", "60 days")
    assert float(first[0]) == chart.x1
    assert float(first[1]) == chart.y0
    assert chart.handle is None


def test_a_curve_needs_a_range() -> None:
    with pytest.raises(ValueError, match="differ"):
        curve_chart("linear", party="ours", name="n", worst=3, best=3, words=days)


def test_ratings_are_dots() -> None:
    chart = ratings_chart([("at cost", 1.0), ("list", 0.0)], party="ours", name="n")
    assert [(dot.x, dot.y) for dot in chart.dots] == [(chart.x0, chart.y1), (chart.x1, chart.y0)]


@pytest.mark.parametrize(
    ("value", "text"), [(60, "60"), (0.5, "0.5"), (-0.0, "0"), (1e-9, "0"), (4_350_000, "4350000")]
)
def test_plain_numbers(value: float, text: str) -> None:
    assert plain(value) == text


def test_scales_keep_labels_inside_and_apart() -> None:
    scale = ours_scale(
        low=0, high=100, here=98, here_label="x", floor=3, floor_label="f", left="0", right="best", words="w"
    )
    assert (scale.floor.anchor, scale.here.anchor) == ("start", "end")
    assert scale.left == ""
    assert scale.right == "best"
    assert scale.fill_from + scale.fill_width == pytest.approx(98)


def test_a_scale_without_the_floor_says_nothing_of_it() -> None:
    shown = ours_scale(low=0, high=100, here=50, here_label="x", words="w")
    assert (shown.floor, shown.fill_from, shown.others) == (None, 0.0, ())


def test_their_scale_never_becomes_a_sharp_place() -> None:
    scale = theirs_scale(low=0, high=100, band=(40, 40, 40), label="", words="w")
    assert scale.width > 0
