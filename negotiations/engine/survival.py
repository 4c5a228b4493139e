"""How long it takes until something happens; those to whom it has not happened count for as long as they were seen.

The product-limit estimate of Kaplan & Meier (1958): at each time t at which something happened, the part still waiting
is multiplied by 1 - d/n (d of the n who were still waiting). Its variance is Greenwood's (1926): S^2 sum d / (n (n-d)).
The range is that of log(-log S), which stays between 0 and 1 (Kalbfleisch & Prentice 1980).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.engine.problem import EngineError

NORMAL_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Drop:
    """A time at which it happened: to `happened` of `waiting`. `left`: the part still waiting after it, 0..1, with its
    standard error (`spread`) and the range of 95 of 100 cases (`between`; None where nobody is left).
    """

    time: float
    waiting: int
    happened: int
    left: float
    spread: float
    between: tuple[float, float] | None


def kaplan_meier(cases: Sequence[tuple[float, bool, int]]) -> tuple[Drop, ...]:
    """The curve. `cases`: (time, whether it happened then or was only seen until then, how many). Times 0 or more.

    Who is last seen at a time counts as waiting when it happens at the same time. O(n log n). Raises `EngineError`.
    """
    happened: Counter[float] = Counter()
    gone: Counter[float] = Counter()
    for time, event, count in cases:
        if not (time >= 0 and math.isfinite(time)) or count < 0:
            raise EngineError("A time is 0 or more, and so is a number of cases.")
        (happened if event else gone)[time] += count
    waiting = happened.total() + gone.total()
    left, terms, drops = 1.0, 0.0, []
    for time in sorted(happened.keys() | gone.keys()):
        d = happened[time]
        if d:
            left *= 1 - d / waiting
            terms = terms + d / (waiting * (waiting - d)) if d < waiting else math.inf
            drops.append(Drop(time, waiting, d, left, _spread(left, terms), _between(left, terms)))
        waiting -= d + gone[time]
    return tuple(drops)


def median(curve: Sequence[Drop]) -> float | None:
    """The first time by which it has happened to half or more; None while fewer have got there."""
    return next((drop.time for drop in curve if drop.left <= 0.5), None)


def left_at(curve: Sequence[Drop], time: float) -> float:
    """The part still waiting at a time."""
    return next((drop.left for drop in reversed(curve) if drop.time <= time), 1.0)


def _spread(left: float, terms: float) -> float:
    return left * math.sqrt(terms) if left > 0 else 0.0


def _between(left: float, terms: float) -> tuple[float, float] | None:
    if left <= 0:
        return None
    reach = NORMAL_95 * math.sqrt(terms) / abs(math.log(left))
    return left ** math.exp(reach), left ** math.exp(-reach)
