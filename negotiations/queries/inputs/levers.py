"""Levers that are not on the table, as the engine takes them."""

from decimal import Decimal

from negotiations.models import Lever, LeverWorth
from negotiations.queries.inputs.types import LeverInput
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

MOST_STEPS = 9  # a range is used in at most so many equal steps
BAND = ("low", "likely", "high")


def lever_inputs(rows: PlanRows, reader: Reader) -> tuple[LeverInput, ...]:
    """The levers with a worth for both sides; the others cannot be computed with yet."""
    found = []
    for lever in rows.levers:
        worth = worth_of_lever(lever)
        if worth is None:
            continue
        ours, theirs = opened(worth.ours, reader), opened(worth.theirs, reader)
        if ours is not None and theirs:
            low, likely, high = (Decimal(theirs[name]) for name in BAND)
            found.append(LeverInput(lever.pk, steps_of(lever), ours, (low, likely, high)))
    return tuple(found)


def worth_of_lever(lever: Lever) -> LeverWorth | None:
    """What it is assumed to be worth, as loaded with it; None while nobody has said."""
    return getattr(lever, "worth", None)


def steps_of(lever: Lever) -> int:
    """In how many steps it could be used: one less than its options, or those of its range."""
    draft = lever.draft
    if draft.get("options"):
        return max(1, len(draft["options"]) - 1)
    if not all(draft.get(name) for name in ("high", "step")):
        return 1
    count = (Decimal(draft["high"]) - Decimal(draft.get("low") or 0)) / Decimal(draft["step"])
    return max(1, min(MOST_STEPS, int(count)))
