"""How ready a plan is, computed from what is in it; for each reader only from what that reader may see."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission, SeatRole
from negotiations.enums import Direction, Party
from negotiations.models import Alternative, Deal, Issue, IssueLimits, Meeting, Seat, Valuation
from negotiations.queries.floors import expired
from negotiations.queries.plan_rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.rule_types import read_rule
from negotiations.queries.standing import Standing
from negotiations.queries.weighing import needs_asking_again

LEAST_ISSUES = 2
SOON = 30
SHOWN = 5


@dataclass(frozen=True)
class Step:
    """Something to do next: what, why, where. ``tone``: bad, warn or ours."""

    text: str
    why: str
    url: str
    icon: str
    tone: str = "warn"
    secret: bool = False


@dataclass(frozen=True)
class Readiness:
    """``share`` of the parts that are there, 0..1; ``steps`` says what is missing, the most pressing first."""

    done: int
    parts: int
    steps: tuple[Step, ...]

    @property
    def share(self) -> float:
        return self.done / self.parts if self.parts else 0.0

    @property
    def percent(self) -> int:
        """Whole per cent, and 100 only when nothing is missing."""
        return int(self.share * 100)

    @property
    def first(self) -> tuple[Step, ...]:
        return self.steps[:SHOWN]

    @property
    def rest(self) -> tuple[Step, ...]:
        return self.steps[SHOWN:]

    @property
    def more(self) -> int:
        return max(0, len(self.steps) - SHOWN)


class _Count:
    """Counts parts that are there and collects what is missing that this reader could mend, most pressing first."""

    def __init__(self, reader: Standing) -> None:
        self.reader = reader
        self.done = self.parts = 0
        self.steps: list[tuple[int, Step]] = []

    def part(self, there: bool, press: int, needs: Permission, step: Step) -> None:
        self.parts += 1
        self.done += there
        if not there:
            self.warn(press, needs, step)

    def issues(
        self,
        all_: Sequence[Issue],
        lacking: Sequence[Issue],
        press: int,
        needs: Permission,
        step: Callable[[Sequence[Issue]], Step],
    ) -> None:
        """One part an issue; one line for all that lack it and that this reader may edit."""
        self.parts += len(all_)
        self.done += len(all_) - len(lacking)
        mine = [issue for issue in lacking if self.reader.can(needs, issue)]
        if mine:
            self.steps.append((press, step(mine)))

    def warn(self, press: int, needs: Permission, step: Step) -> None:
        if self.reader.can(needs):
            self.steps.append((press, step))

    def result(self) -> Readiness:
        return Readiness(self.done, self.parts, tuple(step for _, step in sorted(self.steps, key=lambda pair: pair[0])))


def readiness(rows: PlanRows, reader: Standing, *, seats: Collection[str], has_meeting: bool, today: date) -> Readiness:
    """The readiness of a plan for this reader. Pure: no query. What a reader may not see is not counted at all."""
    count = _Count(reader)
    deal = rows.deal
    _issues(count, rows)
    _their_side(count, rows)
    _limits(count, rows)
    if reader.can(Permission.SECRETS_VIEW):
        _alternatives(count, rows, today)
        _rules(count, rows)
    settings = _url("deal-edit", deal)
    when = Step("Say when you meet", "the deal has no meeting yet", f"{settings}#meetings", "calendar")
    count.part(has_meeting, 70, Permission.DEAL_EDIT, when)
    holdout = Step("Seat a holdout", "somebody who can say no when the lead cannot", f"{settings}#seats", "people")
    count.part(SeatRole.HOLDOUT in seats or deal.solo, 60, Permission.SEATS_MANAGE, holdout)
    return count.result()


def _issues(count: _Count, rows: PlanRows) -> None:
    deal, issues = rows.deal, rows.issues
    words = "Add another issue" if issues else "Add the first issues"
    step = Step(words, "with one issue there is nothing to trade", _url("issue-create", deal), "plus")
    count.part(len(issues) >= LEAST_ISSUES, 0, Permission.PLAN_EDIT, step)
    weights = _url("weight-list", deal)
    unweighed = [issue for issue in issues if _swing(rows.ours.get(issue.pk)) is None]
    count.issues(
        issues,
        unweighed,
        10,
        Permission.PLAN_EDIT,
        lambda few: Step("Weigh the issues by their swing", f"{_few(few, issues)} no weight of ours", weights, "chart"),
    )
    again = [issue for issue in issues if (row := rows.ours.get(issue.pk)) is not None and needs_asking_again(row)]
    if again:
        step = Step(f"Look at the weight of {_named(again)} again", "its range changed since", weights, "clock")
        count.warn(5, Permission.PLAN_EDIT, step)


def _their_side(count: _Count, rows: PlanRows) -> None:
    blind = [issue for issue in rows.issues if _direction_unknown(rows, issue)]
    count.issues(
        rows.issues,
        blind,
        30,
        Permission.PLAN_EDIT,
        lambda few: Step(
            f"Find out what they want on {_named(few)}", "their direction is not known", _issue(few[0]), "question"
        ),
    )
    vague = [issue for issue in rows.issues if _swing(rows.theirs.get(issue.pk)) is None]
    count.issues(
        rows.issues,
        vague,
        40,
        Permission.PLAN_EDIT,
        lambda few: Step(
            f"Estimate what {_named(few)} weighs for them", "low, likely and high", _issue(few[0]), "question"
        ),
    )


def _limits(count: _Count, rows: PlanRows) -> None:
    reader = count.reader
    seen = [issue for issue in rows.issues if reader.can(Permission.SECRETS_VIEW, issue)]
    for name, press, words in (("target", 20, "a target"), ("walk_away", 25, "a walk-away")):
        lacking = [issue for issue in seen if _limit(rows, issue, name, reader) is None]
        count.issues(seen, lacking, press, Permission.SECRETS_EDIT, partial(_limit_step, rows, len(seen), name, words))


def _limit_step(rows: PlanRows, total: int, name: str, words: str, few: Sequence[Issue]) -> Step:
    url = f"{_url('deal-plan', rows.deal)}#cell-{name.replace('_', '-')}-{few[0].pk}-input"
    why = f"{len(few)} of {total} issues {'has' if len(few) == 1 else 'have'} none"
    return Step(f"Give {_named(few)} {words}", why, url, "target")


def _alternatives(count: _Count, rows: PlanRows, today: date) -> None:
    url = _url("alternative-list", rows.deal)
    live = [row for row in rows.alternatives if not expired(row, today)]
    why = "all of them have expired" if rows.alternatives else "without one there is no floor to measure against"
    step = Step("Write down what you would do without this deal", why, url, "lock", secret=True)
    count.part(bool(live), 15, Permission.SECRETS_EDIT, step)
    ending = [(row.expires_on - today).days for row in live if row.expires_on]
    if ending and min(ending) <= SOON:
        days = min(ending)
        ends = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
        step = Step("Renew an alternative", f"it expires {ends}, and the floor may fall", url, "clock", "bad", True)
        count.warn(1, Permission.SECRETS_EDIT, step)


def _rules(count: _Count, rows: PlanRows) -> None:
    """A rule that names a removed issue sleeps: mend it, or let it go."""
    live = {str(issue.pk) for issue in rows.issues}
    asleep = sum(any(pk not in live for pk in read_rule(row, count.reader).issue_ids) for row in rows.rules)
    if asleep:
        why = f"{asleep} of {len(rows.rules)} rules {'names' if asleep == 1 else 'name'} an issue that was removed"
        step = Step("Look at the links between issues", why, _url("rule-list", rows.deal), "link", secret=True)
        count.warn(35, Permission.SECRETS_EDIT, step)


def readiness_of(readers: Sequence[Standing], *, today: date) -> dict[UUID, Readiness]:
    """The readiness of many deals, each for its reader, for a list. Six queries, whatever their number."""
    deals = [reader.deal for reader in readers]
    plans = _plans(deals)
    seats: dict[UUID, set[str]] = defaultdict(set)
    for deal_id, role in Seat.objects.filter(deal__in=deals).values_list("deal_id", "role"):
        seats[deal_id].add(role)
    meetings = Meeting.objects.filter(deal__in=deals, removed_at__isnull=True)
    met = set(meetings.values_list("deal_id", flat=True))
    return {
        reader.deal.pk: readiness(
            plans[reader.deal.pk],
            reader,
            seats=seats[reader.deal.pk],
            has_meeting=reader.deal.pk in met,
            today=today,
        )
        for reader in readers
    }


def _plans(deals: Sequence[Deal]) -> dict[UUID, PlanRows]:
    issues = list(Issue.objects.filter(deal__in=deals, removed_at__isnull=True).order_by("position", "pk"))
    by_id = {issue.pk: issue for issue in issues}
    valuations = list(Valuation.objects.filter(issue__in=by_id))
    for row in valuations:
        row.issue = by_id[row.issue_id]
    limits = {row.issue_id: row for row in IssueLimits.objects.filter(issue__in=by_id)}
    alternatives = _by_deal(Alternative.objects.filter(deal__in=deals, removed_at__isnull=True))
    by_deal = _by_deal(issues)
    return {
        deal.pk: PlanRows(
            deal=deal,
            issues=tuple(by_deal[deal.pk]),
            ours={row.issue_id: row for row in valuations if row.party == Party.OURS and row.issue.deal_id == deal.pk},
            theirs={
                row.issue_id: row for row in valuations if row.party == Party.THEIRS and row.issue.deal_id == deal.pk
            },
            limits=limits,
            alternatives=tuple(alternatives[deal.pk]),
            package=None,
        )
        for deal in deals
    }


def _by_deal(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.deal_id].append(row)
    return found


def _swing(row: Valuation | None) -> Any:
    return None if row is None else row.swing


def _direction_unknown(rows: PlanRows, issue: Issue) -> bool:
    row = rows.theirs.get(issue.pk)
    return row is None or (row.direction == Direction.UNKNOWN and not row.ratings)


def _limit(rows: PlanRows, issue: Issue, name: str, reader: Standing) -> Any:
    limits = rows.limits.get(issue.pk)
    return None if limits is None else opened(getattr(limits, name), reader)


def _named(issues: Sequence[Issue]) -> str:
    return issues[0].name if len(issues) == 1 else f"{issues[0].name} and {len(issues) - 1} more"


def _few(lacking: Sequence[Issue], issues: Sequence[Issue]) -> str:
    return f"{len(lacking)} of {len(issues)} issues {'has' if len(lacking) == 1 else 'have'}"


def _url(name: str, deal: Deal) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": deal.pk})


def _issue(issue: Issue) -> str:
    return reverse("negotiations:issue-detail", kwargs={"deal_id": issue.deal_id, "issue_id": issue.pk})
