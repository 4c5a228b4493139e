"""What both sides have on the table: issue by issue, and what each whole package is worth to us."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from negotiations.engine.problem import OURS
from negotiations.enums import Party
from negotiations.models import Issue
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents
from negotiations.queries.reading import opened
from negotiations.queries.sight.inputs import Levels, Stands
from negotiations.queries.sight.limits import Limits
from negotiations.queries.theirs.evidence import Offer, latest, offers
from negotiations.queries.wording import Amounts, Names, listed
from negotiations.secrets import Reader

BOTH = 2  # sides
LEVELS, DRAWS = 13, 20  # what something is worth to us needs no guess about them


@dataclass(frozen=True)
class OfferWords:
    """A whole package of a side: what it last said, with what stood before where it was silent.

    ``crossed`` names the issues on which it is beyond the mandate; ``below``: worth less than the floor.
    """

    at: datetime | None
    worth: str
    over: str
    below: bool
    crossed: str
    value: Decimal
    over_value: Decimal | None
    crossed_ids: tuple[str, ...]
    levels: Mapping[str, str]

    @property
    def within(self) -> bool:
        return not self.below and not self.crossed


@dataclass(frozen=True)
class IssueOnTable:
    """One issue: our target, what each side said last (empty: it has not spoken of it), what is agreed.

    ``fresh``: the last offer of that side spoke of it, or a give since.
    """

    issue: Issue
    target: str
    ours: str
    theirs: str
    agreed: str
    ours_fresh: bool
    theirs_fresh: bool

    @property
    def cell(self) -> str:
        """The class of its cells: words may break, a number may not."""
        return "level-number" if self.issue.is_numeric else "level-words"


@dataclass(frozen=True)
class OnTable:
    """``between`` is what our last offer is worth to us over theirs; ``first_gap`` the same of both first offers."""

    issues: tuple[IssueOnTable, ...]
    target: OfferWords | None
    ours: OfferWords | None
    theirs: OfferWords | None
    between: str
    agreed: Mapping[str, str]
    plan: PlanInputs | None
    amounts: Amounts
    first_gap: Decimal | None = None


@dataclass(frozen=True)
class Side:
    """What a side said last on each issue, offered or given; ``fresh``: in its last offer, or in a give since."""

    spoken: Levels
    fresh: frozenset[UUID]


def on_table(rows: PlanRows, reader: Reader, names: Names, stands: Stands, limits: Limits, *, today: date) -> OnTable:
    """No query: the rows are loaded. Levels are those of the offers; worth is measured without guesses about them."""
    found = offers(rows, reader)
    last = {party: latest(found, party) for party in (Party.OURS, Party.THEIRS)}
    sides = (_side(found, Party.OURS, stands), _side(found, Party.THEIRS, stands))
    whole = {party: stands.on(party, one.standing) for party, one in last.items() if one is not None}
    targets = _targets(rows, reader)
    firsts = [one.standing for one in (latest(found[::-1], party) for party in (Party.OURS, Party.THEIRS)) if one]
    plan = _inputs(rows, reader, [targets, *whole.values(), *firsts], stands, today)
    amounts = Amounts(plan is not None and plan.in_money, rows.deal.currency)
    words = {
        party: None if plan is None or one is None
        else _package(plan, whole[party], one.row.happened_at, limits, names, amounts)
        for party, one in last.items()
    }  # fmt: skip
    target = None if plan is None or not targets else _package(plan, targets, None, limits, names, amounts)
    return OnTable(
        issues=tuple(_issue(issue, names, targets, sides, stands.agreed) for issue in rows.issues),
        target=target,
        ours=words[Party.OURS],
        theirs=words[Party.THEIRS],
        between=_between(words[Party.OURS], words[Party.THEIRS], amounts),
        agreed={str(pk): level_text(level) for pk, level in stands.agreed.items()},
        plan=plan,
        amounts=amounts,
        first_gap=_first_gap(plan, firsts),
    )


def _first_gap(plan: PlanInputs | None, firsts: Sequence[Mapping[UUID, Decimal]]) -> Decimal | None:
    """What our first offer is worth to us over theirs."""
    if plan is None or len(firsts) < BOTH:
        return None
    ours, theirs = (plan.worth(plan.problem.utility(plan.package_of(one), OURS)) for one in firsts)
    return to_cents(ours - theirs)


def _inputs(
    rows: PlanRows, reader: Reader, packages: list[Mapping[UUID, Decimal]], stands: Stands, today: date
) -> PlanInputs | None:
    """The plan without what we learnt of them; the levels that are named are kept as they are."""
    named = stands.named()
    for levels in packages:
        for pk, level in levels.items():
            named.setdefault(pk, []).append(level)
    return plan_inputs(replace(rows, evidence=()), reader, today=today, levels=LEVELS, draws=DRAWS, named=named)


def _targets(rows: PlanRows, reader: Reader) -> Levels:
    found = {pk: opened(row.target, reader) for pk, row in rows.limits.items()}
    return {pk: level for pk, level in found.items() if level is not None}


def _package(
    plan: PlanInputs,
    levels: Mapping[UUID, Decimal],
    at: datetime | None,
    limits: Limits,
    names: Names,
    amounts: Amounts,
) -> OfferWords:
    package = plan.package_of(levels)
    value, over = to_cents(plan.worth(plan.problem.utility(package, OURS))), limits.over(plan, package)
    crossed = limits.crossed(plan, package)
    return OfferWords(
        at=at,
        worth=amounts.ours(value),
        over="" if over is None else amounts.ours(abs(over)),
        below=over is not None and over < 0,
        crossed=listed([names.issue(pk) for pk in crossed]),
        value=value,
        over_value=over,
        crossed_ids=crossed,
        levels={str(pk): level_text(level) for pk, level in plan.levels_of(package).items()},
    )


def _issue(issue: Issue, names: Names, targets: Levels, sides: tuple[Side, Side], agreed: Levels) -> IssueOnTable:
    pk, (ours, theirs) = issue.pk, sides

    def words(levels: Mapping[UUID, Decimal]) -> str:
        return names.level(str(pk), levels[pk]) if pk in levels else ""

    return IssueOnTable(
        issue=issue,
        target=words(targets),
        ours=words(ours.spoken),
        theirs=words(theirs.spoken),
        agreed=words(agreed),
        ours_fresh=pk in ours.fresh,
        theirs_fresh=pk in theirs.fresh,
    )


def _side(found: Iterable[Offer], party: Party, stands: Stands) -> Side:
    """A side's own words; its silence is none of them."""
    said: Levels = {}
    last: Iterable[UUID] = ()
    for one in found:
        if one.row.party == party:
            said, last = {**said, **one.said}, one.said
    given = stands.given[party]
    return Side({**said, **given}, frozenset([*last, *given]))


def _between(ours: OfferWords | None, theirs: OfferWords | None, amounts: Amounts) -> str:
    if ours is None or theirs is None:
        return ""
    return amounts.ours(ours.value - theirs.value, signed=True)
