"""Questions to the other side: written down, asked, answered; what an answer teaches becomes evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import evidence, facts, registers
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected, Write
from negotiations.enums import Party
from negotiations.enums_prepare import FactClass, QuestionState, QuestionTopic
from negotiations.models import Deal, Issue, Question
from negotiations.queries.prepare.register_fields import QUESTION

REGISTER = Register("question", QUESTION)


@dataclass(frozen=True)
class Taught:
    """What an answer teaches of their side: an order of two issues (``less`` None: than any), or two levels of one."""

    more: UUID | None = None
    less: UUID | None = None
    better: Mapping[UUID, Decimal] | None = None
    worse: Mapping[UUID, Decimal] | None = None


def add(
    deal: Deal,
    *,
    text: str,
    by: User,
    at: datetime,
    topic: str = QuestionTopic.OTHER,
    issue: Issue | None = None,
    **fields: Any,
) -> Question:
    """A question to be asked. Raises ``Rejected`` naming the field that is wrong."""
    row = Question(text=text, topic=topic, issue=issue, **fields)
    return registers.add(deal, row, REGISTER, by=by, at=at)


def edit(
    question: Question, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Question:
    """Set fields of a question; an answer marks it answered. Raises ``Conflict``, ``Rejected``."""
    return registers.edit(question, _with_state(changes), REGISTER, seen=seen, by=by, at=at)


def answer(
    question: Question,
    *,
    text: str,
    said_by: str,
    taught: Taught | None,
    learned: Iterable[str] = (),
    seen: Mapping[str, int | None],
    by: User,
    at: datetime,
    **changes: Any,
) -> Question:
    """Note what they said, the evidence if it teaches something of their side, and each fact that we ``learned``: one
    action, undone as one.

    Evidence needs ``SECRETS_EDIT``. Raises ``Conflict``, ``Rejected``.
    """
    if not text.strip():
        raise Rejected("What did they say?", "answer")

    def note(write: Write, row: Question) -> None:
        for words in learned:
            told_us = {
                "about": Party.THEIRS,
                "share_class": FactClass.ASK,
                "exchanged_on": timezone.localdate(write.at),
            }
            facts.insert(write, text=words, issue=row.issue, source=said_by, question=row, **told_us)
        if taught is not None:
            _teach(write, row, taught, said_by)

    told = _with_state({**changes, "answer": text, "answered_by": said_by})
    return registers.edit(question, told, REGISTER, seen=seen, by=by, at=at, then=note)


def _teach(write: Write, row: Question, taught: Taught, said_by: str) -> None:
    write.standing.require(Permission.SECRETS_EDIT)
    heard: dict[str, Any] = {"question": row, "said_by": said_by}
    if taught.more is not None:
        evidence.insert_order(write, more=taught.more, less=taught.less, **heard)
    else:
        evidence.insert_preference(write, better=taught.better or {}, worse=taught.worse or {}, **heard)


def remove(question: Question, *, by: User, at: datetime) -> None:
    """Take a question out; undo brings it back. What its answer taught stays."""
    registers.remove(question, REGISTER, by=by, at=at)


def _with_state(changes: Mapping[str, Any]) -> dict[str, Any]:
    """An answer that is written down answers the question, whatever it was before."""
    told = dict(changes)
    if told.get("answer") and "state" not in told:
        told["state"] = QuestionState.ANSWERED
    return told
