"""Agreed points: the register of what goes into the contract."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Issue, Move, Option, Term
from negotiations.queries.prepare.register_fields import TERM
from negotiations.queries.reading import opened
from negotiations.queries.table.moves import standing_moves

REGISTER = Register("agreed point", TERM, Permission.CLOSE_EDIT)
MOST_LEVEL = Decimal(10) ** 13
MOST_TEXT = 120


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> Term:
    """A point that both sides agreed on. Raises ``Rejected`` naming the field that is wrong."""
    with writing(deal, Permission.CLOSE_EDIT, by=by, at=at) as write:
        return insert(write, text=text, **fields)


def insert(write: Write, *, text: str, **fields: Any) -> Term:
    """The same within an open write."""
    row = Term(text=text, **fields)
    _check(write, row.issue, row.level)
    return registers.insert(write, row, REGISTER)


def edit(term: Term, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime) -> Term:
    """Set fields of an agreed point: one action. A level goes with its issue. Raises ``Conflict``, ``Rejected``."""

    def then(write: Write, row: Term) -> None:
        if "issue" in changes and "level" not in changes:
            write.change(row, "level", None)
        _check(write, row.issue, row.level)

    return registers.edit(term, changes, REGISTER, seen=seen, by=by, at=at, then=then)


def remove(term: Term, *, by: User, at: datetime) -> None:
    """Take an agreed point out; undo brings it back."""
    registers.remove(term, REGISTER, by=by, at=at)


def _check(write: Write, issue: Issue | None, level: Decimal | None) -> None:
    """Refuse a level that the issue does not have."""
    if level is None:
        return
    if issue is None:
        raise Rejected("Choose the issue first: it says what can be agreed.", "level")
    if issue.is_numeric:
        if abs(level) >= MOST_LEVEL:
            raise Rejected("Too large.", "level")
    elif not Option.objects.filter(
        issue=issue, issue__deal=write.deal, number=int(level), removed_at__isnull=True
    ).exists():
        raise Rejected("Choose one of the issue's options.", "level")


def take(move: Move, *, by: User, at: datetime) -> list[Term]:
    """Make points of what an entry of the log says is agreed: one for each of its levels, or one of its words.

    Raises ``Rejected`` when it was taken already, was reversed, or agrees on nothing.
    """
    with writing(move.deal, Permission.CLOSE_EDIT, by=by, at=at) as write:
        write.standing.require(Permission.SECRETS_VIEW)
        row = standing_moves(write.deal, kinds=(MoveKind.AGREE,)).filter(pk=move.pk).first()
        if row is None:
            raise Rejected("This entry agrees on nothing, or was taken back.")
        if Term.objects.filter(deal=write.deal, move=row).exists():
            raise Rejected("This entry is among the agreed points already.")
        day = timezone.localdate(row.happened_at)
        theirs = opened(row.said_by, write.standing) if row.party == Party.THEIRS else ""
        said: dict[str, Any] = {
            "move": row, "ours_by": row.recorded_by, "ours_on": day, "theirs_by": theirs, "theirs_on": day,
        }  # fmt: skip
        levels = opened(row.levels, write.standing)
        issues = {str(one.pk): one for one in write.deal.issues.filter(pk__in=list(levels), removed_at__isnull=True)}
        if issues:
            return [
                insert(write, text=issue.name, issue=issue, level=Decimal(levels[pk]), **said)
                for pk, issue in issues.items()
            ]
        words = opened(row.words, write.standing) or (row.issue.name if row.issue else "")
        text = words if len(words) <= MOST_TEXT else f"{words[: MOST_TEXT - 1]}…"
        return [insert(write, text=text, issue=row.issue, **said)]
