"""What became of one issue at the table, in a line of its panel: its agreed point, and its entries in the log."""

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from accounts.permissions import Permission
from negotiations.enums_table import MoveKind
from negotiations.models import Issue, Move, Term
from negotiations.queries.standing import Standing


def issue_talks(issue: Issue, access: Standing) -> tuple[tuple[str, str], ...]:
    """Words and where they lead; entries for readers of the log only. Two queries."""
    found = []
    points = Term.objects.filter(deal=access.deal, issue=issue, removed_at__isnull=True).count()
    if points:
        found.append(("Its agreed point" if points == 1 else f"{points} agreed points", _url(issue, "close-term-list")))
    if access.can(Permission.SECRETS_VIEW):
        entries = Move.objects.filter(deal=access.deal, reversal__isnull=True).exclude(kind=MoveKind.REVERSAL)
        count = entries.filter(Q(issue=issue) | Q(levels__has_key=str(issue.pk))).count()
        if count:
            found.append(
                ("1 entry in the log" if count == 1 else f"{count} entries in the log", _url(issue, "move-list"))
            )
    return tuple(found)


def _url(issue: Issue, name: str) -> str:
    address = reverse(f"negotiations:{name}", kwargs={"deal_id": issue.deal_id})
    return f"{address}?{urlencode({'issue': issue.pk})}"
