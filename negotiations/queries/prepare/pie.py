"""The pie check as it stands: which of the four families were looked through, what may still be found, the stance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from negotiations.catalogue.library import LIBRARY, LibraryLever
from negotiations.enums_prepare import PieFamily, Stance
from negotiations.models import Deal, Issue, Lever, PieAnswer

QUESTIONS = {
    PieFamily.TIMING: "When: who would gain from earlier, later, more regular or more certain dates?",
    PieFamily.TRANSPORT: "How it moves and where it lies: whose lorries, whose room, whose loads?",
    PieFamily.COSTS: "What else it costs them or us: money, risk, training, support, what nobody needs?",
    PieFamily.SOURCING: "From whom and for whom: volume, material bought together, another site, a reference?",
}


@dataclass(frozen=True)
class Family:
    """``answer`` is the current one; ``prompts`` are levers of the library that the deal does not have yet."""

    code: str
    label: str
    question: str
    answer: PieAnswer | None
    prompts: tuple[LibraryLever, ...]


@dataclass(frozen=True)
class Pie:
    families: tuple[Family, ...]
    missing: tuple[str, ...]
    stance: str
    version: int
    tradeable: int  # issues that can be traded

    @property
    def done(self) -> int:
        return len(self.families) - len(self.missing)

    @property
    def missing_words(self) -> str:
        return ", ".join(PieFamily(code).label.lower() for code in self.missing)

    @property
    def is_single(self) -> bool:
        return self.tradeable == 1

    @property
    def warns(self) -> bool:
        """Called distributive with several issues to trade: what they could bring is left on the table."""
        return self.stance == Stance.DISTRIBUTIVE and self.tradeable > 1


def pie(deal: Deal) -> Pie:
    """Three queries."""
    answers = current_answers(PieAnswer.objects.filter(deal=deal).select_related("lever"))
    live = list(Issue.objects.filter(deal=deal, removed_at__isnull=True).values_list("name", "tradeable"))
    levers = Lever.objects.filter(deal=deal, removed_at__isnull=True).values_list("title", flat=True)
    known = {name.casefold() for name in [*(name for name, _ in live), *levers]}
    return Pie(
        families=tuple(
            Family(
                code,
                label,
                QUESTIONS[PieFamily(code)],
                answers.get(code),
                tuple(one for one in LIBRARY if one.family == code and one.name.casefold() not in known),
            )
            for code, label in PieFamily.choices
        ),
        missing=missing_families(answers),
        stance=deal.stance,
        version=deal.version_of("stance"),
        tradeable=sum(tradeable for _, tradeable in live),
    )


def current_answers(answers: Iterable[PieAnswer]) -> dict[str, PieAnswer]:
    """The latest answer of each family that is not taken back; by family."""
    live = [row for row in answers if row.removed_at is None]
    return {row.family: row for row in sorted(live, key=lambda row: row.number)}


def missing_families(answers: Mapping[str, PieAnswer]) -> tuple[str, ...]:
    """The families that nobody has looked through."""
    return tuple(code for code in PieFamily.values if code not in answers)
