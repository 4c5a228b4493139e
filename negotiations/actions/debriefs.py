"""The debrief: asked for, answered by everybody alone (``debrief_sheets``), opened together."""

from datetime import datetime

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Verb
from negotiations.enums_review import DebriefState
from negotiations.models import Deal, Debrief, DebriefSheet, Review

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
        row = lock(write)
        if not DebriefSheet.objects.filter(debrief=row, handed_in=True).exists():
            raise Rejected("Nobody has handed in yet: there is nothing to open.")
        open_in(write, row, DebriefState.CALLED)
        return row


def lock(write: Write) -> Debrief:
    """The debrief while it is sealed; the deal's row is locked."""
    row = Debrief.objects.filter(deal=write.deal).first()
    if row is None:
        raise Rejected("Nobody has asked for a debrief.")
    if not row.is_sealed:
        raise Rejected(IS_OPEN)
    return row


def open_in(write: Write, row: Debrief, state: DebriefState) -> None:
    """Open all. That all are in follows from all: its event names nobody, so not who came last."""
    write.unsigned = state == DebriefState.ALL_IN
    before, row.state = row.state, state
    row.opened_at, row.opened_by = write.at, None if write.unsigned else write.by
    row.save(update_fields=["state", "opened_at", "opened_by"])
    write.log(Verb.CHANGED, row, field="state", before=before, after=state)
