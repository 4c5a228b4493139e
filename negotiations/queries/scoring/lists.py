"""Two ranked lists: what matters to us, scored blind, and what likely matters to them, a band and a chance."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.engine import agreement
from negotiations.engine.evidence import spans
from negotiations.models import Issue
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.scoring.numbers import TeamNumbers

TOP = 3


@dataclass(frozen=True)
class Listed:
    """An issue in both ranked lists: our rank, theirs as estimated, and the chance that it is among their first."""

    issue: Issue
    ours: int
    theirs: int
    low: float
    likely: float
    high: float
    top: float
    both: bool  # among our first, and likely among theirs


def ranked_lists(team: TeamNumbers, inputs: PlanInputs) -> tuple[Listed, ...]:
    """Both ranked lists. Theirs is over all our guesses: 10, 50 and 90 % of them, and how often among the first."""
    places = [(i, inputs.place(issue.pk)) for i, issue in enumerate(team.issues)]
    kept = [(i, place) for i, place in places if place is not None]
    if len(kept) < 2:
        return ()
    weights = spans(inputs.draws)[:, [place for _, place in kept]]
    even = inputs.draws.bands(weights)
    expected = inputs.draws.shares @ weights
    ranks = agreement.ranks(weights)
    top = min(TOP, len(kept) - 1)
    often = inputs.draws.shares @ (ranks <= top)
    ours, theirs = _order([float(team.mean[i]) for i, _ in kept]), _order(expected.tolist())
    found = [
        Listed(
            issue=team.issues[i],
            ours=ours[k],
            theirs=theirs[k],
            low=even[k].low,
            likely=float(expected[k]),
            high=even[k].high,
            top=float(often[k]),
            both=bool(ours[k] <= top and often[k] >= 0.5),
        )
        for k, (i, _) in enumerate(kept)
    ]
    return tuple(sorted(found, key=lambda one: one.ours))


def _order(values: Sequence[float]) -> list[int]:
    order = sorted(range(len(values)), key=lambda k: -values[k])
    return [order.index(k) + 1 for k in range(len(values))]


def overlap(lists: Sequence[Listed]) -> str:
    if not lists:
        return ""
    top = min(TOP, len(lists) - 1)
    both = [one.issue.name for one in lists if one.both]
    free = [one.issue.name for one in lists if one.ours <= top and one.top < 0.5]
    said = f"Both sides likely want {_and(both)} most: there it is hard to gain." if both else ""
    verb = "matters" if len(free) == 1 else "matter"
    room = f"{_and(free)} {verb} more to us than, likely, to them: trade for it." if free else ""
    return " ".join(part for part in (said, room) if part)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
