"""What the rows of the preparation are called in a history."""

from collections.abc import Mapping
from typing import Any

from negotiations.enums_prepare import QuestionState, QuestionTopic
from negotiations.models import Question
from negotiations.models.prepared import Prepared
from negotiations.queries.standing import Standing

LONGEST = 70
NOUNS: dict[str, type[Prepared]] = {"question": Question}
NO_VALUES = frozenset({"versus", "meeting"})
WORDS = {"text": "words", "answered_by": "one who answered", "versus": "other issue"}
CODES = {
    "state": {code: words.lower() for code, words in QuestionState.choices},
    "topic": {code: words.lower() for code, words in QuestionTopic.choices},
}


def titles(access: Standing, ids: Mapping[str, set[Any]]) -> dict[str, str]:
    """The titles by id, shortened; a query for each noun that is there."""
    found: dict[str, str] = {}
    for noun, model in NOUNS.items():
        if ids.get(noun):
            for row in model._default_manager.filter(deal=access.deal, pk__in=ids[noun]):
                found[str(row.pk)] = shortened(row.title)
    return found


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
