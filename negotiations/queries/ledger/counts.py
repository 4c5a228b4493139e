"""How much of the ledger is open, of many deals at once. Secret; the same as ``ledger_of`` says, with less to read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from negotiations.engine import ledger
from negotiations.engine.ledger import GiveState
from negotiations.engine.problem import OURS, THEIRS
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move, Pairing, Securing
from negotiations.queries.inputs.plan import public_inputs
from negotiations.queries.ledger import state_of
from negotiations.queries.ledger.acts import act_of, entries_of, item_key
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.table.moves import made_offers, moves_of
from negotiations.secrets import Reader

PUT = (MoveKind.OFFER, MoveKind.GIVE, MoveKind.AGREE)
FEW_LEVELS = FEW_DRAWS = 2  # what a change does to us is exact, and nothing is said of them


@dataclass(frozen=True)
class LedgerRows:
    """What of a deal's log the count needs."""

    moves: tuple[Move, ...]
    made: Mapping[UUID, datetime]
    pairings: tuple[Pairing, ...]
    secured: frozenset[str]


@dataclass(frozen=True)
class Open:
    """Gives of ours for which nothing is named, and gets that stand and are not in writing."""

    debts: int = 0
    unsecured: int = 0


def ledger_rows(deals: Sequence[Deal]) -> dict[UUID, LedgerRows]:
    """By deal. Four queries."""
    made = made_offers(*deals)
    moves: dict[UUID, list[Move]] = defaultdict(list)
    for move in moves_of(deals, kinds=PUT):
        moves[move.deal_id].append(move)
    pairings: dict[UUID, list[Pairing]] = defaultdict(list)
    for row in Pairing.objects.filter(deal__in=deals, reversal=None, reverses=None).order_by("seq"):
        pairings[row.deal_id].append(row)
    secured: dict[UUID, set[str]] = defaultdict(set)
    for got in Securing.objects.filter(deal__in=deals, reversal=None, reverses=None):
        secured[got.deal_id].add(item_key(got.get_id, got.issue_id))
    return {
        pk: LedgerRows(tuple(rows), made, tuple(pairings[pk]), frozenset(secured[pk])) for pk, rows in moves.items()
    }


def open_of(rows: PlanRows, found: LedgerRows, reader: Reader) -> Open:
    """What is open on one deal. No query."""
    entries = entries_of(rows, found.moves, found.made, reader)
    named: dict[UUID, list[Decimal]] = defaultdict(list)
    for entry in entries:
        for pk, level in entry.levels.items():
            named[pk].append(level)
    plan = public_inputs(rows, levels=FEW_LEVELS, draws=FEW_DRAWS, named=named)
    if plan is None:
        return Open()
    acts = [act_of(plan, entry) for entry in entries]
    changes = ledger.changes(plan.problem, plan.draws, acts)
    now = ledger.stands(acts)
    gone = [ledger.taken_back(one, now, plan.problem) for one in changes]
    keys = [one.act if one.issue is None else f"{one.act}.{plan.issues[one.issue].issue.pk}" for one in changes]
    stood = {key for key, one, back in zip(keys, changes, gone, strict=True) if not back and one.party == THEIRS}
    paid: dict[str, list[Pairing]] = defaultdict(list)
    for row in found.pairings:
        paid[item_key(row.give_id, row.give_issue_id)].append(row)
    debts = unsecured = 0
    for key, one, back in zip(keys, changes, gone, strict=True):
        if one.given and one.party == OURS:
            debts += state_of(one, back, paid[key], stood) is GiveState.OPEN
        elif one.given:
            unsecured += not back and not one.agreed and key not in found.secured
    return Open(debts, unsecured)
