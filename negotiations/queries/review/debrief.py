"""The debrief: one's own sealed sheet, and what all said once it is open. The only place where a sheet is opened.

While it is sealed, its author alone reads a sheet. Once it is open, readers of secrets read those handed in; drafts
stay their authors'.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import Permission
from negotiations.models import Debrief, DebriefSheet, Lesson, Review, Seat
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing, team

secrets_log = logging.getLogger("parley.secrets")

QUESTIONS: dict[str, tuple[str, str]] = {
    "intended": ("What did we intend?", "As you understood it before the talks."),
    "happened": ("What happened?", "What could be seen and heard; no reasons yet."),
    "why": ("Why was it so?", "What you make of it: your reading, not a fact."),
    "next": ("What will we do next time?", "One thing to keep, one to change."),
}
# The four parts of what people take from a negotiation besides the result (Curhan, Elfenbein & Xu 2006).
PARTS: dict[str, tuple[str, str]] = {
    "result": ("The result", "How content are you with the terms?"),
    "self": ("Ourselves", "Did we act as we want to act?"),
    "process": ("The talks", "Were we heard, and were they fair?"),
    "relation": ("The relation", "Is it a good base for the next deal?"),
}


@dataclass(frozen=True)
class Answers:
    """``words`` by question, ``points`` 1..7 by part; what is missing was not answered."""

    words: Mapping[str, str]
    points: Mapping[str, int]


NOTHING_SAID = Answers({}, {})


@dataclass(frozen=True)
class Field:
    """A question of the sheet with what was typed."""

    key: str
    label: str
    hint: str
    value: str
    error: str = ""


@dataclass(frozen=True)
class Opened:
    """What everybody said to a question, or a part of the satisfaction over all who answered."""

    label: str
    said: tuple[tuple[User, str], ...] = ()
    average: str = ""
    spread: str = ""


@dataclass(frozen=True)
class LessonLine:
    row: Lesson
    fact: str
    reading: str
    rule: str
    taught: bool


@dataclass(frozen=True)
class DebriefPage:
    """``review`` is None while the deal is not over; ``debrief`` while nobody has asked for it."""

    review: Review | None
    debrief: Debrief | None
    fields: tuple[Field, ...] = ()
    parts: tuple[Field, ...] = ()
    handed_in: bool = False
    begun: bool = False
    answers: tuple[Opened, ...] = ()
    points: tuple[Opened, ...] = ()
    lessons: tuple[LessonLine, ...] = ()
    may_run: bool = False
    may_read: bool = False
    may_teach: bool = False
    asked: bool = False
    people: tuple[User, ...] = ()


@dataclass(frozen=True)
class Author:
    """The reader of one's own sheet, whatever one's seat."""

    user: User
    sheet: DebriefSheet

    def note_secret_read(self) -> None:
        if self.sheet.user_id != self.user.pk:
            raise PermissionDenied("Not this person's sheet.")
        secrets_log.info("own sheet read: debrief=%s user=%s", self.sheet.debrief_id, self.user.pk)


def debrief_page(
    access: Standing, *, typed: Answers | None = None, errors: Mapping[str, str] | None = None
) -> DebriefPage:
    """All of the page. ``typed`` is what was refused, with why."""
    deal = access.deal
    review = Review.objects.filter(deal=deal).first()
    debrief = Debrief.objects.filter(deal=deal).select_related("opened_by").first()
    may_read = access.can(Permission.SECRETS_VIEW)
    about: dict[str, Any] = {
        "may_run": access.can(Permission.SCORING_RUN),
        "may_read": may_read,
        "may_teach": access.can(Permission.SECRETS_EDIT),
        "asked": bool(access.seats),
        "lessons": lessons_of(access) if may_read else (),
        "people": tuple(one.user for one in team(deal) if one.can(Permission.SECRETS_VIEW)) if may_read else (),
    }
    if debrief is None:
        return DebriefPage(review, None, **about)
    own, handed_in = own_answers(debrief, access.user)
    shown, wrong = typed or own, errors or {}
    about |= {
        "fields": tuple(
            Field(key, label, hint, shown.words.get(key, ""), wrong.get(key, ""))
            for key, (label, hint) in QUESTIONS.items()
        ),
        "parts": tuple(
            Field(key, label, hint, str(shown.points.get(key, "")), wrong.get(key, ""))
            for key, (label, hint) in PARTS.items()
        ),
        "handed_in": handed_in,
        "begun": own != NOTHING_SAID,
    }
    if not debrief.is_sealed and may_read:
        said = sheets(debrief, access)
        about |= {"answers": _answers(said), "points": _points(said)}
    return DebriefPage(review, debrief, **about)


def own_answers(debrief: Debrief, user: User) -> tuple[Answers, bool]:
    """What this person wrote, and whether it is handed in. One query."""
    sheet = DebriefSheet.objects.filter(debrief=debrief, user=user).first()
    if sheet is None:
        return NOTHING_SAID, False
    return _read(opened(sheet.answers, Author(user, sheet))), sheet.handed_in


def sheets(debrief: Debrief, access: Standing) -> tuple[tuple[User, Answers], ...]:
    """The sheets of an open debrief that were handed in, by name. One query."""
    if debrief.is_sealed:
        raise PermissionDenied("The debrief is sealed.")
    rows = DebriefSheet.objects.filter(debrief=debrief, handed_in=True).select_related("user").order_by("pk")
    said = [(row.user, _read(opened(row.answers, access))) for row in rows]
    return tuple(sorted(said, key=lambda one: (str(one[0]).casefold(), one[0].pk)))


def lessons_of(access: Standing) -> tuple[LessonLine, ...]:
    """The lessons of a deal, oldest first. One query."""
    rows = Lesson.objects.filter(deal=access.deal, removed_at=None).select_related("owner").order_by("created_at", "pk")
    return tuple(
        LessonLine(
            row,
            opened(row.fact, access),
            opened(row.reading, access) or "",
            opened(row.rule, access) or "",
            row.taught_at is not None,
        )
        for row in rows
    )


def waiting(debrief: Debrief) -> set[int]:
    """Who is asked: everybody with a seat that counts now."""
    return set(Seat.objects.filter(deal=debrief.deal_id).awake().values_list("user_id", flat=True))


def _answers(said: tuple[tuple[User, Answers], ...]) -> tuple[Opened, ...]:
    return tuple(
        Opened(label, tuple((user, one.words[key]) for user, one in said if one.words.get(key)))
        for key, (label, _) in QUESTIONS.items()
    )


def _points(said: tuple[tuple[User, Answers], ...]) -> tuple[Opened, ...]:
    """Mean and spread of each part, nobody named: the blind part stays a figure of the team."""
    found = []
    for key, (label, _) in PARTS.items():
        given = [one.points[key] for _, one in said if key in one.points]
        if given:
            spread = f"{min(given)} to {max(given)}" if min(given) != max(given) else "all alike"
            found.append(Opened(label, average=f"{mean(given):.1f}", spread=f"{spread}, {len(given)} answered"))
    return tuple(found)


def _read(document: Mapping[str, Any]) -> Answers:
    return Answers(document.get("words", {}), {key: int(value) for key, value in document.get("points", {}).items()})
