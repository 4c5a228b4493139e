"""Whose levers made it into the deal, and what they were worth: experts see what nobody else could bring in. Secret."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.permissions import Permission, SeatRole
from negotiations.engine.problem import OURS
from negotiations.models import Lever, Review, Seat
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.plan.worth import to_cents, worth_bands
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Names

IN, OUT, UNUSED = "in the deal", "on the table, not in the deal", "never on the table"
LEVELS, DRAWS = 41, 300


@dataclass(frozen=True)
class LeverLine:
    """A lever that somebody named, what became of it and, in the deal, what using it was worth to both sides."""

    title: str
    state: str
    level: str = ""
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Credit:
    """Somebody's levers. ``asked``: an expert, who was asked for one at least."""

    who: str
    asked: bool
    levers: tuple[LeverLine, ...]


def credit_of(access: Standing) -> tuple[Credit, ...]:
    """Everybody who named a lever, and every expert; who brought most into the deal first. Some sixteen queries."""
    access.require(Permission.SECRETS_VIEW)
    deal = access.deal
    experts = {seat.user_id: str(seat.user) for seat in _experts(deal)}
    named: dict[int, list[Lever]] = {pk: [] for pk in experts}
    people = dict(experts)
    rows = Lever.objects.filter(deal=deal, removed_at__isnull=True, by__isnull=False).select_related("by", "issue")
    for lever in rows.order_by("title", "pk"):
        if lever.by is not None:
            named.setdefault(lever.by.pk, []).append(lever)
            people[lever.by.pk] = str(lever.by)
    if not named:
        return ()
    result = _result(access)
    worths = _Worths(access, load_plan(deal), result)
    found = [Credit(people[pk], pk in experts, tuple(worths.line(one) for one in own)) for pk, own in named.items()]
    return tuple(sorted(found, key=lambda one: (-sum(line.state == IN for line in one.levers), one.who.casefold())))


def _experts(deal: Any) -> list[Seat]:
    return list(Seat.objects.filter(deal=deal, role=SeatRole.EXPERT).select_related("user").order_by("pk"))


def _result(access: Standing) -> dict[str, str]:
    """The levels of the deal, as reviewed; empty without one."""
    review = Review.objects.filter(deal=access.deal).first()
    document = (opened(review.document, access) if review else None) or {}
    found = document.get("result")
    return dict(found["levels"]) if found else {}


class _Worths:
    """What the level of a lever in the deal was worth against not using it: its lowest level, or its first option."""

    def __init__(self, access: Standing, rows: PlanRows, result: dict[str, str]) -> None:
        self.result, self.names = result, Names(access.deal)
        levels: dict[UUID, list[Decimal]] = {UUID(pk): [Decimal(level)] for pk, level in result.items()}
        today = timezone.localdate()
        self.plan: PlanInputs | None = plan_inputs(rows, access, today=today, levels=LEVELS, draws=DRAWS, named=levels)

    def line(self, lever: Lever) -> LeverLine:
        issue = lever.issue
        if issue is None or issue.removed_at is not None:
            return LeverLine(lever.title, UNUSED)
        place = self.plan.place(issue.pk) if self.plan else None
        level = self.result.get(str(issue.pk))
        if self.plan is None or place is None or level is None:
            return LeverLine(lever.title, OUT)
        row = self.plan.issues[place]
        base = min(range(len(row.levels)), key=lambda v: row.levels[v])
        here = row.index(Decimal(level))
        if here == base:
            return LeverLine(lever.title, OUT)
        worth = self.plan.problem.issues[place].contributions[OURS]
        amounts = Amounts(self.plan.in_money, self.plan.currency)
        table = self.plan.draws.tables[place]
        band = worth_bands(self.plan, table[:, [here]] - table[:, [base]])[0]
        return LeverLine(
            lever.title,
            IN,
            self.names.level(str(issue.pk), level),
            amounts.ours(to_cents(self.plan.worth(worth[here] - worth[base])), signed=True),
            "" if band is None else amounts.theirs(band.texts(), signed=True),
        )
