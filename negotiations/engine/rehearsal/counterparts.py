"""The population of counterparts: how fast each kind gives way, and how far.

Boulware, linear and conceder follow the time-dependent tactics of Faratin, Sierra and Jennings (1998): what they ask
for falls from their best package towards their floor as (round / rounds) ** (1 / e). Tit for tat gives back what it was
given. Stubborn hardly moves. Fixed pie has our own weights turned round: whatever we gain it loses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from negotiations.engine.problem import EngineError, FloatArray, IntArray
from negotiations.engine.weights import Range

MILLION = 1_000_000
DICE = 8
"""Random numbers of a run: draw, kind, pace, reach, floor, patience, and two to spare (whole blocks of Philox)."""


class Kind(StrEnum):
    BOULWARE = "boulware"
    LINEAR = "linear"
    CONCEDER = "conceder"
    TIT_FOR_TAT = "tit_for_tat"
    STUBBORN = "stubborn"
    FIXED_PIE = "fixed_pie"


KINDS = tuple(Kind)
EVEN_MIX = {Kind.BOULWARE: 30, Kind.LINEAR: 20, Kind.CONCEDER: 10, Kind.TIT_FOR_TAT: 25, Kind.STUBBORN: 10,
            Kind.FIXED_PIE: 5}  # fmt: skip
"""Parts of the population unless somebody says otherwise: people give late and answer in kind more often than not."""

GRADES = 4
PACE: Mapping[Kind, tuple[float, ...]] = {
    Kind.BOULWARE: (0.15, 0.25, 0.35, 0.5),
    Kind.LINEAR: (0.8, 0.9, 1.1, 1.25),
    Kind.CONCEDER: (2.0, 2.5, 3.0, 4.0),
    Kind.TIT_FOR_TAT: (1.0, 1.0, 1.0, 1.0),
    Kind.STUBBORN: (0.1, 0.15, 0.2, 0.25),
    Kind.FIXED_PIE: (0.6, 0.8, 1.0, 1.25),
}
"""The exponent e of each kind, four grades each."""
REACH: Mapping[Kind, tuple[int, ...]] = {
    Kind.BOULWARE: (70, 80, 90, 100),
    Kind.LINEAR: (75, 85, 95, 100),
    Kind.CONCEDER: (85, 90, 95, 100),
    Kind.TIT_FOR_TAT: (80, 90, 95, 100),
    Kind.STUBBORN: (5, 15, 25, 35),
    Kind.FIXED_PIE: (70, 80, 90, 100),
}
"""How much of the way from their best package to their floor they go at most, per cent."""
PATIENCE = (3, 4, 5, 6)
"""Rounds for which a package below their floor may stand still before they leave."""
RETURN = (60, 80, 100, 120)
"""What tit for tat gives back of what it was given, per cent in its own worth."""


@dataclass(frozen=True, eq=False)
class Counterparts:
    """One counterpart for each run. `draw` is the row of its preferences (the last row is the fixed pie)."""

    kind: IntArray
    draw: IntArray
    pace: IntArray
    reach: IntArray
    floor_die: FloatArray
    patience: IntArray
    returns: IntArray


def dice(seed: int, first: int, runs: int) -> FloatArray:
    """(runs, `DICE`) numbers in [0, 1) for runs `first`, `first` + 1, ...: a run has the same ones in any split."""
    source = np.random.Philox(key=seed)
    source.advance(first * DICE // 4)  # four numbers a block
    raw = source.random_raw(runs * DICE)
    return np.asarray((raw >> np.uint64(11)).astype(np.float64).reshape(runs, DICE) * 2.0**-53)


def people(rolled: FloatArray, shares: FloatArray, mix: Mapping[Kind, int]) -> Counterparts:
    """The counterparts that the dice stand for. `shares`: weights of the draws. `mix`: whole parts per kind."""
    parts = np.array([mix.get(kind, 0) for kind in KINDS], dtype=np.int64)
    if parts.min() < 0 or not parts.sum():
        raise EngineError("The mix of counterparts must have a positive part.")
    kind = np.searchsorted(np.cumsum(parts), rolled[:, 1] * parts.sum(), side="right").astype(np.int64)
    draw = np.searchsorted(np.cumsum(shares), rolled[:, 0] * shares.sum(), side="right").astype(np.int64)
    draw = np.minimum(draw, len(shares) - 1)
    draw[kind == KINDS.index(Kind.FIXED_PIE)] = len(shares)
    grade = (rolled[:, 2:7] * GRADES).astype(np.int64)
    reach = np.array([REACH[one] for one in KINDS], dtype=np.int64)
    return Counterparts(
        kind=kind,
        draw=draw,
        pace=grade[:, 0],
        reach=reach[kind, grade[:, 1]],
        floor_die=rolled[:, 4],
        patience=np.array(PATIENCE, dtype=np.int64)[grade[:, 3]],
        returns=np.array(RETURN, dtype=np.int64)[grade[:, 4]],
    )


def paces(rounds: int) -> IntArray:
    """Millionths of the way gone in each round: (kinds, grades, rounds + 1). A table, so that no power is taken twice
    and perhaps differently."""
    table = np.zeros((len(KINDS), GRADES, rounds + 1), dtype=np.int64)
    for k, kind in enumerate(KINDS):
        for g, e in enumerate(PACE[kind]):
            for t in range(1, rounds + 1):
                gone = (t - 1) / (rounds - 1) if rounds > 1 else 1.0
                table[k, g, t] = round(MILLION * gone ** (1 / e))
    return table


def floors(die: FloatArray, band: Range | None, worst: IntArray) -> IntArray:
    """Their floor in units: triangular over the band; their worst package while nothing is known."""
    if band is None:
        return worst
    low, likely, high = band.low, band.likely, band.high
    if high <= low:
        return np.full(len(die), round(likely), dtype=np.int64)
    turn = (likely - low) / (high - low)
    rising = low + np.sqrt(die * (high - low) * (likely - low))
    falling = high - np.sqrt((1 - die) * (high - low) * (high - likely))
    return np.rint(np.where(die < turn, rising, falling)).astype(np.int64)
