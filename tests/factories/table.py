"""Entries in the log of the table, for tests."""

from typing import Any
from uuid import uuid4

from negotiations.actions import ledger, moves
from negotiations.actions.moves import Said
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Move, Pairing
from tests.factories.negotiations import NOW, Plan


def move(plan: Plan, kind: str = "note", *, party: Party = Party.OURS, **facts: Any) -> Move:
    """One entry; ``by``, ``at`` and ``key`` unless told otherwise are the lead, the tests' moment and a new one."""
    who = {"by": facts.pop("by", plan.lead), "at": facts.pop("at", NOW), "key": facts.pop("key", uuid4())}
    return moves.record(plan.deal, Said(party, MoveKind(kind), **facts), **who)


def ledger_rows(
    plan: Plan, *, promise: str = "One per cent off", place: str = "Their mail of Monday", word: str = "We know"
) -> dict[str, Any]:
    """A give with what was promised for it, a get that is in writing, an alert put away: an id of each kind of row."""
    given = move(plan, "give", words="We fetch it ourselves", in_return=promise)
    got = move(plan, "give", party=Party.THEIRS, words="Spare parts")
    who: dict[str, Any] = {"by": plan.lead, "at": NOW}
    secured = ledger.secure(plan.deal, get=str(got.pk), place=place, **who)
    owed = move(plan, "give", words="Labels in Portuguese", why="They asked kindly")
    away = ledger.dismiss(plan.deal, code="unpaid", subject=str(owed.pk), words=word, **who)
    paid = Pairing.objects.get(give=given)
    return {"pairing_id": paid.pk, "securing_id": secured.pk, "dismissal_id": away.pk}


def table_rows(plan: Plan) -> dict[str, Any]:
    """The id of an entry, by path parameter."""
    return {"move_id": move(plan, "question", party=Party.THEIRS, words="Why four drops?").pk}
