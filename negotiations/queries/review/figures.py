"""The row of figures that the portfolio reads, out of a review's document: the same figures as the page's."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from negotiations.engine.review.gap import Cause

_MOST_SHARE = Decimal("99999")


def figures_of(document: Mapping[str, Any], *, free: int) -> dict[str, Any]:
    """The columns of ``ReviewFigures`` but for outcome, days and the times."""
    result, gap, held = document["result"] or {}, document["gap"], document["calibration"]
    ratio = (document["reciprocity"] or {}).get("ratio")
    habits, ours = document["habits"], document["sides"]["ours"]
    return {
        "worth": _decimal(result.get("worth")),
        "savings": _decimal(result.get("savings")),
        "against_target": _decimal(result.get("target")),
        "against_floor": _decimal(result.get("floor")),
        "value_left": _decimal(gap["whole"]),
        "claimed": _share(result.get("claimed")),
        "reciprocity": _share(ratio[1] if ratio else None),
        "rounds": document["about"]["rounds"],
        "free_gives": free,
        "free_cost": _decimal(gap["parts"][Cause.FREE_GIVE.value]),
        "intervals": held["count"],
        "inside": _share(held["inside"]),
        "score": _share(held["score"]),
        "timing": _share(habits["timing"]),
        "size": _share(habits["size"]),
        "splits": _share(habits["splits"]),
        "largest_round": _round(document, ours["largest"]) if ours else None,
    }


def _round(document: Mapping[str, Any], number: int | None) -> int | None:
    """The place among what we put on the table of the entry with a number."""
    mine = [spot["number"] for spot in document["dance"]["spots"] if spot["party"] == "ours"]
    return mine.index(number) + 1 if number in mine else None


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _share(text: str | None) -> Decimal | None:
    return None if text is None else min(_MOST_SHARE, max(-_MOST_SHARE, Decimal(text)))
