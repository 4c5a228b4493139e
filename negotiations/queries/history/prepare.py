"""What the rows of the preparation are called in a history."""

from collections.abc import Mapping
from typing import Any

from negotiations.enums import Party, Verb
from negotiations.enums_power import PowerBase, PressureFor, Strength
from negotiations.enums_prepare import (
    AssumptionState,
    EstimateKind,
    FactClass,
    ObjectionUse,
    PieFamily,
    QuestionState,
    QuestionTopic,
    Stance,
)
from negotiations.enums_tactics import BogeyTruth, Credibility, SanctionAct
from negotiations.models import (
    Assumption,
    Bogey,
    CommonGoal,
    Comparable,
    Deadline,
    Event,
    Fact,
    NextStep,
    Objection,
    PowerSource,
    Pressure,
    ProtectedFact,
    Question,
    Sanction,
    SmallGive,
    Term,
)
from negotiations.models.prepared import Prepared
from negotiations.queries.history.piece import Piece
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.secrets import Secret

LONGEST = 70
NOUNS: dict[str, type[Prepared]] = {
    "question": Question,
    "fact": Fact,
    "protected_fact": ProtectedFact,
    "assumption": Assumption,
    "comparable": Comparable,
    "objection": Objection,
    "term": Term,
    "next_step": NextStep,
    "bogey": Bogey,
    "sanction": Sanction,
    "small_give": SmallGive,
    "goal": CommonGoal,
    "power_source": PowerSource,
    "deadline": Deadline,
    "pressure": Pressure,
}
NO_VALUES = frozenset({"versus", "meeting", "speaker", "question", "ours_by", "stakeholder", "task"})
WORDS = {
    "text": "words", "reason": "reason for the adjustment",
    "answered_by": "one who answered", "versus": "other issue", "share_class": "class",
    "about": "side", "exchanged_on": "day of telling", "due_on": "due day", "proof": "proof of the reply",
    "ours_by": "one who agreed for us", "ours_on": "day on which we agreed", "theirs_by": "one who agreed for them",
    "theirs_on": "day on which they agreed", "secured": "place in writing", "secured_by": "one who wrote it",
    "stakeholder": "one of theirs who does it", "theirs": "one of theirs who does it", "done_on": "day of doing",
    "truth": "truth", "instead": "what we take instead", "risk": "risk to our word", "chance": "chance",
    "loss": "cost", "response": "response", "ready": "readiness", "act": "kind", "worth": "worth to them",
    "base": "kind", "raise_by": "way to make it stronger", "task": "to-do", "latest": "latest day",
    "hard": "firmness", "wants": "aim", "since": "first day", "until": "last day", "kept": "keeping to ourselves",
    "our_proof": "proof for us", "their_proof": "proof for them", "sureness": "certainty",
    "speaker": "one who replies", "used": "use at the table", "estimate": "estimate that rests on it",
}  # fmt: skip


def _coded(*enums: Any) -> dict[str, str]:
    return {code: words.lower() for enum in enums for code, words in enum.choices}


CODES = {
    "state": _coded(QuestionState, AssumptionState),
    "topic": _coded(QuestionTopic),
    "share_class": _coded(FactClass),
    "about": _coded(Party),
    "estimate": _coded(EstimateKind),
    "used": _coded(ObjectionUse),
    "stance": _coded(Stance),
    "truth": _coded(BogeyTruth),
    "risk": _coded(Credibility),
    "act": _coded(SanctionAct),
    "base": _coded(PowerBase),
    "strength": _coded(Strength),
    "wants": _coded(PressureFor),
}


def titles(access: Standing, ids: Mapping[str, set[Any]]) -> dict[str, str]:
    """The titles by id, shortened; a query for each noun that is there."""
    found: dict[str, str] = {}
    for noun, model in NOUNS.items():
        if ids.get(noun):
            for row in model._default_manager.filter(deal=access.deal, pk__in=ids[noun]):
                title = opened(row.text, access) if isinstance(row.text, Secret) else row.title
                found[str(row.pk)] = shortened(title)
    return found


PIE = {
    Verb.CREATED: "looked for levers in the pie check:",
    Verb.REMOVED: "opened the pie check again:",
    Verb.RESTORED: "closed the pie check again:",
}


def pie_sentence(event: Event) -> list[Piece]:
    """``looked for levers in the pie check: timing``."""
    family = event.after if event.verb == Verb.CREATED else event.before or event.after
    words = dict(PieFamily.choices).get(str(family), str(family))
    return [Piece(PIE.get(Verb(event.verb), "changed the pie check:")), Piece(words.lower(), "b")]


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
