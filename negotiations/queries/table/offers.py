"""The offers of both sides, what waits for whom, and the form of the next one. Secret as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.permissions import Permission, SeatRole
from negotiations.enums import ExceptionState, OfferStepKind, Party
from negotiations.models import Guard, MandateException, Offer, OfferStep, Seat
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.mandate.state import MandateState, mandate_state
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import package_worth
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.evidence import live_levels, scales_of
from negotiations.queries.wording import Amounts, Names

OVER = (OfferStepKind.REVERSED, OfferStepKind.MADE, OfferStepKind.HELD, OfferStepKind.WITHDRAWN)
OPEN = (ExceptionState.ASKED, ExceptionState.GRANTED)


@dataclass(frozen=True)
class LevelLine:
    """One issue of an offer; ``before`` is what that side had there last, empty when it is new."""

    name: str
    words: str
    before: str
    changed: bool


@dataclass(frozen=True)
class OfferLine:
    """An offer: its levels against the last one of that side, what it is worth to us, what became of it."""

    row: Offer
    levels: tuple[LevelLine, ...]
    worth: str
    over: str
    below: bool
    state: str
    words: str
    by: str
    excepted: bool
    said_by: str
    note: str
    guards: tuple["Waiting", ...] = ()
    waits_for_me: bool = False


@dataclass(frozen=True)
class Waiting:
    """Whose release an offer waits for, and the price that was stated."""

    user: str
    stated: str


@dataclass(frozen=True)
class ExceptionLine:
    """A request to the sponsor."""

    row: MandateException
    package: str
    why: str
    breaks: tuple[str, ...]
    answer: str
    own: bool

    @property
    def state(self) -> str:
        return self.row.state


@dataclass(frozen=True)
class OfferPage:
    lines: tuple[OfferLine, ...]
    exceptions: tuple[ExceptionLine, ...]
    state: MandateState
    sponsors: tuple[str, ...]
    may_record: bool
    may_decide: bool
    may_release: bool


def offer_page(rows: PlanRows, access: Standing, *, now: datetime, today: date) -> OfferPage:
    """For a reader of all secrets. The number of queries does not depend on how many offers there are."""
    access.require(Permission.SECRETS_VIEW)
    sponsors = Seat.objects.filter(deal=rows.deal, role=SeatRole.SPONSOR).select_related("user").order_by("pk")
    return OfferPage(
        lines=_Lines(rows, access, today).lines(),
        exceptions=exception_lines(rows, access),
        state=mandate_state(rows.deal, access, today=today),
        sponsors=tuple(str(seat.user) for seat in sponsors),
        may_record=access.can(Permission.OFFER_RECORD) and access.can(Permission.MOVE_RECORD),
        may_decide=access.can(Permission.MANDATE_DECIDE),
        may_release=access.can(Permission.OFFER_RELEASE),
    )


BROKEN = {
    "walk_away": "the limit of {}",
    "never": "what is never given on {}",
    "threshold": "what may be committed on {}",
    "not_named": "who may speak of {}",
    "floor": "the package floor",
    "value": "the value that may be committed",
    "discount": "the discount that may be given",
    "nobody": "who may commit us",
    "mandate": "no mandate in force",
}


def exception_lines(rows: PlanRows, access: Standing) -> tuple[ExceptionLine, ...]:
    """Requests that are open first, then the rest, the latest first. Three queries."""
    names = Names(rows.deal)
    found = MandateException.objects.filter(deal=rows.deal).select_related("asked_by", "answered_by")
    ordered = sorted(found, key=lambda row: (row.state not in OPEN, -row.asked_at.timestamp(), str(row.pk)))
    return tuple(
        ExceptionLine(
            row=row,
            package=names.package(opened(row.levels, access).items()),
            why=opened(row.why, access),
            breaks=tuple(BROKEN.get(code, code).format(names.issue(pk)) for code, pk in opened(row.breaks, access)),
            answer=opened(row.answer, access),
            own=row.asked_by_id == access.user.pk,
        )
        for row in ordered
    )


class _Lines:
    """Makes the lines; the engine reads the plan once for all."""

    def __init__(self, rows: PlanRows, access: Standing, today: date) -> None:
        self.rows, self.access = rows, access
        self.scales = scales_of(rows)
        self.steps: dict[UUID, list[OfferStep]] = {}
        for step in OfferStep.objects.filter(offer__deal=rows.deal).select_related("by").order_by("seq"):
            self.steps.setdefault(step.offer_id, []).append(step)
        offers = Offer.objects.filter(deal=rows.deal).select_related("recorded_by", "move")
        ordered = sorted(offers, key=self._made_at)
        self.offers = [(row, live_levels(opened(row.levels, access), self.scales)) for row in ordered]
        holdouts = Seat.objects.filter(deal=rows.deal, role=SeatRole.HOLDOUT).values("user")
        guards = Guard.objects.filter(deal=rows.deal, user__in=holdouts).select_related("user")
        self.guards = {str(guard.pk): guard for guard in guards}
        named: dict[UUID, list[Decimal]] = {}
        for _, levels in self.offers:
            for pk, level in levels.items():
                named.setdefault(pk, []).append(level)
        self.plan = plan_inputs(rows, access, today=today, levels=13, draws=20, named=named) if self.offers else None
        self.amounts = Amounts(self.plan is not None and self.plan.in_money, rows.deal.currency)

    def _made_at(self, row: Offer) -> int:
        """When it was made, as a number of the deal; else when it was recorded."""
        return next((step.seq for step in self.steps.get(row.pk, ()) if step.kind == OfferStepKind.MADE), row.seq)

    def lines(self) -> tuple[OfferLine, ...]:
        last: dict[str, dict[UUID, Decimal]] = {Party.OURS: {}, Party.THEIRS: {}}
        found = []
        for row, levels in self.offers:
            steps = self.steps.get(row.pk, [])
            found.append(self._line(row, levels, last[row.party], steps))
            if _state(steps)[0] == OfferStepKind.MADE:
                last[row.party] = {**last[row.party], **levels}
        return tuple(reversed(found))

    def _line(
        self, row: Offer, levels: dict[UUID, Decimal], before: Mapping[UUID, Decimal], steps: list[OfferStep]
    ) -> OfferLine:
        state, told, by = _state(steps)
        waiting = self._waiting(steps) if state == OfferStepKind.WAITS else ()
        worth = over = ""
        below = False
        if self.plan is not None:
            value = package_worth(self.plan, self.plan.package_of({**before, **levels}))
            worth = self.amounts.ours(value.ours)
            below = value.over_floor is not None and value.over_floor < 0
            over = "" if value.over_floor is None else self.amounts.ours(value.over_floor, signed=True)
        return OfferLine(
            row=row,
            levels=tuple(self._level(issue, levels, before) for issue in self.rows.issues if issue.pk in levels),
            worth=worth,
            over=over,
            below=below,
            state=state,
            words="" if told is None else opened(told.words, self.access),
            by=by,
            excepted=row.exception_id is not None,
            said_by=opened(row.said_by, self.access),
            note=opened(row.note, self.access),
            guards=tuple(Waiting(str(one.user), opened(one.stated, self.access)) for one in waiting),
            waits_for_me=any(one.user_id == self.access.user.pk for one in waiting),
        )

    def _level(self, issue: Any, levels: Mapping[UUID, Decimal], before: Mapping[UUID, Decimal]) -> LevelLine:
        scale, level, was = self.scales[issue.pk], levels[issue.pk], before.get(issue.pk)
        changed = was is not None and was != level
        return LevelLine(issue.name, scale.words(level), scale.words(was) if changed else "", changed or was is None)

    def _waiting(self, steps: list[OfferStep]) -> tuple[Guard, ...]:
        released = {step.by_id for step in steps if step.kind == OfferStepKind.RELEASED}
        crossed = [pk for step in steps if step.kind == OfferStepKind.WAITS for pk in opened(step.guards, self.access)]
        found = (self.guards[pk] for pk in crossed if pk in self.guards)
        return tuple(one for one in found if one.user_id not in released)


def _state(steps: list[OfferStep]) -> tuple[str, OfferStep | None, str]:
    """Where an offer stands, the step that says something, and who took it."""
    kinds = {step.kind: step for step in steps}
    last = next((kinds[kind] for kind in OVER if kind in kinds), None)
    released = next((step for step in reversed(steps) if step.kind == OfferStepKind.RELEASED), None)
    if last is None:
        return OfferStepKind.WAITS, None, ""
    told = released if last.kind == OfferStepKind.MADE else last
    return last.kind, told, str(told.by) if told is not None else ""
