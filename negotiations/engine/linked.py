"""The part of the frontier programme in which rules and caps between issues are decided.

Linked issues come first. One front is kept for every state (see `states`): the rules that still may apply and what
is used of caps. At the end one front is left, and the other issues follow as if nothing were linked. Exact; the cost
grows with the number of states. A cap's amount is one more dimension: what another state bettered for both with
less used is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from negotiations.engine.layers import LOW_WORD, SparseLayer, cut, undominated
from negotiations.engine.problem import IntArray, Progress, TooLarge
from negotiations.engine.reduction import Link, Links, Reduced

Fronts = dict[int, SparseLayer]


class Head(Protocol):
    """What the linked issues leave: their front, and the ways to each of its points."""

    @property
    def points(self) -> IntArray: ...

    def paths(self, level: int, other: int) -> Iterator[list[tuple[int, int]]]:
        """Every choice of (issue, option) for the linked issues that has this total."""
        ...


@dataclass(frozen=True, eq=False)
class Fans:
    """Fronts after each linked issue, by state."""

    links: Links
    fronts: tuple[Fronts, ...]

    @cached_property
    def into(self) -> tuple[dict[int, list[tuple[int, int]]], ...]:
        """Per issue, the (state, option place) pairs that lead to each state."""
        return tuple(_into(link) for link in self.links.issues)

    @property
    def points(self) -> IntArray:
        """The front after all linked issues (empty when rules and caps leave nothing)."""
        last = self.fronts[-1]
        return last[0].points if 0 in last else np.empty(0, dtype=np.int64)

    def paths(self, level: int, other: int) -> Iterator[list[tuple[int, int]]]:
        yield from self._paths(len(self.links.issues), 0, level, other)

    def _paths(self, k: int, state: int, level: int, other: int) -> Iterator[list[tuple[int, int]]]:
        if k == 0:
            yield []
            return
        link = self.links.issues[k - 1]
        for before, place in self.into[k - 1].get(state, ()):
            layer = self.fronts[k - 1].get(before)
            left, lower = level - int(link.level[before, place]), other - int(link.other[before, place])
            if layer is not None and layer.has(np.array([left]), np.array([lower]))[0]:
                for path in self._paths(k - 1, before, left, lower):
                    yield [*path, (link.issue, link.options[place])]


def solve(reduced: Reduced, most: int, progress: Progress | None = None) -> Fans:
    """The fronts of the linked issues. Raises TooLarge when one issue would need more than `most` points."""
    links = reduced.links
    start = (links.start[0] << 32) | links.start[1]
    fronts: list[Fronts] = [{0: SparseLayer(np.array([start], dtype=np.int64))}]
    total = links.most[-1]
    for k, link in enumerate(links.issues):
        needed = sum(len(layer.points) for layer in fronts[-1].values()) * len(link.options)
        if needed > most:
            raise TooLarge.at("points", needed, k, len(links.issues) + len(reduced.stages))
        rest = [total[j] - links.most[k + 1][j] for j in (0, 1)]
        least = (
            reduced.floor_level - reduced.rest_level[0] - rest[0],
            reduced.floor_other - reduced.rest_other[0] - rest[1],
        )
        merged = {
            state: cut(undominated(np.concatenate(arrays)), least) for state, arrays in _moved(fronts[-1], link).items()
        }
        if len(link.chain):
            merged = _cheapest(merged, link.chain)
        fronts.append({state: SparseLayer(points) for state, points in merged.items()})
        if progress:
            progress(k + 1, len(links.issues) + len(reduced.stages))
    return Fans(links, tuple(fronts))


def _moved(fronts: Fronts, link: Link) -> dict[int, list[IntArray]]:
    """The candidates of every state after the issue."""
    parts: dict[int, list[IntArray]] = {}
    moves = (link.level << 32) + link.other
    for state, layer in fronts.items():
        for to, move in zip(link.to[state].tolist(), moves[state], strict=True):
            if to >= 0:
                parts.setdefault(to, []).append(layer.points + move)
    return parts


def _cheapest(fronts: dict[int, IntArray], chain: IntArray) -> dict[int, IntArray]:
    """Drops what is strictly bettered for both by a point that has used less of the cap; equals stay as ties."""
    group, best = -1, np.empty(0, dtype=np.int64)
    kept = {}
    for state in sorted(fronts):
        points = fronts[state]
        if chain[state] != group:
            group, best = int(chain[state]), points
        elif len(best) and len(points):
            at = np.searchsorted(best, (points >> 32) << 32)  # the first with at least this level has most of the other
            rival = best[np.minimum(at, len(best) - 1)]
            covered = (at < len(best)) & ((rival & LOW_WORD) >= (points & LOW_WORD)) & (rival != points)
            points = points[~covered]
            best = undominated(np.concatenate([best, points])) if len(points) else best
        else:
            best = best if len(best) else points
        kept[state] = points
    return kept


def _into(link: Link) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for (state, place), to in np.ndenumerate(link.to):
        if to >= 0:
            found.setdefault(int(to), []).append((state, place))
    return found
