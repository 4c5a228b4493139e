"""What a lever would be worth: a resource that is not on the table yet, taken as one more issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from negotiations.engine import frontier
from negotiations.engine.problem import OURS, THEIRS, EngineError, Issue, Package, Problem, Progress


@dataclass(frozen=True, slots=True)
class Lever:
    """A term that could be added. `ours[v]`, `theirs[v]`: what option v is worth against leaving things as they are
    (units, may be negative); `now` is the option that leaves them so and is worth 0 to both.
    """

    key: str
    options: tuple[str, ...]
    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    now: int = 0


@dataclass(frozen=True, slots=True)
class LeverWorth:
    """What adding a lever makes possible against a package that we would get without it, in units.

    `ours`: most that we can have more with them no worse; `theirs` the same for them; `joint`: largest sum that
    nobody loses by, reached by `package` (options of the old issues, then of the lever) with gains (`split`).
    """

    key: str
    ours: int
    theirs: int
    joint: int
    package: Package
    split: tuple[int, int]


def worth(
    problem: Problem,
    package: Package,
    levers: Sequence[Lever],
    *,
    rate: float = 1.0,
    progress: Progress | None = None,
) -> list[LeverWorth]:
    """The worth of each lever by itself against `package`, largest joint gain first. One exact frontier each
    (`progress` counts them).

    `rate` is what one of their units is worth in units of ours, where both can be put in money: joint gains are summed
    with it. What could be gained without any lever is not counted: it is taken off every figure. A lever uses nothing
    of caps.
    """
    if not problem.allows(package):
        raise EngineError("The package uses an option that is removed or a combination that is forbidden.")
    base = problem.utilities(package)
    without = _gains(problem, base, rate)
    found = []
    for done, lever in enumerate(levers, 1):
        _check(lever)
        issue = Issue(lever.key, lever.options, (lever.ours, lever.theirs))
        caps = tuple(replace(cap, amounts=(*cap.amounts, (0,) * len(lever.options))) for cap in problem.caps)
        wider = replace(problem, issues=(*problem.issues, issue), caps=caps)
        ours, theirs, joint, best, split = _gains(wider, base, rate)
        found.append(LeverWorth(lever.key, ours - without[0], theirs - without[1], joint - without[2], best, split))
        if progress:
            progress(done, len(levers))
    return sorted(found, key=lambda one: (-one.joint, one.key))


def _gains(problem: Problem, base: tuple[int, ...], rate: float) -> tuple[int, int, int, Package, tuple[int, int]]:
    """Most for us, most for them, most in all (in our units), against what both have; and the package of the last."""
    front = frontier.solve(problem.with_floors(base[OURS], base[THEIRS]), within_floors=True)
    gains = front.utilities - np.array(base[:2], dtype=np.int64)
    sums = gains[:, OURS] + rate * gains[:, THEIRS]
    at = int(np.argmax(sums))
    split = (int(gains[at, OURS]), int(gains[at, THEIRS]))
    return int(gains[-1, OURS]), int(gains[0, THEIRS]), round(float(sums[at])), front.package(at), split


def _check(lever: Lever) -> None:
    if not len(lever.options) == len(lever.ours) == len(lever.theirs) > lever.now >= 0:
        raise EngineError(f"Lever {lever.key!r} needs one worth per option and side.")
    if lever.ours[lever.now] or lever.theirs[lever.now]:
        raise EngineError(f"Leaving things as they are must be worth 0 for lever {lever.key!r}.")
