"""Who is on a deal, and in which field. Kept in Redis for half a minute, never in the database and never in a log.

Everybody who may see the deal sees who is here. Where somebody is, they see only where they may see the field: a place
that is not known to be open to all is shown to readers of secrets alone.
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

from accounts.bell import TIMEOUT_SECONDS, ring_deal
from accounts.models import User
from accounts.permissions import Permission
from negotiations.models import Issue
from negotiations.queries.deal.head import seated
from negotiations.queries.history.fields import NAMES
from negotiations.queries.standing import Standing

STAYS_SECONDS = 40  # a page says every 15 that it is still there
PAUSE_SECONDS = 2.0
TABS_AT_MOST = 400  # of one deal
TAB = re.compile(r"[a-z0-9]{1,16}")
PLACE = re.compile(r"[a-z][a-z0-9-]{0,79}")
OPEN_FIELDS = (
    "marker|name|description|unit|low|high|step|better|importance|tradeable|owner|requester|multiplier"  # of an issue
)
OPEN_PLACE = re.compile(rf"cell-({OPEN_FIELDS})-[0-9a-f-]{{36}}|(cell|group)-(ours|theirs)-[a-z0-9-]+|cell-option-\d+")
LIMIT_PLACE = re.compile(r"cell-(target|realistic|walk-away|package)-([0-9a-f-]{36})")
ISSUE_AT_END = re.compile(r"cell-([a-z-]+)-([0-9a-f]{8}-[0-9a-f-]{27})$")
_away_until = 0.0


@dataclass(frozen=True)
class Place:
    """A field as the page calls it (the id of its element), and the issue whose detail is open there."""

    element: str = ""
    issue: str = ""


@dataclass(frozen=True)
class Here:
    """Somebody on the deal now. ``place`` is empty where the reader may not know it; ``words`` say it for people."""

    user: User
    roles: str
    present: bool
    place: Place = Place()
    words: str = ""

    @property
    def label(self) -> str:
        where = f"here, at {self.words}" if self.words else "here" if self.present else ""
        return " · ".join(part for part in (self.roles, where) if part)


def say(access: Standing, tab: str, place: Place) -> None:
    """This person's page is open, with the attention on this place."""
    key, name, now = _key(access.deal.pk), f"{access.user.pk}:{tab}", time.time()
    entry = json.dumps({"until": now + STAYS_SECONDS, "element": place.element, "issue": place.issue})
    with _redis() as redis:
        if redis is None:
            return
        all_before = _entries(redis, key)
        gone = [other for other, old in all_before.items() if old["until"] < now]
        before = all_before.get(name)
        if before is None and len(all_before) - len(gone) >= TABS_AT_MOST:
            return
        with redis.pipeline(transaction=False) as pipe:
            if gone:
                pipe.hdel(key, *gone)
            pipe.hset(key, name, entry)
            pipe.expire(key, STAYS_SECONDS)
            pipe.execute()
        moved = before is None or (before["element"], before["issue"]) != (place.element, place.issue)
        if moved or gone:
            ring_deal(access.deal.pk, "here")


def leave(access: Standing, tab: str) -> None:
    """This person's page was closed, or is hidden."""
    with _redis() as redis:
        if redis is not None and redis.hdel(_key(access.deal.pk), f"{access.user.pk}:{tab}"):
            ring_deal(access.deal.pk, "here")


def read_place(element: str, issue: str) -> Place:
    """A place that a page names; nonsense is nowhere."""
    if not PLACE.fullmatch(element):
        element = ""
    try:
        issue = str(UUID(issue)) if issue else ""
    except ValueError:
        issue = ""
    return Place(element, issue)


def here(access: Standing) -> tuple[Here, ...]:
    """Everybody with a seat, and whoever else is here, with the places that this reader may know. Three queries."""
    places = _places(access)
    issues = {str(issue.pk): issue for issue in Issue.objects.filter(deal=access.deal, removed_at__isnull=True)}
    seats = seated(access.deal)
    people = [(one.user, one.words) for one in seats]
    strangers = set(places) - {user.pk for user, _ in people}
    guests = User.objects.filter(pk__in=strangers, memberships__organisation=access.deal.organisation_id)
    people += [(user, "without a seat") for user in guests.order_by("name", "pk")]
    shown = []
    for user, roles in people:
        place = places.get(user.pk)
        if place is None or not _may_know(access, place, issues):
            shown.append(Here(user, roles, place is not None))
        else:
            shown.append(Here(user, roles, True, place, _words(place, issues)))
    return tuple(shown)


def _places(access: Standing) -> dict[int, Place]:
    """The latest place of each person; the one with a field before those without."""
    now, found = time.time(), {}
    with _redis() as redis:
        entries = {} if redis is None else _entries(redis, _key(access.deal.pk))
    for name, entry in sorted(entries.items(), key=lambda pair: (bool(pair[1]["element"]), pair[1]["until"])):
        if entry["until"] >= now:
            found[int(name.partition(":")[0])] = Place(entry["element"], entry["issue"])
    return found


def _may_know(access: Standing, place: Place, issues: dict[str, Issue]) -> bool:
    if access.can(Permission.SECRETS_VIEW) or not place.element:
        return True
    limit = LIMIT_PLACE.fullmatch(place.element)
    if limit:
        return access.can(Permission.SECRETS_VIEW, issues.get(limit[2]))
    return OPEN_PLACE.fullmatch(place.element) is not None


def _words(place: Place, issues: dict[str, Issue]) -> str:
    ends = ISSUE_AT_END.match(place.element)
    issue = issues.get(ends[2] if ends else place.issue)
    name = NAMES.get(ends[1].replace("-", "_"), "") if ends else ""
    return ", ".join(part for part in (name, issue.name if issue else "") if part)


def _key(deal_id: UUID) -> str:
    return f"parley:here:{deal_id}"


def _entries(redis: Redis, key: str) -> dict[str, dict[str, Any]]:
    found: Any = redis.hgetall(key)
    return {name.decode(): json.loads(entry) for name, entry in found.items()}


@lru_cache(maxsize=2)
def _client(address: str) -> Redis:
    return Redis.from_url(address, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS, retry=None)


@contextmanager
def _redis() -> Iterator[Redis | None]:
    """Redis, or ``None`` for two seconds after it failed. What fails inside the block ends it silently."""
    global _away_until
    if time.monotonic() < _away_until:
        yield None
        return
    try:
        yield _client(settings.REDIS_URL)
    except (RedisError, OSError):
        _away_until = time.monotonic() + PAUSE_SECONDS
