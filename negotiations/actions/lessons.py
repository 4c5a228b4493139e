"""Lessons: what happened, apart from what we make of it; and passing them on to the next deal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import counterparties
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums_review import LessonFor
from negotiations.models import ChecklistRule, Deal, Lesson
from negotiations.queries.reading import opened
from negotiations.queries.standing import team

MOST, MOST_RULE = 1000, 200
TEXTS = {"fact": MOST, "reading": MOST, "rule": MOST_RULE}
FIELDS = frozenset({*TEXTS, "good_for", "owner"})


def add(deal: Deal, *, by: User, at: datetime, **fields: Any) -> Lesson:
    """A new lesson; ``fact`` must be said. Raises ``Rejected`` naming the field."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        values = {"fact": "", "good_for": LessonFor.DEALS, **fields}
        for name, value in values.items():
            _check(write, name, value)
        row = Lesson(deal=write.deal, created_at=at, **{k: v.strip() if k in TEXTS else v for k, v in values.items()})
        write.add(row)
        return row


def edit(
    lesson: Lesson, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Lesson:
    """Set fields together. Raises ``Conflict``, ``Rejected``; then nothing is set."""
    with writing(lesson.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, lesson)
        for name, value in changes.items():
            if name not in FIELDS:
                raise Rejected("This field cannot be edited.", name)
            _check(write, name, value)
        for name, value in changes.items():
            write.change(row, name, value.strip() if name in TEXTS else value, seen=seen.get(name))
        return row


def remove(lesson: Lesson, *, by: User, at: datetime) -> None:
    """Take a lesson out; undo brings it back. What was passed on stays where it is."""
    with writing(lesson.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, lesson))


def teach(lesson: Lesson, *, by: User, at: datetime) -> Lesson:
    """Pass the rule of a lesson on: into the preparation of every new deal of the category, or into the counterparty's
    record. Its words are no secret from then on. Twice is once. Raises ``Rejected`` without a rule.
    """
    with writing(lesson.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, lesson)
        words = " ".join((opened(row.rule, write.standing) or "").split())
        if not words:
            raise Rejected("Say first what to do next time: that is what is passed on.", "rule")
        if row.good_for == LessonFor.DEALS:
            _to_template(write, row, words)
        elif row.taught_at is None:
            _to_record(write, words)
        if row.taught_at is None:
            write.change(row, "taught_at", at)
        return row


def _to_template(write: Write, row: Lesson, words: str) -> None:
    deal = write.deal
    ChecklistRule.objects.update_or_create(
        lesson=row,
        defaults={
            "organisation": deal.organisation, "category": deal.category, "words": words, "owner": row.owner,
            "made_at": write.at, "removed_at": None,
        },
    )  # fmt: skip


def _to_record(write: Write, words: str) -> None:
    """A line of the counterparty's note, with its day: the record is written by its own path."""
    assert write.by is not None  # noqa: S101 - lessons are taught by somebody
    known = write.deal.counterparty
    known.refresh_from_db()
    line = f"{write.at:%Y-%m-%d}, after {write.deal.title}: {words}"
    note = f"{known.note}\n{line}".strip()
    counterparties.edit(known, {"note": note}, seen={}, by=write.by, at=write.at)


def _lock(write: Write, lesson: Lesson) -> Lesson:
    rows = Lesson.objects.select_for_update(of=("self",)).filter(deal=write.deal, pk=lesson.pk, removed_at=None)
    row = rows.first()
    if row is None:
        raise Rejected("This lesson was removed meanwhile. Undo brings it back.")
    row.deal = write.deal
    return row


def _check(write: Write, name: str, value: Any) -> None:
    if name in TEXTS and len(value.strip()) > TEXTS[name]:
        raise Rejected(f"At most {TEXTS[name]} characters.", name)
    if name == "fact" and not value.strip():
        raise Rejected("Say what happened.", name)
    if name == "good_for" and value not in LessonFor.values:
        raise Rejected("Choose one of the list.", name)
    if name == "owner" and value is not None and value.pk not in {one.user.pk for one in team(write.deal)}:
        raise Rejected("Choose somebody of the organisation.", name)
