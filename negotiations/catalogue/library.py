"""The library of levers by kind, for any deal: what could be brought in to make a pie larger before it is divided.

A lever is a line ``kind | name | levels | better | worth`` as in a template (``tables``), then why it works. The four
families are those that are looked through before a deal may be called distributive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from negotiations.catalogue.tables import lever_of, rows_of
from negotiations.drafts import LeverDraft
from negotiations.enums_prepare import PieFamily

FAMILY_OF = {
    "timing": PieFamily.TIMING,
    "schedule": PieFamily.TIMING,
    "transport": PieFamily.TRANSPORT,
    "storage": PieFamily.TRANSPORT,
    "financing": PieFamily.COSTS,
    "training": PieFamily.COSTS,
    "support": PieFamily.COSTS,
    "risk": PieFamily.COSTS,
    "volume": PieFamily.SOURCING,
    "reference": PieFamily.SOURCING,
    "sourcing": PieFamily.SOURCING,
}
LEVERS = """
timing | Start before the season | No > Four weeks earlier > Eight weeks earlier | less | -0.2 0.2 0.7 1.5
    Their plant is empty then; an early order fills it at a lower price.
timing | Decide fast | No > Within a month > Within a week | less | -0.1 0.1 0.4 1
    A quick yes is worth something to whoever has a target this quarter.
timing | Order in their slow months | No > A third of it > Half of it | less | -0.4 0.3 0.9 2
    What is made in the slow months costs them less overtime.
schedule | Frozen plan | None > Two weeks > Six weeks | less | -0.3 0.2 0.6 1.2
    Without changes at short notice they plan shifts and material.
schedule | Staggered deliveries | One > Monthly > Weekly | more | 0.6 -0.9 -0.5 -0.2
    Smaller drops save us stock; a fixed rhythm saves them surprises.
transport | Our lorries on their route | No > Half of it > All of it | less | -0.3 0.3 0.9 1.8
    We drive back empty; their freight is our detour.
transport | Full loads only | No > Nine of ten > Always | less | -0.3 0.3 0.7 1.4
    Half-full lorries cost them nearly as much as full ones.
transport | Bundle with another buyer | No > Same route > Same lorry | less | -0.1 0.2 0.5 1.2
    Two who order on the same road share its cost.
storage | Room in our warehouse | None > For 4 weeks > For 12 weeks | less | -0.2 0.3 0.7 1.5
    Empty room costs us little, rented room costs them much.
storage | Stock that they keep for us | None > 2 weeks > 6 weeks | more | 0.7 -1.1 -0.6 -0.3
    Safety stock at their place lets us carry less.
financing | Pay early | 0..60 by 15 days | less | -0.5 0.5 1.3 2.4
    Cheap for us when our money costs less than theirs.
financing | Pay material in advance | None > A third > Half | less | -0.4 0.4 1 2
    Their bank charges more for it than ours.
training | Train their people | None > A day > A week | less | -0.1 0.1 0.4 0.9
    What our engineers know saves them rejects.
support | One point of contact | No > In office hours > Always | less | -0.1 0.1 0.3 0.6
    Fewer calls and fewer wrong orders.
support | Simpler specification | No > Standard parts > Their standard product | less | -0.3 0.3 0.9 2
    What nobody needs still has to be made: let them propose what can go.
risk | Share of a price index | None > Half > All | less | -0.6 0.4 1 2
    Whoever can bear a risk best should bear it; the other pays less for safety.
risk | Firm minimum | None > Half of the forecast > Four fifths of it | less | -0.7 0.6 1.4 2.6
    A floor under their volume is worth more to them than it costs us while we are sure of it.
volume | Bundle with another site | No > One site > All sites | less | -0.2 0.4 1 2
    More from one hand, and no more work for us.
volume | Longer contract | 12..36 by 12 months | less | -0.7 0.6 1.5 2.8
    Certainty for them, and a price that holds for us.
reference | Name them in public | No > Name and logo > A case study | less | -0.1 0.1 0.4 1
    It costs us little and raises their profile at home.
sourcing | Buy material together | No > Main material > All of it | less | -0.1 0.4 1.1 2.4
    Our price for resin, steel or freight may be better than theirs.
sourcing | Second source for a part | No > Allowed > We name it | more | 0.6 -0.7 -0.3 0.2
    Another maker of one part lowers the cost of both.
"""


@dataclass(frozen=True)
class LibraryLever:
    """A lever of the library; ``key`` names it in a form. ``value`` of the deal gives it an assumed worth."""

    key: str
    kind: str
    name: str
    why: str
    cells: tuple[str, ...]

    @property
    def family(self) -> str:
        return FAMILY_OF[self.kind]

    def draft(self, value: Decimal) -> LeverDraft:
        return lever_of(list(self.cells), self.why, value)


def _read() -> Iterator[LibraryLever]:
    for cells, why in rows_of(LEVERS):
        kind, *rest = cells
        key = rest[0].lower().replace(" ", "-")
        yield LibraryLever(key, kind, rest[0], why, tuple(rest))


LIBRARY: tuple[LibraryLever, ...] = tuple(_read())
