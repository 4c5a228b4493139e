"""Must-haves of our own: kept, knowing what they cost, or relaxed by an ordinary edit of the plan."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import issues, rules
from negotiations.actions.writing import Rejected, writing
from negotiations.enums import Importance
from negotiations.models import Deal, Issue, IssueRule, KeptMustHave

MOST_REASON = 500


def keep(deal: Deal, key: str, *, cost: str, reason: str, by: User, at: datetime) -> KeptMustHave:
    """Keep a must-have at what it costs. Raises ``Rejected`` when it is kept already or the reason is endless."""
    if len(reason) > MOST_REASON:
        raise Rejected(f"At most {MOST_REASON} characters.", "reason")
    with writing(deal, Permission.TRADES_DECIDE, by=by, at=at) as write:
        if KeptMustHave.objects.filter(deal=write.deal, key=key, removed_at__isnull=True).exists():
            raise Rejected("This is kept already.")
        row = KeptMustHave(deal=write.deal, key=key, cost=cost, reason=reason, kept_by=by, kept_at=at)
        write.add(row, summary={"key": key, "cost": cost, "reason": reason})
        return row


def reopen(deal: Deal, key: str, *, by: User, at: datetime) -> None:
    """Take the decision to keep a must-have back; nothing happens when there is none."""
    with writing(deal, Permission.TRADES_DECIDE, by=by, at=at) as write:
        row = KeptMustHave.objects.select_for_update().filter(deal=write.deal, key=key, removed_at__isnull=True).first()
        if row is not None:
            write.remove(row)


def relax(deal: Deal, key: str, *, level: Decimal | None, by: User, at: datetime) -> None:
    """Relax a must-have: the walk-away to this level, a fixed issue tradeable, a link nice to have. An ordinary edit.

    Raises ``Rejected`` when there is nothing of the kind any more, ``PermissionDenied`` without the right to the edit.
    """
    kind, _, pk = key.partition(":")
    do: dict[str, Any] = {"seen": None, "by": by, "at": at}
    if kind == "rule":
        rule = IssueRule.objects.filter(deal=deal, pk=_uuid(pk), removed_at__isnull=True).first()
        if rule is None:
            raise Rejected("This link was removed meanwhile.")
        rules.edit(rule, "importance", Importance.WANT, **do)
        return
    issue = Issue.objects.filter(deal=deal, pk=_uuid(pk), removed_at__isnull=True).select_related("deal").first()
    if issue is None or kind not in {"walk_away", "fixed"}:
        raise Rejected("This issue was removed meanwhile.")
    if kind == "fixed":
        issues.edit(issue, "tradeable", True, **do)
    else:
        issues.set_limit(issue, "walk_away", level, **do)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Rejected("There is no such must-have.") from None
