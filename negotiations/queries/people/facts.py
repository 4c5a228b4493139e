"""The people of a deal, and what can be said of each without asking anybody."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from negotiations.enums import DecisionRole, Party, Stance, Sureness
from negotiations.models import Deal, Influence, Interest, Stakeholder
from negotiations.models.stakeholder import POWERFUL

HALF = 50  # where the quarters of the map meet
DOUBT = {Sureness.GUESS: 20, Sureness.LIKELY: 10, Sureness.SURE: 5}  # how far a judgement of theirs may be off


class Quarter(Enum):
    """A quarter of the map: its name, and what to do with those who stand in it."""

    CLOSELY = "Work with closely"
    SATISFIED = "Keep satisfied"
    INFORMED = "Keep informed"
    WATCH = "Keep an eye on"


ADVICE: dict[Quarter, str] = {
    Quarter.CLOSELY: "They make it or break it. Speak with each before the meeting, know what they need, and leave "
    "them something that looks good at home.",
    Quarter.SATISFIED: "They can stop it without caring for it. No surprises, their yes early and in private, and find "
    "what would make them care.",
    Quarter.INFORMED: "They care and cannot decide: your allies and your ears. Tell them much, ask them how it is "
    "decided inside.",
    Quarter.WATCH: "Not now. Look again when somebody new comes in or the phase changes.",
}


@dataclass(frozen=True)
class People:
    """Everybody on the map of a deal, with interests and influence. Theirs first, then the powerful."""

    deal: Deal
    rows: tuple[Stakeholder, ...]
    interests: Mapping[UUID, Sequence[Interest]]
    influences: tuple[Influence, ...]
    by_id: Mapping[UUID, Stakeholder] = field(default_factory=dict)

    def of(self, side: str) -> tuple[Stakeholder, ...]:
        return tuple(row for row in self.rows if row.side == side)


def load_people(deal: Deal) -> People:
    """The people of a deal who are not taken out. Three queries."""
    rows = list(Stakeholder.objects.filter(deal=deal, removed_at__isnull=True).order_by("created_at", "pk"))
    rows.sort(key=lambda row: (row.side != Party.THEIRS, not row.is_placed, -(row.power or 0), row.name.casefold()))
    by_id = {row.pk: row for row in rows}
    interests: dict[UUID, list[Interest]] = defaultdict(list)
    wanted = Interest.objects.filter(stakeholder__in=list(by_id), removed_at__isnull=True)
    for interest in wanted.order_by("created_at", "pk"):
        interests[interest.stakeholder_id].append(interest)
    edges = Influence.objects.filter(deal=deal, removed_at__isnull=True).order_by("created_at", "pk")
    live = tuple(edge for edge in edges if edge.influencer_id in by_id and edge.influenced_id in by_id)
    return People(deal, tuple(rows), interests, live, by_id)


def quarter_of(row: Stakeholder) -> Quarter | None:
    """The quarter of the map that somebody stands in; ``None`` while power or interest is not judged."""
    if row.power is None or row.interest is None:
        return None
    if row.power >= HALF:
        return Quarter.CLOSELY if row.interest >= HALF else Quarter.SATISFIED
    return Quarter.INFORMED if row.interest >= HALF else Quarter.WATCH


def band_of(row: Stakeholder, value: int) -> tuple[int, int]:
    """Between what power or interest of theirs likely lies: a judgement from outside is never sharp."""
    doubt = DOUBT[Sureness(row.sureness)]
    return max(0, value - doubt), min(100, value + doubt)


@dataclass(frozen=True)
class Flag:
    """Something about somebody that wants attention: a word for the badge, and why it matters."""

    word: str
    why: str
    is_bad: bool = False


def flags_of(row: Stakeholder, interests: Sequence[Interest]) -> tuple[Flag, ...]:
    """What wants attention about somebody, worst first."""
    found = []
    theirs = row.side == Party.THEIRS
    if row.decides and not interests:
        why = "They can stop the deal, and nobody has written down what they need."
        found.append(Flag("no interest known", why, is_bad=True))
    if row.is_hidden and (theirs or row.decides):
        found.append(Flag("hidden", HIDDEN if theirs else HIDDEN_OURS, is_bad=not interests))
    if row.stance in {Stance.OPPONENT, Stance.SCEPTIC} and (row.power or 0) >= POWERFUL:
        word = str(Stance(row.stance).label).lower()
        found.append(Flag(f"powerful {word}", "Hear them out before the meeting: what would have to be true?"))
    if row.decision_role == DecisionRole.BLOCKER and not row.veto and not interests:
        found.append(Flag("can block", "Find out what they worry about."))
    return tuple(found)


HIDDEN = "Power without a seat at the table: who speaks for them, and what do they need?"
HIDDEN_OURS = "They decide on our side and are not in the room: agree beforehand what may be given."
