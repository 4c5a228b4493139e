"""The debrief: asked for, answered by everybody alone, opened together.

A sheet leaves no event: an event, its number, its time or its actor would tell the others who has handed in. The write
is one in all else. The only event that can follow is that the debrief opens, when all are in.
"""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Verb
from negotiations.enums_review import DebriefState
from negotiations.models import Deal, Debrief, DebriefSheet, Review
from negotiations.queries.debrief import LEAST, MOST, PARTS, QUESTIONS, Answers, waiting

MOST_WORDS = 2000
IS_IN = "Your sheet is in. Take it back to change it."
IS_OPEN = "The debrief is open: it takes no more sheets."


def ask(deal: Deal, *, by: User, at: datetime) -> Debrief:
    """Ask everybody with a seat. Raises ``Rejected`` while the deal is not over."""
    with writing(deal, Permission.SCORING_RUN, by=by, at=at) as write:
        found = Debrief.objects.filter(deal=write.deal).first()
        if found is not None:
            return found
        if not Review.objects.filter(deal=write.deal).exists():
            raise Rejected("The deal is not over yet: a debrief looks back.")
        row = Debrief(deal=write.deal)
        write.add(row)
        return row


def open_all(debrief: Debrief, *, by: User, at: datetime) -> Debrief:
    """Open the sheets that are in, before all are. It cannot be sealed again. Raises ``Rejected``."""
    with writing(debrief.deal, Permission.SCORING_RUN, by=by, at=at) as write:
        row = _lock(write)
        if not DebriefSheet.objects.filter(debrief=row, handed_in=True).exists():
            raise Rejected("Nobody has handed in yet: there is nothing to open.")
        _open(write, row, DebriefState.CALLED)
        return row


def keep(debrief: Debrief, answers: Answers, *, by: User, at: datetime) -> DebriefSheet:
    """Keep one's own sheet as a draft. Raises ``Rejected`` naming the question, or when it is in or all is open."""
    with writing(debrief.deal, Permission.SCORE, by=by, at=at) as write:
        return _write(write, _lock(write), answers, handed_in=False)


def hand_in(debrief: Debrief, answers: Answers, *, by: User, at: datetime) -> Debrief:
    """Hand one's own sheet in, with an answer at least. When all with a seat are in, the debrief opens itself."""
    with writing(debrief.deal, Permission.SCORE, by=by, at=at) as write:
        row = _lock(write)
        if not any(words.strip() for words in answers.words.values()):
            raise Rejected("Answer at least one question.", "happened")
        _write(write, row, answers, handed_in=True)
        handed = DebriefSheet.objects.filter(debrief=row, handed_in=True).values_list("user_id", flat=True)
        if waiting(row) <= set(handed):
            _open(write, row, DebriefState.ALL_IN)
        return row


def take_back(debrief: Debrief, *, by: User, at: datetime) -> None:
    """Make one's own sheet a draft again, while all is sealed. Nothing when it is one."""
    with writing(debrief.deal, Permission.SCORE, by=by, at=at) as write:
        row = _lock(write)
        DebriefSheet.objects.filter(debrief=row, user=by).update(handed_in=False)


def _lock(write: Write) -> Debrief:
    """The debrief while it is sealed; the deal's row is locked."""
    row = Debrief.objects.filter(deal=write.deal).first()
    if row is None:
        raise Rejected("Nobody has asked for a debrief.")
    if not row.is_sealed:
        raise Rejected(IS_OPEN)
    return row


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


def _open(write: Write, row: Debrief, state: DebriefState) -> None:
    """Open all. That all are in follows from all: its event names nobody, so not who came last."""
    write.unsigned = state == DebriefState.ALL_IN
    before, row.state = row.state, state
    row.opened_at, row.opened_by = write.at, None if write.unsigned else write.by
    row.save(update_fields=["state", "opened_at", "opened_by"])
    write.log(Verb.CHANGED, row, field="state", before=before, after=state)
