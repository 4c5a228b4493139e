"""Effort, working days, plans laid back and minutes shared out, against counting by hand and by brute force."""

import random
from datetime import date, timedelta

import pytest

from negotiations.engine.preparing import effort, is_working, lay_back, shares_of, step_days, working_days

FRI, MON, TUE = date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)


def test_effort_by_hand() -> None:
    """€3,100,000 × 2 % = €62,000; a tenth is €6,200, or 77.5 hours at €80."""
    found = effort(3_100_000, 10)
    assert (found.worth, found.bought, found.hours, found.depth) == (62000, 77.5, 77.5, "full")
    assert effort(10_000, 4).hours == 4.0, "the issues ask for more than the value pays"
    assert effort(None, 4).depth == "quick"
    assert effort(10**9, 4).hours == 120
    assert effort(200_000, 4, repeats=2).hours == 2 * effort(200_000, 4).hours


def slow_step(day: date, days: int) -> date:
    around = [day + timedelta(days=n) for n in range(-60, 61)]
    working = [one for one in around if is_working(one)]
    if days == 0:
        return max(one for one in working if one <= day)
    after = [one for one in working if one > day] if days > 0 else [one for one in reversed(working) if one < day]
    return after[abs(days) - 1]


@pytest.mark.parametrize("seed", range(20))
def test_working_days_against_a_calendar(seed: int) -> None:
    rng = random.Random(seed)
    day, days = FRI + timedelta(days=rng.randrange(14)), rng.randrange(-12, 13)
    found = step_days(day, days)
    assert found == slow_step(day, days)
    if is_working(day):
        assert working_days(day, found) == days


def test_a_plan_ends_the_working_day_before() -> None:
    laid = lay_back([3, 6, 1], TUE, date(2026, 11, 2))
    assert [(one.hours, one.due) for one in laid] == [(3, date(2026, 11, 25)), (6, FRI), (1, MON)]
    assert not any(one.late for one in laid)


def test_without_time_left_it_says_so() -> None:
    laid = lay_back([3, 6, 1], TUE, FRI)
    assert [(one.due, one.late) for one in laid] == [(FRI, True), (FRI, False), (MON, False)]


@pytest.mark.parametrize("seed", range(20))
def test_minutes_are_shared_by_weight(seed: int) -> None:
    rng = random.Random(seed)
    weights = [rng.random() for _ in range(rng.randrange(1, 8))]
    total = rng.randrange(len(weights) * 5, 240)
    found = shares_of([0] * len(weights), weights, total)
    assert sum(found) == total // 5 * 5
    assert min(found) >= 5
    heavy = sorted(range(len(weights)), key=lambda place: weights[place])
    assert [found[place] for place in heavy] == sorted(found), "who weighs more never gets less"


def test_what_has_no_weight_keeps_its_minutes() -> None:
    assert shares_of([10, 0, 0], [-1, 0.75, 0.25], 50) == [10, 30, 10]
