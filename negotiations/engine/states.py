"""What has to be remembered while a package is put together issue by issue: open rules, and what is used of a cap.

Issues that rules or caps speak of come first, one turn each. A state is the set of rules that still may apply with
the amounts used so far; two beginnings in the same state allow the same endings. When the last issue of a rule is
set and the rule still matches, it forbids or adds its bonus. Amounts that cannot matter any more are forgotten, so
after the last turn one state is left. Every programme of the engine (frontier, cloud, many, window, kbest) carries
a front per state: exact, and the same as merging all linked issues into one, at a fraction of the cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np

from negotiations.engine.problem import BoolArray, IntArray, Problem, TooLarge

MOST_STATES = 20_000
"""States kept after a turn; more are refused before anything is computed."""
_CELLS = 40_000_000
_FEW = 200


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """One linked issue. `options` are its allowed options.

    `to[s, v]`: the state after state s and the v-th of the options, -1 where that is forbidden. `bonus[s, v, p]`:
    what rules decided by it add for party p, in units. `chain[t]`: states after it with the same number differ in
    what they have used of the (single) cap only, ascending; empty where nothing is comparable.
    """

    issue: int
    options: tuple[int, ...]
    to: IntArray
    bonus: IntArray
    chain: IntArray

    @property
    def after(self) -> int:
        """How many states there are after it (none: rules and caps leave no package)."""
        return int(self.to.max(initial=-1)) + 1

    def worth(self, problem: Problem, party: int) -> IntArray:
        """What each option adds for the party in each state, bonus counted, in units: (states, options)."""
        row = np.array(problem.issues[self.issue].contributions[party], dtype=np.int64)
        added: IntArray = row[list(self.options)] + self.bonus[:, :, party]
        return added


def order(problem: Problem) -> list[int]:
    """The issues that rules or caps speak of: rule by rule, so that each is decided early, then by size."""
    found: list[int] = []
    for rule in sorted(problem.rules, key=lambda rule: len(rule.when)):
        found += [issue for issue, _ in rule.when if issue not in found]
    sizes = [len(issue.allowed) for issue in problem.issues]
    capped = {i for cap in problem.caps for i in cap.matters(problem.issues)}
    return found + sorted(capped - set(found), key=lambda i: sizes[i])


def turns(problem: Problem) -> tuple[Turn, ...]:
    """The turns of a problem, none when nothing is linked. Raises TooLarge beyond `MOST_STATES` states.

    After the last turn there is one state, or none when rules and caps leave no package.
    """
    sequence = order(problem)
    if not sequence:
        return ()
    rules, caps = _Rules(problem, sequence), _Caps(problem, sequence)
    rows = np.concatenate([np.ones(rules.count, dtype=np.int64), np.zeros(caps.count, dtype=np.int64)])[None, :]
    found = []
    for k, issue in enumerate(sequence):
        options = problem.issues[issue].allowed
        if len(rows) > MOST_STATES or rows.size * len(options) > _CELLS:
            raise TooLarge.at("states of rules and caps", len(rows) * len(options), k, len(sequence))
        left, bad, bonus = rules.step(rows[:, : rules.count], k, options)
        if caps.count:
            used, over = caps.step(rows[:, rules.count :], k)
            left, bad = np.concatenate([left, used], axis=2), bad | over
        rows, to = _numbered(left, ~bad)
        found.append(Turn(issue, options, to, bonus, _chain(rows) if caps.count == 1 else np.empty(0, dtype=np.int64)))
    return tuple(found)


def every(problem: Problem) -> tuple[Turn, ...]:
    """A turn for every issue: the linked ones, then the others (one state throughout), those with few options first."""
    linked = turns(problem)
    taken = {turn.issue for turn in linked}
    free = [i for i in range(len(problem.issues)) if i not in taken]
    free.sort(key=lambda i: len(problem.issues[i].allowed))
    return linked + tuple(_alone(problem, i) for i in free)


def _alone(problem: Problem, issue: int) -> Turn:
    options = problem.issues[issue].allowed
    to = np.zeros((1, len(options)), dtype=np.int64)
    bonus = np.zeros((1, len(options), len(problem.parties)), dtype=np.int64)
    return Turn(issue, options, to, bonus, to[:0, 0])


def _chain(rows: IntArray) -> IntArray:
    """Numbers of the groups of rows that differ in the last column only."""
    chain = np.zeros(len(rows), dtype=np.int64)
    chain[1:] = np.cumsum((rows[1:, :-1] != rows[:-1, :-1]).any(axis=1))
    return chain


def _numbered(after: IntArray, good: BoolArray) -> tuple[IntArray, IntArray]:
    """The distinct rows among the good ones, in lexicographic order, and which of them each (state, option) is."""
    to = np.full(good.shape, -1, dtype=np.int64)
    kept = after[good]
    if len(kept) <= _FEW:  # plain Python is faster than sorting arrays of this size
        listed = list(map(tuple, kept.tolist()))
        distinct = sorted(set(listed))
        numbers = {row: number for number, row in enumerate(distinct)}
        to[good] = [numbers[row] for row in listed]
        return np.array(distinct, dtype=np.int64).reshape(-1, kept.shape[1]), to
    widths = [int(value).bit_length() for value in kept.max(axis=0)]
    if sum(widths) <= 62:
        shifts = np.cumsum([0, *widths[:0:-1]])[::-1]
        codes = (kept << shifts).sum(axis=1)
        _, first, place = np.unique(codes, return_index=True, return_inverse=True)
    else:
        _, first, place = np.unique(kept, axis=0, return_index=True, return_inverse=True)
    to[good] = place.ravel()
    return kept[first], to


class _Rules:
    """The rules of a problem as arrays over the sequence of linked issues."""

    def __init__(self, problem: Problem, sequence: list[int]) -> None:
        self.rules = problem.rules
        self.count = len(problem.rules)
        self.parties = len(problem.parties)
        self.named: list[list[tuple[int, frozenset[int]]]] = [[] for _ in sequence]
        self.done: list[list[int]] = [[] for _ in sequence]
        place = {issue: k for k, issue in enumerate(sequence)}
        for r, rule in enumerate(self.rules):
            for issue, chosen in rule.when:
                self.named[place[issue]].append((r, chosen))
            self.done[max(place[issue] for issue, _ in rule.when)].append(r)

    def step(self, rows: IntArray, k: int, options: tuple[int, ...]) -> tuple[IntArray, BoolArray, IntArray]:
        """Rules still open, what is forbidden and the bonus, for every (state, option)."""
        keeps = np.ones((len(options), self.count), dtype=np.int64)
        for r, chosen in self.named[k]:
            keeps[:, r] = [v in chosen for v in options]
        left: IntArray = rows[:, None, :] * keeps
        bad = np.zeros(left.shape[:2], dtype=bool)
        bonus = np.zeros((*left.shape[:2], self.parties), dtype=np.int64)
        for r in self.done[k]:
            given = self.rules[r].bonus
            if given is None:
                bad |= left[:, :, r] > 0
            else:
                bonus += left[:, :, r, None] * np.array(given, dtype=np.int64)
            left[:, :, r] = 0
        return left, bad, bonus


class _Caps:
    """The caps of a problem over the sequence: amounts above each issue's least, in their common measure.

    Only what is used beyond `free[k]` is kept after k turns: so much may be used whatever follows.
    """

    def __init__(self, problem: Problem, sequence: list[int]) -> None:
        binding = [cap for cap in problem.caps if cap.matters(problem.issues)]
        self.count = len(binding)
        if not binding:
            return
        tables = []
        self.room = np.zeros(self.count, dtype=np.int64)
        for c, cap in enumerate(binding):
            least = [min(cap.amounts[i][v] for v in issue.allowed) for i, issue in enumerate(problem.issues)]
            rows = [[cap.amounts[i][v] - least[i] for v in problem.issues[i].allowed] for i in sequence]
            measure = gcd(*(value for row in rows for value in row)) or 1
            tables.append([[value // measure for value in row] for row in rows])
            self.room[c] = (cap.most - sum(least)) // measure
        sizes = [len(problem.issues[i].allowed) for i in sequence]
        self.amounts = [
            np.array([table[k] for table in tables], dtype=np.int64).reshape(self.count, size).T
            for k, size in enumerate(sizes)
        ]
        tops = np.zeros((len(sequence) + 1, self.count), dtype=np.int64)
        tops[:-1] = [amounts.max(axis=0) for amounts in self.amounts]
        self.free = np.maximum(0, self.room - np.cumsum(tops[::-1], axis=0)[::-1])

    def step(self, rows: IntArray, k: int) -> tuple[IntArray, BoolArray]:
        """What is used and whether that is too much, for every (state, option)."""
        used = rows[:, None, :] + self.free[k] + self.amounts[k][None, :, :]
        over: BoolArray = (used > self.room).any(axis=2)
        return np.maximum(0, used - self.free[k + 1]), over
