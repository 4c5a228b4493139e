"""A plan on paper: what a template or a file says of a deal, before any of it is a row.

Levels are decimals, as on rows (``negotiations/levels.py``); an option's level is its place in ``options``, from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from negotiations.enums import AlternativeKind, Better, Direction, Importance, IssueKind, Party, Shape


@dataclass(frozen=True)
class CurveDraft:
    """A value curve and a weight for a party; the low and the high of a band are for the other side only."""

    shape: str = Shape.LINEAR
    swing: Decimal | None = None
    swing_low: Decimal | None = None
    swing_high: Decimal | None = None
    half_level: Decimal | None = None
    half_low: Decimal | None = None
    half_high: Decimal | None = None
    knee: Decimal | None = None
    ratings: Mapping[str, float] = field(default_factory=dict)  # level as text -> 0..100
    direction: str = Direction.UNKNOWN
    source: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class IssueDraft:
    """One issue with all that is said of it. ``planned`` is its level in the package on the page."""

    name: str
    kind: str = IssueKind.CHOICE
    description: str = ""
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    options: tuple[str, ...] = ()
    better: str = Better.HIGH
    multiplier: Decimal = Decimal(1)
    tradeable: bool = True
    importance: str = Importance.WANT
    owner_email: str = ""
    requester: str = ""
    marker: Decimal | None = None
    target: Decimal | None = None
    realistic: Decimal | None = None
    walk_away: Decimal | None = None
    planned: Decimal | None = None
    ours: CurveDraft = field(default_factory=CurveDraft)
    theirs: CurveDraft = field(default_factory=CurveDraft)

    @property
    def has_secrets(self) -> bool:
        """Whether it says anything that only readers of secrets may see."""
        return any(level is not None for level in (self.target, self.realistic, self.walk_away, self.planned))


@dataclass(frozen=True)
class LeverDraft:
    """A lever, with the fields of the issue that it would become (numbers as text)."""

    title: str
    why: str = ""
    draft: Mapping[str, object] = field(default_factory=dict)
    worth: "AssumedWorth | None" = None


@dataclass(frozen=True)
class AssumedWorth:
    """What using a lever in full is assumed to be worth: to us, and low, likely, high to them. Below 0 a cost."""

    ours: Decimal
    theirs: tuple[Decimal, Decimal, Decimal]
    source: str
    is_assumed: bool = True


@dataclass(frozen=True)
class AlternativeDraft:
    """A candidate for our best alternative; ``levels`` maps the names of issues to levels."""

    title: str
    kind: str = AlternativeKind.VALUE
    value: Decimal | None = None
    levels: Mapping[str, Decimal] = field(default_factory=dict)
    probability: Decimal = Decimal(100)
    cost: Decimal | None = None
    expires_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class RuleDraft:
    """A rule between issues; ``when``, ``then`` and ``amounts`` are documents as on rows, by the names of issues."""

    kind: str
    when: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    then: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    amounts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    most: Decimal | None = None
    counted: str = ""
    ours: Decimal | None = None
    theirs: Mapping[str, str] = field(default_factory=dict)  # low, likely, high
    party: str = Party.OURS
    requester: str = ""
    importance: str = Importance.MUST
    note: str = ""


@dataclass(frozen=True)
class PlanDraft:
    """Issues, alternatives, levers and rules of one deal."""

    issues: tuple[IssueDraft, ...] = ()
    alternatives: tuple[AlternativeDraft, ...] = ()
    levers: tuple[LeverDraft, ...] = ()
    rules: tuple[RuleDraft, ...] = ()

    @property
    def has_secrets(self) -> bool:
        """Whether filling it in needs the right to write secrets."""
        return bool(self.alternatives or self.rules) or any(issue.has_secrets for issue in self.issues)


@dataclass(frozen=True)
class DealDraft:
    """A deal and its plan; what the paper does not say is empty."""

    plan: PlanDraft
    title: str = ""
    counterparty: str = ""
    category: str = ""
    currency: str = ""
    estimated_value: Decimal | None = None
    horizon: str = ""
