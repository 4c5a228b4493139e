"""Ways, middlemen and the order of a drawing, each against a slow and obvious twin."""

from itertools import pairwise, permutations, product

import numpy as np
import pytest

from negotiations.engine.graph import Edge, betweenness, crossings, layers, strongest_ways


def random_edges(seed: int, n: int) -> list[Edge]:
    rng = np.random.default_rng(seed)
    chance = rng.uniform(0.1, 0.6)
    return [
        (a, b, float(rng.choice([0.3, 0.6, 0.9])))
        for a, b in product(range(n), repeat=2)
        if a != b and rng.random() < chance
    ]


def every_way(n: int, edges: list[Edge], start: int, end: int) -> list[tuple[tuple[int, ...], float]]:
    """All ways without a circle, by trying every order of everybody in between."""
    strength = {(a, b): w for a, b, w in edges}
    found = []
    others = [one for one in range(n) if one not in {start, end}]
    for size in range(len(others) + 1):
        for middle in permutations(others, size):
            people = (start, *middle, end)
            steps = list(pairwise(people))
            if all(step in strength for step in steps):
                found.append((people, float(np.prod([strength[step] for step in steps]))))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_the_strongest_way_is_the_best_of_all(seed: int) -> None:
    n = 2 + seed % 5
    edges = random_edges(seed, n)
    for target in range(n):
        for start, way in enumerate(strongest_ways(n, edges, target)):
            if start == target:
                assert way is not None
                assert (way.people, way.force) == ((target,), 1.0)
                continue
            known = every_way(n, edges, start, target)
            if not known:
                assert way is None
                continue
            assert way is not None
            assert way.force == pytest.approx(max(force for _, force in known))
            assert way.people in [people for people, _ in known]
            equal = [people for people, force in known if force == pytest.approx(way.force)]
            assert len(way.people) == min(map(len, equal))  # of equally strong ones the shortest


@pytest.mark.parametrize("seed", range(20))
def test_betweenness_counts_the_shortest_ways(seed: int) -> None:
    n = 3 + seed % 4
    edges = random_edges(seed, n)
    expected = [0.0] * n
    for start, end in product(range(n), repeat=2):
        ways = [people for people, _ in every_way(n, edges, start, end)] if start != end else []
        shortest = [people for people in ways if len(people) == min(map(len, ways))]
        for people in shortest:
            for one in people[1:-1]:
                expected[one] += 1 / len(shortest)
    assert betweenness(n, edges) == pytest.approx([one / ((n - 1) * (n - 2)) for one in expected])


@pytest.mark.parametrize("seed", range(20))
def test_rows_are_steps_from_who_decides_and_cross_no_more_than_before(seed: int) -> None:
    n = 4 + seed % 5
    edges = random_edges(seed, n)
    deciders = [0, n - 1]
    rows = layers(n, edges, deciders)
    assert sorted(one for row in rows for one in row) == list(range(n))
    assert sorted(rows[0]) == deciders
    row_of = {one: at for at, row in enumerate(rows) for one in row}
    strength = {(a, b) for a, b, _ in edges}
    for one in range(n):
        steps = [len(p) for end in deciders if one not in deciders for p, _ in every_way(n, edges, one, end)]
        if steps:
            assert row_of[one] == min(steps) - 1
            assert any((one, other) in strength for other in rows[row_of[one] - 1])
    assert crossings(rows, edges) <= crossings([sorted(row) for row in rows], edges)
    assert layers(n, edges, deciders) == rows


def test_a_known_tangle_is_undone() -> None:
    edges = [(2, 1, 0.9), (3, 0, 0.9)]  # crossed when drawn in the order of the numbers
    assert crossings([[0, 1], [2, 3]], edges) == 1
    assert crossings(layers(4, edges, [0, 1]), edges) == 0


def test_nobody_and_nobody_who_decides() -> None:
    assert layers(0, [], []) == []
    assert layers(3, [], []) == [[0, 1, 2]]
    assert betweenness(1, []) == [0.0]
    assert strongest_ways(2, [], 0)[1] is None
