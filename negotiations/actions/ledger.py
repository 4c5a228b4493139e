"""The paired ledger: what was had for a give, what is in writing, who sees to a debt. Rows are added and reversed.

Concessions are traded, not given: a give of ours that nothing stands against asks for its price before it is logged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.inbox import notify, settle
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.engine.ledger import ActKind, Change, Price
from negotiations.enums import InboxKind, Party
from negotiations.enums_ledger import PairingKind
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Debt, Dismissal, Move, Pairing, Securing
from negotiations.models.ledger import Entered
from negotiations.queries.ledger import Ledger, Line, ledger_at, ledger_of
from negotiations.queries.ledger.acts import Entry, Levels, Table
from negotiations.queries.ledger.price import NEW, new_gives, price_of
from negotiations.queries.standing import standing

MAX_WORDS = 300


class PriceMissing(Rejected):
    """A give of ours without a get. ``gives`` are what it gives; ``gets`` are theirs that count for nothing yet.

    Ways on: pair it with one of them, name what they are to give for it, or say why it is given for nothing.
    """

    code = "price_missing"

    def __init__(self, book: Ledger) -> None:
        super().__init__(
            "This gives and gets nothing. Name what they are to give for it, pair it with a get of theirs, or say why "
            "it is given for nothing.",
            "why",
        )
        self.book = book
        self.gives = new_gives(book)
        self.gets = book.open_gets


@dataclass(frozen=True)
class Priced:
    """A new entry of ours that gives, and what stands against its gives."""

    table: Table
    price: Price
    pays: tuple[Line, ...]
    promise: str


def price_in(write: Write, move: Move, levels: Levels, *, pays: Sequence[str], in_return: str) -> Priced | None:
    """What stands against the gives of an entry that is about to be logged; None when it gives nothing.

    Raises ``PriceMissing`` for one that nothing stands against and no reason is given for.
    """
    promise = in_return.strip()
    _short(in_return=promise)
    gives = move.party == Party.OURS and move.binding and move.kind in {MoveKind.OFFER, MoveKind.GIVE}
    found = _price(write, move, levels) if gives else None
    if found is None or not found[1].gives:
        if pays:
            raise Rejected("It gives nothing that something could be had for.", "pays")
        return None
    table, price = found
    if not (pays or promise or price.asks or price.got or move.why):
        raise PriceMissing(ledger_at(table))
    return Priced(table, price, _gets(table, pays), promise)


def settle_in(write: Write, move: Move, priced: Priced | None) -> None:
    """Write down what stands against the gives of an entry, now that it is in the log."""
    for give in priced.price.gives if priced is not None else ():
        _settle(write, move, give, priced)


def pair(
    deal: Deal, *, give: str, get: str = "", promise: str = "", let_go: str = "", by: User, at: datetime
) -> Pairing:
    """Say what was had for a give, what is to be had for it (``promise``), or why nothing is asked (``let_go``).

    The same get again changes nothing. Raises ``Rejected``.
    """
    promise, let_go = promise.strip(), let_go.strip()
    if sum(map(bool, (get, promise, let_go))) != 1:
        raise Rejected("Name the get, say what it is to be, or say why nothing is asked for it: one of them.", "get")
    _short(promise=promise, let_go=let_go)
    with writing(deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        book = _book(write)
        one = _line(book, give, ours=True, field="give")
        if get:
            other = _line(book, get, ours=False, field="get")
            known = next((row for row in one.pairings if row in other.pairings), None)
            return known or _pairing(write, one, PairingKind.GET, get=other)
        kind = PairingKind.PROMISE if promise else PairingKind.LET_GO
        return _pairing(write, one, kind, words=promise or let_go)


def secure(deal: Deal, *, get: str, place: str, person: str = "", by: User, at: datetime) -> Securing:
    """A get is confirmed in writing: where that is, and by whom of theirs. Raises ``Rejected``."""
    place, person = place.strip(), person.strip()
    if not place:
        raise Rejected("Say where it is written: an e-mail and its day, the minutes, a draft.", "place")
    _short(place=place, person=person)
    with writing(deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        one = _line(_book(write), get, ours=False, field="get")
        if one.securing is not None:
            raise Rejected("It is in writing already.", "place")
        row = Securing(get=_move(one), issue=one.issue, place=place, person=person, **_entered(write))
        write.add(row, summary={"get": _move(one).number})
        return row


def assign(deal: Deal, *, give: str, owner: User, due: date | None = None, by: User, at: datetime) -> Debt:
    """Say who sees to it that a give is paid, and by when. Raises ``Rejected``."""
    with writing(deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        one = _line(_book(write), give, ours=True, field="give")
        reader = standing(owner, write.deal)
        if reader is None or not reader.can(Permission.SECRETS_VIEW):
            raise Rejected("Choose somebody of the team who may see the ledger.", "owner")
        if one.debt is not None and (one.debt.owner_id, one.debt.due) == (owner.pk, due):
            return one.debt
        row = Debt(give=_move(one), issue=one.issue, owner=owner, due=due, **_entered(write))
        write.add(row, summary={"give": _move(one).number, "owner": str(owner)})
        if one.debt is not None:
            settle(write, InboxKind.TASK, one.debt)
        notify(write, owner, InboxKind.TASK, row)
        return row


def dismiss(deal: Deal, *, code: str, subject: str, words: str, by: User, at: datetime) -> Dismissal:
    """Do not show an alert any more on this deal, and why. Raises ``Rejected``."""
    words = words.strip()
    if not words:
        raise Rejected("Say in a word why it need not be shown.", "words")
    _short(words=words)
    with writing(deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        rows = Dismissal.objects.filter(deal=write.deal, reversal__isnull=True, reverses__isnull=True)
        known = rows.filter(code=code, subject=subject).first()
        if known is not None:
            return known
        row = Dismissal(code=code, subject=subject, words=words, **_entered(write))
        write.add(row, summary={"code": code})
        return row


def take_back(row: Pairing | Securing | Debt | Dismissal, *, by: User, at: datetime) -> Entered:
    """Reverse a row of the ledger: it stays, and counts no more. Raises ``Rejected``."""
    with writing(row.deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        model: Any = type(row)
        if row.reverses_id is not None or model.objects.filter(reverses_id=row.pk).exists():
            raise Rejected("This was taken back already.")
        same = {field.attname: getattr(row, field.attname) for field in model._meta.fields if field.name not in OWN}
        made: Entered = model(reverses_id=row.pk, **same, **_entered(write))
        write.add(made, summary={"undone": True})
        return made


OWN = frozenset({"id", "deal", "reverses", "by", "at", "seq"})


def _price(write: Write, move: Move, levels: Levels) -> tuple[Table, Price] | None:
    entry = Entry(NEW, move.party, ActKind(move.kind), levels, move.happened_at, issue=move.issue_id)
    return price_of(write.deal, write.standing, entry, today=timezone.localdate(write.at))


def _gets(table: Table, keys: Sequence[str]) -> tuple[Line, ...]:
    book = ledger_at(table) if keys else None
    return tuple(_line(book, key, ours=False, field="pays") for key in keys) if book is not None else ()


def _settle(write: Write, move: Move, give: Change, priced: Priced | None) -> None:
    if priced is None:
        return
    table, price = priced.table, priced.price
    facts: dict[str, Any] = {"give": move, "give_issue_id": _issue_id(table, give)}
    if priced.pays:
        for line in priced.pays:
            _add(write, PairingKind.GET, **facts, get=_move(line), get_issue=line.issue)
    elif priced.promise:
        _add(write, PairingKind.PROMISE, **facts, words=priced.promise)
    elif price.asks:
        asked = ", ".join(_words(table, one) for one in price.asks)
        _add(write, PairingKind.PROMISE, **facts, words=f"Asked for in the same offer: {asked}", automatic=True)
    elif not move.why:  # a reason says that it was given for nothing
        for one in price.got:
            entry = next(entry for entry in table.entries if entry.key == one.act)
            if entry.move is not None:
                pair_ = {"get": entry.move, "get_issue_id": _issue_id(table, one)}
                _add(write, PairingKind.GET, **facts, **pair_, automatic=True)


def _add(write: Write, kind: PairingKind, **facts: Any) -> Pairing:
    row = Pairing(kind=kind, **facts, **_entered(write))
    summary = {"kind": str(kind), "give": row.give.number, "get": row.get.number if row.get else None}
    write.add(row, summary=summary)
    return row


def _pairing(write: Write, give: Line, kind: PairingKind, *, get: Line | None = None, words: str = "") -> Pairing:
    facts: dict[str, Any] = {"give": _move(give), "give_issue": give.issue, "words": words}
    if get is not None:
        facts |= {"get": _move(get), "get_issue": get.issue}
    return _add(write, kind, **facts)


def _book(write: Write) -> Ledger:
    return ledger_of(write.deal, write.standing, today=timezone.localdate(write.at))


def _line(book: Ledger, key: str, *, ours: bool, field: str) -> Line:
    one = book.line(key)
    if one is None or one.ours_to_give is not ours:
        raise Rejected("There is no such give of ours." if ours else "There is no such get.", field)
    if one.change.agreed:
        raise Rejected("This is part of what was agreed: nothing is owed for it.", field)
    return one


def _move(line: Line) -> Move:
    if line.move is None:
        raise Rejected("It is not in the log yet.")
    return line.move


def _issue_id(table: Table, change: Change) -> UUID | None:
    return None if change.issue is None or table.plan is None else table.plan.issues[change.issue].issue.pk


def _words(table: Table, change: Change) -> str:
    if change.issue is None or change.after is None or table.plan is None:
        return ""
    row = table.plan.issues[change.issue]
    return f"{row.issue.name} {row.scale.words(row.levels[change.after])}"


def _entered(write: Write) -> dict[str, Any]:
    return {"deal": write.deal, "by": write.by, "at": write.at, "seq": write.deal.seq + 1}


def _short(**texts: str) -> None:
    for name, text in texts.items():
        if len(text) > MAX_WORDS:
            raise Rejected(f"At most {MAX_WORDS} characters.", name)
