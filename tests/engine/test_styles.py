"""The fifteen choices: balanced, scored as counted by hand, and what leads."""

from collections import Counter
from itertools import combinations

import pytest

from negotiations.engine.styles import ITEMS, MOST, STYLES, clashes, leading, profile


def test_the_items_are_balanced() -> None:
    """Every style in six items, every pair once or twice, each sentence said once."""
    assert [item.number for item in ITEMS] == list(range(1, 16))
    assert Counter(style for item in ITEMS for style in item.styles) == dict.fromkeys(STYLES, MOST)
    pairs = Counter(frozenset(item.styles) for item in ITEMS)
    assert {pairs[frozenset(pair)] for pair in combinations(STYLES, 2)} == {1, 2}
    assert len({text for item in ITEMS for text in (item.a, item.b)}) == 30


def test_no_side_is_favoured() -> None:
    """Somebody who always ticks the left must not look like one style."""
    left = profile(dict.fromkeys(range(1, 16), "a"))
    assert sum(left.values()) == 15
    assert max(left.values()) <= 4


@pytest.mark.parametrize("style", STYLES)
def test_always_the_same_style_has_all_six(style: str) -> None:
    answers = {item.number: "b" if item.styles[1] == style else "a" for item in ITEMS}
    assert profile(answers)[style] == MOST
    assert leading(profile(answers))[0] == style


def test_scores_by_hand() -> None:
    answers = dict.fromkeys(range(1, 16), "a") | {1: "b", 11: "b"}
    assert profile(answers) == {
        "competing": 2, "collaborating": 5, "compromising": 3, "accommodating": 2, "avoiding": 3,
    }  # fmt: skip


def test_within_a_point_leads_too() -> None:
    scores = {"competing": 4, "collaborating": 5, "compromising": 3, "accommodating": 2, "avoiding": 1}
    assert leading(scores) == ("collaborating", "competing")


@pytest.mark.parametrize("answers", [{}, {1: "a"}, dict.fromkeys(range(1, 16), "c"), dict.fromkeys(range(16), "a")])
def test_half_an_answer_is_none(answers: dict[int, str]) -> None:
    with pytest.raises(ValueError, match="every item"):
        profile(answers)


def test_who_meets_whom() -> None:
    assert clashes("collaborating", "competing") == "exploited"
    assert clashes("collaborating", "collaborating") == ""
