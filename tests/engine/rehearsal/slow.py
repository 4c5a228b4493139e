"""One run of a rehearsal, told as plainly as it can be: the twin that the fast one is compared with."""

from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np

from negotiations.engine.problem import OURS, THEIRS, Problem
from negotiations.engine.rehearsal.counterparts import (
    DICE,
    KINDS,
    MILLION,
    PACE,
    PATIENCE,
    REACH,
    RETURN,
    Kind,
)  # fmt: skip
from negotiations.engine.rehearsal.ladder import Ladder, Trigger
from negotiations.engine.rehearsal.rehearse import Setting
from negotiations.engine.rehearsal.talks import End


@dataclass
class Run:
    end: End
    round: int
    ours: int = 0
    theirs: int = 0
    given: dict[int, int] = field(default_factory=dict)
    leak: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    forced: set[int] = field(default_factory=set)


def rolled(seed: int, run: int) -> list[float]:
    """The dice of one run: all of them from the start, the last ones kept."""
    raw = np.random.Philox(key=seed).random_raw((run + 1) * DICE)[-DICE:]
    return [(int(number) >> 11) / 2**53 for number in raw]


@dataclass
class Counterpart:
    kind: Kind
    table: list[list[int]]
    tastes: list[int]
    exponent: float
    reach: int
    floor: int
    patience: int
    returns: int

    def gone(self, t: int, rounds: int) -> int:
        """Millionths of the way down in round t."""
        return round(MILLION * ((t - 1) / (rounds - 1) if rounds > 1 else 1.0) ** (1 / self.exponent))

    def worth(self, problem: Problem, package: Any) -> int:
        bonus = sum(r.bonus[THEIRS] for r in problem.rules if r.bonus and r.matches(package))
        return sum(row[v] for row, v in zip(self.table, package, strict=True)) + bonus

    def offers(self, problem: Problem) -> list[tuple[int, ...]]:
        """Their best package, then giving way on the issue that they mind least, one option at a time."""
        moves, now = [], []
        for i, (issue, worths) in enumerate(zip(problem.issues, self.table, strict=True)):
            own = issue.contributions[OURS]
            if len(issue.allowed) == 1:
                now.append(issue.allowed[0])
                continue
            order = sorted(range(len(own)), key=lambda v, w=worths, o=own: (-w[v], -o[v], v))
            now.append(order[0])
            best = own[order[0]]
            for v in order[1:]:
                if own[v] > best:
                    best = own[v]
                    moves.append(((worths[order[0]] - worths[v]) * self.tastes[i], i, v))
        found = [tuple(now)]
        for _, i, v in sorted(moves, key=lambda move: (move[0], move[1])):
            now[i] = v
            found.append(tuple(now))
        return [offer for offer in found if not _forbidden(problem, offer)] or found[:1]


def counterpart(setting: Setting, run: int) -> Counterpart:
    dice, problem = rolled(setting.seed, run), setting.problem
    kind = _pick(dice[1], [setting.mix.get(one, 0) for one in KINDS])
    count = len(setting.draws)
    draw = count if KINDS[kind] is Kind.FIXED_PIE else _pick(dice[0], setting.draws.shares.tolist())
    if draw == count:
        table = [[max(i.contributions[OURS]) - c for c in i.contributions[OURS]] for i in problem.issues]
    else:
        table = [rows[draw].tolist() for rows in setting.draws.tables]
    raw = np.random.Philox(key=setting.seed + 1).random_raw((count + 1) * len(table)).reshape(count + 1, -1)
    grade = [int(die * 4) for die in dice]
    worst = sum(min(row) for row in table)
    return Counterpart(
        KINDS[kind],
        table,
        [50 + int(number) % 151 for number in raw[draw]],
        PACE[KINDS[kind]][grade[2]],
        REACH[KINDS[kind]][grade[3]],
        worst if setting.floor is None else _triangular(setting.floor, dice[4]),
        PATIENCE[grade[5]],
        RETURN[grade[6]],
    )


def decide(ladder: Ladder, step: int, t: int, risen: int, stood: int, offer: tuple[int, ...]) -> tuple[int, bool, bool]:
    """Where we stand in the next round, whether a get was refused, and whether the step is only taken because late."""
    if step == len(ladder.steps):
        return step, False, False
    coming = ladder.steps[step]
    met = all(offer[i] in wanted for i, wanted in coming.gets.items())
    due = {Trigger.ROUND: t + 1, Trigger.MOVED: risen, Trigger.DEADLOCK: stood}[coming.trigger] >= coming.amount
    late = coming.latest is not None and t + 1 >= coming.latest
    taken = (due and met) or late
    return step + taken, due and not met and not late, taken and not (due and met)


def one_run(setting: Setting, ladder: Ladder, run: int) -> Run:  # noqa: C901 - plain on purpose, not short
    problem, them = setting.problem, counterpart(setting, run)
    packages = ladder.packages()
    ours = [problem.utility(package, OURS) for package in packages]
    theirs = [them.worth(problem, package) for package in packages]
    offers = them.offers(problem)
    best = them.worth(problem, offers[0])
    room = max(0, best - them.floor) * them.reach // 100
    found = Run(End.IMPASSE, ladder.rounds)
    step, place, still, their_still = 0, 0, 0, 0
    value, at_step = None, problem.utility(offers[0], OURS)
    for t in range(1, ladder.rounds + 1):
        fallen = room * them.gone(t, ladder.rounds) // MILLION
        if them.kind is Kind.TIT_FOR_TAT:
            fallen = min(room, max(0, theirs[step] - theirs[0]) * them.returns // 100)
        asked = max(best - fallen, them.floor)
        if theirs[step] >= asked:
            found.end, found.round, found.ours, found.theirs = End.OUR_PACKAGE, t, ours[step], theirs[step]
            return found
        if theirs[step] < them.floor and still >= them.patience:
            found.end, found.round = End.THEY_LEFT, t
            return found
        while place + 1 < len(offers) and all(them.worth(problem, o) >= asked for o in offers[: place + 2]):
            place += 1
        before, value = value, problem.utility(offers[place], OURS)
        their_still = 0 if before is None or value > before else their_still + 1
        last = t == ladder.rounds
        following, refused, forced = step, False, False
        if not last:
            following, refused, forced = decide(ladder, step, t, value - at_step, their_still, offers[place])
        if _fits(problem, offers[place]) and value >= (ours[-1] if last else ours[following]):
            found.end, found.round, found.ours = End.THEIR_OFFER, t, value
            found.theirs = them.worth(problem, offers[place])
            return found
        if ladder.patience is not None and their_still >= ladder.patience and value < problem.disagreement(OURS):
            found.end, found.round = End.WE_LEFT, t
            return found
        if refused:
            found.refused.add(step)
        if following > step:
            given = max(0, ours[step] - ours[following])
            found.given[t + 1] = given
            found.leak[t + 1] = max(0, given - max(0, value - at_step))
            found.taken.add(step)
            if forced:
                found.forced.add(step)
            at_step, step, still = value, following, 0
        else:
            still += 1
    return found


def _pick(die: float, parts: list[float]) -> int:
    reached, aim = 0.0, die * sum(parts)
    for n, part in enumerate(parts):
        reached += part
        if aim < reached:
            return n
    return len(parts) - 1


def _triangular(band: Any, die: float) -> int:
    if band.high <= band.low:
        return round(band.likely)
    if die < (band.likely - band.low) / (band.high - band.low):
        return round(band.low + sqrt(die * (band.high - band.low) * (band.likely - band.low)))
    return round(band.high - sqrt((1 - die) * (band.high - band.low) * (band.high - band.likely)))


def _forbidden(problem: Problem, package: tuple[int, ...]) -> bool:
    return any(rule.bonus is None and rule.matches(package) for rule in problem.rules)


def _fits(problem: Problem, package: tuple[int, ...]) -> bool:
    return problem.allows(package)
