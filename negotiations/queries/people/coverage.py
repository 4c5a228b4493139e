"""Coverage: has everybody who can stop the deal an interest that is served, and a cheap give that shows at home?

Rests on the package and on our worths, so it is for readers of trades only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.engine import coverage
from negotiations.engine.coverage import Change, Want
from negotiations.engine.problem import OURS, THEIRS, Package
from negotiations.enums import InterestKind, Party, SuggestionState
from negotiations.models import Interest, Job, Stakeholder, Suggestion
from negotiations.models.stakeholder import POWERFUL
from negotiations.queries.inputs.plan import plan_inputs, planned_levels
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.people.serving import Serving, interests_of, serving_of
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents, worth_bands
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Sentence, sentence

IN_PLAN, BY_SUGGESTION, UNSERVED, UNKNOWN = "plan", "suggestion", "unserved", "unknown"


@dataclass(frozen=True)
class InterestLine:
    """An interest and where it is served: in the plan's package, by a suggestion, nowhere, or it cannot be said."""

    text: str
    kind: str
    issues: tuple[str, ...]
    state: str
    why: str


@dataclass(frozen=True)
class Give:
    """A change of one level: the sentence, what it costs and what it brings."""

    text: Sentence
    ours: str
    theirs: str


@dataclass(frozen=True)
class PersonLine:
    """Somebody who can stop the deal, or is powerful. ``missing`` says in words what is not covered."""

    row: Stakeholder
    because: tuple[str, ...]
    interests: tuple[InterestLine, ...]
    give: Give | None
    missing: tuple[str, ...]
    advice: tuple[Give, ...]

    @property
    def covered(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class CoveragePage:
    """Those who matter most first; ``others`` counts those who are neither powerful nor hold a veto."""

    theirs: tuple[PersonLine, ...]
    ours: tuple[PersonLine, ...]
    others: int
    unjudged: int
    suggestions: int  # how many of the last result were looked at

    @property
    def lines(self) -> tuple[PersonLine, ...]:
        return (*self.theirs, *self.ours)

    @property
    def uncovered(self) -> int:
        return sum(not line.covered for line in self.lines)

    @property
    def hidden(self) -> tuple[PersonLine, ...]:
        return tuple(line for line in self.lines if line.row.is_hidden)


def coverage_page(access: Standing, rows: PlanRows, *, today: date) -> CoveragePage:
    """The page for a reader of trades. A constant number of queries."""
    access.require(Permission.TRADES_VIEW)
    serving = serving_of(rows)
    plan = plan_inputs(rows, access, today=today, levels=13, draws=300)
    packages = _suggested(access, rows)
    judge = _Judge(rows, serving, plan, (planned_levels(rows, access)[0], *map(_keyed, packages)))
    matter = [person for person in serving.people if matters(person)]
    lines = [judge.person(person) for person in matter]
    return CoveragePage(
        theirs=tuple(line for line in lines if line.row.side == Party.THEIRS),
        ours=tuple(line for line in lines if line.row.side == Party.OURS),
        others=len(serving.people) - len(matter),
        unjudged=sum(person.power is None and not person.decides for person in serving.people),
        suggestions=len(packages),
    )


def matters(person: Stakeholder) -> bool:
    """Whether somebody has to be covered: holds a veto or the money, or is powerful."""
    return person.decides or (person.power or 0) >= POWERFUL


def _suggested(access: Standing, rows: PlanRows) -> list[dict[Any, Any]]:
    """The packages of the last result that are not dismissed, as levels over those of the plan. Three queries."""
    job = Job.objects.filter(deal=access.deal, kind="trades", state="done").order_by("-created_at", "pk").first()
    if job is None:
        return []
    planned, _ = planned_levels(rows, access)
    base = {str(pk): level for pk, level in planned.items()}
    found = []
    for row in Suggestion.objects.filter(job=job).exclude(state=SuggestionState.DISMISSED).order_by("rank"):
        content = opened(row.content, access) or {}
        for part in content.get("packages", [content]):
            if "levels" in part:
                found.append({**base, **part["levels"]})
    return found


@dataclass(frozen=True)
class _Judge:
    """Judges one person after the other; what all share is worked out once."""

    rows: PlanRows
    serving: Serving
    plan: PlanInputs | None
    packages: Sequence[Mapping[UUID, Decimal]]  # the one of the plan first

    def person(self, row: Stakeholder) -> PersonLine:
        interests = [self._interest(one, row.side) for one in interests_of(row)]
        give = self._give(row)
        missing, advice = [], list[Give]()
        if not any(line.state in {IN_PLAN, BY_SUGGESTION} for line in interests):
            missing.append(_why_not(interests))
            advice += self._advice(row)
        if give is None:
            missing.append(self._no_give(row, interests))
        return PersonLine(row, _because(row), tuple(interests), give, tuple(missing), tuple(advice))

    def _interest(self, one: Interest, side: str) -> InterestLine:
        named = [issue for issue in self.rows.issues if str(issue.pk) in one.issues]
        state, why = UNKNOWN, "linked to no issue"
        if named:
            judged = [self.serving.judge(one, side, levels) for levels in self.packages]
            if judged[0]:
                state, why = IN_PLAN, "by the package of the plan"
            elif True in judged:
                state, why = BY_SUGGESTION, f"by {judged.count(True)} of the suggested packages"
            elif False in judged:
                state, why = UNSERVED, "by no package"
            else:
                why = "we do not know which way they want it"
        return InterestLine(
            one.text, InterestKind(one.kind).label, tuple(issue.name for issue in named), state, why
        )  # fmt: skip

    def _wants(self, row: Stakeholder) -> list[Want]:
        if self.plan is None:
            return []
        places = {str(one.issue.pk): place for place, one in enumerate(self.plan.issues)}
        side = OURS if row.side == Party.OURS else THEIRS
        linked = [tuple(places[pk] for pk in one.issues if pk in places) for one in interests_of(row)]
        return [Want(side, issues) for issues in linked if issues]

    def _give(self, row: Stakeholder) -> Give | None:
        plan = self.plan
        if plan is None or plan.package is None:
            return None
        found = [
            one
            for want in self._wants(row)
            if (one := coverage.cheap_give(want, plan.package, plan.problem, _curves(plan), _rate(plan, want.side)))
        ]
        if not found:
            return None
        best = max(found, key=lambda one: (one.gain * _rate(plan, _side(row)) - one.cost, -one.issue, -one.after))
        return self._said(row, (best,))

    def _advice(self, row: Stakeholder) -> list[Give]:
        """The cheapest single change of the package that would serve one of the interests."""
        plan = self.plan
        if plan is None or plan.package is None:
            return []
        found = [
            changes
            for want in self._wants(row)
            if (changes := coverage.serving(want, plan.package, plan.problem, _curves(plan)))
        ]
        if not found:
            return []
        return [self._said(row, min(found, key=lambda changes: (sum(one.cost for one in changes), len(changes))))]

    def _said(self, row: Stakeholder, changes: Sequence[Change]) -> Give:
        plan = self.plan
        assert plan is not None and plan.package is not None  # noqa: S101, PT018 - for the types: asked before
        after: Package = tuple(
            next((one.after for one in changes if one.issue == i), v) for i, v in enumerate(plan.package)
        )
        gain = worth_bands(plan, plan.draws.gains(plan.package, [after]))[0]
        ours = plan.worth(plan.problem.utility(after, OURS) - plan.problem.utility(plan.package, OURS))
        amounts = Amounts(plan.in_money, plan.currency)
        moves = " and ".join(f"*{{to{n}}}* instead of {{was{n}}} on {{on{n}}}" for n in range(len(changes)))
        words: dict[str, str] = {}
        for n, one in enumerate(changes):
            issue = plan.issues[one.issue]
            words |= {
                f"to{n}": issue.scale.words(issue.levels[one.after]),
                f"was{n}": issue.scale.words(issue.levels[one.before]),
                f"on{n}": issue.issue.name,
            }
        verb = "Give" if row.side == Party.THEIRS else "Ask for"
        return Give(
            sentence(f"{verb} {moves}.", **words),
            amounts.ours(to_cents(ours), signed=True),
            amounts.theirs(gain.texts() if gain else None, signed=True),
        )

    def _no_give(self, row: Stakeholder, interests: Sequence[InterestLine]) -> str:
        if not any(line.issues for line in interests):
            return "No give can be found: no interest is linked to an issue."
        if row.side == Party.THEIRS:
            return "No cheap give: nothing on their issues costs us little and is worth more to them."
        return "No cheap get: nothing on their issues costs the other side little and is worth more to us."


def _why_not(interests: Sequence[InterestLine]) -> str:
    if not interests:
        return "No interest is written: ask what they need."
    if not any(line.issues for line in interests):
        return "No interest is linked to an issue: which issue would serve it?"
    if all(line.state == UNKNOWN for line in interests):
        return "We do not know which way they want their issues."
    return "No package serves any of their interests."


def _because(row: Stakeholder) -> tuple[str, ...]:
    found = []
    if row.veto:
        found.append("veto")
    if row.decides and not row.veto:
        found.append("holds the money")
    if (row.power or 0) >= POWERFUL:
        found.append("powerful")
    return tuple(found)


def _keyed(levels: Mapping[Any, Any]) -> dict[UUID, Decimal]:
    return {UUID(str(pk)): Decimal(str(level)) for pk, level in levels.items()}


def _curves(plan: PlanInputs) -> list[tuple[Sequence[float], Sequence[float] | None]]:
    return [
        ([float(v) for v in row.ours], None if row.theirs is None else [float(v) for v in row.theirs])
        for row in plan.issues
    ]


def _side(row: Stakeholder) -> int:
    return OURS if row.side == Party.OURS else THEIRS


def _rate(plan: PlanInputs, side: int) -> float:
    """What one unit of the receiver is worth in units of the giver; 1 without a common money."""
    if plan.ours is None or plan.their_unit is None or not plan.their_unit:
        return 1.0
    theirs_in_ours = plan.their_unit / float(plan.ours.per_unit)
    return theirs_in_ours if side == THEIRS else 1 / theirs_in_ours
