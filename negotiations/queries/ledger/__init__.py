"""The paired ledger: every give of ours and what was had for it, every get and whether it is in writing. Secret."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

import numpy as np

from accounts.models import User
from accounts.permissions import Permission
from negotiations.engine import ledger
from negotiations.engine.ledger import Change, GiveState, Labels
from negotiations.engine.problem import OURS, THEIRS
from negotiations.enums import OfferStepKind
from negotiations.enums_ledger import PairingKind
from negotiations.models import Deal, Debt, Issue, Move, OfferStep, Pairing, Securing
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.ledger.acts import Entry, Table, item_key, load_table
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import WorthBand, to_cents, worth_bands
from negotiations.queries.standing import Standing
from negotiations.secrets import Reader

Row = TypeVar("Row", Securing, Debt)
NOT_MADE = (OfferStepKind.HELD, OfferStepKind.WITHDRAWN)
EVEN_SHARE = 100  # a hundredth of our best package counts as nothing when steps are named


@dataclass(frozen=True)
class Line:
    """A give of ours or a get, on one issue; ``taken`` ones are neither: a side asked for more again.

    ``ours`` is what it brings us (below 0: costs us), ``theirs`` what it likely brings them; None where it is not
    known. ``pairings`` stand: what was had for a give, or what a get was given for. ``due`` and ``owner`` are those of
    an open debt; ``owner`` is who recorded the give until somebody takes it.
    """

    key: str
    entry: Entry
    issue: Issue | None
    change: Change
    state: GiveState
    ours: Decimal | None
    theirs: WorthBand | None
    pairings: tuple[Pairing, ...] = ()
    securing: Securing | None = None
    debt: Debt | None = None

    @property
    def ours_to_give(self) -> bool:
        return self.change.party == OURS

    @property
    def move(self) -> Move | None:
        return self.entry.move

    @property
    def owes(self) -> bool:
        """A give of ours that is not paid yet, promised or not."""
        return self.ours_to_give and self.state in {GiveState.OPEN, GiveState.PROMISED}

    @property
    def unsecured(self) -> bool:
        """A get that stands and is not in writing yet."""
        gone = self.state in {GiveState.TAKEN_BACK, GiveState.AGREED}
        return not self.ours_to_give and not gone and self.securing is None

    @property
    def owner(self) -> User | None:
        if self.debt is not None:
            return self.debt.owner
        return self.move.recorded_by if self.move is not None else None

    @property
    def due(self) -> date | None:
        """By when it is to be paid, if somebody said so."""
        return None if self.debt is None else self.debt.due

    def days(self, now: datetime) -> int:
        """How old it is."""
        return max(0, (now - self.entry.at).days)


@dataclass(frozen=True)
class Ledger:
    """All lines, oldest first. ``gives``, ``gets`` and what was ``taken`` are parts of ``lines``.

    ``balance`` is what all of it together brought us, ``their_balance`` what it likely brought them: of what both sides
    gave and took back since their first offers.
    """

    table: Table
    lines: tuple[Line, ...]
    labels: dict[str, Labels]
    balance: Decimal
    their_balance: WorthBand | None

    @property
    def plan(self) -> PlanInputs | None:
        return self.table.plan

    @property
    def gives(self) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if one.change.given and one.ours_to_give)

    @property
    def gets(self) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if one.change.given and not one.ours_to_give)

    @property
    def taken(self) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if not one.change.given)

    @property
    def debts(self) -> tuple[Line, ...]:
        """Gives of ours for which nothing is named, oldest first."""
        return tuple(one for one in self.gives if one.state is GiveState.OPEN)

    @property
    def promised(self) -> tuple[Line, ...]:
        """Gives of ours whose get is named and not given yet."""
        return tuple(one for one in self.gives if one.state is GiveState.PROMISED)

    @property
    def open_gets(self) -> tuple[Line, ...]:
        """Gets that count for no give of ours yet."""
        return tuple(one for one in self.gets if one.state is GiveState.OPEN)

    @property
    def unsecured(self) -> tuple[Line, ...]:
        return tuple(one for one in self.gets if one.unsecured)

    def line(self, key: str) -> Line | None:
        return next((one for one in self.lines if one.key == key and one.change.given), None)


def ledger_of(deal: Deal, access: Reader, *, today: date, rows: PlanRows | None = None) -> Ledger:
    """The ledger of a deal, for a reader of all secrets. Seven queries more than the plan, at any length."""
    if isinstance(access, Standing):
        access.require(Permission.SECRETS_VIEW)
    return ledger_at(load_table(deal, access, today=today, rows=rows))


def ledger_at(table: Table) -> Ledger:
    """The ledger of a table that is read. Three queries."""
    plan = table.plan
    if plan is None:
        return Ledger(table, (), {}, Decimal(0), None)
    found = ledger.changes(plan.problem, plan.draws, table.acts)
    kinds = ledger.labels(plan.problem, plan.draws, table.acts, even=plan.problem.unit // EVEN_SHARE)
    ours, theirs = ledger.balance(found, len(plan.draws))
    return Ledger(
        table=table,
        lines=_lines(table, plan, found),
        labels=kinds,
        balance=to_cents(plan.worth(ours)),
        their_balance=worth_bands(plan, theirs[:, None])[0],
    )


def standing_pairings(deal: Deal) -> list[Pairing]:
    """The pairings that count, oldest first. One query."""
    rows = Pairing.objects.filter(deal=deal, reversal__isnull=True, reverses__isnull=True)
    return list(rows.select_related("by").order_by("seq"))


def live_pairings(deal: Deal) -> list[Pairing]:
    """Those whose give stands, or waits for a holdout: what it is to be had for is kept for it. One query."""
    gone = OfferStep.objects.filter(offer__deal=deal, kind__in=NOT_MADE).values("offer")
    rows = Pairing.objects.filter(deal=deal, reversal__isnull=True, reverses__isnull=True)
    return list(rows.filter(give__reversal__isnull=True).exclude(give__offer__in=gone).order_by("seq"))


def paired_places(changes: Sequence[Change], table: Table, pairings: Iterable[Pairing]) -> frozenset[int]:
    """The places of the gets that count for a give already."""
    keys = {item_key(one.get_id, one.get_issue_id) for one in pairings if one.get_id is not None}
    return frozenset(place for place, one in enumerate(changes) if key_of(table, one) in keys)


def key_of(table: Table, change: Change) -> str:
    """What names a change: its entry and its issue."""
    if change.issue is None or table.plan is None:
        return change.act
    return f"{change.act}.{table.plan.issues[change.issue].issue.pk}"


def _lines(table: Table, plan: PlanInputs, found: Sequence[Change]) -> tuple[Line, ...]:
    paid, pays = _paired(table)
    secured = {item_key(row.get_id, row.issue_id): row for row in _standing(Securing, table.deal)}
    debts = {item_key(row.give_id, row.issue_id): row for row in _standing(Debt, table.deal, "owner")}
    now = ledger.stands(table.acts)
    entries = {entry.key: entry for entry in table.entries}
    gone = [ledger.taken_back(one, now, plan.problem) for one in found]
    stood = {key_of(table, one) for one, back in zip(found, gone, strict=True) if not back and one.party == THEIRS}
    worths = _worths(plan, found)
    lines = []
    for change, back, theirs in zip(found, gone, worths, strict=True):
        key = key_of(table, change)
        pairings = (paid if change.party == OURS else pays).get(key, [])
        lines.append(
            Line(
                key=key,
                entry=entries[change.act],
                issue=None if change.issue is None else plan.issues[change.issue].issue,
                change=change,
                state=state_of(change, back, pairings, stood),
                ours=None if change.ours is None else to_cents(plan.worth(change.ours)),
                theirs=theirs,
                pairings=tuple(pairings),
                securing=secured.get(key),
                debt=debts.get(key),
            )
        )
    return tuple(lines)


def state_of(change: Change, back: bool, pairings: Sequence[Pairing], stood: set[str]) -> GiveState:
    """Where a give or a get stands. ``back``: it was taken back; ``stood``: the keys of all of theirs that stand."""
    if change.agreed:
        return GiveState.AGREED
    if back:
        return GiveState.TAKEN_BACK
    if change.party == THEIRS:
        return GiveState.PAIRED if pairings else GiveState.OPEN
    kinds = {one.kind for one in pairings if one.get_id is None or item_key(one.get_id, one.get_issue_id) in stood}
    for kind, state in (
        (PairingKind.GET, GiveState.PAIRED),
        (PairingKind.LET_GO, GiveState.LET_GO),
        (PairingKind.PROMISE, GiveState.PROMISED),
    ):
        if kind in kinds:
            return state
    return GiveState.OPEN


def _paired(table: Table) -> tuple[dict[str, list[Pairing]], dict[str, list[Pairing]]]:
    """What stands against each give that was made, and what each get was given for."""
    paid: dict[str, list[Pairing]] = defaultdict(list)
    pays: dict[str, list[Pairing]] = defaultdict(list)
    gives = {entry.key for entry in table.entries}
    for one in standing_pairings(table.deal):
        if str(one.give_id) not in gives:
            continue
        paid[item_key(one.give_id, one.give_issue_id)].append(one)
        if one.get_id is not None:
            pays[item_key(one.get_id, one.get_issue_id)].append(one)
    return paid, pays


def _standing(model: type[Row], deal: Deal, *more: str) -> list[Row]:
    """The rows that count, oldest first."""
    rows = model._default_manager.filter(deal=deal, reversal__isnull=True, reverses__isnull=True)
    return list(rows.select_related("by", *more).order_by("seq"))


def _worths(plan: PlanInputs, found: Sequence[Change]) -> list[WorthBand | None]:
    """What each change likely brings them."""
    known = [one.theirs for one in found if one.theirs is not None]
    bands = iter(worth_bands(plan, np.stack(known, axis=1)) if known else ())
    return [None if one.theirs is None else next(bands) for one in found]


__all__ = ["Ledger", "Line", "item_key", "key_of", "ledger_at", "ledger_of", "live_pairings", "paired_places"]
