"""Sheets of a debrief: each person's own, sealed until all are opened.

A sheet leaves no event: an event, its number, its time or its actor would tell the others who has handed in. The write
is one in all else. The only event that can follow is that the debrief opens, when all are in.
"""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.debriefs import lock, open_in
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums_review import LEAST, MOST, DebriefState
from negotiations.models import Debrief, DebriefSheet
from negotiations.queries.review.debrief import PARTS, QUESTIONS, Answers, waiting

MOST_WORDS = 2000
IS_IN = "Your sheet is in. Take it back to change it."


def keep(debrief: Debrief, answers: Answers, *, by: User, at: datetime) -> DebriefSheet:
    """Keep one's own sheet as a draft. Raises ``Rejected`` naming the question, or when it is in or all is open."""
    with writing(debrief.deal, Permission.SCORE, by=by, at=at) as write:
        return _write(write, lock(write), answers, handed_in=False)


def hand_in(debrief: Debrief, answers: Answers, *, by: User, at: datetime) -> Debrief:
    """Hand one's own sheet in, with an answer at least. When all with a seat are in, the debrief opens itself."""
    with writing(debrief.deal, Permission.SCORE, by=by, at=at) as write:
        row = lock(write)
        if not any(words.strip() for words in answers.words.values()):
            raise Rejected("Answer at least one question.", "happened")
        _write(write, row, answers, handed_in=True)
        handed = DebriefSheet.objects.filter(debrief=row, handed_in=True).values_list("user_id", flat=True)
        if waiting(row) <= set(handed):
            open_in(write, row, DebriefState.ALL_IN)
        return row


def take_back(debrief: Debrief, *, by: User, at: datetime) -> None:
    """Make one's own sheet a draft again, while all is sealed. Nothing when it is one."""
    with writing(debrief.deal, Permission.SCORE, by=by, at=at) as write:
        row = lock(write)
        DebriefSheet.objects.filter(debrief=row, user=by).update(handed_in=False)


def _write(write: Write, row: Debrief, answers: Answers, *, handed_in: bool) -> DebriefSheet:
    sheet = DebriefSheet.objects.filter(debrief=row, user=write.by).first() or DebriefSheet(debrief=row, user=write.by)
    if sheet.handed_in:
        raise Rejected(IS_IN)
    _check(answers.words, answers.points)
    sheet.answers = {
        "words": {key: text.strip() for key, text in answers.words.items() if key in QUESTIONS and text.strip()},
        "points": {key: value for key, value in answers.points.items() if key in PARTS},
    }
    sheet.handed_in = handed_in
    sheet.save()
    return sheet


def _check(words: Mapping[str, str], points: Mapping[str, int]) -> None:
    for key, text in words.items():
        if len(text) > MOST_WORDS:
            raise Rejected(f"At most {MOST_WORDS} characters.", key)
    for key, value in points.items():
        if not LEAST <= value <= MOST:
            raise Rejected(f"Choose {LEAST} to {MOST}.", key)
