"""Open and closed questions, told apart by rules for English."""

import pytest

from negotiations.queries.prepare.question_kind import kind_of

OPEN = (
    "What would it take to deliver in four weeks?",
    "How do you plan your production in winter?",
    "why is that important to you",
    "Which of the two would help you more?",
    "Tell us about your plant in Aveiro.",
    "Could you tell us what drives your freight cost?",
    "Can you please walk us through your planning?",
    "So, how do you see the price?",
    "If we paid in advance, what could you do on the price?",
    "Of Payment and Warranty, which would help you more, and why?",
    "Who decides on the discount?",
    "",
)
CLOSED = (
    "Can you deliver in four weeks?",
    "do you need cash early?",
    "Is the price final?",
    "Are you able to hold stock",
    "Would you take our forecast?",
    "Don\u2019t you have a plant in Porto?",
    "Isn't that too much?",
    "Have you talked with your bank?",
    "So, can you do 2 %?",
    "If we paid in advance, would you lower the price?",
    "Well, but is it possible?",
    "You can deliver in four weeks, right?",
    "Can you give 2 %?",
    "Could you help?",
)


@pytest.mark.parametrize("text", OPEN)
def test_open(text: str) -> None:
    assert kind_of(text).is_open


@pytest.mark.parametrize("text", CLOSED)
def test_closed(text: str) -> None:
    assert not kind_of(text).is_open
    assert kind_of(text).hint


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ("Can you deliver in four weeks?", "What would it take for you to deliver in four weeks?"),
        ("So, could your bank wait?", "What would it take for your bank to wait?"),
        ("If we paid in advance, would you lower the price?",
         "If we paid in advance, what would it take for you to lower the price?"),
        ("Do you have a warehouse in Porto?", "What do you have in the way of a warehouse in Porto?"),
        ("Do you need cash early?", "What would cash early do for you?"),
        ("Is the price final?", "What could move the price?"),
        ("Is the delivery date important?", "What makes the delivery date important to you?"),
        ("Have you talked with your bank?", ""),
    ],
)  # fmt: skip
def test_a_rewrite_is_open_itself(text: str, rewrite: str) -> None:
    found = kind_of(text)
    assert found.rewrite == rewrite
    assert kind_of(found.rewrite).is_open
