"""Notes about people: written, and erased for good. The log says that there was one, never what it said."""

from datetime import date, datetime

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import stakeholders
from negotiations.actions.writing import Rejected, Write, by_the_clock, writing
from negotiations.enums import NotePrivacy, Verb
from negotiations.models import Stakeholder, StakeholderNote
from negotiations.queries.people.notes import may_read

LONGEST = 2000


def add(
    stakeholder: Stakeholder,
    *,
    text: str,
    privacy: str = NotePrivacy.TEAM,
    delete_on: date | None = None,
    by: User,
    at: datetime,
) -> StakeholderNote:
    """Write a note, read by those whom ``privacy`` names and erased on ``delete_on``. Raises ``Rejected``."""
    with writing(stakeholder.deal, Permission.PEOPLE_NOTE, by=by, at=at) as write:
        owner = stakeholders.lock(write, stakeholder.pk)
        if not text.strip():
            raise Rejected("Write what you noticed.", "text")
        if len(text) > LONGEST:
            raise Rejected(f"At most {LONGEST} characters.", "text")
        if privacy not in NotePrivacy.values:
            raise Rejected("Choose who reads it.", "privacy")
        if privacy == NotePrivacy.SECRET and not write.standing.can(Permission.SECRETS_VIEW):
            raise Rejected("You may not see secrets here, so you could not read your own note.", "privacy")
        if delete_on is not None and delete_on <= at.date():
            raise Rejected("Choose a day in the future.", "delete_on")
        row = StakeholderNote(
            stakeholder=owner, author=by, text=text, privacy=privacy, delete_on=delete_on, created_at=at
        )
        write.add(row)
        return row


def erase(note: StakeholderNote, *, by: User, at: datetime) -> None:
    """Erase a note for good: one's own, or with the right to erase, any that one may read. Raises ``Rejected``."""
    with writing(note.stakeholder.deal, Permission.PEOPLE_NOTE, by=by, at=at) as write:
        row = StakeholderNote.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
        if row is None:
            return
        if row.author_id != by.pk and not (
            write.standing.can(Permission.PEOPLE_ERASE) and may_read(row, write.standing)
        ):
            raise Rejected("Only who wrote a note can erase it, or the lead and the coordinator.")
        _erase(write, row)


def erase_due(today: date, *, at: datetime) -> int:
    """Erase the notes whose day has come, of every deal. Gives how many."""
    due = StakeholderNote.objects.filter(delete_on__lte=today).order_by("delete_on", "pk")
    erased = 0
    for pk, deal_id in due.values_list("pk", "stakeholder__deal_id"):
        with by_the_clock(deal_id, at=at) as write:
            row = StakeholderNote.objects.select_for_update(of=("self",)).filter(pk=pk, delete_on__lte=today).first()
            if row is not None:
                _erase(write, row)
                erased += 1
    return erased


def _erase(write: Write, row: StakeholderNote) -> None:
    write.log(Verb.ERASED, row)
    row.delete()
