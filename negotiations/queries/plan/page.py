"""The plan on one page: what each issue is, what it is worth to both, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from negotiations.enums import IssueKind
from negotiations.levels import Scale, number, scale_of
from negotiations.models import Issue, Lever
from negotiations.queries.deal import comments
from negotiations.queries.inputs.plan import PlanInputs, load_plan, public_inputs
from negotiations.queries.plan import worth
from negotiations.queries.plan.beside import Beside, beside
from negotiations.queries.plan.cells import Cell, CellMaker, Outcome
from negotiations.queries.plan.issue_cells import limit_cells, marker_cell, sight
from negotiations.queries.plan.package import PackagePanel, package_panel
from negotiations.queries.plan.panel import Panel, issue_panel
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.weighing import needs_asking_again
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts

KINDS = {  # the engine's class -> (words, icon, class)
    "distributive": ("Distributive", "split", "distributive"),
    "integrative": ("Integrative", "swap", "integrative"),
    "compatible": ("Both want it", "check", "compatible"),
    "free for us": ("Costs us nothing", "check", "compatible"),
    "free for them": ("Costs them nothing", "check", "compatible"),
    "indifferent": ("No weight yet", "question", "unknown"),
    "unknown": ("Not known yet", "question", "unknown"),
}


@dataclass(frozen=True)
class IssueRow:
    """One line of the table. Bands are theirs; None or "" where nobody has said anything yet."""

    issue: Issue
    url: str
    is_open: bool
    marker: Cell
    limits: tuple[Cell | None, ...]  # target, realistic, walk-away; None where the reader may not see
    ours: float | None
    theirs: worth.Weights | None
    asks_again: bool
    step: str
    step_ours: str
    step_theirs: str
    kind: str
    kind_icon: str
    kind_class: str
    may_remove: bool
    said: int  # comments that this reader may see


@dataclass(frozen=True)
class PlanPage:
    """What the page shows to one reader."""

    rows: tuple[IssueRow, ...]
    shows_limits: bool
    may_edit: bool
    may_propose: bool
    may_edit_secrets: bool
    in_money: bool
    panel: Panel | None
    package: PackagePanel | None
    levers: tuple[Lever, ...]
    beside: Beside
    open_query: str

    @property
    def columns(self) -> int:
        return 8 if self.shows_limits else 5

    @property
    def order(self) -> str:
        return ",".join(str(row.issue.pk) for row in self.rows)


def plan_page(
    access: Standing,
    *,
    now: datetime,
    open_issue: UUID | None = None,
    outcome: Outcome | None = None,
    preset: str = "",
) -> PlanPage:
    """The plan of a deal for one reader. ``open_issue`` shows its detail; ``preset`` names another package to look at.

    The number of queries does not depend on the number of issues.
    """
    rows = load_plan(access.deal)
    public = public_inputs(rows)
    today = timezone.localdate(now)
    opened = next((issue for issue in rows.issues if issue.pk == open_issue), None)
    suffix = f"?open={opened.pk}" if opened else ""
    package = package_panel(rows, access, today=today, preset=preset, outcome=outcome, suffix=suffix)
    lines = _Lines(access, rows, public, outcome, opened, suffix)
    return PlanPage(
        rows=tuple(lines.row(issue) for issue in rows.issues),
        shows_limits=access.can_somewhere(Permission.SECRETS_VIEW),
        may_edit=access.can(Permission.PLAN_EDIT),
        may_propose=access.can(Permission.LEVER_PROPOSE),
        may_edit_secrets=access.can(Permission.SECRETS_EDIT),
        in_money=public is not None and public.in_money,
        panel=issue_panel(opened, rows, access, public, outcome=outcome, suffix=suffix) if opened else None,
        package=package,
        levers=tuple(
            Lever.objects.filter(deal=access.deal, removed_at__isnull=True, issue__isnull=True).order_by("title", "pk")
        ),
        beside=beside(rows, access, package.inputs if package else None, now=now),
        open_query=suffix,
    )


class _Lines:
    """Makes the lines of the table; the engine's answers are computed once for all."""

    def __init__(
        self,
        access: Standing,
        rows: PlanRows,
        public: PlanInputs | None,
        outcome: Outcome | None,
        opened: Issue | None,
        suffix: str,
    ) -> None:
        self.access, self.rows, self.outcome, self.opened, self.suffix = access, rows, outcome, opened, suffix
        self.said = comments.counts(access)
        self.amounts = Amounts(public is not None and public.in_money, rows.deal.currency)
        self.steps: Mapping[UUID, worth.StepWorth] = worth.step_worths(public) if public else {}
        self.weights: Mapping[UUID, worth.Weights] = worth.weights(public) if public else {}
        self.classes: Mapping[UUID, str] = worth.issue_classes(public) if public else {}
        self.missing = {(one.issue.pk, one.what) for one in public.missing} if public else set()

    def row(self, issue: Issue) -> IssueRow:
        pk = issue.pk
        scale = scale_of(issue, self.rows.deal.currency)
        make = CellMaker(issue, scale, self.access, self.outcome, self.suffix)
        may = sight(self.access, issue)
        ours, theirs = self.rows.ours.get(pk), self.rows.theirs.get(pk)
        weights, step = self.weights.get(pk), self.steps.get(pk)
        unknown = theirs is None or theirs.swing is None
        words, icon, code = KINDS[self.classes.get(pk, "unknown")]
        is_open = self.opened is not None and self.opened.pk == pk
        here = {"deal_id": issue.deal_id}
        return IssueRow(
            issue=issue,
            url=reverse("negotiations:deal-plan", kwargs=here)
            if is_open
            else reverse("negotiations:issue-detail", kwargs={**here, "issue_id": pk}),
            is_open=is_open,
            marker=marker_cell(may, issue, make),
            limits=limit_cells(may, issue, self.rows.limits.get(pk), make),
            ours=weights.ours if weights and ours is not None and ours.swing is not None else None,
            theirs=None if unknown else weights,
            asks_again=ours is not None and needs_asking_again(ours),
            step=_step_words(issue, scale, step),
            step_ours="" if (pk, "our_weight") in self.missing or step is None else self.amounts.ours(step.ours),
            step_theirs="" if unknown or step is None else self._band(step.theirs),
            kind=words,
            kind_icon=icon,
            kind_class=code,
            may_remove=self.access.can(Permission.PLAN_EDIT, issue),
            said=self.said.get(pk, 0),
        )

    def _band(self, band: worth.WorthBand | None) -> str:
        if band is None:
            return ""
        # The money issue itself is the measure: for them a euro is a euro, not a guess.
        return "the same" if band.low == band.high else self.amounts.theirs(band.texts())


def _step_words(issue: Issue, scale: Scale, step: worth.StepWorth | None) -> str:
    if step is None:
        return ""
    if not scale.is_numeric or step.step is None:
        return "one option"
    if issue.kind == IssueKind.DATE:
        return "1 day" if step.step == 1 else f"{number(step.step)} days"
    return scale.words(step.step)
