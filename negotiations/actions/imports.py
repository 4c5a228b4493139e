"""A whole plan at once, from a file or a template: all of it or nothing."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Organisation, User
from accounts.permissions import Permission
from negotiations.actions import alternatives, deals, issues, levers, valuations
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.drafts import AlternativeDraft, CurveDraft, DealDraft, IssueDraft, PlanDraft
from negotiations.enums import Category, Horizon, IssueKind, Party, Shape
from negotiations.models import Deal, Issue, IssueLimits, Valuation

MAX_ISSUES = 100  # a plan with more is not one that people negotiate; it also keeps an import within a request
MAX_ALTERNATIVES = 30
MAX_LEVERS = 60


@transaction.atomic
def create(*, organisation: Organisation, draft: DealDraft, by: User, at: datetime, solo: bool = False) -> Deal:
    """A new deal with all that the draft says; ``by`` takes the lead's seat.

    Raises ``PermissionDenied``, and ``Rejected`` naming the issue that cannot be; then nothing is there.
    """
    deal = deals.create(
        organisation=organisation,
        title=draft.title,
        counterparty=draft.counterparty,
        category=draft.category or Category.OTHER,
        currency=draft.currency,
        estimated_value=draft.estimated_value,
        horizon=draft.horizon or Horizon.ONE_OFF,
        solo=solo,
        by=by,
        at=at,
    )
    if draft.plan != PlanDraft():
        fill(deal, draft.plan, by=by, at=at)
    return deal


def fill(deal: Deal, plan: PlanDraft, *, by: User, at: datetime) -> None:
    """Put a plan into a deal that has no issues yet. One action, undone as one.

    Raises ``PermissionDenied`` (secrets in the plan need the right to write them) and ``Rejected``.
    """
    _check_size(plan)
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        if plan.has_secrets:
            write.standing.require(Permission.SECRETS_EDIT)
        if Issue.objects.filter(deal=write.deal, removed_at__isnull=True).exists():
            raise Rejected("This plan has issues already. Import the file as a new deal instead.")
        rows = {draft.name: _insert_issue(write, draft) for draft in plan.issues}
        for alternative in plan.alternatives:
            _insert_alternative(write, alternative, rows)
        for lever in plan.levers:
            levers.insert(write, title=lever.title, why=lever.why, draft=dict(lever.draft))
        planned: dict[UUID, Decimal | None] = {
            rows[draft.name].pk: draft.planned for draft in plan.issues if draft.planned is not None
        }
        if planned:
            alternatives.change_package(write, planned)


def _check_size(plan: PlanDraft) -> None:
    sizes = (
        (len(plan.issues), MAX_ISSUES, "issues"),
        (len(plan.alternatives), MAX_ALTERNATIVES, "alternatives"),
        (len(plan.levers), MAX_LEVERS, "levers"),
    )
    for size, most, what in sizes:
        if size > most:
            raise Rejected(f"That is {size} {what}; a plan has at most {most}.")


def _insert_issue(write: Write, draft: IssueDraft) -> Issue:
    try:
        issue = issues.insert(
            write,
            name=draft.name,
            kind=draft.kind,
            options=draft.options,
            description=draft.description,
            unit=draft.unit,
            low=draft.low,
            high=draft.high,
            step=draft.step,
            better=draft.better,
            multiplier=draft.multiplier,
            tradeable=draft.tradeable,
            importance=draft.importance,
            owner=_owner(write.deal, draft.owner_email),
            requester=draft.requester,
            marker=draft.marker,
        )
        _set_limits(write, issue, draft)
        _set_curve(issue, Party.OURS, draft.ours)
        _set_curve(issue, Party.THEIRS, draft.theirs)
    except Rejected as rejected:
        raise Rejected(f"{draft.name}: {rejected.message}", rejected.field) from rejected
    return issue


def _owner(deal: Deal, email: str) -> User | None:
    if not email:
        return None
    owner = User.objects.filter(memberships__organisation=deal.organisation_id, email__iexact=email).first()
    if owner is None:
        raise Rejected(f"No member of the organisation has the address {email}.", "owner")
    return owner


def _set_limits(write: Write, issue: Issue, draft: IssueDraft) -> None:
    """The limits that come with the issue: a part of its creation, so they have no event of their own."""
    limits = {name: getattr(draft, name) for name in issues.LIMITS}
    for name, level in limits.items():
        issues.check_level(issue, level, name, write.deal.currency)
    if any(level is not None for level in limits.values()):
        IssueLimits.objects.filter(issue=issue).update(**limits)


def _set_curve(issue: Issue, party: str, draft: CurveDraft) -> None:
    """The curve and weight that come with the issue: a part of its creation, so they have no event of their own."""
    if draft == CurveDraft():
        return
    changes: dict[str, Any] = {**asdict(draft), "ratings": dict(draft.ratings)}
    if party == Party.OURS:
        changes = {name: value for name, value in changes.items() if name not in valuations.THEIRS_ONLY}
    if issue.kind == IssueKind.CHOICE:
        changes["shape"] = Shape.RATED  # the only one that fits; a file need not say it
    trial = Valuation(issue=issue, party=party)
    for name, value in changes.items():
        valuations.check_field(trial, name, value)
    whole = {name: changes.get(name) for name in valuations.SWING_FIELDS | valuations.LEVEL_FIELDS}
    valuations.check_bands(whole, changes)
    Valuation.objects.filter(issue=issue, party=party).update(**changes)


def _insert_alternative(write: Write, draft: AlternativeDraft, rows: Mapping[str, Issue]) -> None:
    levels = {str(rows[name].pk): alternatives.plain(level) for name, level in draft.levels.items() if name in rows}
    try:
        alternatives.insert(
            write,
            title=draft.title,
            kind=draft.kind,
            value=draft.value,
            levels=levels,
            probability=draft.probability,
            cost=draft.cost,
            expires_on=draft.expires_on,
            note=draft.note,
        )
    except Rejected as rejected:
        raise Rejected(f"{draft.title}: {rejected.message}", rejected.field) from rejected
