"""Who moves whom: strongest ways to those who decide, who stands on them, and a layered drawing order.

People are numbered 0..n-1. An edge ``(a, b, w)`` says that a moves b, with ``w`` in (0, 1]: how much of a's word b
takes over. A way is as strong as the product of its edges. Everything is deterministic: ties go to fewer steps, then
to the lower number.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

Edge = tuple[int, int, float]
SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Way:
    """People in order, from who begins to who decides; ``force`` in (0, 1]."""

    people: tuple[int, ...]
    force: float


def _into(n: int, edges: Sequence[Edge]) -> list[dict[int, float]]:
    """For each person those who move them, with the strongest edge of each."""
    found: list[dict[int, float]] = [{} for _ in range(n)]
    for a, b, w in edges:
        if a != b:
            found[b][a] = max(w, found[b].get(a, 0.0))
    return found


def strongest_ways(n: int, edges: Sequence[Edge], target: int) -> list[Way | None]:
    """The strongest way from each person to ``target``; ``None`` where there is none. O(m log n).

    Dijkstra's algorithm (1959) on products: an edge never makes a way stronger, so the first way found is the best.
    """
    into = _into(n, edges)
    best: list[Way | None] = [None] * n
    heap: list[tuple[float, int, tuple[int, ...]]] = [(-1.0, 1, (target,))]
    while heap:
        force, steps, people = heappop(heap)
        first = people[0]
        if best[first] is not None:
            continue
        best[first] = Way(people, -force)
        for before, w in into[first].items():
            if best[before] is None:
                heappush(heap, (round(force * w, 12), steps + 1, (before, *people)))
    return best


def betweenness(n: int, edges: Sequence[Edge]) -> list[float]:
    """For each person the share of all shortest ways between two others that lead through them, 0..1. O(n·m).

    Brandes, A faster algorithm for betweenness centrality (2001), on steps, not on strength; divided by (n-1)(n-2).
    """
    out: list[list[int]] = [[] for _ in range(n)]
    for b, sources in enumerate(_into(n, edges)):
        for a in sorted(sources):
            out[a].append(b)
    score = [0.0] * n
    for start in range(n):
        for there, through in enumerate(_through(n, out, start)):
            score[there] += through
    pairs = (n - 1) * (n - 2)
    return [one / pairs if pairs > 0 else 0.0 for one in score]


def _through(n: int, out: Sequence[Sequence[int]], start: int) -> list[float]:
    """How many of the shortest ways from ``start`` lead through each other person, each way counted as its share."""
    order: list[int] = []
    before: list[list[int]] = [[] for _ in range(n)]
    ways, depth = [0.0] * n, [-1] * n
    ways[start], depth[start] = 1.0, 0
    queue = deque([start])
    while queue:
        here = queue.popleft()
        order.append(here)
        for there in out[here]:
            if depth[there] < 0:
                depth[there] = depth[here] + 1
                queue.append(there)
            if depth[there] == depth[here] + 1:
                ways[there] += ways[here]
                before[there].append(here)
    through = [0.0] * n
    for there in reversed(order):
        for here in before[there]:
            through[here] += ways[here] / ways[there] * (1 + through[there])
    through[start] = 0.0
    return through


def layers(n: int, edges: Sequence[Edge], deciders: Sequence[int]) -> list[list[int]]:
    """People in rows by the steps that they are from the nearest who decides; last those who reach none of them.

    Within a row the order is that of the fewest crossings found: a few sweeps by barycentre (Sugiyama, Tagawa and Toda,
    Methods for visual understanding of hierarchical system structures, 1981). Without anybody who decides, one row.
    """
    into = _into(n, edges)
    rows = _rows(n, into, deciders)
    beside: list[set[int]] = [set(into[one]) for one in range(n)]
    for b, sources in enumerate(into):
        for a in sources:
            beside[a].add(b)
    best, least = [list(row) for row in rows], crossings(rows, edges)
    for sweep in range(SWEEPS):
        order = range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1)
        for at in order:
            fixed = rows[at - 1 if sweep % 2 == 0 else at + 1]
            rows[at] = _by_barycentre(rows[at], fixed, beside)
        if (now := crossings(rows, edges)) < least:
            best, least = [list(row) for row in rows], now
    return best


def _rows(n: int, into: Sequence[dict[int, float]], deciders: Sequence[int]) -> list[list[int]]:
    """People by their steps from the nearest who decides, last those who reach none; by number within a row."""
    depth = [-1] * n
    queue = deque(sorted(set(deciders)))
    for one in queue:
        depth[one] = 0
    while queue:
        here = queue.popleft()
        for there in sorted(into[here]):
            if depth[there] < 0:
                depth[there] = depth[here] + 1
                queue.append(there)
    last = max(depth, default=-1) + 1
    rows: list[list[int]] = [[] for _ in range(last + 1)]
    for one in range(n):
        rows[depth[one] if depth[one] >= 0 else last].append(one)
    return [row for row in rows if row]


def _by_barycentre(row: list[int], fixed: list[int], beside: list[set[int]]) -> list[int]:
    place = {one: at / max(1, len(fixed) - 1) for at, one in enumerate(fixed)}
    own = {one: at / max(1, len(row) - 1) for at, one in enumerate(row)}

    def middle(one: int) -> float:
        near = [place[other] for other in beside[one] if other in place]
        return sum(near) / len(near) if near else own[one]

    return sorted(row, key=lambda one: (middle(one), own[one]))


def crossings(rows: Sequence[Sequence[int]], edges: Sequence[Edge]) -> int:
    """How many pairs of edges between the same two neighbouring rows cross. O(m²)."""
    at = {one: (depth, place) for depth, row in enumerate(rows) for place, one in enumerate(row)}
    spans = []
    for a, b, _ in edges:
        upper, lower = sorted((at[a], at[b]))
        if lower[0] == upper[0] + 1:
            spans.append((upper[0], upper[1], lower[1]))
    return sum(
        1
        for first, (row, a, b) in enumerate(spans)
        for other, c, d in spans[first + 1 :]
        if row == other and (a - c) * (b - d) < 0
    )
