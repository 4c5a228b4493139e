"""An inbox: what waits for a person over all deals, as far as they may see it now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.enums import InboxKind
from negotiations.models import Deal, InboxItem
from negotiations.queries.deal.deals import openable
from negotiations.queries.inbox.close import late_of_the_close
from negotiations.queries.inbox.said import Said
from negotiations.queries.inbox.todos import due_words, overdue, tasks_url
from negotiations.queries.inbox.words import WORDS
from negotiations.queries.standing import standings

SHOWN = 100
ICONS = {
    InboxKind.MENTION: "comment",
    InboxKind.TASK: "check",
    InboxKind.APPROVAL: "key",
    InboxKind.RELEASE: "lock",
    InboxKind.DECISION: "info",
    InboxKind.HANDOVER: "people",
}


@dataclass(frozen=True)
class Entry:
    """An item as its owner sees it."""

    id: UUID
    deal: Deal
    kind: str
    label: str
    icon: str
    at: datetime
    read: bool
    said: Said


UNSAID = "A to-do"  # one whose words are secret is not opened for the inbox


@dataclass(frozen=True)
class Late:
    """What of one's own is overdue: a to-do, a next step, a summary."""

    deal: Deal
    due: str
    url: str
    what: str
    kind: str = "your to-do"


@dataclass(frozen=True)
class Inbox:
    entries: tuple[Entry, ...]
    late: tuple[Late, ...]

    @property
    def unread(self) -> int:
        return sum(not entry.read for entry in self.entries)

    @property
    def waiting(self) -> int:
        """What the number beside the inbox says: unread, and late."""
        return self.unread + len(self.late)

    @property
    def deals(self) -> int:
        """In how many deals something waits."""
        return len({entry.deal.pk for entry in self.entries if not entry.read} | {late.deal.pk for late in self.late})


def inbox(user: User, *, today: date, unread_only: bool = False) -> Inbox:
    """What is in somebody's inbox, the newest first: only of deals that they may open and things that they may see now.

    As many queries whatever is in it. No secret is opened for it.
    """
    rows = InboxItem.objects.filter(user=user, deal__in=openable(user), deal__archived_at__isnull=True)
    if unread_only:
        rows = rows.filter(read_at__isnull=True)
    items = list(rows.select_related("deal__organisation", "deal__counterparty").order_by("-at", "pk")[:SHOWN])
    readers = standings(user, {item.deal for item in items}) if items else {}
    readers = {pk: reader for pk, reader in readers.items() if reader.can(Permission.DEAL_VIEW)}
    by_noun: dict[str, list[InboxItem]] = defaultdict(list)
    for item in items:
        if item.deal_id in readers:
            by_noun[item.noun].append(item)
    said: dict[UUID, Said] = {}
    for noun, few in by_noun.items():
        if noun in WORDS:
            said |= WORDS[noun](few, readers)
    entries = (_entry(item, said[item.pk]) for item in items if item.pk in said)
    late = [
        Late(row.deal, due_words(row, today), tasks_url(row.deal, row), row.text or UNSAID)
        for row in overdue(user, today)
    ]
    late += [Late(*one) for one in late_of_the_close(user, today)]
    return Inbox(tuple(entries), tuple(late))


def _entry(item: InboxItem, said: Said) -> Entry:
    kind = InboxKind(item.kind)
    return Entry(item.pk, item.deal, item.kind, kind.label, ICONS[kind], item.at, item.read_at is not None, said)
