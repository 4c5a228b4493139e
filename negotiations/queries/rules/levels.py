"""The levels that a rule names on an issue: which they are, and how they are said.

A part is ``{"low": "60", "high": None}`` on a range (either end may be open) or ``{"options": ["1", "3"]}``.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from negotiations.enums import IssueKind
from negotiations.levels import Scale

Part = Mapping[str, Any]


def covers(part: Part, level: Decimal) -> bool:
    """Whether a part names this level."""
    if "options" in part:
        return any(Decimal(number) == level for number in part["options"])
    low, high = ends(part)
    return (low is None or level >= low) and (high is None or level <= high)


def covered(part: Part, levels: Iterable[Decimal]) -> frozenset[int]:
    """The places of the levels that a part names."""
    return frozenset(place for place, level in enumerate(levels) if covers(part, level))


def ends(part: Part) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of a range, None where it is open."""
    low, high = part.get("low"), part.get("high")
    return (None if low is None else Decimal(low)), (None if high is None else Decimal(high))


def borders(part: Part, step: Decimal) -> list[Decimal]:
    """The levels on either side of each end, which a thinned grid has to keep."""
    low, high = ends(part)
    return [
        *([] if low is None else [low, low - step]),
        *([] if high is None else [high, high + step]),
    ]


def part_words(scale: Scale, part: Part) -> str:
    """``60 days or more``, ``between 30 and 60 days``, ``DDP or DAP``, ``anything but EXW``."""
    if "options" in part:
        return _options(scale, {int(number) for number in part["options"]})
    low, high = ends(part)
    dates = scale.kind == IssueKind.DATE
    if low is None and high is None:
        return "any level"
    if high is None:
        return f"{scale.words(low)} or {'later' if dates else 'more'}"
    if low is None:
        return f"{scale.words(high)} or {'earlier' if dates else 'less'}"
    if low == high:
        return scale.words(low)
    return f"between {scale.words(low, with_unit=False)} and {scale.words(high)}"


def _options(scale: Scale, numbers: set[int]) -> str:
    chosen = [label for number, label in scale.options.items() if number in numbers]
    rest = [label for number, label in scale.options.items() if number not in numbers]
    if not chosen:
        return "an option that is gone"
    if len(rest) == 1 and len(chosen) > 1:
        return f"anything but {rest[0]}"
    return chosen[0] if len(chosen) == 1 else f"{', '.join(chosen[:-1])} or {chosen[-1]}"


def amounts_of(entry: Mapping[str, Any], levels: Iterable[Decimal]) -> list[Decimal]:
    """What each level counts: so much for one unit of a range, or so much for an option (0 where nothing is said)."""
    if "options" in entry:
        counts = {Decimal(number): Decimal(amount) for number, amount in entry["options"].items()}
        return [counts.get(level, Decimal(0)) for level in levels]
    return [level * Decimal(entry["each"]) for level in levels]
