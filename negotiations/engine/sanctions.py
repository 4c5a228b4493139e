"""What they may do to us when we refuse, in money: ranges of chance and loss, added up.

The expected loss of several adds up whether or not they go together; how likely at least one is, is said for the case
that none depends on another. Chances are parts of 1, losses any unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from negotiations.engine.problem import EngineError
from negotiations.engine.weights import Range


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something that they may do: how likely, and what it costs us."""

    chance: Range
    loss: Range

    def __post_init__(self) -> None:
        if self.chance.low < 0 or self.chance.high > 1 or self.loss.low < 0:
            raise EngineError("A chance is 0 to 1, a loss 0 or more.")


def expected(one: Scenario) -> Range:
    """What it costs us on average: between both low ends and both high ends."""
    return Range(one.chance.low * one.loss.low, one.chance.likely * one.loss.likely, one.chance.high * one.loss.high)


def together(scenarios: Iterable[Scenario]) -> Range:
    """What all of them cost us on average."""
    each = [expected(one) for one in scenarios]
    low, likely, high = (sum(getattr(one, end) for one in each) for end in ("low", "likely", "high"))
    return Range(low, likely, high)


def any_of(scenarios: Iterable[Scenario]) -> Range:
    """How likely at least one of them is."""
    chances = [one.chance for one in scenarios]
    low, likely, high = (1 - prod(1 - getattr(one, end) for one in chances) for end in ("low", "likely", "high"))
    return Range(low, likely, high)
