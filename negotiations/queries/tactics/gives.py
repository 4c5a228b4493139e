"""Small gives kept for the end: what is on the shelf, what of it was given, within the cap. For readers of secrets."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, GiveCap, Move, SmallGive
from negotiations.queries.prepare.register import live
from negotiations.queries.reading import opened
from negotiations.queries.tactics.matching import Planned, best
from negotiations.queries.wording import Amounts
from negotiations.secrets import Reader

DEAR, CHEAP = "It likely costs us more than it brings them.", "Cheap for us, dear for them."


@dataclass(frozen=True)
class GiveView:
    """A small give; ``given`` is the entry in which we gave it. ``times``: its likely worth to them over its cost."""

    row: SmallGive
    text: str
    cost: Decimal
    worth: str
    times: Decimal | None
    given: Move | None

    @property
    def note(self) -> str:
        """What its ratio says."""
        if self.times is None:
            return ""
        return DEAR if self.times < 1 else CHEAP if self.times >= 2 else ""


@dataclass(frozen=True)
class Shelf:
    """All small gives, in their order. ``left`` are those to give yet, the best ratio first."""

    gives: tuple[GiveView, ...]
    cap: GiveCap | None
    most: Decimal | None
    total: Decimal
    spent: Decimal
    amounts: Amounts

    @property
    def left(self) -> tuple[GiveView, ...]:
        left = [one for one in self.gives if one.given is None]
        return tuple(sorted(left, key=lambda one: (-(one.times or Decimal(0)), one.cost, one.row.number)))

    @property
    def total_words(self) -> str:
        return self.amounts.ours(self.total)

    @property
    def most_words(self) -> str:
        return "" if self.most is None else self.amounts.ours(self.most)

    @property
    def spent_words(self) -> str:
        return self.amounts.ours(self.spent)


def load_shelf(deal: Deal, reader: Reader, moves: Sequence[Move]) -> Shelf:
    """The shelf of a deal; ``moves`` are the log's that stand. Two queries."""
    rows: list[SmallGive] = list(live(SmallGive.objects.filter(deal=deal), "owner"))
    cap = GiveCap.objects.filter(deal=deal).first()
    amounts = Amounts(True, deal.currency)
    planned = [Planned(row.pk, opened(row.text, reader), row.issue_id) for row in rows]
    given: dict[object, Move] = {}
    for move in moves:
        if move.kind == MoveKind.GIVE and move.party == Party.OURS and move.binding:
            found = best(opened(move.words, reader), move.issue_id, planned)
            if found is not None:
                given.setdefault(found[0].key, move)
    views = tuple(_view(row, reader, amounts, given.get(row.pk)) for row in rows)
    return Shelf(
        gives=views,
        cap=cap,
        most=None if cap is None else opened(cap.amount, reader),
        total=sum((one.cost for one in views), Decimal(0)),
        spent=sum((one.cost for one in views if one.given is not None), Decimal(0)),
        amounts=amounts,
    )


def _view(row: SmallGive, reader: Reader, amounts: Amounts, given: Move | None) -> GiveView:
    cost, worth = opened(row.cost, reader) or Decimal(0), opened(row.worth, reader)
    times = Decimal(worth["likely"]) / cost if worth and cost else None
    words = amounts.theirs([worth[end] for end in ("low", "likely", "high")]) if worth else ""
    return GiveView(row, opened(row.text, reader), cost, words, times, given)
