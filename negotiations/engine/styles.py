"""The negotiating style of a person from fifteen choices between two ways to act.

The five styles are those of the dual concern model (R. R. Blake and J. S. Mouton, 1964; D. G. Pruitt and J. Z. Rubin,
1986): how much one cares for the own outcome, and how much for the other's. The items are our own.

Every pair of styles meets once or twice: ten pairs, and once more the five that are confused most easily. Each style
stands in six items, so a score goes from 0 to 6; the scores sum to 15.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COMPETING, COLLABORATING, COMPROMISING, ACCOMMODATING, AVOIDING = STYLES = (
    "competing",
    "collaborating",
    "compromising",
    "accommodating",
    "avoiding",
)
MOST = 6  # items in which a style can be chosen
EVEN = 1  # scores this close count as equal


@dataclass(frozen=True)
class Item:
    """A choice: what ``a`` and ``b`` say, and the style that each speaks for."""

    number: int
    a: str
    b: str
    styles: tuple[str, str]


_PAIRS: tuple[tuple[tuple[str, str], str, str], ...] = (
    (
        (COMPETING, COLLABORATING),
        "I say early where our limit is, and stay there.",
        "I ask what is behind their wish before I answer it.",
    ),
    (
        (COMPROMISING, AVOIDING),
        "When we are stuck, I offer to meet in between.",
        "When we are stuck, I take another subject first.",
    ),
    (
        (ACCOMMODATING, COMPETING),
        "I would rather give a little than leave somebody annoyed.",
        "I can live with somebody annoyed if the result is right.",
    ),
    (
        (COLLABORATING, COMPROMISING),
        "I look for a third way, even if it takes another meeting.",
        "A fair middle today is better than a perfect deal next month.",
    ),
    (
        (AVOIDING, ACCOMMODATING),
        "I let a quarrel rest until tempers are cool.",
        "I end a quarrel by giving them what matters most to them.",
    ),
    (
        (COMPETING, COMPROMISING),
        "I press on while there is still something to win.",
        "I stop pressing once both have moved about as far.",
    ),
    (
        (COLLABORATING, AVOIDING),
        "I put a difficult subject on the table myself.",
        "I raise a difficult subject only when I must.",
    ),
    (
        (ACCOMMODATING, COLLABORATING),
        "If it means much to them and little to me, I let them have it.",
        "If it means much to them, I ask what it would be worth to them.",
    ),
    (
        (AVOIDING, COMPETING),
        "I would rather put off an answer than fight for it.",
        "I would rather have the fight now than wait.",
    ),
    ((COMPROMISING, ACCOMMODATING), "I give when they give.", "I often give first, to start on the right foot."),
    (
        (COMPETING, COLLABORATING),
        "I show our strong points before I show our worries.",
        "I tell them a worry of ours so that they tell me one of theirs.",
    ),
    (
        (COMPROMISING, ACCOMMODATING),
        "I keep count of who has moved how far.",
        "I do not keep count if the relation is good.",
    ),
    ((AVOIDING, COMPROMISING), "Not every difference needs to be settled.", "Most differences can be halved."),
    (
        (COLLABORATING, ACCOMMODATING),
        "I say so when a proposal does not work for us, and why.",
        "I accept a proposal that half works, for the sake of peace.",
    ),
    (
        (COMPETING, AVOIDING),
        "I enjoy the moment in which it gets tough.",
        "I am glad when somebody else takes over as it gets tough.",
    ),
)
ITEMS = tuple(Item(number, a, b, pair) for number, (pair, a, b) in enumerate(_PAIRS, 1))


def profile(answers: Mapping[int, str]) -> dict[str, int]:
    """The score of each style, 0 to 6, from ``{item number: "a" or "b"}``; ``ValueError`` unless all are given."""
    if set(answers) != {item.number for item in ITEMS} or not set(answers.values()) <= {"a", "b"}:
        raise ValueError("Answer every item with a or b.")
    scores = dict.fromkeys(STYLES, 0)
    for item in ITEMS:
        scores[item.styles["ab".index(answers[item.number])]] += 1
    return scores


def leading(scores: Mapping[str, int]) -> tuple[str, ...]:
    """The styles within one point of the highest, in the order of the scores, then of the model."""
    top = max(scores.values())
    near = [style for style in STYLES if scores[style] >= top - EVEN]
    return tuple(sorted(near, key=lambda style: (-scores[style], STYLES.index(style))))


def clashes(ours: str, theirs: str) -> str:
    """The code of what goes wrong when these styles meet, empty when nothing typical does."""
    return CLASHES.get((ours, theirs), "")


CLASHES: Mapping[tuple[str, str], str] = {
    (COLLABORATING, COMPETING): "exploited",
    (ACCOMMODATING, COMPETING): "fleeced",
    (COMPROMISING, COMPETING): "split",
    (COMPETING, COMPETING): "deadlock",
    (COMPETING, COLLABORATING): "missed",
    (COMPETING, ACCOMMODATING): "spent",
    (COMPROMISING, COLLABORATING): "early",
    (COMPROMISING, COMPROMISING): "halved",
    (ACCOMMODATING, ACCOMMODATING): "polite",
    (AVOIDING, AVOIDING): "stalled",
    (AVOIDING, COMPETING): "overrun",
    (COLLABORATING, AVOIDING): "alone",
    (COMPETING, AVOIDING): "driven",
}
