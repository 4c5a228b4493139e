"""Which question would help our next offer most: the part "questions" of a job's document. Numbers and ids only."""

from collections.abc import Callable
from typing import Any

from negotiations.engine import inference, questions
from negotiations.engine.doubt import Draws
from negotiations.engine.problem import THEIRS, Package
from negotiations.engine.questions import Question, Topic
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.worth import to_cents

SEED = 5
DRAWS = 500  # enough to rank by; the value of a question is shown to two digits
LISTED = 8
# A list of nothing but one kind tires the reader and the other side.
PER_TOPIC = {Topic.ORDER: 4, Topic.DIRECTION: 4, Topic.PACKAGES: 2}
WORTH_ASKING = 0.0003  # of our whole: below, an answer is not worth the breath


def question_part(plan: PlanInputs, progress: Callable[[int, int], None]) -> list[dict[str, Any]]:
    """Questions worth asking, most valuable first. Their last offer decides what they will take now."""
    draws = _fewer(plan.draws)
    theirs = [offer for piece in plan.pieces for offer in piece.seen.offers]
    last = theirs[-1] if theirs else None
    ranked = questions.rank(
        plan.problem, draws, last=last, floor=plan.problem.floors[THEIRS], limit=LISTED * 4, progress=progress
    )
    chosen: list[Question] = []
    for one in ranked:
        if sum(other.topic == one.topic for other in chosen) < PER_TOPIC[one.topic] and _counts(plan, one):
            chosen.append(one)
    return [_part(plan, one) for one in chosen[:LISTED]]


def _fewer(draws: Draws) -> Draws:
    return draws if len(draws) <= DRAWS else inference.even_draws(draws, DRAWS, seed=SEED)


def _counts(plan: PlanInputs, one: Question) -> bool:
    """Whether the gain is worth a question."""
    return one.value >= WORTH_ASKING * plan.problem.unit and to_cents(plan.worth(one.value)) > 0


def _part(plan: PlanInputs, one: Question) -> dict[str, Any]:
    now, first, second = (_levels(plan, offer) for offer in one.offers)
    found: dict[str, Any] = {
        "topic": one.topic.value,
        "issues": [str(plan.issues[i].issue.pk) for i in one.issues],
        "packages": [_levels(plan, package) for package in one.packages],
        "value": str(to_cents(plan.worth(one.value))),
        "chance": f"{one.chance:.4f}",
        "now": now,
        "first": first,
        "second": second,
    }
    if one.topic is Topic.DIRECTION:
        levels = plan.issues[one.issues[0]].levels
        found["ends"] = [level_text(levels[-1]), level_text(levels[0])]
    return found


def _levels(plan: PlanInputs, package: Package) -> dict[str, str]:
    return {str(pk): level_text(level) for pk, level in plan.levels_of(package).items()}
