"""How much preparation a deal deserves, and by when each step has to be done. Working days are Monday to Friday."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOVED = 0.02  # what preparation may move, as a part of the value: cautious, and shown
SPENT = 0.10  # the part of that which may be spent on preparing
RATE = 80.0  # money an hour of a person costs
BASE, PER_ISSUE = 1.0, 0.75  # hours below which nothing is prepared: once, and for each issue
MOST = 120.0  # hours: beyond it more people, not more hours
DEPTHS = ((4.0, "quick"), (16.0, "standard"), (40.0, "thorough"), (math.inf, "full"))


@dataclass(frozen=True)
class Effort:
    """``hours`` recommended, held between ``least`` (by the number of issues) and ``MOST``; ``worth`` is what
    preparation may move and ``bought`` the hours that a tenth of it pays, ``None`` without a value.
    """

    hours: float
    depth: str
    least: float
    worth: float | None
    bought: float | None


@dataclass(frozen=True)
class Laid:
    """A step of a plan: ``hours`` of work that end on ``due``; ``late`` when that day has passed already."""

    place: int
    hours: float
    due: date
    late: bool


def effort(value: float | None, issues: int, *, repeats: float = 1.0) -> Effort:
    """Hours of preparation for a deal worth ``value`` with so many issues, made ``repeats`` times (a long horizon).

    A heuristic, not a finding: a tenth of what preparation may move, at the cost of an hour, and not less than the
    issues need. O(1).
    """
    least = BASE + PER_ISSUE * issues
    worth = None if value is None else value * MOVED * repeats
    bought = None if worth is None else worth * SPENT / RATE
    hours = min(MOST, max(least, bought or 0.0))
    depth = next(name for top, name in DEPTHS if hours <= top)
    return Effort(hours, depth, least, worth, bought)


def is_working(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


def step_days(day: date, days: int) -> date:
    """So many working days after ``day`` (before it when negative); 0 gives the day, or the working day before it."""
    step = timedelta(days=1 if days > 0 else -1)
    while days:
        day += step
        days -= (1 if days > 0 else -1) if is_working(day) else 0
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def working_days(first: date, last: date) -> int:
    """How many working days lie after ``first`` up to ``last``; negative when ``last`` is the earlier one."""
    if last < first:
        return -working_days(last, first)
    return sum(is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def lay_back(hours: Sequence[float], meeting: date, today: date, *, a_day: float = 3.0) -> list[Laid]:
    """Steps of so many hours, in their order, laid backwards from the working day before the meeting.

    Each takes as many whole working days as it needs at ``a_day`` hours; a step ends when the next one begins. What
    would have ended before today is due today and marked late. O(steps × days).
    """
    laid: list[Laid] = []
    due = step_days(meeting, -1)
    for place in reversed(range(len(hours))):
        laid.append(Laid(place, hours[place], max(due, today), due < today))
        due = step_days(due, -max(1, math.ceil(hours[place] / a_day)))
    return laid[::-1]


def shares_of(minutes: Sequence[int], weights: Sequence[float], total: int, *, step: int = 5) -> list[int]:
    """Minutes by weight that come to ``total``: whole steps, at least one each, the rest to the largest remainders.

    Steps that ``total`` does not hold are left over. Items without a weight (below 0) keep the minutes they have.
    """
    kept = sum(spent for spent, weight in zip(minutes, weights, strict=True) if weight < 0)
    places = [place for place, weight in enumerate(weights) if weight >= 0]
    steps = max(len(places), (total - kept) // step)
    whole = sum(weights[place] for place in places)
    exact = {place: (weights[place] / whole if whole else 1 / len(places)) * steps for place in places}
    given = {place: max(1, math.floor(exact[place])) for place in places}
    order = sorted(places, key=lambda place: (given[place] - exact[place], place))
    for place in order[: max(0, steps - sum(given.values()))]:
        given[place] += 1
    while sum(given.values()) > steps:  # the least of all took more than their part: the largest give it back
        given[max(places, key=lambda place: (given[place], -place))] -= 1
    return [given[place] * step if place in given else minutes[place] for place in range(len(minutes))]
