"""The fields of the preparation's registers: one definition for pages, forms, checks and the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from negotiations.enums_prepare import QuestionState, QuestionTopic


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    ISSUE = "issue"
    PERSON = "person"  # a member of the organisation
    MEETING = "meeting"
    DAY = "day"


@dataclass(frozen=True)
class Field:
    """A field: ``longest`` of a text, ``choices`` of a choice (code, words), ``required``: what an empty one is told.

    ``under``: shown below that column instead of in one of its own; ``typed``: asked for when a row is added.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    longest: int = 300
    choices: Mapping[str, str] = field(default_factory=dict)
    required: str = ""
    under: str = ""
    typed: bool = True

    @property
    def is_number(self) -> bool:
        """Whether its column lines up at the right."""
        return self.kind == Kind.DAY


ISSUE = Field("issue", "Issue", Kind.ISSUE)

QUESTION = (
    Field("text", "Question", hint="What would it take to deliver in four weeks?", required="Write the question."),
    Field("topic", "Tells us", Kind.CHOICE, choices=dict(QuestionTopic.choices)),
    ISSUE,
    Field("versus", "against", Kind.ISSUE, under="issue", typed=False),
    Field("state", "State", Kind.CHOICE, choices=dict(QuestionState.choices), typed=False),
    Field("meeting", "Ask at", Kind.MEETING),
    Field("answer", "Answer", hint="not answered", longest=2000, typed=False),
    Field("answered_by", "Answered by", hint="by whom", longest=120, under="answer", typed=False),
)
