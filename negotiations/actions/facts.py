"""Facts: to share, to ask for, to protect. A protected one is a secret, and lives in a table of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums_prepare import FactClass
from negotiations.models import Deal, Fact, ProtectedFact
from negotiations.models.prepared import Prepared
from negotiations.queries.prepare.register_fields import FACT, PROTECTED_FACT
from negotiations.secrets import unwrap_for_storage

REGISTER = Register("fact", FACT)
PROTECTED = Register("protected fact", PROTECTED_FACT, Permission.SECRETS_EDIT)
COMMON = ("text", "about", "issue", "source", "dated")


def add(
    deal: Deal, *, text: str, by: User, at: datetime, share_class: str = FactClass.SHARE, **fields: Any
) -> Prepared:
    """A fact. A protected one needs ``SECRETS_EDIT``. Raises ``Rejected`` naming the field that is wrong."""
    if share_class == FactClass.PROTECT:
        return registers.add(deal, ProtectedFact(text=text, **fields), PROTECTED, by=by, at=at)
    return registers.add(deal, Fact(text=text, share_class=share_class, **fields), REGISTER, by=by, at=at)


def insert(write: Write, *, text: str, **fields: Any) -> Fact:
    """An open fact within an open write."""
    return registers.insert(write, Fact(text=text, **fields), REGISTER)


def edit(fact: Fact, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime) -> Prepared:
    """Set fields of an open fact: one action; the class "protect" moves it among the secrets.

    What stood in the history before stays there for everybody. Raises ``Conflict``, ``Rejected``.
    """
    if changes.get("share_class") != FactClass.PROTECT:
        return registers.edit(fact, changes, REGISTER, seen=seen, by=by, at=at)
    with writing(fact.deal, Permission.PLAN_EDIT, by=by, at=at, issue_id=fact.issue_id) as write:
        live = registers.locked(write, fact, REGISTER)
        write.standing.require(Permission.SECRETS_EDIT, live.issue)
        if live.exchanged_on is not None:
            raise Rejected("They know it already: it was told. Take the date out if that is wrong.", "share_class")
        write.remove(live)
        return registers.insert(write, ProtectedFact(**_common(live, changes)), PROTECTED)


def edit_protected(
    fact: ProtectedFact, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Prepared:
    """Set fields of a protected fact: one action; another class moves it where everybody on the deal reads it."""
    wanted = changes.get("share_class", FactClass.PROTECT)
    if wanted == FactClass.PROTECT:
        told = {name: value for name, value in changes.items() if name != "share_class"}
        return registers.edit(fact, told, PROTECTED, seen=seen, by=by, at=at)
    with writing(fact.deal, PROTECTED.permission, by=by, at=at, issue_id=fact.issue_id) as write:
        live = registers.locked(write, fact, PROTECTED)
        write.standing.require(Permission.PLAN_EDIT, live.issue)
        write.remove(live)
        return registers.insert(write, Fact(share_class=wanted, **_common(live, changes)), REGISTER)


def remove(fact: Prepared, *, by: User, at: datetime) -> None:
    """Take a fact out; undo brings it back."""
    registers.remove(fact, PROTECTED if isinstance(fact, ProtectedFact) else REGISTER, by=by, at=at)


def _common(row: Prepared, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a fact keeps when it changes its table."""
    return {name: changes.get(name, unwrap_for_storage(getattr(row, name))) for name in COMMON}
