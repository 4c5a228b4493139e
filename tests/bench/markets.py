"""Seeded made-up negotiations for measuring: opposed, nearly equal weights, zero-sum. Not data about anybody."""

from __future__ import annotations

import numpy as np

from negotiations.engine.problem import Issue, Problem

KINDS = ("opposed", "near-equal", "zero-sum")


def market(issues: int, options: int, kind: str, *, unit: int = 10_000, seed: int = 1) -> Problem:
    """Every issue opposed, with random curves and weights.

    opposed: weights of the two sides independent. near-equal: straight curves and weights within 1 % (the frontier
    is largest here). zero-sum: what one gains the other loses, exactly.
    """
    dice = np.random.default_rng(seed)
    ours = dice.dirichlet(np.ones(issues))
    theirs = dice.dirichlet(np.ones(issues)) if kind == "opposed" else ours
    if kind == "near-equal":
        theirs = ours * dice.uniform(0.99, 1.01, issues)
    weights = [np.rint(w / w.sum() * unit) for w in (ours, theirs)]
    made = []
    for i in range(issues):
        rising, falling = _curves(options, kind, dice)
        rows = (np.rint(weights[0][i] * rising), np.rint(weights[1][i] * falling))
        made.append(
            Issue(str(i), tuple(map(str, range(options))), tuple(tuple(row.astype(int).tolist()) for row in rows))
        )
    if kind == "zero-sum":
        made = [
            Issue(
                i.key, i.options, (i.contributions[0], tuple(max(i.contributions[0]) - v for v in i.contributions[0]))
            )
            for i in made
        ]
    return Problem(("ours", "theirs"), tuple(made), unit, (0, 0))


def _curves(options: int, kind: str, dice: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    if kind == "near-equal":
        rising = np.linspace(0, 1, options)
        return rising, 1 - rising
    rising, other = np.sort(dice.random(options)), np.sort(dice.random(options))
    return _stretch(rising), 1 - _stretch(other)


def _stretch(values: np.ndarray) -> np.ndarray:
    return (values - values[0]) / (values[-1] - values[0])
