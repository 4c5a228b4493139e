"""What they may do when we slow down or refuse: how likely, what it costs, what we answer. For readers of secrets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiations.engine.sanctions import Scenario, any_of, expected, together
from negotiations.engine.weights import Range
from negotiations.enums_tactics import SanctionAct
from negotiations.levels import number
from negotiations.models import Deal, Move, Sanction
from negotiations.queries.prepare.register import live
from negotiations.queries.reading import opened
from negotiations.queries.tactics.matching import Planned, best
from negotiations.queries.wording import Amounts, rounded
from negotiations.secrets import Reader

ACT_WORDS = {
    SanctionAct.DELIVERY: "deliver delivery deliveries ship supply supplies stop lorry lorries",
    SanctionAct.PRICE: "price prices raise dearer increase surcharge list",
    SanctionAct.TERMS: "credit prepay prepayment advance deposit",
    SanctionAct.BOSS: "boss director management head escalate complain sponsor ceo",
    SanctionAct.LEAVE: "leave break walk elsewhere cancel quit terminate",
}


@dataclass(frozen=True)
class SanctionView:
    """A sanction with what it costs us on average; ``cost`` is empty until both ranges are known."""

    row: Sanction
    text: str
    response: str
    scenario: Scenario | None
    cost: str
    owner: str

    @property
    def open(self) -> bool:
        """Nobody has prepared what we do then."""
        return not (self.response and self.row.ready)


@dataclass(frozen=True)
class Exposure:
    """All sanctions together: the expected cost in words and as a range, how likely at least one is."""

    count: int
    known: int
    cost: str
    likely: str
    chance: str
    range: Range | None


def load_sanctions(deal: Deal) -> list[Sanction]:
    """The sanctions of a deal, in their order. One query."""
    return list(live(Sanction.objects.filter(deal=deal), "owner"))


def sanction_views(rows: Sequence[Sanction], reader: Reader, *, currency: str) -> tuple[SanctionView, ...]:
    """Every sanction with its cost. No query."""
    amounts = Amounts(True, currency)
    found = []
    for row in rows:
        scenario = _scenario(row, reader)
        cost = "" if scenario is None else money_range(expected(scenario), amounts)
        text, response = opened(row.text, reader), opened(row.response, reader)
        found.append(SanctionView(row, text, response, scenario, cost, str(row.owner) if row.owner else ""))
    return tuple(found)


def exposure(views: Sequence[SanctionView], *, currency: str) -> Exposure:
    """What all of them together likely cost us when we refuse."""
    known = [one.scenario for one in views if one.scenario is not None]
    if not known:
        return Exposure(len(views), 0, "", "", "", None)
    amounts, whole, chance = Amounts(True, currency), together(known), any_of(known)
    low, high = (round(100 * end) for end in (chance.low, chance.high))
    return Exposure(
        count=len(views),
        known=len(known),
        cost=money_range(whole, amounts),
        likely=amounts.ours(Decimal(round(whole.likely))),
        chance=f"{low}–{high}" if low != high else str(low),
        range=whole,
    )


def answer_to(move: Move, views: Iterable[SanctionView], reader: Reader) -> tuple[SanctionView, float] | None:
    """The sanction that a threat of theirs most likely is, with how alike they are."""
    by_key = {one.row.pk: one for one in views}
    planned = [
        Planned(one.row.pk, one.text, one.row.issue_id, ACT_WORDS.get(SanctionAct(one.row.act), ""))
        for one in by_key.values()
    ]
    found = best(opened(move.words, reader), move.issue_id, planned)
    return None if found is None else (by_key[found[0].key], found[1])


def money_range(found: Range, amounts: Amounts) -> str:
    """``€2,000–18,000``."""
    low, high = (rounded(Decimal(repr(end)), 2) for end in (found.low, found.high))
    return amounts.ours(low) if low == high else f"{amounts.ours(low)}–{number(high)}"


def _scenario(row: Sanction, reader: Reader) -> Scenario | None:
    """None until both how likely and what it costs are known."""
    chance, loss = opened(row.chance, reader), opened(row.loss, reader)
    if not chance or not loss:
        return None
    ends = ("low", "likely", "high")
    return Scenario(Range(*(float(chance[end]) / 100 for end in ends)), Range(*(float(loss[end]) for end in ends)))
