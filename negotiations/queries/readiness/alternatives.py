"""What we would do without this deal: until it is closed, the floor rests on it."""

from typing import Any

from accounts.permissions import Permission
from negotiations.queries.plan.floors import expired
from negotiations.queries.readiness.count import BEFORE_CLOSING, CLOSING, Count, Part, Step

SOON = 30


def check(count: Count, _: Any) -> None:
    rows, url = count.rows, count.url("alternative-list")
    live = [row for row in rows.alternatives if not expired(row, count.today)]
    why = "all of them have expired" if rows.alternatives else "without one there is no floor to measure against"
    step = Step("Write down what you would do without this deal", why, url, "lock", secret=True, must=True)
    count.part(bool(live), 15, Permission.SECRETS_EDIT, step)
    ending = [(row.expires_on - count.today).days for row in live if row.expires_on]
    if ending and min(ending) <= SOON:
        days = min(ending)
        ends = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
        step = Step("Renew an alternative", f"it expires {ends}, and the floor may fall", url, "clock", "bad", True)
        count.warn(1, Permission.SECRETS_EDIT, step)


PARTS = (Part(check, BEFORE_CLOSING | CLOSING, sees=Permission.SECRETS_VIEW),)
