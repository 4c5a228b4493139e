"""Some runs of one or more concession plans, all against the same counterparts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from negotiations.engine.doubt import Draws
from negotiations.engine.problem import EngineError, Problem
from negotiations.engine.rehearsal.counterparts import Counterparts, Kind, dice, floors, people
from negotiations.engine.rehearsal.ladder import Ladder
from negotiations.engine.rehearsal.offers import Paths, paths
from negotiations.engine.rehearsal.talks import Table, Talks
from negotiations.engine.rehearsal.tally import compared, counted, merged
from negotiations.engine.weights import Range

BATCH = 2000
"""Runs held in memory at once."""


@dataclass(frozen=True, eq=False)
class Setting:
    """Everything that a run depends on besides its number.

    `draws` are guesses of their preferences, `floor` the band of their floor in units (None: their worst package),
    `mix` the whole parts of each kind in the population.
    """

    problem: Problem
    draws: Draws
    floor: Range | None
    mix: Mapping[Kind, int]
    seed: int


def rehearse(setting: Setting, ladders: Sequence[Ladder], *, first: int, runs: int) -> dict[str, Any]:
    """The tallies of runs `first` .. `first + runs - 1`: {"plans": one per ladder, "pair": second against first}.

    Whole numbers only: `together` of any split of the runs is the same document. `pair` is there for two ladders.
    """
    if runs < 1 or not ladders:
        raise EngineError("A rehearsal needs a plan and a run.")
    ways = paths(setting.problem, setting.draws, seed=setting.seed)
    parts = []
    for start in range(first, first + runs, BATCH):
        size = min(BATCH, first + runs - start)
        parts.append(_some(setting, ways, ladders, start, size))
    return together(parts)


def together(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The documents of parts added up."""
    plans = [merged([part["plans"][n] for part in parts]) for n in range(len(parts[0]["plans"]))]
    pair = merged([part["pair"] for part in parts]) if parts[0]["pair"] else None
    return {"runs": sum(part["runs"] for part in parts), "plans": plans, "pair": pair}


def played(setting: Setting, ways: Paths, ladder: Ladder, *, first: int, runs: int) -> tuple[Counterparts, Talks]:
    """The talks of some runs, with the counterparts that sat there."""
    those = people(dice(setting.seed, first, runs), setting.draws.shares, setting.mix)
    floor = floors(those.floor_die, setting.floor, ways.worst[those.draw])
    return those, Table(setting.problem, ways, ladder, those, floor).play()


def _some(setting: Setting, ways: Paths, ladders: Sequence[Ladder], first: int, runs: int) -> dict[str, Any]:
    outcomes = [played(setting, ways, ladder, first=first, runs=runs) for ladder in ladders]
    tallies = [counted(setting.problem, those, talks).document() for those, talks in outcomes]
    pair = compared(setting.problem, outcomes[0][1], outcomes[1][1]).document() if len(outcomes) == 2 else None
    return {"runs": runs, "plans": tallies, "pair": pair}
