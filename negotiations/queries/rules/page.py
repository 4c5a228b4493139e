"""The rules between issues on a page of their own: in words, what they leave out, which sleep. Secret as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.engine.share import Share, ruled_out
from negotiations.enums import Importance, Party, RuleKind
from negotiations.levels import MAX_STEPS, THIN_SPACE
from negotiations.models import IssueRule
from negotiations.queries.history.fields import field_words
from negotiations.queries.inputs.plan import PlanInputs, plan_inputs
from negotiations.queries.plan.cells import Cell, Group, Outcome, settled, settled_group
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.rules.types import ReadRule, RuleInput
from negotiations.queries.rules.words import gone, rule_sentence
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Names, Sentence, plain

ICONS = {RuleKind.FORBID: "x", RuleKind.REQUIRE: "arrow-right", RuleKind.BONUS: "plus", RuleKind.CAP: "target"}
WHOSE: dict[str, str] = {Party.OURS: "Ours", Party.THEIRS: "Theirs, as we know it"}
HOLDS: dict[str, str] = {Importance.MUST: "Must hold", Importance.WANT: "Would be nice: only warned about"}
CHOICES: dict[str, Mapping[str, str]] = {"party": WHOSE, "importance": HOLDS}
LABELS = {
    "ours": "Worth to us", "most": "At most", "counted": "What is counted", "party": "Whose rule",
    "importance": "Does it have to hold?", "requester": "Asked for by", "note": "Why",
}  # fmt: skip
HINTS = {
    "ours": "nothing",
    "most": "12",
    "counted": "points, euros",
    "requester": "Finance",
    "note": "Where it comes from",
}
FIELDS: dict[str, tuple[str, ...]] = {
    RuleKind.FORBID: (),
    RuleKind.REQUIRE: (),
    RuleKind.BONUS: ("ours",),
    RuleKind.CAP: ("most", "counted"),
}
COMMON = ("importance", "party", "requester", "note")
BAND = {"low": "at least", "likely": "likely", "high": "at most"}


@dataclass(frozen=True)
class RuleLine:
    """A rule in the list. ``asleep`` names the issues that are gone; ``share`` says what it leaves out ("" if it
    bounds nothing); ``broken``: the package on the page breaks it."""

    rule: ReadRule
    text: Sentence
    kind: str
    icon: str
    share: str
    nothing: bool
    asleep: str
    broken: bool
    url: str
    remove_url: str

    @property
    def plain(self) -> str:
        """The sentence as one line of text."""
        return plain(self.text)

    @property
    def wish(self) -> bool:
        return self.rule.row.importance == Importance.WANT and self.rule.kind != RuleKind.BONUS

    @property
    def theirs(self) -> bool:
        return self.rule.row.party == Party.THEIRS


@dataclass(frozen=True)
class RulesPage:
    """``together``: what all rules that bind leave out, in words; ``blocked``: they leave nothing at all."""

    lines: tuple[RuleLine, ...]
    together: str
    blocked: bool
    broken: int
    may_edit: bool
    issue_count: int


@dataclass(frozen=True)
class RulePage:
    """One rule with its fields; ``version`` is that of what is typed issue by issue."""

    line: RuleLine
    cells: tuple[tuple[str, Cell], ...]
    theirs: Group | None
    version: int
    levels_url: str
    may_edit: bool


def rules_plan(rows: PlanRows, access: Standing, today: date) -> PlanInputs | None:
    """The plan with every business step, so that what is left out is counted and not thinned."""
    access.require(Permission.SECRETS_VIEW)
    return plan_inputs(rows, access, today=today, levels=MAX_STEPS + 1, draws=2)


def rules_page(rows: PlanRows, access: Standing, today: date) -> RulesPage:
    """All rules of a deal for a reader of all secrets."""
    plan = rules_plan(rows, access, today)
    names, amounts = Names(access.deal), amounts_of_plan(rows, plan)
    rules = plan.rules if plan else ()
    share = share_of(plan, rules) if plan else Share(0.0, (), True)
    lines = [rule_line_of(rows, one, names, amounts, share, place, plan) for place, one in enumerate(rules)]
    bound = any(one.read.binds and not one.asleep for one in rules)
    return RulesPage(
        lines=tuple(lines),
        together=_together(share) if bound else "",
        blocked=share.together >= 1,
        broken=sum(line.broken for line in lines),
        may_edit=access.can(Permission.SECRETS_EDIT),
        issue_count=len(rows.issues),
    )


def rule_page(
    rows: PlanRows, access: Standing, rule: IssueRule, today: date, outcome: Outcome | None
) -> RulePage | None:
    """One rule for a reader of all secrets, with what became of a save; None when it is not among those of the plan."""
    plan = rules_plan(rows, access, today)
    if plan is None:
        return None
    place = next((place for place, one in enumerate(plan.rules) if one.pk == rule.pk), None)
    if place is None:
        return None
    names, amounts = Names(access.deal), amounts_of_plan(rows, plan)
    line = rule_line_of(rows, plan.rules[place], names, amounts, share_of(plan, plan.rules), place, plan)
    may = access.can(Permission.SECRETS_EDIT)
    currency = rows.deal.currency if plan.in_money else ""
    fields = (*FIELDS[line.rule.kind], *(name for name in COMMON if name != "importance" or line.rule.kind != "bonus"))
    row = line.rule.row
    return RulePage(
        line=line,
        cells=tuple((LABELS[name], _cell(line.rule, name, may, currency, outcome)) for name in fields),
        theirs=_band(line.rule, may, currency, outcome) if line.rule.kind == RuleKind.BONUS else None,
        version=max(row.version_of(name) for name in ("when", "then", "amounts")),
        levels_url=rule_url("rule-edit", row, field="levels"),
        may_edit=may,
    )


def share_of(plan: PlanInputs, rules: Sequence[RuleInput]) -> Share:
    """What the rules that bind leave out of the packages inside our walk-aways, together and each on its own."""
    allowed = [issue.allowed for issue in plan.problem.issues]
    return ruled_out(allowed, [(one.out, one.cap) if one.read.binds else ((), None) for one in rules])


def amounts_of_plan(rows: PlanRows, plan: PlanInputs | None) -> Amounts:
    """How worth is said in this plan."""
    return Amounts(plan is None or plan.in_money, rows.deal.currency)


def rule_line_of(
    rows: PlanRows, one: RuleInput, names: Names, amounts: Amounts, share: Share, place: int, plan: PlanInputs | None
) -> RuleLine:
    """The line of a rule; ``place`` is its place in the share."""
    rule, live = one.read, {str(issue.pk) for issue in rows.issues}
    counts = rule.binds and not one.asleep
    part = share.each[place] if counts else 0.0
    package = plan.package if plan else None
    return RuleLine(
        rule=rule,
        text=rule_sentence(rule, names, amounts),
        kind=RuleKind(rule.kind).label,
        icon=ICONS[RuleKind(rule.kind)],
        share=percent_words(part, exact=share.exact) if counts else "",
        nothing=counts and part == 0,
        asleep=gone(rule, live, names) if one.asleep else "",
        broken=package is not None and one.broken_by(package),
        url=rule_url("rule-detail", rule.row),
        remove_url=rule_url("rule-remove", rule.row),
    )


def percent_words(part: float, *, exact: bool) -> str:
    """``34 %``, ``about 34 %``, ``less than 1 %``."""
    if part in {0, 1} and exact:
        return f"{'no' if part == 0 else 'every'} package"
    if part < 0.01:
        return f"less than 1{THIN_SPACE}%"
    if part > 0.99:
        return f"more than 99{THIN_SPACE}%"
    return f"{'' if exact else 'about '}{round(100 * part)}{THIN_SPACE}%"


def _together(share: Share) -> str:
    if share.together >= 1:
        return "Together these rules leave no package inside our walk-aways. Let one of them go."
    if share.together == 0:
        return "These rules leave every package inside our walk-aways as it is."
    part = percent_words(share.together, exact=share.exact)
    return f"Together these rules leave out {part} of the packages inside our walk-aways."


def _cell(rule: ReadRule, name: str, may: bool, currency: str, outcome: Outcome | None) -> Cell:
    row = rule.row
    value: Any = getattr(rule, name) if hasattr(rule, name) else getattr(row, name)
    text = rule_field_words(name, value, currency)
    cell = Cell(
        id=f"cell-{name}-{row.pk}",
        url=rule_url("rule-edit", row, field=name),
        field=name,
        label=LABELS[name],
        text=text,
        stored=text,
        version=row.version_of(name),
        editable=may,
        secret=True,
        choices=tuple((str(code), words) for code, words in CHOICES[name].items()) if name in CHOICES else (),
        chosen=str(value) if name in CHOICES else "",
        shape="area" if name == "note" else "text",
        hint=HINTS.get(name, ""),
    )
    return settled(cell, outcome)


def _band(rule: ReadRule, may: bool, currency: str, outcome: Outcome | None) -> Group:
    row = rule.row
    fields = tuple(
        Cell(
            id=f"cell-{name}-{row.pk}",
            url="",
            field=name,
            label=label,
            text=(text := rule_field_words("ours", Decimal(rule.theirs[name]), currency) if rule.theirs else ""),
            stored=text,
            version=0,
            secret=True,
        )
        for name, label in BAND.items()
    )
    group = Group(
        id=f"group-theirs-{row.pk}",
        url=rule_url("rule-edit", row, field="theirs"),
        label="Likely worth to them",
        version=row.version_of("theirs"),
        fields=fields,
        editable=may,
    )
    return settled_group(group, outcome)


def rule_field_words(name: str, value: Any, currency: str) -> str:
    """The value of a field of a rule in words."""
    if name in CHOICES:
        return CHOICES[name].get(value, str(value))
    if name == "ours":
        return field_words("value", value or None, None, currency)
    return field_words(name, value)


def rule_url(name: str, row: IssueRule, **more: str) -> str:
    """Where a rule is, or an action on it."""
    kwargs: dict[str, UUID | str] = {"deal_id": row.deal_id, "rule_id": row.pk, **more}
    return reverse(f"negotiations:{name}", kwargs=kwargs)
