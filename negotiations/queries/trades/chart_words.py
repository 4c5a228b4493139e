"""What is said beside the drawing of the efficient deals: the likely frontiers, the fair deal, what would move it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from negotiations.queries.wording import Amounts, listed, of_hundred

TABLE_LEVELS = 9
FAIR = {"nash": "fair by Nash", "kalai-smorodinsky": "fair by Kalai–Smorodinsky", "best joint": "best together"}


@dataclass(frozen=True)
class LikelyWords:
    """One line of the likely frontiers' table: at so much for us, they could have between these."""

    ours: str
    theirs: str


def likely_rows(document: Mapping[str, Any], amounts: Amounts) -> tuple[LikelyWords, ...]:
    """Some lines of the band in the drawing, best for us first."""
    levels = (document.get("likely") or {"levels": []})["levels"]
    step = max(1, (len(levels) - 1) // (TABLE_LEVELS - 1))
    return tuple(LikelyWords(amounts.ours(ours), amounts.theirs(band)) for ours, *band in reversed(levels[::step]))


def fair_words(document: Mapping[str, Any], amounts: Amounts) -> str:
    """Where the fair deal lies over all guesses; "" where nothing is known of it."""
    nash = (document.get("likely") or {}).get("nash")
    if not nash:
        return ""
    low, _, high = nash["ours"]
    ours = f"{amounts.ours(low)} and {amounts.ours(high)}"
    both = "" if nash["both_gain"] >= 0.995 else f" Both can gain in {of_hundred(nash['both_gain'])}."
    return f"Fair by Nash, it gives us between {ours} and them {amounts.theirs(nash['theirs'])}.{both}"


def shift_words(document: Mapping[str, Any], amounts: Amounts) -> tuple[str, ...]:
    """What becomes of the fair deals when either side has a fifth more or less without this deal."""
    found = []
    for shift in document.get("shifts", ()):
        size = "a fifth more" if shift["more"] else "a fifth less"
        whose = "we have" if shift["whose"] == "ours" else "they have"
        if shift["outlook"] == "no deal":
            found.append(f"If what {whose} without this deal is worth {size}, no deal is left that both could accept.")
            continue
        moved = [
            f"{FAIR[rule]} goes to {amounts.ours(worth)} for us"
            for rule, worth in shift["moved"].items()
            if rule in FAIR
        ]
        then = listed(moved) if moved else "the fair deals stay where they are"
        found.append(f"If what {whose} without this deal is worth {size}, {then}.")
    return tuple(found)
