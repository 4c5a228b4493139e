"""What the engine is given for a plan, and how to speak of what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from negotiations.engine import doubt, money
from negotiations.engine.evidence import Evidence as Seen
from negotiations.engine.exchange import Offer
from negotiations.engine.inference import Posterior
from negotiations.engine.problem import FloatArray, Package, Problem
from negotiations.engine.weights import Range
from negotiations.levels import Scale
from negotiations.models import Alternative, Issue
from negotiations.queries.inputs.issues import Missing, Value
from negotiations.queries.plan.rows import NOTHING_SPOKEN, Spoken
from negotiations.queries.rules.types import RuleInput

POINTS = Decimal(100)  # what 1.0 of utility is called when there is no money issue


def level_text(level: Decimal) -> str:
    """A level as documents keep it: without trailing zeros or an exponent, so that equal levels are equal texts."""
    text = format(level, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


@dataclass(frozen=True)
class IssueInput:
    """One issue as the engine sees it. ``levels[v]`` is option v; ``swing`` is our points as used, in ``interval``."""

    issue: Issue
    scale: Scale
    levels: tuple[Decimal, ...]
    ours: tuple[Value, ...]
    theirs: tuple[Value, ...] | None
    belief: doubt.Belief
    swing: Decimal
    interval: Range | None = None

    def index(self, level: Decimal) -> int:
        """The option at a level, or nearest to it (the lower one of two equally near)."""
        return min(range(len(self.levels)), key=lambda v: (abs(self.levels[v] - level), v))


@dataclass(frozen=True)
class Piece:
    """What one row of evidence tells the engine; ``offer`` is the whole package when it is an offer of either side."""

    row: UUID
    seen: Seen
    offer: Package | None


@dataclass(frozen=True)
class Floor:
    """The package floor: what we have without this deal, in money or points, and which alternative gives it."""

    alternative: Alternative
    expected: Decimal


@dataclass(frozen=True)
class LeverInput:
    """A lever that is not on the table: in how many steps it could be used, and what using it in full is worth.

    ``ours``, and ``theirs`` as low, likely, high, are on the plan's scale, below 0 a cost.
    """

    pk: UUID
    steps: int
    ours: Decimal
    theirs: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class OwnDoubt:
    """Draws of our own preferences, where the team's spread left doubt; ``prices`` are money for a unit in each."""

    draws: doubt.Draws
    prices: FloatArray | None


@dataclass(frozen=True)
class PlanInputs:
    """What the engine is given, and how to speak of what comes out.

    ``ours`` is the money scale, None when the plan has no money issue that counts: then worth is in points (100 = 1.0).
    ``prices`` are the same for them, one per draw. ``package`` is the one on the page (None in a public reading).
    ``their_unit`` is the likely money for one of their units. ``beyond[i]`` are the options of issue i past our
    walk-away, the planned one included if it is. ``their_floor`` is what they have without this
    deal: low, likely, high. ``pieces`` is the evidence, oldest first, and ``posterior`` what it taught (None without):
    the draws are picked from it. ``talk`` are the offers of both sides, ``horizon`` 0 one-off to 3 long-term.
    ``rules`` are all of them, those that sleep or do not bind included. ``own`` is doubt about our own weights.
    ``spoken`` is what the log counts besides offers, where the claim/create meter is read.
    """

    issues: tuple[IssueInput, ...]
    problem: Problem
    draws: doubt.Draws
    ours: money.MoneyScale | None
    prices: FloatArray | None
    their_unit: float | None
    missing: tuple[Missing, ...]
    currency: str
    package: Package | None = None
    floor: Floor | None = None
    their_floor: tuple[Decimal, Decimal, Decimal] | None = None
    beyond: tuple[frozenset[int], ...] = ()
    pieces: tuple[Piece, ...] = ()
    posterior: Posterior | None = None
    talk: tuple[Offer, ...] = ()
    horizon: int | None = None
    rules: tuple[RuleInput, ...] = ()
    levers: tuple[LeverInput, ...] = ()
    own: OwnDoubt | None = None
    spoken: Spoken = NOTHING_SPOKEN

    @property
    def in_money(self) -> bool:
        return self.ours is not None

    def worth(self, units: float) -> Decimal:
        """Our units as money, or as points of 100."""
        return self.ours.worth(units) if self.ours else Decimal(repr(float(units))) / self.problem.unit * POINTS

    def their_worth(self, units: float) -> Decimal:
        """Their units as likely money, or as points of 100: the middle of a band, never to be shown alone."""
        if self.their_unit is None:
            return Decimal(repr(float(units))) / self.problem.unit * POINTS
        return Decimal(repr(float(units) * self.their_unit))

    def outside(self, package: Sequence[int]) -> list[UUID]:
        """The issues on which a package passes our walk-away."""
        return [row.issue.pk for row, v, past in zip(self.issues, package, self.beyond, strict=False) if v in past]

    def broken(self, package: Sequence[int]) -> list[UUID]:
        """The rules that a package breaks, those that would only be nice included."""
        return [rule.pk for rule in self.rules if rule.broken_by(package)]

    def units(self, worth: Decimal) -> float:
        """Money or points as our units: the inverse of ``worth``."""
        return self.ours.units(worth) if self.ours else float(worth / POINTS) * self.problem.unit

    def their_units(self, worth: Decimal) -> float:
        """Their money or points as their units: the inverse of ``their_worth``."""
        if self.their_unit is None:
            return float(worth / POINTS) * self.problem.unit
        return float(worth) / self.their_unit

    def place(self, issue_id: UUID) -> int | None:
        """Where an issue stands in the problem."""
        return next((i for i, row in enumerate(self.issues) if row.issue.pk == issue_id), None)

    def levels_of(self, package: Sequence[int]) -> dict[UUID, Decimal]:
        """A package of the engine as levels by issue."""
        return {row.issue.pk: row.levels[v] for row, v in zip(self.issues, package, strict=True)}

    def package_of(self, levels: Mapping[UUID, Decimal]) -> Package:
        """Levels as a package of the engine, nearest business step; issues not named are as on the page."""
        found = []
        for i, row in enumerate(self.issues):
            level = levels.get(row.issue.pk)
            standing = self.package[i] if self.package else 0
            found.append(standing if level is None else row.index(level))
        return tuple(found)
