"""A deal's plan as a draft, with what the reader may see: for exports."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from accounts.permissions import Permission
from negotiations.drafts import AlternativeDraft, AssumedWorth, CurveDraft, DealDraft, IssueDraft, LeverDraft, PlanDraft
from negotiations.enums import Party
from negotiations.models import Alternative, Issue, Lever, Valuation
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

LIMITS = ("target", "realistic", "walk_away")


@dataclass(frozen=True)
class _Places:
    """A level as it is on paper: an option's place among those that are left, other levels as they are.

    What is no level any more, because its option was removed or the range became smaller, is none on paper either.
    """

    issue: Issue
    numbers: Mapping[Decimal, Decimal]

    def __call__(self, level: Decimal | None) -> Decimal | None:
        if level is None or not self.issue.is_numeric:
            return None if level is None else self.numbers.get(level)
        low, high = self.issue.low, self.issue.high
        return level if low is not None and high is not None and low <= level <= high else None


def deal_draft(access: Standing) -> DealDraft:
    """The deal and its plan on paper. Secrets only for those who may see them, on the issues on which they may."""
    deal = access.deal
    rows = load_plan(deal)
    places = {issue.pk: _places(issue) for issue in rows.issues}
    all_secrets = access.can(Permission.SECRETS_VIEW)
    planned = _levels(opened(rows.package.levels, access) if all_secrets and rows.package else {}, places)
    alternatives = rows.alternatives if all_secrets else ()
    levers = Lever.objects.filter(deal=deal, removed_at__isnull=True, issue__isnull=True).order_by("title", "pk")
    levers = levers.select_related("worth") if all_secrets else levers
    plan = PlanDraft(
        issues=tuple(_issue(issue, rows, places[issue.pk], planned, access) for issue in rows.issues),
        alternatives=tuple(_alternative(row, rows, places, access) for row in alternatives),
        levers=tuple(_lever(lever, access if all_secrets else None) for lever in levers),
    )
    return DealDraft(
        plan=plan,
        title=deal.title,
        counterparty=deal.counterparty.name,
        category=deal.category,
        currency=deal.currency,
        estimated_value=deal.estimated_value,
        horizon=deal.horizon,
    )


def _lever(lever: Lever, reader: Standing | None) -> LeverDraft:
    """A lever, and for readers of secrets what it is worth where that is known for both sides."""
    worth = None
    if reader is not None and hasattr(lever, "worth"):
        ours, band = opened(lever.worth.ours, reader), opened(lever.worth.theirs, reader)
        if ours is not None and band:
            low, likely, high = (Decimal(band[name]) for name in ("low", "likely", "high"))
            source = opened(lever.worth.source, reader) or ""
            worth = AssumedWorth(ours, (low, likely, high), source, lever.worth.is_assumed)
    return LeverDraft(lever.title, lever.why, dict(lever.draft), worth)


def _places(issue: Issue) -> _Places:
    numbers = {Decimal(option.number): Decimal(place) for place, option in enumerate(issue.options.all(), 1)}
    return _Places(issue, numbers)


def _levels(stored: Mapping[str, str], places: Mapping[UUID, _Places]) -> dict[UUID, Decimal]:
    """Levels as a document keeps them, for the issues that are left."""
    levels = {UUID(pk): Decimal(text) for pk, text in stored.items()}
    found = {pk: places[pk](level) for pk, level in levels.items() if pk in places}
    return {pk: level for pk, level in found.items() if level is not None}


def _issue(
    issue: Issue, rows: PlanRows, places: _Places, planned: Mapping[UUID, Decimal], access: Standing
) -> IssueDraft:
    limits: dict[str, Decimal | None] = dict.fromkeys(LIMITS)
    if issue.pk in rows.limits and access.can(Permission.SECRETS_VIEW, issue):
        limits = {name: places(opened(getattr(rows.limits[issue.pk], name), access)) for name in LIMITS}
    return IssueDraft(
        name=issue.name,
        kind=issue.kind,
        description=issue.description,
        unit=issue.unit,
        low=issue.low,
        high=issue.high,
        step=issue.step,
        options=() if issue.is_numeric else tuple(option.label for option in issue.options.all()),
        better=issue.better,
        multiplier=issue.multiplier,
        tradeable=issue.tradeable,
        importance=issue.importance,
        owner_email=issue.owner.email if issue.owner else "",
        requester=issue.requester,
        marker=places(issue.marker),
        planned=planned.get(issue.pk),
        ours=_curve(rows.ours.get(issue.pk), places),
        theirs=_curve(rows.theirs.get(issue.pk), places),
        **limits,
    )


def _curve(row: Valuation | None, places: _Places) -> CurveDraft:
    if row is None:
        return CurveDraft()
    ours = row.party == Party.OURS
    rated = {places(Decimal(level)): float(rating) for level, rating in row.ratings.items()}
    return CurveDraft(
        shape=row.shape,
        swing=row.swing,
        swing_low=None if ours else row.swing_low,
        swing_high=None if ours else row.swing_high,
        half_level=places(row.half_level),
        half_low=None if ours else places(row.half_low),
        half_high=None if ours else places(row.half_high),
        knee=places(row.knee),
        ratings={as_text(level): rating for level, rating in rated.items() if level is not None},
        direction=row.direction,
        source="" if ours else row.source,
        dated=None if ours else row.dated,
    )


def as_text(level: Decimal) -> str:
    """A level as documents keep it: no trailing zeros, no exponent."""
    text = format(level, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _alternative(
    row: Alternative, rows: PlanRows, places: Mapping[UUID, _Places], access: Standing
) -> AlternativeDraft:
    names = {issue.pk: issue.name for issue in rows.issues}
    levels = _levels(opened(row.levels, access), places)
    return AlternativeDraft(
        title=opened(row.title, access),
        kind=row.kind,
        value=opened(row.value, access),
        levels={names[pk]: level for pk, level in levels.items()},
        probability=opened(row.probability, access),
        cost=opened(row.cost, access),
        expires_on=row.expires_on,
        note=opened(row.note, access),
    )
