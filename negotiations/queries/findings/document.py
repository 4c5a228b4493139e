"""What a job computes for a plan: the efficient deals, and what to suggest. Numbers and ids only; words come later.

Money and points are texts to the cent, worth to them is always ``[low, median, high, chance]``, packages are option
places within ``document["issues"]``. A further result is a file ``finding_<noun>.py`` with a function
``(plan, progress) -> document part`` and one line in ``PARTS``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from negotiations.engine import solutions
from negotiations.engine.problem import Package
from negotiations.enums import SuggestionKind
from negotiations.queries.findings.cloud import LikelyFrontiers, cloud_part, likely_frontiers
from negotiations.queries.findings.compatible import compatible_contents
from negotiations.queries.findings.doubt import Proposal, add_doubt, proposal
from negotiations.queries.findings.frontier import Efficient, efficient
from negotiations.queries.findings.levers import levers_part
from negotiations.queries.findings.musthaves import musthaves_part
from negotiations.queries.findings.packages import counters, improvements, package_sets
from negotiations.queries.findings.questions import question_part
from negotiations.queries.findings.steps import steps_part
from negotiations.queries.findings.swaps import swap_contents
from negotiations.queries.findings.talks import meter_part, talks_part
from negotiations.queries.findings.worth import worth_of
from negotiations.queries.inputs.digests import RECIPE
from negotiations.queries.inputs.types import PlanInputs

EFFICIENT, LIKELY, TRADES, PACKAGES, ANSWERS, SURE = (
    "efficient deals", "likely frontiers", "trades", "packages", "counter-offers", "how sure",
)  # fmt: skip

Tell = Callable[[str, int, int], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Part:
    """A further result of the same job: its stage in words, its key in the document, and what finds it."""

    stage: str
    key: str
    find: Callable[[PlanInputs, Progress], Any]


PARTS = (
    Part("questions", "questions", question_part),
    Part("must-haves", "must_haves", musthaves_part),
    Part("levers", "levers", levers_part),
    Part("how the talks go", "talks", talks_part),
    Part("claim or create", "meter", meter_part),
    Part("business steps", "steps", steps_part),
)
STAGES = (EFFICIENT, LIKELY, TRADES, PACKAGES, ANSWERS, SURE, *(part.stage for part in PARTS))
DONE_BEFORE_PARTS = 80  # of a hundred


@dataclass(frozen=True)
class Found:
    """One suggestion, not yet a row."""

    kind: SuggestionKind
    content: dict[str, Any]


def find_trades(plan: PlanInputs, offer: Package | None, tell: Tell) -> tuple[dict[str, Any], list[Found]]:
    """The document and the suggestions of a job. ``tell(stage, done, 100)`` is called on the way and may stop it."""
    if plan.package is None:
        raise ValueError("A public reading of the plan cannot be traded on.")
    tell(EFFICIENT, 0, 100)
    front = efficient(plan, _between(tell, EFFICIENT, 0, 25))
    clouds = likely_frontiers(plan, len(front.frontier), _between(tell, LIKELY, 25, 45))
    document = {"recipe": RECIPE, **front.document, "likely": _likely(front, clouds)}
    found = _found(plan, offer, front.outlook, tell)
    tell(SURE, 75, 100)
    add_doubt(plan, [one for row in found for one in _proposals(plan, row, offer)], offer, clouds)
    if offer is not None:
        document["offer_worth"] = worth_of(plan, offer)
    for place, part in enumerate(PARTS):
        ends = [DONE_BEFORE_PARTS + (100 - DONE_BEFORE_PARTS) * n // len(PARTS) for n in (place, place + 1)]
        tell(part.stage, ends[0], 100)
        document[part.key] = part.find(plan, _between(tell, part.stage, *ends))
    return document, found


def stages(*, answering: bool) -> tuple[str, ...]:
    """What a job goes through; ``answering`` an offer of theirs."""
    return tuple(stage for stage in STAGES if answering or stage != ANSWERS)


def _found(plan: PlanInputs, offer: Package | None, outlook: solutions.Outlook, tell: Tell) -> list[Found]:
    """The suggestions in the order in which they are shown: what both want first."""
    tell(TRADES, 45, 100)
    found = [Found(SuggestionKind.COMPATIBLE, content) for content in compatible_contents(plan)]
    found += [Found(SuggestionKind.SWAP, content) for content in swap_contents(plan)]
    if outlook != solutions.Outlook.NO_DEAL:
        tell(PACKAGES, 55, 100)
        found += [Found(SuggestionKind.PACKAGE_SET, content) for content in package_sets(plan)]
        found += [Found(SuggestionKind.IMPROVEMENT, content) for content in improvements(plan, offer)]
    if offer is not None:
        tell(ANSWERS, 70, 100)
        found += [Found(SuggestionKind.COUNTER, content) for content in counters(plan, offer)]
    return found


def _likely(front: Efficient, clouds: LikelyFrontiers | None) -> dict[str, Any] | None:
    """Between the ends of the best guess's line."""
    ours = front.frontier.utilities[:, 0]
    return None if clouds is None or not len(ours) else cloud_part(clouds, int(ours[0]), int(ours[-1]))


def _proposals(plan: PlanInputs, row: Found, offer: Package | None) -> list[Proposal]:
    """The packages that a suggestion proposes; answers to an offer of theirs are held against that offer."""
    answers = row.kind == SuggestionKind.COUNTER or row.content.get("base") == "offer"
    return [proposal(plan, part, offer if answers else None) for part in row.content.get("packages", [row.content])]


def _between(tell: Tell, stage: str, low: int, high: int) -> Progress:
    """A part's own progress as a stretch of the whole."""
    return lambda done, total: tell(stage, low + (high - low) * done // max(total, 1), 100)
