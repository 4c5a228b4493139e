"""Rules between issues: never together, if … then …, a discount for a combination, together at most. Secret."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.alternatives import BAND
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Importance, IssueKind, Party, RuleKind
from negotiations.levels import Scale, scale_of
from negotiations.models import Deal, Issue, IssueRule
from negotiations.queries.rules.levels import amounts_of, covered, ends
from negotiations.secrets import unwrap_for_storage

EDITABLE = frozenset(
    {"when", "then", "ours", "theirs", "amounts", "most", "counted", "party", "requester", "importance", "note"}
)
# What each kind is made of, besides whose it is, who asks for it and why.
PARTS: dict[str, tuple[str, ...]] = {
    RuleKind.FORBID: ("when",),
    RuleKind.REQUIRE: ("when", "then"),
    RuleKind.BONUS: ("when", "ours", "theirs"),
    RuleKind.CAP: ("amounts", "most", "counted"),
}
MOST_RULES, MOST_ISSUES = 40, 8
LONGEST = {"counted": 24, "requester": 120, "note": 2000}


def add(deal: Deal, *, kind: str, by: User, at: datetime, **fields: Any) -> IssueRule:
    """A rule between issues. Raises ``Rejected`` naming the field that is wrong.

    ``when``, ``then`` and ``amounts`` are documents as the model has them; ``theirs`` has low, likely and high.
    """
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        return insert(write, kind=kind, **fields)


def insert(write: Write, *, kind: str, **fields: Any) -> IssueRule:
    """The same within an open write, for imports."""
    unknown = set(fields) - EDITABLE
    if unknown:
        raise TypeError(f"not fields of a rule: {sorted(unknown)}")
    if kind not in RuleKind.values:
        raise Rejected("Choose one of the kinds.", "kind")
    if IssueRule.objects.filter(deal=write.deal, removed_at__isnull=True).count() >= MOST_RULES:
        raise Rejected(f"A plan has at most {MOST_RULES} rules. Take one out first.", "kind")
    row = IssueRule(deal=write.deal, kind=kind, created_at=write.at, **fields)
    _check(write.deal, row, (*PARTS[kind], *fields))
    write.add(row, summary=kind)
    return row


def edit(rule: IssueRule, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> IssueRule:
    """Set one field of a rule. Raises ``Conflict``, ``Rejected``."""
    return edit_many(rule, {field: value}, seen={field: seen}, by=by, at=at)


def edit_many(
    rule: IssueRule, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> IssueRule:
    """Set several fields of a rule together: one action. Raises ``Conflict``, ``Rejected``; then nothing is set."""
    with writing(rule.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, rule.pk)
        for field, value in changes.items():
            if field not in EDITABLE:
                raise Rejected("This field cannot be edited.", field)
            write.change(row, field, value, seen=seen.get(field))
        _check(write.deal, row, tuple(changes))
        return row


def remove(rule: IssueRule, *, by: User, at: datetime) -> None:
    """Take a rule out; undo brings it back."""
    with writing(rule.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, rule.pk))


def _lock(write: Write, pk: UUID) -> IssueRule:
    row = IssueRule.objects.select_for_update().filter(deal=write.deal, pk=pk, removed_at__isnull=True).first()
    if row is None:
        raise Rejected("This rule was removed meanwhile. Undo brings it back.")
    return row


def _check(deal: Deal, row: IssueRule, fields: tuple[str, ...]) -> None:
    """Raise ``Rejected`` for the first of these fields that cannot be."""
    scales = _scales(deal) if {"when", "then", "amounts"} & set(fields) else {}
    plain = {field: unwrap_for_storage(getattr(row, field)) for field in EDITABLE}
    for field in dict.fromkeys(fields):
        if field in {"when", "then"} and field in PARTS[row.kind]:
            _check_levels(plain, row.kind, field, scales)
        elif field == "amounts" and field in PARTS[row.kind]:
            _check_amounts(plain["amounts"], scales)
        elif field == "most" and field in PARTS[row.kind] and (plain["most"] is None or plain["most"] < 0):
            raise Rejected("How much may it be together? 0 or more.", "most")
        elif field in {"ours", "theirs"} and row.kind == RuleKind.BONUS:
            _check_worth(plain["ours"], plain["theirs"])
        elif field == "party" and plain["party"] not in Party.values:
            raise Rejected("Choose whose rule it is.", field)
        elif field == "importance" and plain["importance"] not in Importance.values:
            raise Rejected("Choose whether it must hold.", field)
        elif field in LONGEST and len(plain[field]) > LONGEST[field]:
            raise Rejected(f"At most {LONGEST[field]:,} characters.", field)


def _scales(deal: Deal) -> dict[str, tuple[str, Scale]]:
    rows = Issue.objects.filter(deal=deal, removed_at__isnull=True).prefetch_related("options")
    return {str(issue.pk): (issue.name, scale_of(issue, deal.currency)) for issue in rows}


def _check_levels(plain: Mapping[str, Any], kind: str, field: str, scales: Mapping[str, tuple[str, Scale]]) -> None:
    parts = plain[field]
    least = 1 if kind == RuleKind.REQUIRE else 2
    if len(parts) < least:
        said = {"when": "Give the levels of two or more issues that are meant together.", "then": "Say what must hold."}
        raise Rejected(said[field] if least == 2 or field == "then" else "Say when the rule applies.", field)
    if len(parts) > MOST_ISSUES:
        raise Rejected(f"At most {MOST_ISSUES} issues in one rule.", field)
    if kind == RuleKind.REQUIRE and set(plain["when"]) & set(plain["then"]):
        raise Rejected("An issue stands on one side only: under “if” or under “then”.", "then")
    for pk, part in parts.items():
        if pk not in scales:
            raise Rejected("This issue was removed meanwhile.", field)
        name, scale = scales[pk]
        low, high = ends(part) if "options" not in part else (None, None)
        if low is not None and high is not None and low > high:
            raise Rejected(f"{name}: the first level must not lie above the second.", field)
        levels = scale.levels()
        named = covered(part, levels)
        if not named:
            raise Rejected(f"{name}: none of its levels is meant by this.", field)
        if len(named) == len(levels):
            raise Rejected(f"{name}: every level is meant by this. Leave it empty, or say less.", field)


def _check_amounts(amounts: Mapping[str, Any], scales: Mapping[str, tuple[str, Scale]]) -> None:
    if not amounts:
        raise Rejected("Say what at least one issue counts.", "amounts")
    for pk, entry in amounts.items():
        if pk not in scales:
            raise Rejected("This issue was removed meanwhile.", "amounts")
        name, scale = scales[pk]
        if scale.kind == IssueKind.DATE:
            raise Rejected(f"{name}: a date counts nothing by itself.", "amounts")
        if any(amount < 0 for amount in amounts_of(entry, scale.levels())):
            raise Rejected(f"{name}: amounts are 0 or more at each of its levels.", "amounts")


def _check_worth(ours: Decimal | None, theirs: Mapping[str, str]) -> None:
    band = [Decimal(theirs[name]) for name in BAND if name in theirs]
    if band and (len(band) < len(BAND) or band != sorted(band)):
        raise Rejected("Low, likely and high must be in this order.", "theirs")
    if not ours and not any(band):
        raise Rejected("What is the combination worth, to us or to them?", "ours")
