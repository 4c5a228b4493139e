"""The paired ledger in words: what we gave beside what we had for it, debts first. Secret as a whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.permissions import Permission
from negotiations.engine.ledger import GiveState, Labels
from negotiations.enums_ledger import PairingKind
from negotiations.models import Pairing, Securing
from negotiations.queries.ledger import Ledger, Line
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing, team
from negotiations.queries.theirs.talks import CLASSES, KINDS
from negotiations.queries.wording import Amounts

STATES = {
    GiveState.PAIRED: "paid",
    GiveState.PROMISED: "promised",
    GiveState.OPEN: "open debt",
    GiveState.LET_GO: "let go",
    GiveState.TAKEN_BACK: "taken back",
    GiveState.AGREED: "agreed",
}
GET_STATES = {**STATES, GiveState.PAIRED: "given for", GiveState.OPEN: "for nothing yet"}


@dataclass(frozen=True)
class Item:
    """A give or a get in words. ``ours`` and ``theirs`` are what it is worth to each, ``step`` what kind of step it
    was part of, ``age`` how old it is, ``why`` the reason for which it was given for nothing."""

    line: Line
    text: str
    was: str
    now: str
    said: str
    ours: str
    theirs: str
    step: str
    state: str
    age: str
    why: str
    number: int | None
    place: str = ""
    person: str = ""

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def title(self) -> str:
        """What it is called in a list to choose from."""
        number = f"{self.number}: " if self.number else ""
        change = f"{self.was} → {self.now}" if self.was else self.now
        return f"{number}{' '.join(part for part in (self.text, change, self.said) if part)}"


@dataclass(frozen=True)
class Stood:
    """One thing that stands against a give: a get of theirs, or words."""

    row: Pairing
    item: Item | None
    words: str

    @property
    def kind(self) -> str:
        return self.row.kind


@dataclass(frozen=True)
class Trade:
    """A give of ours and what stands against it."""

    give: Item
    against: tuple[Stood, ...]


@dataclass(frozen=True)
class LedgerPage:
    """``debts`` and ``promised`` are open; ``paid`` are not; ``spare`` are gets that count for no give yet; ``rest`` is
    what was taken back or agreed, and what a side asked for more again."""

    book: Ledger
    debts: tuple[Trade, ...]
    promised: tuple[Trade, ...]
    paid: tuple[Trade, ...]
    spare: tuple[Item, ...]
    rest: tuple[Item, ...]
    gets: tuple[Item, ...]
    balance: str
    their_balance: str
    owners: tuple[tuple[int, str], ...]
    may_keep: bool

    @property
    def empty(self) -> bool:
        return not self.book.lines

    @property
    def unsecured(self) -> tuple[Item, ...]:
        return tuple(one for one in self.gets if one.line.unsecured)


class Words:
    """Says the lines of a ledger."""

    def __init__(self, book: Ledger, access: Standing, now: datetime) -> None:
        self.book, self.access, self.now = book, access, now
        plan = book.plan
        self.amounts = Amounts(plan is not None and plan.in_money, book.table.deal.currency)
        self.items = {id(one): self._item(one) for one in book.lines}

    def item(self, line: Line) -> Item:
        return self.items[id(line)]

    def ours(self, line: Line) -> str:
        return "not known" if line.ours is None else self.amounts.ours(line.ours, signed=True)

    def _item(self, line: Line) -> Item:
        move, level = line.move, self._level(line)
        secured = line.securing
        return Item(
            line=line,
            text=line.issue.name if line.issue else "",
            was=level(line.change.before),
            now=level(line.change.after),
            said=opened(move.words, self.access) if move is not None and line.change.after is None else "",
            ours=self.ours(line),
            theirs=self.amounts.theirs(line.theirs.texts() if line.theirs else None, signed=True),
            step=step_words(self.book.labels.get(line.entry.key)),
            state=(STATES if line.ours_to_give else GET_STATES)[line.state] if line.change.given else "asked back",
            age=age_words(line.days(self.now)),
            why=opened(move.why, self.access) if move is not None and line.ours_to_give else "",
            number=move.number if move is not None else None,
            place=_opened(secured, "place", self.access),
            person=_opened(secured, "person", self.access),
        )

    def _level(self, line: Line) -> Callable[[int | None], str]:
        plan, place = self.book.plan, line.change.issue

        def words(option: int | None) -> str:
            if plan is None or place is None or option is None:
                return ""
            row = plan.issues[place]
            return row.scale.words(row.levels[option])

        return words


def ledger_page(book: Ledger, access: Standing, *, now: datetime) -> LedgerPage:
    """The page of a ledger that is read. Two queries."""
    words = Words(book, access, now)
    by_key = {one.key: one for one in book.gets}
    trades = {one.key: _trade(one, words, by_key) for one in book.gives}
    states: Mapping[GiveState, tuple[Trade, ...]] = {
        state: tuple(trades[one.key] for one in book.gives if one.state is state) for state in GiveState
    }
    gone = {GiveState.TAKEN_BACK, GiveState.AGREED}
    paid = tuple(trades[one.key] for one in book.gives if one.state in {GiveState.PAIRED, GiveState.LET_GO})
    rest = (one for one in book.lines if not one.change.given or one.state in gone)
    return LedgerPage(
        book=book,
        debts=states[GiveState.OPEN],
        promised=states[GiveState.PROMISED],
        paid=tuple(reversed(paid)),
        spare=tuple(words.item(one) for one in book.open_gets),
        rest=tuple(words.item(one) for one in rest),
        gets=tuple(words.item(one) for one in book.gets if one.state not in gone),
        balance=words.amounts.ours(book.balance, signed=True),
        their_balance=words.amounts.theirs(book.their_balance.texts() if book.their_balance else None, signed=True),
        owners=tuple((one.user.pk, str(one.user)) for one in team(book.table.deal) if _may_own(one)),
        may_keep=access.can(Permission.MOVE_RECORD),
    )


def _may_own(one: Standing) -> bool:
    return bool(one.seats) and one.can(Permission.SECRETS_VIEW)


def _trade(line: Line, words: Words, by_key: Mapping[str, Line]) -> Trade:
    return Trade(words.item(line), tuple(_stood(row, words, by_key) for row in _shown(line.pairings, by_key)))


def _shown(rows: Iterable[Pairing], by_key: Mapping[str, Line]) -> list[Pairing]:
    """Those that still count: not a get that was taken back or logged wrongly; not a promise that was kept."""
    live = [row for row in rows if row.get_id is None or _key(row) in by_key]
    kept = any(row.kind == PairingKind.GET for row in live)
    return [row for row in live if not kept or row.kind == PairingKind.GET]


def _stood(row: Pairing, words: Words, by_key: Mapping[str, Line]) -> Stood:
    got = by_key.get(_key(row)) if row.get_id is not None else None
    return Stood(row, None if got is None else words.item(got), opened(row.words, words.access))


def _key(row: Pairing) -> str:
    return str(row.get_id) if row.get_issue_id is None else f"{row.get_id}.{row.get_issue_id}"


def step_words(one: Labels | None) -> str:
    """``gave``, ``traded (83 of 100)``; what it did to both is in ``effect_words``."""
    if one is None:
        return ""
    kind, chance = max(one.own.items(), key=lambda pair: pair[1])
    return KINDS[kind.value] if chance > 0.995 else f"{KINDS[kind.value]} ({round(100 * chance)} of 100)"


def effect_words(one: Labels | None) -> str:
    """What a step likely did to both sides."""
    if one is None:
        return ""
    kind, chance = max(one.both.items(), key=lambda pair: pair[1])
    return CLASSES[kind.value] if chance > 0.995 else f"{CLASSES[kind.value]} ({round(100 * chance)} of 100)"


def age_words(days: int) -> str:
    return "today" if days == 0 else "1 day" if days == 1 else f"{days} days"


def _opened(row: Securing | None, name: str, access: Standing) -> str:
    return "" if row is None else str(opened(getattr(row, name), access))
