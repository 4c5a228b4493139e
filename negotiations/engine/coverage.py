"""Whose interests a package serves, and the cheapest single change that would serve one it does not.

An interest is a set of issues of one side. It is served when on each of them the level is worth at least half of what
the issue can be worth to that side, by its own curve. Nothing can be said where the curve is not known, or where the
interest is linked to no issue.

For lists of n options an interest of k issues costs O(k n).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.engine.problem import OURS, THEIRS, Package, Problem

HALF = 0.5
CHEAP = 0.05  # of all that a deal could be worth to whoever gives

Curve = Sequence[float] | None
"""What each option of an issue is worth to a side, 0 to 1 over the whole range; None when that is not known."""


@dataclass(frozen=True)
class Want:
    """An interest: whose (``OURS`` or ``THEIRS``), and the issues (indices) that serve it."""

    side: int
    issues: tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """Another option of an issue: ``cost`` is what the giver loses, ``gain`` what the receiver gains, in units."""

    issue: int
    before: int
    after: int
    cost: int
    gain: int


def served(want: Want, package: Package, curves: Sequence[tuple[Curve, Curve]]) -> bool | None:
    """Whether a package serves an interest; None when it cannot be said. One issue that fails is enough for no."""
    if not want.issues:
        return None
    found = [_good(curves[i][want.side], package[i]) for i in want.issues]
    if False in found:
        return False
    return None if None in found else True


def serving(
    want: Want, package: Package, problem: Problem, curves: Sequence[tuple[Curve, Curve]]
) -> tuple[Change, ...] | None:
    """The changes of a package that serve an interest at the least cost to the other side, one for each failing issue.

    Only allowed options are used; of equally cheap ones the one that gives more. Empty when it is served already, None
    when no allowed options serve it or it cannot be said.
    """
    if served(want, package, curves) is None:
        return None
    changes = []
    for i in want.issues:
        curve = curves[i][want.side]
        if curve is None or _good(curve, package[i]):
            continue
        options = [
            change(problem, want.side, i, package[i], v) for v in problem.issues[i].allowed if curve[v] >= HALF
        ]  # fmt: skip
        if not options:
            return None
        changes.append(min(options, key=lambda one: (one.cost, -one.gain, one.after)))
    return tuple(changes)


def cheap_give(
    want: Want, package: Package, problem: Problem, curves: Sequence[tuple[Curve, Curve]], rate: float
) -> Change | None:
    """The best cheap give on the issues of an interest: more for its side, little for the other. None without one.

    A give is cheap when it costs the giver at most 5 % of all that a deal could be worth to them, and no more than it
    brings, at ``rate`` (what one unit of the receiver is worth in units of the giver). Of several, the one that brings
    the most for what it costs.
    """
    giver = THEIRS if want.side == OURS else OURS
    most = CHEAP * sum(issue.span(giver) for issue in problem.issues)
    found = [
        one
        for i in want.issues
        if curves[i][want.side] is not None
        for v in problem.issues[i].allowed
        if v != package[i]
        and (one := change(problem, want.side, i, package[i], v)).gain > 0
        and one.cost <= most
        and one.cost <= one.gain * rate
    ]
    return max(found, key=lambda one: (one.gain * rate - one.cost, -one.cost, -one.issue, -one.after), default=None)


def change(problem: Problem, side: int, issue: int, before: int, after: int) -> Change:
    """What moving an issue to another option costs the other side and brings to ``side``."""
    giver = THEIRS if side == OURS else OURS
    values = problem.issues[issue].contributions
    return Change(
        issue,
        before,
        after,
        cost=values[giver][before] - values[giver][after],
        gain=values[side][after] - values[side][before],
    )


def _good(curve: Curve, option: int) -> bool | None:
    return None if curve is None else curve[option] >= HALF
