"""The part of the frontier programme in which rules between issues are decided.

Issues that rules speak of come first. One front is kept for every set of rules that still may apply; when the last
issue of a rule is set and the rule still matches, it forbids or adds its bonus. At the end one front is left, and
the other issues follow as if there were no rules. Exact; the cost grows with the number of sets that can differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from negotiations.engine.layers import SparseLayer, cut, undominated
from negotiations.engine.problem import IntArray
from negotiations.engine.reduction import Link, Links, Reduced

Fronts = dict[int, SparseLayer]


@dataclass(frozen=True, eq=False)
class Head:
    """Fronts after each linked issue, by the set of rules that still may apply."""

    links: Links
    fronts: tuple[Fronts, ...]

    @property
    def points(self) -> IntArray:
        """The front after all linked issues (empty when the rules leave nothing)."""
        last = self.fronts[-1]
        return last[0].points if 0 in last else np.empty(0, dtype=np.int64)

    def paths(self, level: int, other: int) -> Iterator[list[tuple[int, int]]]:
        """Every choice of (issue, option) for the linked issues that has this total."""
        yield from self._paths(len(self.links.issues), 0, level, other)

    def _paths(self, k: int, open_: int, level: int, other: int) -> Iterator[list[tuple[int, int]]]:
        if k == 0:
            yield []
            return
        link = self.links.issues[k - 1]
        for option, dl, do, keeps in link.options:
            for before, layer in self.fronts[k - 1].items():
                outcome = after(self.links, link, before, keeps)
                if outcome is None or outcome[0] != open_:
                    continue
                left, lower = level - dl - outcome[1], other - do - outcome[2]
                if layer.has(np.array([left]), np.array([lower]))[0]:
                    for path in self._paths(k - 1, before, left, lower):
                        yield [*path, (link.issue, option)]


def after(links: Links, link: Link, open_: int, keeps: int) -> tuple[int, int, int] | None:
    """Rules still open after an option, and the bonus (level, other) of those now decided; None if forbidden."""
    left = open_ & keeps
    level = other = 0
    for r, bonus in enumerate(links.bonus):
        if left & link.done & (1 << r):
            if bonus is None:
                return None
            level, other = level + bonus[0], other + bonus[1]
    return left & ~link.done, level, other


def solve(reduced: Reduced) -> Head:
    """The fronts of the linked issues."""
    links = reduced.links
    start = (links.start[0] << 32) | links.start[1]
    fronts: list[Fronts] = [{(1 << len(links.bonus)) - 1: SparseLayer(np.array([start], dtype=np.int64))}]
    total = links.most[-1]
    for k, link in enumerate(links.issues):
        parts: dict[int, list[IntArray]] = {}
        for open_, layer in fronts[-1].items():
            for _, dl, do, keeps in link.options:
                outcome = after(links, link, open_, keeps)
                if outcome is not None:
                    move = ((dl + outcome[1]) << 32) + do + outcome[2]
                    parts.setdefault(outcome[0], []).append(layer.points + np.int64(move))
        rest = [total[j] - links.most[k + 1][j] for j in (0, 1)]
        least_level = reduced.floor_level - reduced.rest_level[0] - rest[0]
        least_other = reduced.floor_other - reduced.rest_other[0] - rest[1]
        merged = {open_: undominated(np.concatenate(arrays)) for open_, arrays in parts.items()}
        fronts.append({open_: SparseLayer(cut(points, least_level, least_other)) for open_, points in merged.items()})
    return Head(links, tuple(fronts))
