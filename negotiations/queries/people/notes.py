"""Who reads a note about a person."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.permissions import Permission
from negotiations.enums import NotePrivacy
from negotiations.models import StakeholderNote
from negotiations.queries.standing import Standing


def may_read(note: StakeholderNote, access: Standing) -> bool:
    """The team's by everybody on the deal, secret ones by readers of secrets, one's own by oneself."""
    if note.privacy == NotePrivacy.MINE:
        return note.author_id == access.user.pk
    return access.can(Permission.SECRETS_VIEW if note.privacy == NotePrivacy.SECRET else Permission.DEAL_VIEW)


def readable(access: Standing) -> QuerySet[StakeholderNote]:
    """The notes of a deal that this person may read."""
    shown = Q(privacy=NotePrivacy.TEAM) | Q(privacy=NotePrivacy.MINE, author=access.user)
    if access.can(Permission.SECRETS_VIEW):
        shown |= Q(privacy=NotePrivacy.SECRET)
    return StakeholderNote.objects.filter(shown, stakeholder__deal=access.deal)


@dataclass(frozen=True)
class NoteReader:
    """Opens one note for one person, if they may read it."""

    note: StakeholderNote
    access: Standing

    def note_secret_read(self) -> None:
        if not may_read(self.note, self.access):
            raise PermissionDenied("not a reader of this note")
        if self.note.privacy == NotePrivacy.SECRET:
            self.access.note_secret_read()
