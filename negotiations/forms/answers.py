"""What people type when a question was answered: what was said, by whom, and what it tells of their side."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from negotiations.actions.prepared_questions import Taught
from negotiations.forms.levels import Errors, bare, read_level
from negotiations.levels import NotALevel, scale_of
from negotiations.models import Issue, Question
from negotiations.queries.prepare.register import Around, meeting_words

MOST_FACTS, LONGEST_FACT = 12, 300
MORE, LESS, LEVEL = "more", "less", "level"


class AnswerForm:
    """The form of an answer. ``about`` and what follows it are evidence: asked only of those who may note it."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "answer", "answered_by", "meeting", "taught", "about", "other", "better", "worse", "learned",
    )  # fmt: skip
    KINDS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("", "nothing to compute with"),
        (MORE, "it matters more to them than"),
        (LESS, "it matters less to them than"),
        (LEVEL, "on it they would rather have"),
    )

    def __init__(self, question: Question, around: Around, data: Mapping[str, str] | None = None) -> None:
        self.question, self.around = question, around
        self.data = {name: (data or {}).get(name, "") for name in self.NAMES} if data is not None else self._stored()
        self.errors = Errors()
        self.conflict: Any = None

    def _stored(self) -> dict[str, str]:
        row = self.question
        return {
            **dict.fromkeys(self.NAMES, ""),
            "answer": row.answer,
            "answered_by": row.answered_by,
            "meeting": str(row.meeting_id or ""),
            "about": str(row.issue_id or ""),
            "other": str(row.versus_id or ""),
        }

    @property
    def meetings(self) -> list[tuple[str, str]]:
        """What can be chosen as the meeting at which it was said."""
        return [(pk, meeting_words(meeting)) for pk, meeting in self.around.meetings.items()]

    def fields(self) -> dict[str, Any]:
        """What ``prepared_questions.answer`` takes; look at ``errors`` first."""
        found: dict[str, Any] = {
            "text": self._text("answer", 2000),
            "said_by": self._text("answered_by", 120),
            "taught": self._taught(),
            "learned": self._learned(),
        }
        if not found["text"] and not self.errors["answer"]:
            self.errors["answer"] = "What did they say?"
        if self.data["meeting"]:
            found["meeting"] = self.around.meetings.get(self.data["meeting"])
        return found

    def _taught(self) -> Taught | None:
        kind = self.data["taught"]
        if kind not in {MORE, LESS, LEVEL}:
            return None
        about = self.around.issue(self.data["about"])
        if about is None:
            self.errors["about"] = "Choose the issue that it is about."
            return None
        if kind == LEVEL:
            return Taught(better=self._level(about, "better"), worse=self._level(about, "worse"))
        other = self.around.issue(self.data["other"])
        if kind == MORE:
            return Taught(more=about.pk, less=other.pk if other else None)
        if other is None:
            self.errors["other"] = "Choose the issue that matters more."
            return None
        return Taught(more=other.pk, less=about.pk)

    def _level(self, issue: Issue, name: str) -> dict[UUID, Decimal]:
        try:
            level = read_level(scale_of(issue, self.around.deal.currency), self.data[name])
        except NotALevel as error:
            self.errors[name] = str(error)
            return {}
        if level is None:
            self.errors[name] = "Give a level."
            return {}
        return {issue.pk: level}

    def _learned(self) -> list[str]:
        """One new fact a line."""
        lines = [" ".join(line.split()) for line in self.data["learned"].replace("\x00", "").splitlines()]
        found = [line for line in lines if line]
        if len(found) > MOST_FACTS or any(len(line) > LONGEST_FACT for line in found):
            self.errors["learned"] = f"At most {MOST_FACTS} facts of {LONGEST_FACT} characters, one a line."
        return found

    def _text(self, name: str, longest: int) -> str:
        try:
            return bare(self.data[name], longest=longest)
        except NotALevel as error:
            self.errors[name] = str(error)
            return ""
