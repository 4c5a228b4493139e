"""The trades page: what was computed, whether it still fits the plan, and what is under way. For readers of secrets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.enums import JobKind, JobState, Party, SuggestionKind, SuggestionState
from negotiations.models import Job, Suggestion
from negotiations.queries.deal.comments import remarks
from negotiations.queries.deal.meter_words import MeterWords, meter_words
from negotiations.queries.findings.document import stages
from negotiations.queries.findings.worth import worth_of
from negotiations.queries.inputs.digests import RECIPE, plan_digest
from negotiations.queries.inputs.plan import PlanInputs, plan_inputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.rules.words import name_rules
from negotiations.queries.staleness import what_changed
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.evidence import latest, offers
from negotiations.queries.trades.chart import ChartWords, trades_chart
from negotiations.queries.trades.serving import planned_serving
from negotiations.queries.trades.suggestions import SuggestionWords, suggestion_parts
from negotiations.queries.wording import Amounts, Names, listed

GROUPS = (
    (SuggestionKind.COMPATIBLE, "Settle first", "you both want these"),
    (SuggestionKind.SWAP, "Trade", "cheap for one, dear for the other"),
    (SuggestionKind.COUNTER, "Answer their offer", "without giving up what the plan is worth"),
    (SuggestionKind.IMPROVEMENT, "Better for both", "costs us nothing, and likely costs them nothing"),
    (SuggestionKind.PACKAGE_SET, "Three packages", "equal for us, different for them"),
)
SHOWN: dict[str, int] = {
    SuggestionKind.SWAP: 4,
    SuggestionKind.IMPROVEMENT: 1,
}  # how many stand in sight where there are more


@dataclass(frozen=True)
class Step:
    """A stage of a job: done, now, or to come."""

    words: str
    done: bool
    now: bool


@dataclass(frozen=True)
class Group:
    """Suggestions of one kind that are not dismissed."""

    kind: str
    title: str
    note: str
    suggestions: tuple[SuggestionWords, ...]

    @property
    def first(self) -> tuple[SuggestionWords, ...]:
        """Those in sight: the best ones, and whatever was put into the plan."""
        shown = SHOWN.get(self.kind, len(self.suggestions))
        return tuple(
            one for place, one in enumerate(self.suggestions) if place < shown or one.state == SuggestionState.ACCEPTED
        )

    @property
    def more(self) -> tuple[SuggestionWords, ...]:
        """The others, one click away."""
        first = {one.id for one in self.first}
        return tuple(one for one in self.suggestions if one.id not in first)


@dataclass(frozen=True)
class TradesView:
    """``result`` is the job whose result is shown, ``active`` one under way, ``ended`` the newest if it failed.

    ``stale`` says in words what changed since ("" when nothing did).
    """

    issue_count: int
    result: Job | None
    active: Job | None
    ended: Job | None
    stale: str
    groups: tuple[Group, ...]
    dismissed: tuple[SuggestionWords, ...]
    chart: ChartWords | None
    document: Mapping[str, Any]
    offer: Mapping[UUID, Decimal]
    seconds: float | None
    names: Names
    meter: MeterWords | None

    @property
    def steps(self) -> tuple["Step", ...]:
        """The stages of the job under way."""
        names = stages(answering=bool(self.offer))
        here = names.index(self.active.stage) if self.active and self.active.stage in names else 0
        return tuple(Step(words, place < here, place == here) for place, words in enumerate(names))

    @property
    def stepless(self) -> tuple[str, str] | None:
        """The issues that could take any value, and what their steps cost us at most at the fair deal by Nash."""
        found = self.document.get("steps")
        if not found:
            return None
        amounts = Amounts(bool(self.document["money"]), self.document["currency"])
        return listed([self.names.issue(pk) for pk in found["issues"]]), amounts.ours(found["ours"])

    @property
    def open_count(self) -> int:
        return sum(one.state == SuggestionState.OPEN for group in self.groups for one in group.suggestions)


def trades_view(
    access: Standing,
    rows: PlanRows,
    now: datetime,
    *,
    whatif: "WhatIf | None" = None,
    with_suggestions: bool = True,
    with_chart: bool = True,
) -> TradesView:
    """All of the page but the what-if panel. A constant number of queries. Needs ``TRADES_VIEW``.

    ``with_suggestions=False`` leaves them out: moving a slider asks for the drawing many times a second. Pages that
    only read the document do without the drawing too.
    """
    access.require(Permission.TRADES_VIEW)
    deal = access.deal
    recent = list(
        Job.objects.filter(deal=deal, kind=JobKind.TRADES).select_related("requested_by").order_by("-created_at")[:20]
    )
    active = next((job for job in recent if job.state in Job.ACTIVE), None)
    result, stale = _result(recent, rows, access, now)
    ended = recent[0] if recent and recent[0].state in {JobState.FAILED, JobState.CANCELLED} else None
    document = opened(result.result.document, access) if result else {}
    amounts = Amounts(bool(document.get("money")), document.get("currency", deal.currency))
    names = name_rules(Names(deal), rows.rules, access, amounts)
    suggestions = _suggestions(result, access, names, amounts, rows) if result and with_suggestions else []
    return TradesView(
        issue_count=len(rows.issues),
        result=result,
        active=active,
        ended=ended,
        stale=stale,
        groups=_grouped(suggestions),
        dismissed=tuple(one for one in suggestions if one.state == SuggestionState.DISMISSED),
        chart=_chart(document, names, amounts, whatif, stale) if document and with_chart else None,
        document=document,
        offer=latest_offer(rows, access),
        seconds=_seconds(result),
        names=names,
        meter=meter_words(document.get("meter")),
    )


def _chart(
    document: Mapping[str, Any], names: Names, amounts: Amounts, whatif: "WhatIf | None", stale: str
) -> ChartWords | None:
    """The drawing, with the package of the panel when that is another than the one it was computed from."""
    other = None
    if whatif is not None and (whatif.moved or stale):
        other = ("what if" if whatif.moved else "package now", whatif.worth)
    return trades_chart(document, names, amounts, whatif=other, stale=bool(stale))


def latest_offer(rows: PlanRows, access: Standing) -> dict[UUID, Decimal]:
    """Their last offer with what stood before where it was silent; empty without one."""
    found = latest(offers(rows, access), Party.THEIRS)
    return dict(found.standing) if found else {}


@dataclass(frozen=True)
class WhatIf:
    """Another package against the plan as it now is."""

    plan: PlanInputs
    worth: Mapping[str, Any]
    levels: Mapping[UUID, Decimal]
    moved: bool


def what_if(
    access: Standing, rows: PlanRows, now: datetime, levels: Mapping[UUID, Decimal] | None = None
) -> WhatIf | None:
    """What a package would be worth; the one on the page where ``levels`` names nothing. None without issues."""
    access.require(Permission.TRADES_VIEW)
    plan = plan_inputs(rows, access, today=now.astimezone(UTC).date(), extra=levels)
    if plan is None or plan.package is None:
        return None
    package = plan.package_of(levels or {})
    return WhatIf(plan, worth_of(plan, package), plan.levels_of(package), package != plan.package)


def _result(recent: list[Job], rows: PlanRows, access: Standing, now: datetime) -> tuple[Job | None, str]:
    """The result for the plan as it is, else the newest one with what changed since.

    A document of another recipe has another form: it is as good as none.
    """
    readable = set(
        Job.objects.filter(pk__in=[job.pk for job in recent], result__document__recipe=RECIPE).values_list(
            "pk", flat=True
        )
    )
    done = [job for job in recent if job.state == JobState.DONE and job.pk in readable]
    if not done:
        return None, ""
    newest = done[0]
    today = now.astimezone(UTC).date()
    digest = plan_digest(rows, access, today=today)
    fitting = next((job for job in done if job.digest == digest), None)
    if fitting is not None:
        return fitting, ""
    return newest, what_changed(access.deal, newest.plan_seq)


def _suggestions(job: Job, access: Standing, names: Names, amounts: Amounts, rows: PlanRows) -> list[SuggestionWords]:
    serving = planned_serving(rows, access)
    found = list(Suggestion.objects.filter(job=job).select_related("decided_by").order_by("rank"))
    said = remarks(access)
    return [
        SuggestionWords(
            id=row.pk,
            kind=row.kind,
            state=row.state,
            reason=str(opened(row.reason, access) or ""),
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            remarks=said.get(row.pk, ()),
            served=serving.of_content(opened(row.content, access)),
            **suggestion_parts(row.kind, opened(row.content, access), names, amounts),
        )
        for row in found
    ]


def _grouped(suggestions: list[SuggestionWords]) -> tuple[Group, ...]:
    groups = []
    for kind, title, note in GROUPS:
        rows = tuple(one for one in suggestions if one.kind == kind and one.state != SuggestionState.DISMISSED)
        if rows:
            groups.append(Group(kind, title, note, rows))
    return tuple(groups)


def _seconds(job: Job | None) -> float | None:
    if job is None or job.started_at is None or job.finished_at is None:
        return None
    return round((job.finished_at - job.started_at).total_seconds(), 1)
