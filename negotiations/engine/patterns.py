"""Patterns in a log of offers: how somebody comes down, how readable we are, how good our estimates were."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine.problem import EngineError

SHRINKING = 0.75
"""Each step below this part of the one before counts as shrinking."""


@dataclass(frozen=True, slots=True)
class Shrinking:
    """Steps that get smaller: the mean ratio of a step to the one before, and the level where they would end."""

    ratio: float
    limit: float


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard we are to read, 0 (they can foretell us) to 1. `whole` is the mean of the parts that are known:
    entropy of our waits, entropy of our step sizes, and how seldom we split the difference. None while none is known.
    """

    whole: float | None
    timing: float | None
    size: float | None
    splitting: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How good stated chances and bands were. `coverage` of 80 % bands, out of `bands`, with the range in which the
    long-run coverage lies in 95 of 100 cases (Wilson 1927); `log_loss` of chances and of always saying their base
    rate (`baseline`); each None without cases.
    """

    coverage: float | None
    log_loss: float | None
    baseline: float | None
    bands: int = 0
    between: tuple[float, float] | None = None


def concession_rate(worths: Sequence[float], floor: float) -> float | None:
    """The part of the way from the first offer to the floor that was given up; None when there was no way."""
    if not worths or worths[0] <= floor:
        return None
    return (worths[0] - worths[-1]) / (worths[0] - floor)


def exponent(times: Sequence[float], worths: Sequence[float]) -> float | None:
    """e of u(t) = start - (start - end) t^(1/e): below 1 holds out (Boulware), 1 even, above 1 gives early (Faratin
    1998). Times 0..1. Least squares over e between 0.05 and 20. None without a fall or with fewer than 3 offers.
    """
    if len(times) != len(worths):
        raise EngineError("There must be one time per offer.")
    if len(worths) < 3 or worths[0] <= worths[-1] or times[-1] <= times[0]:
        return None
    t = (np.array(times) - times[0]) / (times[-1] - times[0])
    fallen = (worths[0] - np.array(worths)) / (worths[0] - worths[-1])
    grid = np.exp(np.linspace(np.log(0.05), np.log(20), 600))
    errors = ((t[None, :] ** (1 / grid[:, None]) - fallen[None, :]) ** 2).sum(axis=1)
    return float(grid[int(np.argmin(errors))])


def shrinking(levels: Sequence[float]) -> Shrinking | None:
    """Whether the latest steps of an offered level all shrink, and where they would end (geometric series).

    The receiver of shrinking steps tends to settle worse: the limit looks like a floor and need not be one. None
    with fewer than three steps the same way or when they do not shrink.
    """
    steps = [b - a for a, b in itertools.pairwise(levels)][-3:]
    if len(steps) < 3 or not (all(s > 0 for s in steps) or all(s < 0 for s in steps)):
        return None
    ratios = [b / a for a, b in itertools.pairwise(steps)]
    if max(ratios) > SHRINKING:
        return None
    ratio = float(np.mean(ratios))
    return Shrinking(ratio, levels[-1] + steps[-1] * ratio / (1 - ratio))


def splits(ours: Sequence[float], theirs: Sequence[float], tolerance: float = 0.05) -> float | None:
    """The part of our moves that landed in the middle of both last offers, within `tolerance` of their distance.

    Offers alternate: we answer theirs[t] with ours[t + 1]. A habit of splitting lets them choose our next offer.
    None without an answer.
    """
    return split_share(list(zip(ours, theirs, ours[1:], strict=False)), tolerance)


def split_share(answers: Sequence[tuple[float, float, float]], tolerance: float = 0.05) -> float | None:
    """`splits` of (our level, theirs after it, our answer), for talks in which a side may move twice in a row."""
    open_ = [(mine, yours, answer) for mine, yours, answer in answers if mine != yours]
    if not open_:
        return None
    return sum(
        abs(answer - (mine + yours) / 2) <= tolerance * abs(mine - yours) for mine, yours, answer in open_
    ) / len(open_)


def fixed_rhythm(gaps: Sequence[float], tolerance: float = 0.15) -> bool:
    """Whether waits (or step sizes) are nearly all alike: standard deviation within a part of their mean."""
    values = np.array(gaps, dtype=float)
    return bool(len(values) >= 3 and values.mean() > 0 and values.std() <= tolerance * values.mean())


def unpredictability(values: Sequence[float], bins: int = 5) -> float | None:
    """Entropy of values in equal bins from 0 to the largest, 0 (always the same) to 1 (anything): how hard our
    timing or our steps are to read. None with fewer than three values.
    """
    if len(values) < 3:
        return None
    top = max(abs(value) for value in values)
    if not top:
        return 0.0
    counts = np.bincount([min(bins - 1, int(abs(value) / top * bins)) for value in values], minlength=bins)
    parts = counts[counts > 0] / len(values)
    return float(max(0.0, -(parts * np.log(parts)).sum() / np.log(bins)))


def readability(
    waits: Sequence[float] = (), sizes: Sequence[float] = (), split_share: float | None = None
) -> Readability:
    """How hard our habits are to read: from our waits before answering, the sizes of our steps, and the part of our
    moves that split the difference (`splits`).
    """
    timing, size = unpredictability(waits), unpredictability(sizes)
    splitting = None if split_share is None else 1 - split_share
    known = [part for part in (timing, size, splitting) if part is not None]
    return Readability(sum(known) / len(known) if known else None, timing, size, splitting)


def calibration_by(
    bands: Sequence[tuple[str, float, float, float]], chances: Sequence[tuple[str, float, bool]] = ()
) -> dict[str, Calibration]:
    """`calibration` of every team (or kind of estimate, or year) that the cases name first, in order of the names."""
    names = sorted({case[0] for case in bands} | {case[0] for case in chances})
    return {
        name: calibration(
            [(low, high, truth) for team, low, high, truth in bands if team == name],
            [(said, happened) for team, said, happened in chances if team == name],
        )
        for name in names
    }


def calibration(
    bands: Sequence[tuple[float, float, float]] = (), chances: Sequence[tuple[float, bool]] = ()
) -> Calibration:
    """How good our estimates were. `bands`: (low, high, what it turned out to be). `chances`: (said, happened)."""
    held = [low <= truth <= high for low, high, truth in bands]
    coverage = sum(held) / len(held) if held else None
    between = _wilson(sum(held), len(held)) if held else None
    if not chances:
        return Calibration(coverage, None, None, len(held), between)
    said = np.clip([chance for chance, _ in chances], 1e-6, 1 - 1e-6)
    happened = np.array([float(event) for _, event in chances])
    rate = np.clip(happened.mean(), 1e-6, 1 - 1e-6)
    baseline = _log_loss(np.full(len(said), rate), happened)
    return Calibration(coverage, _log_loss(said, happened), baseline, len(held), between)


def _wilson(hits: int, count: int, z: float = 1.959964) -> tuple[float, float]:
    """The shares whose chance to give so many hits is not too small: 95 of 100."""
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def _log_loss(
    said: np.ndarray[tuple[int], np.dtype[np.float64]], happened: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> float:
    return float(-(happened * np.log(said) + (1 - happened) * np.log(1 - said)).mean())
