"""The ledger at the close: what we gave is paid, what they gave is in writing."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.queries.ledger.counts import LedgerRows, ledger_rows, open_of
from negotiations.queries.readiness.count import CLOSING, Count, Part, Step
from negotiations.queries.standing import Standing


def load_ledger(readers: Sequence[Standing]) -> Mapping[UUID, LedgerRows]:
    """What was put on the table of each deal. Four queries."""
    return ledger_rows([reader.deal for reader in readers if reader.can(Permission.SECRETS_VIEW)])


def check_ledger(count: Count, found: Any) -> None:
    if found is None:
        return
    open_, url = open_of(count.rows, found, count.reader), count.url("ledger-list")
    debts = "Have an open debt paid" if open_.debts == 1 else f"Have {open_.debts} open debts paid"
    why = "nothing was had for it, and after the signature nobody pays"
    step = Step(debts, why, f"{url}#debts", "warning", secret=True)
    count.part(not open_.debts, 8, Permission.MOVE_RECORD, step)
    gets = "a get" if open_.unsecured == 1 else f"{open_.unsecured} gets"
    words = f"Get {gets} of theirs in writing"
    step = Step(words, "said, and nowhere written", f"{url}#written", "warning", secret=True)
    count.part(not open_.unsecured, 11, Permission.MOVE_RECORD, step)


PARTS = (Part(check_ledger, CLOSING, load_ledger, sees=Permission.SECRETS_VIEW),)
