"""What an entry of ours that is not logged yet gives, and what stands against it: its price. Secret."""

from dataclasses import dataclass
from datetime import date, datetime

from negotiations.engine import ledger
from negotiations.engine.ledger import Price
from negotiations.models import Deal
from negotiations.queries.ledger import Ledger, Line, ledger_at, live_pairings, paired_places
from negotiations.queries.ledger.acts import Entry, Table, load_table
from negotiations.queries.ledger.page import Words
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.standing import Standing
from negotiations.secrets import Reader

NEW = "new"  # what the entry is called that is not in the log yet
FEW_DRAWS = 20  # what we give is exact: guesses of their side are not needed for it


@dataclass(frozen=True)
class Asked:
    """A give that gets nothing, in words: what it gives, and the gets of theirs, by key, that it may be given for."""

    gives: tuple[str, ...]
    gets: tuple[tuple[str, str], ...]


def price_of(
    deal: Deal, reader: Reader, entry: Entry, *, today: date, rows: PlanRows | None = None
) -> tuple[Table, Price] | None:
    """What stands against the gives of an entry called ``NEW``; None while the plan has no issue."""
    table = load_table(deal, reader, today=today, rows=rows, draws=FEW_DRAWS, newest=entry)
    if table.plan is None:
        return None
    found = ledger.changes(table.plan.problem, table.plan.draws, table.acts)
    past = [one for one in found if one.act != NEW]
    new = [one for one in found if one.act == NEW]
    paired = paired_places(past, table, live_pairings(deal))
    return table, ledger.price(past, new, table.acts[:-1], paired)


def new_gives(book: Ledger) -> tuple[Line, ...]:
    """What the entry gives that is not logged yet."""
    return tuple(one for one in book.gives if one.entry.key == NEW)


def asked_words(book: Ledger, access: Standing, *, now: datetime) -> Asked:
    """A give that gets nothing, for a reader of all secrets."""
    words = Words(book, access, now)
    return Asked(
        gives=tuple(_give(words, one) for one in new_gives(book)),
        gets=tuple((one.key, words.item(one).title) for one in book.open_gets),
    )


def asked_at(table: Table, price: Price, access: Standing, *, now: datetime) -> Asked | None:
    """The same of a price that was looked up; None when something stands against it."""
    return asked_words(ledger_at(table), access, now=now) if price.missing else None


def _give(words: Words, line: Line) -> str:
    title = words.item(line).title
    return title if line.ours is None else f"{title} ({words.ours(line)} to us)"
