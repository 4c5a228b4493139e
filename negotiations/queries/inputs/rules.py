"""The rules of a plan as the engine takes them: combinations that are out, bonuses, caps; and which of them sleep."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from math import gcd
from typing import Any
from uuid import UUID

from negotiations.engine.problem import OURS, THEIRS, Cap, Rule
from negotiations.enums import RuleKind
from negotiations.models import Issue
from negotiations.queries.inputs.own_doubt import with_bonuses
from negotiations.queries.inputs.types import IssueInput, PlanInputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.rules.levels import amounts_of, borders, covered
from negotiations.queries.rules.types import Matches, ReadRule, RuleInput, read_rule
from negotiations.secrets import Reader

MOST_BONUS = 20
CAP_PLACES = 6  # decimals that amounts are counted to


def read_rules(rows: PlanRows, reader: Reader) -> tuple[ReadRule, ...]:
    """All rules of a plan, in the order in which they were written."""
    return tuple(read_rule(row, reader) for row in rows.rules)


def kept_levels(rules: Sequence[ReadRule], issues: Sequence[Issue]) -> list[tuple[UUID, Decimal]]:
    """The levels at which rules begin and end, with their issues: a thinned grid keeps them."""
    steps = {str(issue.pk): issue.step for issue in issues}
    found = []
    for rule in rules:
        for key, part in chain(rule.when.items(), rule.then.items()):
            if "options" not in part:
                found += [(UUID(key), level) for level in borders(part, steps.get(key) or Decimal(0))]
    return found


def rule_inputs(rules: Sequence[ReadRule], issues: Sequence[IssueInput]) -> tuple[RuleInput, ...]:
    """The rules over these issues and their levels."""
    places = {str(row.issue.pk): place for place, row in enumerate(issues)}
    return tuple(_rule_input(rule, issues, places) for rule in rules)


def with_rules(plan: PlanInputs, rules: tuple[RuleInput, ...]) -> PlanInputs:
    """The plan under its rules: combinations and caps of those that bind, discounts in units of either side.

    A discount is the likely one in every guess about them.
    """
    out = [Rule(matches) for rule in rules if rule.read.binds for matches in rule.out]
    given = [(Rule(rule.given, bonus), bonus) for rule in rules if rule.given for bonus in [_bonus(plan, rule.read)]]
    caps = [Cap(*rule.cap, key=str(rule.pk)) for rule in rules if rule.read.binds and rule.cap]
    problem = replace(plan.problem, rules=(*out, *(rule for rule, _ in given)), caps=tuple(caps))
    draws = replace(plan.draws, bonuses=tuple((rule, bonus[THEIRS]) for rule, bonus in given if bonus[THEIRS]))
    own = with_bonuses(plan.own, [(rule, bonus[OURS]) for rule, bonus in given])
    return replace(plan, problem=problem, draws=draws, rules=rules, own=own)


def _bonus(plan: PlanInputs, rule: ReadRule) -> tuple[int, int]:
    """The discount in units, ours and theirs; what is beyond all reason counts as ``MOST_BONUS`` times the plan."""
    most = MOST_BONUS * plan.problem.unit
    units = plan.units(rule.ours), plan.their_units(Decimal(rule.theirs.get("likely", "0")))
    ours, theirs = (round(max(-most, min(most, value))) for value in units)
    return ours, theirs


def _rule_input(rule: ReadRule, issues: Sequence[IssueInput], places: Mapping[str, int]) -> RuleInput:
    if any(pk not in places for pk in rule.issue_ids):
        return RuleInput(rule, asleep=True)
    when = _matches(rule.when, issues, places)
    if rule.kind == RuleKind.CAP:
        return RuleInput(rule, cap=_cap(rule, issues, places))
    if rule.kind == RuleKind.BONUS:
        return RuleInput(rule, given=next(iter(_possible([when])), ()))
    if rule.kind == RuleKind.FORBID:
        return RuleInput(rule, out=_possible([when]))
    others = [
        (place, frozenset(range(len(issues[place].levels))) - options)
        for place, options in _matches(rule.then, issues, places)
    ]
    return RuleInput(rule, out=_possible([(*when, other) for other in others]))


def _matches(
    parts: Mapping[str, Mapping[str, Any]], issues: Sequence[IssueInput], places: Mapping[str, int]
) -> Matches:
    return tuple((places[pk], covered(part, issues[places[pk]].levels)) for pk, part in parts.items())


def _possible(combinations: Sequence[Matches]) -> tuple[Matches, ...]:
    """Those that some package matches: an issue with no level left in one makes it impossible."""
    return tuple(matches for matches in combinations if all(options for _, options in matches))


def _cap(
    rule: ReadRule, issues: Sequence[IssueInput], places: Mapping[str, int]
) -> tuple[tuple[tuple[int, ...], ...], int]:
    """Amounts and their most as whole numbers: in millionths, by their common divisor, each issue from 0."""
    scale = Decimal(10) ** CAP_PLACES
    rows: list[tuple[int, ...]] = [(0,) * len(issue.levels) for issue in issues]
    most = int((rule.most or Decimal(0)) * scale)
    for pk, entry in rule.amounts.items():
        amounts = [int(amount * scale) for amount in amounts_of(entry, issues[places[pk]].levels)]
        least = min(0, *amounts)
        most -= least
        rows[places[pk]] = tuple(amount - least for amount in amounts)
    divisor = gcd(*(amount for row in rows for amount in row)) or 1
    return tuple(tuple(amount // divisor for amount in row) for row in rows), most // divisor
