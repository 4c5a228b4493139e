"""May this offer be made, by this person, now? Every reason why not, in words; and what the package is worth to us."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from accounts.permissions import SeatRole
from negotiations.engine import mandate
from negotiations.engine.mandate import Authority, Bounds, Breach, Hold, Line, Offered
from negotiations.engine.problem import OURS, Package
from negotiations.enums import IssueKind, OfferStepKind, Party
from negotiations.levels import number
from negotiations.models import Deal, Guard, Mandate, OfferStep, Seat
from negotiations.queries.inputs.issues import ends
from negotiations.queries.inputs.types import IssueInput, PlanInputs
from negotiations.queries.mandate.state import DRAFT, EXPIRED, SUBMITTED, VOID, MandateState, mandate_state
from negotiations.queries.mandate.terms import Terms, terms_inputs, terms_now
from negotiations.queries.mandate.words import TermWords
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.evidence import live_levels, scales_of
from negotiations.queries.wording import Amounts

MANDATE, WALK_AWAY, NEVER, THRESHOLD = "mandate", "walk_away", "never", "threshold"
Levels = Mapping[UUID, Decimal]
NO_MANDATE = {
    DRAFT: "No mandate is approved yet.",
    SUBMITTED: "The mandate waits for the sponsor: it is not approved yet.",
    VOID: "The mandate is void.",
    EXPIRED: "The mandate has ended.",
}


@dataclass(frozen=True)
class Reason:
    """One reason why an offer is refused: which rule, on which issue, and the sentence."""

    code: str
    text: str
    issue: str = ""

    @property
    def key(self) -> list[str]:
        return [self.code, self.issue]


OTHER_TERMS = Reason(MANDATE, "The terms are not those that were approved.")


@dataclass(frozen=True)
class Checked:
    """What was found. ``guards`` are those that it crosses; ``worth`` and ``over`` are in money or points."""

    reasons: tuple[Reason, ...]
    state: MandateState
    guards: tuple[Guard, ...]
    worth: Decimal | None
    over: Decimal | None
    amounts: Amounts

    @property
    def within(self) -> bool:
        return not self.reasons

    @property
    def worth_words(self) -> str:
        return "" if self.worth is None else self.amounts.ours(self.worth)

    @property
    def over_words(self) -> str:
        return "" if self.over is None else self.amounts.ours(abs(self.over))

    @property
    def below(self) -> bool:
        return self.over is not None and self.over < 0


def check(rows: PlanRows, access: Standing, levels: Levels, *, today: date, seats: Iterable[str]) -> Checked:
    """Compare an offer of ours with the mandate, as ``access`` reads it, for somebody who holds these ``seats``.

    Issues that it does not name count as we last offered them, else as the plan has them.
    """
    draft = Mandate.objects.filter(deal=rows.deal).first()
    terms = terms_now(rows, draft, access, today=today)
    state = mandate_state(rows.deal, access, today=today)
    words = TermWords(terms)
    stood = our_standing(rows, access)
    plan: PlanInputs | None = terms_inputs(rows, access, today=today, levels=levels)
    reasons = _not_in_force(state, terms)
    if plan is None:
        return Checked(reasons, state, (), None, None, words.amounts)
    offered = _offered(plan, terms, {**stood, **levels}, levels)
    floor = terms.floor
    least = None if floor is None else Decimal(floor["least"])
    found = mandate.breaches(Bounds(_lines(plan, terms), least), offered)
    own = _best(plan, terms, seats, offered)
    reasons += tuple(_words(one, words, terms, offered, levels) for one in (*found, *own))
    over = None if least is None or offered.worth is None else offered.worth - least
    guards = _crossed(rows.deal, access, plan, terms, stood, offered)
    return Checked(reasons, state, guards, offered.worth, over, words.amounts)


def within_mandate(plan: PlanInputs, state: MandateState, package: Package) -> tuple[Reason, ...]:
    """Why a whole package is outside of what was approved, whoever would offer it. No query.

    Read on the inputs of a page, so it costs the page nothing; the last word has ``check``, when an offer is recorded.
    """
    terms = state.terms
    if not state.in_force or terms is None:
        return _not_in_force(state, terms)
    if set(terms.issues) != {str(row.issue.pk) for row in plan.issues}:
        return (OTHER_TERMS,)
    levels = plan.levels_of(package)
    offered = _offered(plan, terms, levels, levels)
    least = None if terms.floor is None else Decimal(terms.floor["least"])
    found = mandate.breaches(Bounds(_lines(plan, terms), least), offered)
    words = TermWords(terms)
    return tuple(_words(one, words, terms, offered, levels) for one in found)


def our_standing(rows: PlanRows, access: Standing) -> dict[UUID, Decimal]:
    """What we last offered on each issue, of the offers that were made."""
    steps = OfferStep.objects.filter(offer__deal=rows.deal)
    reversed_ = steps.filter(kind=OfferStepKind.REVERSED).values("offer")
    found: dict[UUID, Decimal] = {}
    scales = scales_of(rows)
    ours = steps.filter(kind=OfferStepKind.MADE, offer__party=Party.OURS).exclude(offer__in=reversed_)
    for step in ours.select_related("offer").order_by("seq"):
        found |= live_levels(opened(step.offer.levels, access), scales)
    return found


def good(row: IssueInput, level: Decimal) -> Decimal:
    """What orders the levels of an issue for us: higher is better."""
    if not row.scale.is_numeric:
        value = Fraction(row.ours[row.index(level)])
        return Decimal(value.numerator) / value.denominator
    worst, best = ends(row.issue, row.scale)
    return level if best > worst else -level


def _not_in_force(state: MandateState, terms: Terms | None) -> tuple[Reason, ...]:
    if not state.in_force:
        text = NO_MANDATE.get(state.code, "The mandate is not approved.")
        return (Reason(MANDATE, f"{text} {state.reason}".strip() if state.ended else text),)
    if state.terms is None or terms is None or state.terms.binding != terms.binding:
        return (OTHER_TERMS,)
    return ()


def _offered(plan: PlanInputs, terms: Terms, package: Levels, levels: Levels) -> Offered:
    by_id = {row.issue.pk: row for row in plan.issues}
    worth = to_cents(plan.worth(plan.problem.utility(plan.package_of(package), OURS)))
    whole = plan.levels_of(plan.package_of(package))
    value = sum(
        (abs(whole[pk]) * row.issue.multiplier for pk, row in by_id.items() if row.issue.kind == IssueKind.MONEY),
        Decimal(0),
    )
    goods = {str(pk): good(by_id[pk], level) for pk, level in levels.items() if pk in by_id}
    return Offered(goods, worth, value, _discount(by_id, terms, levels))


def _discount(by_id: Mapping[UUID, IssueInput], terms: Terms, levels: Levels) -> Decimal | None:
    """By how many per cent the worst of the prices is worse for us than its target; None without a price."""
    found = []
    for pk, level in levels.items():
        target = terms.issues.get(str(pk), {}).get("target")
        if pk in by_id and target is not None and Decimal(target) != 0:
            row, aim = by_id[pk], Decimal(target)
            found.append((good(row, aim) - good(row, level)) / abs(aim) * 100)
    return max(found, default=None)


def _lines(plan: PlanInputs, terms: Terms) -> tuple[Line, ...]:
    return tuple(
        Line(code, str(row.issue.pk), good(row, Decimal(limit)))
        for row in plan.issues
        for code in (WALK_AWAY, NEVER)
        if (limit := terms.issues[str(row.issue.pk)][code]) is not None
    )


def _best(plan: PlanInputs, terms: Terms, seats: Iterable[str], offered: Offered) -> tuple[Breach, ...]:
    """What the seat that may go furthest may not commit."""
    held = set(seats)
    tried = []
    for seat in terms.authority:
        if seat in held:
            tried.append(mandate.beyond(_authority(plan, terms.authority[seat], seat), offered))
    if SeatRole.LEAD in held and SeatRole.LEAD not in terms.authority:
        tried.append(())
    return min(tried, key=len, default=mandate.beyond(None, offered))


def _authority(plan: PlanInputs, part: Mapping[str, Any], seat: str) -> Authority:
    by_id = {str(row.issue.pk): row for row in plan.issues}
    levels = {pk: Decimal(level) for pk, level in part.get("levels", {}).items() if pk in by_id}
    value, discount = (Decimal(part[name]) if part.get(name) is not None else None for name in ("value", "discount"))
    return Authority(
        lines=tuple(Line(THRESHOLD, pk, good(by_id[pk], level)) for pk, level in levels.items()),
        only=frozenset(levels) if levels and seat != SeatRole.LEAD else None,
        value=value,
        discount=discount,
    )


def _crossed(
    deal: Deal, access: Standing, plan: PlanInputs, terms: Terms, stood: Levels, offered: Offered
) -> tuple[Guard, ...]:
    """The guards of those who sit as holdout now that an offer crosses."""
    holdouts = Seat.objects.filter(deal=deal, role=SeatRole.HOLDOUT).values("user")
    guards = Guard.objects.filter(deal=deal, user__in=holdouts).select_related("user").order_by("pk")
    floor = Decimal(terms.floor["least"]) if terms.floor else Decimal(0)
    return tuple(one for one in guards if mandate.crosses(_hold(one, access, plan, stood, floor), offered))


def _hold(guard: Guard, access: Standing, plan: PlanInputs, stood: Levels, floor: Decimal) -> Hold:
    held, threshold = set(opened(guard.issues, access) or []), opened(guard.threshold, access)
    planned = plan.levels_of(plan.package or ())
    lines = tuple(
        Line("guard", str(row.issue.pk), good(row, stood.get(row.issue.pk, planned[row.issue.pk])))
        for row in plan.issues
        if str(row.issue.pk) in held
    )
    return Hold(lines, None if threshold is None else floor + threshold)


def _words(one: Breach, words: TermWords, terms: Terms, offered: Offered, levels: Levels) -> Reason:
    pk = one.issue
    name = words.issue(pk) if pk else ""
    said = words.level(pk, str(levels[UUID(pk)])) if pk else ""
    part = terms.issues.get(pk, {})
    worth, value, discount = (part_ or Decimal(0) for part_ in (offered.worth, offered.value, offered.discount))
    amounts, money = words.amounts, Amounts(True, words.currency)
    texts: dict[str, Callable[[], str]] = {
        WALK_AWAY: lambda: f"{name} {said} is beyond its limit: {words.limit(pk, part['walk_away'])}.",
        NEVER: lambda: f"{name} is never given: {words.limit(pk, part['never'])}, not {said}.",
        THRESHOLD: lambda: f"{name} {said} is beyond what you may commit.",
        mandate.NOT_NAMED: lambda: f"{name} is for the lead to commit.",
        mandate.NOBODY: lambda: "Only the lead commits us, and who the mandate names.",
        mandate.FLOOR: lambda: f"It is worth {amounts.ours(worth)} to us, less than the floor of {words.floor()}.",
        mandate.VALUE: lambda: f"A contract of {money.ours(value)} is above what you may commit.",
        mandate.DISCOUNT: lambda: f"A price {number(round(discount, 1))}\u2009% worse than target is above your limit.",
    }
    return Reason(one.code, texts[one.code](), pk)
