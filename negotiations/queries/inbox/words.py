"""What stands in an inbox, in words: made when shown, for who may see the target now.

A noun that is put into inboxes has its function in ``WORDS``. It gets the items of that noun and where their reader
stands on each deal, and gives words for those that the reader may see; an item without words is not shown.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.levels import date_words
from negotiations.models import Comment, HandOver, InboxItem, Task
from negotiations.queries.deal.comments import reads_about, target_of, thread_url, title_of
from negotiations.queries.inbox.close import link_words, step_words
from negotiations.queries.inbox.ledger import debt_words
from negotiations.queries.inbox.mandate import exception_words, offer_words, version_words
from negotiations.queries.inbox.said import Said, Words
from negotiations.queries.inbox.todos import can_see, tasks_url
from negotiations.queries.standing import Standing

EXCERPT = 160


def _comments(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> dict[UUID, Said]:
    """Mentions. What a secret comment says stays behind the door: the inbox says that there is one."""
    ids = {int(item.object_id): item for item in items}
    rows = Comment.objects.filter(pk__in=ids, deal__in=list(readers), removed_at=None)
    found = {}
    for row in rows.select_related("author", "issue", "suggestion", "stakeholder", "deal", "wording"):
        target = target_of(row)
        if _gone(row) or not reads_about(readers[row.deal_id], target, secret=row.secret):
            continue
        words = "a comment for readers of secrets" if row.secret else " ".join(row.wording.text.split())[:EXCERPT]
        why = f"on {title_of(target)}"
        url = f"{thread_url(row.deal_id, target)}#comment-{row.pk}"
        found[ids[row.pk].pk] = Said(f"{row.author}: {words}", why, url, row.secret)
    return found


def _tasks(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> dict[UUID, Said]:
    """To-dos that are still the reader's to do."""
    ids = {UUID(item.object_id): item for item in items}
    rows = Task.objects.filter(pk__in=ids, deal__in=list(readers), removed_at=None, done_at=None)
    found = {}
    for row in rows.select_related("created_by", "issue", "suggestion", "stakeholder", "deal"):
        item = ids[row.pk]
        if row.assignee_id == item.user_id and can_see(readers, row):
            due = f"by {date_words(row.due_on)}" if row.due_on else "no day yet"
            text = "A to-do for readers of secrets" if row.secret else row.text
            why = f"from {row.created_by or 'somebody'}, {due}"
            found[item.pk] = Said(text, why, tasks_url(row.deal, row), row.secret)
    return found


def _hand_overs(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> dict[UUID, Said]:
    """Seats that were passed on, for who took one and who gave one; the notes are on the team's page."""
    ids: dict[UUID, list[InboxItem]] = {}
    for item in items:
        ids.setdefault(UUID(item.object_id), []).append(item)
    rows = HandOver.objects.filter(pk__in=ids, deal__in=list(readers), removed_at=None)
    found = {}
    for row in rows.select_related("giver", "taker", "deal"):
        role = SeatRole(row.role).label.lower()
        url = reverse("negotiations:seat-list", kwargs={"deal_id": row.deal_id})
        for item in ids[row.pk]:
            mine = item.user_id == row.taker_id
            text = f"You are {role} of {row.deal} now" if mine else f"{row.taker} is {role} of {row.deal} now"
            found[item.pk] = Said(text, f"passed on by {row.giver}" if mine else "your seat was passed on", url)
    return found


def _gone(row: Comment) -> bool:
    return any(part is not None and part.removed_at is not None for part in (row.issue, row.stakeholder))


WORDS: dict[str, Words] = {
    "comment": _comments,
    "task": _tasks,
    "mandate_version": version_words,
    "exception": exception_words,
    "offer": offer_words,
    "hand_over": _hand_overs,
    "confirm_link": link_words,
    "next_step": step_words,
    "debt": debt_words,
}
