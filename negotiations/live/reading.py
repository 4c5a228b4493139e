"""What the streams of a deal are told: one read for all of them, in one snapshot with the right to be told it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction

from accounts.models import Membership, User
from accounts.permissions import Permission
from negotiations.live.readers import Reader, standing_still
from negotiations.models import Deal, Event, Seat
from negotiations.queries.history.page import visible
from negotiations.queries.history.told import told_seq
from negotiations.queries.standing import Standing, standing_with

CATCH_UP = 500  # events; a stream that is further behind is told to load its page anew
# Sealed while they are given: not even a reader of secrets may learn from the stream which of them was written.
SEALED = frozenset({"score_sheet"})
T = TypeVar("T")


@dataclass(frozen=True)
class Hint:
    """One event as a stream tells it. A bare one, of something sealed, has only its number."""

    seq: int
    noun: str = ""
    object: str = ""
    issue: str = ""
    version: int = 0

    def as_json(self) -> dict[str, Any]:
        if not self.noun:
            return {"seq": self.seq}
        return {
            "seq": self.seq,
            "noun": self.noun,
            "object": self.object,
            "issue": self.issue or None,
            "version": self.version,
        }


@dataclass(frozen=True)
class News:
    """What one reader is told. ``reset``: too much was missed; load the page anew and go on from ``seq``."""

    hints: tuple[Hint, ...] = ()
    reset: bool = False
    trades: bool = False  # may hear of jobs
    seq: int = 0  # of the last event that the reader may be told: said with a reset, and at a start from now


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside was true at one moment: rights, rows and events."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def read(
    deal_id: UUID, readers: Iterable[Reader], after: int, *, from_now: bool = False
) -> tuple[int, dict[Reader, News]]:
    """The deal's last number, and the news after ``after`` for each reader who may still have any.

    A reader who is missing from the answer has lost the deal, the session or the token. One snapshot: whoever was
    removed before an event is told neither that event nor any later one. The number of queries does not depend on
    how many readers there are, beyond one for each person who may not see all secrets when a secret event is told.
    """
    with snapshot():
        deal = Deal.objects.filter(pk=deal_id).first()
        if deal is None:
            return 0, {}
        people = standing_still(readers)
        allowed = standings_of(deal, {user.pk: user for user in people.values()})
        reset = not from_now and not 0 <= deal.seq - after <= CATCH_UP
        if reset or from_now:
            news = {pk: News((), reset, one.can(Permission.TRADES_VIEW), told_seq(one)) for pk, one in allowed.items()}
        else:
            events = list(Event.objects.filter(deal=deal, seq__gt=after).order_by("seq"))
            news = {pk: _news(one, events) for pk, one in allowed.items()}
        return deal.seq, {one: news[one.user_id] for one in people if one.user_id in news}


def standings_of(deal: Deal, users: dict[int, User]) -> dict[int, Standing]:
    """Who of these may see the deal. Two queries, however many they are."""
    members = Membership.objects.filter(user__in=users, organisation=deal.organisation_id)
    seats: dict[int, list[Seat]] = {}
    for seat in Seat.objects.filter(deal=deal, user__in=users):
        seats.setdefault(seat.user_id, []).append(seat)
    found = {
        pk: standing_with(users[pk], deal, role, seats.get(pk, ()))
        for pk, role in members.values_list("user_id", "role")
    }
    return {pk: one for pk, one in found.items() if one.can(Permission.DEAL_VIEW)}


def _news(one: Standing, events: list[Event]) -> News:
    if one.can(Permission.SECRETS_VIEW) or not any(event.secret for event in events):
        told = {event.seq for event in events}
    else:
        told = set(visible(one).filter(seq__in=[event.seq for event in events]).values_list("seq", flat=True))
    hints = tuple(_hint(event) for event in events if event.seq in told)
    return News(hints, False, one.can(Permission.TRADES_VIEW))


def _hint(event: Event) -> Hint:
    if event.noun in SEALED:
        return Hint(event.seq)
    issue = "" if event.issue_id is None else str(event.issue_id)
    return Hint(event.seq, event.noun, event.object_id, issue, event.seq)


def numbers(deal_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The last number of each of these deals. One query, which tells nobody anything."""
    return dict(Deal.objects.filter(pk__in=list(deal_ids)).values_list("pk", "seq"))


def with_a_connection(work: Callable[[], T]) -> T:
    """Do the work on this thread's kept connection; one that died meanwhile is replaced once."""
    try:
        return work()
    except (OperationalError, InterfaceError):
        connection.close()
        return work()
