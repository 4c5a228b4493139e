"""What of the ledger stands in somebody's inbox: the debts that were given to them, until they are paid."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from negotiations.enums_ledger import PairingKind
from negotiations.levels import date_words
from negotiations.models import Debt, InboxItem, Pairing
from negotiations.queries.inbox.said import Said
from negotiations.queries.ledger.acts import item_key
from negotiations.queries.standing import Standing


def debt_words(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> Mapping[UUID, Said]:
    """Gives of ours that nothing was had for yet and that are the reader's to have paid. Two queries."""
    asked = Debt.objects.filter(pk__in=[item.object_id for item in items], deal__in=list(readers)).values("give")
    rows = Debt.objects.filter(give__in=asked, give__reversal=None, reversal=None, reverses=None)
    newest = {item_key(row.give_id, row.issue_id): row for row in rows.select_related("give", "issue").order_by("seq")}
    paid = _paid(newest.values())
    open_ = {str(row.pk): (key, row) for key, row in newest.items() if key not in paid}
    found = {}
    for item in items:
        key, row = open_.get(item.object_id, ("", None))
        reader = readers.get(item.deal_id)
        if row is None or reader is None or row.owner_id != item.user_id or not reader.can(Permission.SECRETS_VIEW):
            continue
        about = f" on {row.issue.name}" if row.issue else ""
        url = reverse("negotiations:ledger-list", kwargs={"deal_id": row.deal_id})
        why = f"an open debt, entry {row.give.number}, {due_words(row.due, timezone.localdate())}"
        found[item.pk] = Said(f"Have what we gave{about} paid", why, f"{url}#give-{key}", secret=True)
    return found


def due_words(due: date | None, today: date) -> str:
    """``by 27 Nov``, ``2 days late``."""
    if due is None:
        return "no day yet"
    days = (today - due).days
    return f"{days} day{'' if days == 1 else 's'} late" if days > 0 else f"by {date_words(due)}"


def _paid(rows: Iterable[Debt]) -> frozenset[str]:
    """What was had for a give, or is not asked for any more. One query."""
    gone = Q(kind=PairingKind.GET, get__reversal__isnull=False)
    pairings = Pairing.objects.filter(give__in=[row.give_id for row in rows], reversal=None, reverses=None)
    counted = pairings.filter(kind__in=(PairingKind.GET, PairingKind.LET_GO)).exclude(gone)
    return frozenset(item_key(give, issue) for give, issue in counted.values_list("give_id", "give_issue_id"))
