"""The fields of the preparation's registers: one definition for pages, forms, checks and the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from negotiations.enums import Party
from negotiations.enums_prepare import (
    AssumptionState,
    EstimateKind,
    FactClass,
    ObjectionUse,
    QuestionState,
    QuestionTopic,
)


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    ISSUE = "issue"
    PERSON = "person"  # a member of the organisation
    MEETING = "meeting"
    STAKEHOLDER = "stakeholder"  # somebody of theirs
    DAY = "day"
    LEVEL = "level"  # of the row's issue, not held to its range
    AGREED = "agreed"  # the same of an issue of any kind, or nothing
    PERCENT = "percent"  # between ``least`` and ``most``; ``first`` unless typed
    AMOUNT = "amount"  # money of the deal, not below 0
    BAND = "band"  # the same as low, likely and high, or nothing
    CHANCE = "chance"  # 0 to 100 per cent as low, likely and high, or nothing
    FLAG = "flag"  # ``choices`` has the words of "True" and "False"


IN_MONEY = frozenset({Kind.AMOUNT, Kind.BAND})
BANDS = frozenset({Kind.BAND, Kind.CHANCE})


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
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(100)
    first: str = ""
    when: tuple[str, str] = ("", "")  # shown while empty only if that field of the row has this value

    @property
    def is_number(self) -> bool:
        """Whether its column lines up at the right."""
        return self.kind in {Kind.DAY, Kind.LEVEL, Kind.PERCENT, Kind.AGREED, *IN_MONEY, Kind.CHANCE}


ISSUE = Field("issue", "Issue", Kind.ISSUE)

QUESTION = (
    Field("text", "Question", hint="What would it take to deliver in four weeks?", required="Write the question."),
    Field("topic", "Tells us", Kind.CHOICE, choices=dict(QuestionTopic.choices)),
    ISSUE,
    Field("versus", "against", Kind.ISSUE, under="issue", typed=False, when=("topic", QuestionTopic.WEIGHT)),
    Field("state", "State", Kind.CHOICE, choices=dict(QuestionState.choices), typed=False),
    Field("meeting", "Ask at", Kind.MEETING),
    Field("answer", "Answer", hint="not answered", longest=2000, typed=False),
    Field("answered_by", "Answered by", hint="by whom", longest=120, under="answer", typed=False),
)

FACT = (
    Field("text", "Fact", hint="We have room for 800 pallets until April", required="Write the fact."),
    Field("share_class", "Class", Kind.CHOICE, choices=dict(FactClass.choices)),
    Field("about", "About", Kind.CHOICE, choices=dict(Party.choices)),
    ISSUE,
    Field("source", "Source", hint="where we know it from", longest=160, under="text"),
    Field("dated", "As of", Kind.DAY, hint="–", typed=False),
    Field("exchanged_on", "Told", Kind.DAY, hint="not yet", typed=False),
)
PROTECTED_FACT = tuple(field for field in FACT if field.name not in {"share_class", "exchanged_on"})

ASSUMPTION = (
    Field("text", "We assume", hint="Their bank will not renew the credit line", required="Write what you assume."),
    ISSUE,
    Field("estimate", "Carries", Kind.CHOICE, choices=dict(EstimateKind.choices), under="issue"),
    Field("owner", "Owner", Kind.PERSON),
    Field("test", "How we find out", hint="Ask their accountant at the visit"),
    Field("due_on", "By", Kind.DAY, hint="1 Dec 2026"),
    Field("state", "State", Kind.CHOICE, choices=dict(AssumptionState.choices), typed=False),
    Field("result", "Result", hint="what we found", longest=1000, under="state", typed=False),
)

OBJECTION = (
    Field("text", "They may say", hint="Nobody else gets 90 days", required="Write what they may say."),
    ISSUE,
    Field("reply", "We reply", hint="Then let us pay early and talk about the price", longest=1000),
    Field("proof", "Proof", hint="what it rests on", under="reply"),
    Field("speaker", "Who says it", Kind.PERSON),
    Field("rehearsed", "Rehearsed", Kind.FLAG, choices={"False": "No", "True": "Yes"}, typed=False),
    Field("used", "At the table", Kind.CHOICE, choices=dict(ObjectionUse.choices), typed=False),
)

COMPARABLE = (
    Field("text", "Comparable", hint="Norcool, spring order", longest=160, required="Say what it is."),
    Field("issue", "Issue", Kind.ISSUE, required="Choose the issue that it is about."),
    Field("level", "Agreed", Kind.LEVEL, hint="3.45", required="What was agreed?"),
    Field("dated", "When", Kind.DAY, hint="1 May 2026", required="When was it agreed?"),
    Field("volume", "Volume", hint="3,000 units", longest=60),
    Field("source", "Source", hint="where we know it from", longest=160, under="text"),
    Field("adjustment", "Adjust", Kind.PERCENT, hint="0 %", least=Decimal(-99), most=Decimal(900), first="0"),
    Field("reason", "because", hint="why adjusted", longest=160, under="adjustment", typed=False),
    Field("weight", "Weight", Kind.PERCENT, hint="100 %", first="100", typed=False),
)

TERM = (
    Field("text", "Agreed point", hint="Payment 60 days after delivery", longest=120, required="Say what is agreed."),
    Field("issue", "Issue", Kind.ISSUE),
    Field("level", "Level", Kind.AGREED, hint="60"),
    Field("wording", "Wording for the contract", hint="as the contract says it", longest=2000, typed=False),
    Field("ours_by", "Agreed for us", Kind.PERSON, typed=False),
    Field("ours_on", "on", Kind.DAY, hint="when", under="ours_by", typed=False),
    Field("theirs_by", "For them", hint="by whom", longest=120, typed=False),
    Field("theirs_on", "on", Kind.DAY, hint="when", under="theirs_by", typed=False),
    Field("secured", "In writing", hint="not yet", longest=160, typed=False),
    Field("secured_by", "by", hint="by whom", longest=120, under="secured", typed=False),
    Field("clause", "Clause", hint="none", longest=40, typed=False),
)

NEXT_STEP = (
    Field(
        "text", "Next step", hint="Send the drawings of the brackets", longest=200, required="Say what is to be done."
    ),
    ISSUE,
    Field("owner", "Ours", Kind.PERSON),
    Field("stakeholder", "Theirs", Kind.STAKEHOLDER),
    Field("theirs", "or by name", hint="or a name", longest=120, under="stakeholder", typed=False),
    Field("due_on", "By", Kind.DAY, hint="12 Dec 2026"),
    Field("done_on", "Done", Kind.DAY, hint="not yet", typed=False),
)
