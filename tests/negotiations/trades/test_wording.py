"""How worths are said."""

import pytest

from negotiations.queries.wording import Amounts, listed, of_hundred, plain, sentence

EUR, POINTS = Amounts(True, "EUR"), Amounts(False, "EUR")


@pytest.mark.parametrize(
    ("band", "signed", "words"),
    [
        (("28234", "0", "42100", "1"), True, "+€28,000–42,000"),
        (("28234", "0", "42100", "1"), False, "€28,000–42,000"),
        (("-2397", "0", "89742", "0.9"), True, "−€2,000 to +€90,000"),
        (("-60069", "0", "-44201", "0"), True, "−€44,000–60,000"),
        (("0.2", "0", "92000", "1"), True, "€0 to +€92,000"),
        (("700000", "0", "1234000", "1"), False, "€0.7–1.2\u2009M"),
        (("-1234000", "0", "-700000", "0"), True, "−€0.7–1.2\u2009M"),
        (("-400000", "0", "1234000", "0"), True, "−€0.4 to +€1.2\u2009M"),
        (("5000", "0", "5000.00", "1"), False, "€5,000"),
        (("0", "0", "0", "0"), True, "€0"),
        (("0.012", "0", "0.034", "1"), False, "€0.01–0.03"),
    ],
)
def test_their_worth_is_a_range_to_two_digits(band, signed: bool, words: str) -> None:
    assert EUR.theirs(band, signed=signed) == words


def test_what_is_not_known_is_said_so() -> None:
    assert EUR.theirs(None) == "not known"


@pytest.mark.parametrize(
    ("value", "words"),
    [("13947.37", "+€13,900"), ("-20000", "−€20,000"), ("355200", "+€355,000"), ("812.5", "+€812.50"), ("0", "€0")],
)
def test_our_worth_is_an_amount_to_three_digits(value: str, words: str) -> None:
    assert EUR.ours(value, signed=True) == words


def test_points_have_a_word() -> None:
    assert POINTS.ours("12.345", signed=True) == "+12.34\u2009pts"
    assert POINTS.theirs(("3.2", "4", "11.7", "1")) == "3–12\u2009pts"
    assert POINTS.theirs(("-3.2", "4", "11.7", "1")) == "−3\u2009pts to +12\u2009pts"


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        ("0.8790", "88 of 100 guesses"),
        ("1.0000", "all guesses"),
        ("0.0000", "no guess"),
        ("0.9970", "more than 99 of 100 guesses"),
        ("0.0040", "less than 1 of 100 guesses"),
    ],
)
def test_a_chance_counts_guesses(chance: str, words: str) -> None:
    assert of_hundred(chance) == words


def test_words_are_never_taken_for_marks() -> None:
    found = sentence("Agree *{level}* on {issue}.", level="a*b{c}", issue="<b>*</b>")
    assert plain(found) == "Agree a*b{c} on <b>*</b>."
    assert [part.strong for part in found] == [False, True, False]


def test_lists_read_like_speech() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
