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
from negotiations.actions import alternatives, deals, issues, levers, rules, valuations
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.drafts import AlternativeDraft, CurveDraft, DealDraft, IssueDraft, PlanDraft, RuleDraft
from negotiations.enums import Category, Horizon, IssueKind, Party, Shape
from negotiations.levels import Scale
from negotiations.models import Deal, Issue, IssueLimits, Option, Valuation

MAX_ISSUES = 100  # a plan with more is not one that people negotiate; it also keeps an import within a request
MAX_ALTERNATIVES = 30
MAX_LEVERS = 60
ISSUE_FIELDS = ("kind", "description", "unit", "low", "high", "step", "better", "multiplier", "tradeable",
                "importance", "requester", "marker")  # fmt: skip
NAMED_BY_ISSUE = ("when", "then", "amounts")  # parts of a rule


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
        rows = _insert_issues(write, plan.issues)
        for alternative in plan.alternatives:
            _insert_alternative(write, alternative, rows)
        built = [levers.build(write, lever.title, lever.why, dict(lever.draft)) for lever in plan.levers]
        write.add_many(built)
        levers.assume([(row, draft.worth) for row, draft in zip(built, plan.levers, strict=True) if draft.worth])
        for rule in plan.rules:
            _insert_rule(write, rule, rows)
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
        (len(plan.rules), rules.MOST_RULES, "rules"),
    )
    for size, most, what in sizes:
        if size > most:
            raise Rejected(f"That is {size} {what}; a plan has at most {most}.")


def _insert_issues(write: Write, drafts: tuple[IssueDraft, ...]) -> dict[str, Issue]:
    """All issues with their options, limits and curves, in a few statements whatever their number.

    Limits and curves that come with an issue are a part of its creation, so they have no events of their own.
    """
    owners = _owners(write.deal, {draft.owner_email.lower() for draft in drafts if draft.owner_email})
    rows: dict[str, Issue] = {}
    options: list[Option] = []
    limits: list[IssueLimits] = []
    curves: list[Valuation] = []
    taken: set[str] = set()
    for position, draft in enumerate(drafts, 1):
        try:
            issue = _build_issue(write.deal, draft, position, owners, taken)
            labels = [" ".join(label.split()) for label in draft.options]
            issues.check_options(issue, labels)
            _check_levels(issue, draft, labels, write.deal.currency)
            curves += [_build_curve(issue, Party.OURS, draft.ours), _build_curve(issue, Party.THEIRS, draft.theirs)]
        except Rejected as rejected:
            raise Rejected(f"{draft.name}: {rejected.message}", rejected.field) from rejected
        rows[draft.name] = issue
        options += [Option(issue=issue, number=n, position=n, label=label) for n, label in enumerate(labels, 1)]
        limits.append(IssueLimits(issue=issue, **{name: getattr(draft, name) for name in issues.LIMITS}))
    write.add_many(list(rows.values()))
    Option.objects.bulk_create(options)
    IssueLimits.objects.bulk_create(limits)
    Valuation.objects.bulk_create(curves)
    return rows


def _owners(deal: Deal, emails: set[str]) -> dict[str, User]:
    members = User.objects.filter(memberships__organisation=deal.organisation_id)
    return {user.email.lower(): user for user in members} if emails else {}


def _build_issue(deal: Deal, draft: IssueDraft, position: int, owners: Mapping[str, User], taken: set[str]) -> Issue:
    name = " ".join(draft.name.split())
    if not name or len(name) > 120 or name.casefold() in taken:
        raise Rejected("Each issue needs a name of its own, of at most 120 characters.", "name")
    taken.add(name.casefold())
    if draft.owner_email and draft.owner_email.lower() not in owners:
        raise Rejected(f"No member of the organisation has the address {draft.owner_email}.", "owner")
    facts = {field: getattr(draft, field) for field in ISSUE_FIELDS}
    issue = Issue(deal=deal, name=name, position=position, owner=owners.get(draft.owner_email.lower()), **facts)
    issues.check_range(issue)
    return issue


def _check_levels(issue: Issue, draft: IssueDraft, labels: list[str], currency: str) -> None:
    scale = Scale(issue.kind, issue.unit, currency, issue.low, issue.high, issue.step, dict(enumerate(labels, 1)))
    for field in ("marker", *issues.LIMITS, "planned"):
        level = getattr(draft, field)
        if level is None:
            continue
        if scale.is_numeric and issue.low is not None and issue.high is not None:
            inside = issue.low <= level <= issue.high
        else:
            inside = level in {Decimal(number) for number in scale.options}
        if not inside:
            raise Rejected(f"{scale.words(level)} is no level of it.", field)


def _build_curve(issue: Issue, party: str, draft: CurveDraft) -> Valuation:
    changes: dict[str, Any] = {**asdict(draft), "ratings": dict(draft.ratings)}
    if party == Party.OURS:
        changes = {name: value for name, value in changes.items() if name not in valuations.THEIRS_ONLY}
    if issue.kind == IssueKind.CHOICE and draft == CurveDraft():
        return Valuation(issue=issue, party=party)
    if issue.kind == IssueKind.CHOICE:
        changes["shape"] = Shape.RATED  # the only one that fits; a file need not say it
    row = Valuation(issue=issue, party=party, **changes)
    for name, value in changes.items():
        valuations.check_field(row, name, value)
    whole = {name: changes.get(name) for name in valuations.SWING_FIELDS | valuations.LEVEL_FIELDS}
    valuations.check_bands(whole, changes)
    return row


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


def _insert_rule(write: Write, draft: RuleDraft, rows: Mapping[str, Issue]) -> None:
    fields = {name: value for name, value in asdict(draft).items() if name not in {"kind", *NAMED_BY_ISSUE}}
    for name in NAMED_BY_ISSUE:
        fields[name] = {str(rows[issue].pk): dict(part) for issue, part in getattr(draft, name).items()}
    rules.insert(write, kind=draft.kind, **fields)
