"""Entries in the log of the table, for tests."""

from typing import Any
from uuid import uuid4

from negotiations.actions import moves
from negotiations.actions.moves import Said
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Move
from tests.factories.negotiations import NOW, Plan


def move(plan: Plan, kind: str = "note", *, party: Party = Party.OURS, **facts: Any) -> Move:
    """One entry; ``by``, ``at`` and ``key`` unless told otherwise are the lead, the tests' moment and a new one."""
    who = {"by": facts.pop("by", plan.lead), "at": facts.pop("at", NOW), "key": facts.pop("key", uuid4())}
    return moves.record(plan.deal, Said(party, MoveKind(kind), **facts), **who)
