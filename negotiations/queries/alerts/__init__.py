"""The alerts of the table: what is warned of now, why, and the ways on. Each can be put away with a word. Secret.

desk: what rules read. on_gives, on_talk, on_signs: the rules in words. ways: out of a deadlock. The rules themselves
are in ``engine.alerts`` and ``engine.plan_log``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from accounts.permissions import Permission
from negotiations.models import Dismissal
from negotiations.queries.alerts.desk import Alert, Desk, Way
from negotiations.queries.alerts.on_gives import giving, off_plan, splits, unpaid
from negotiations.queries.alerts.on_signs import signs
from negotiations.queries.alerts.on_tactics import spent
from negotiations.queries.alerts.on_talk import contradictions, deadlines, deadlock, telling, threats, too_long
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

RULES: tuple[Callable[[Desk], Iterator[Alert]], ...] = (
    threats, spent, splits, deadlock, unpaid, off_plan, contradictions, giving, telling, deadlines, signs, too_long,
)  # fmt: skip
IN_SIGHT = 3  # more are one click away: an alert that is always there is not read


@dataclass(frozen=True)
class Alerts:
    """``shown`` are those that stand, the most pressing first; ``away`` those that somebody put away."""

    shown: tuple[Alert, ...]
    away: tuple[Alert, ...]
    may_keep: bool

    @property
    def first(self) -> tuple[Alert, ...]:
        return self.shown[:IN_SIGHT]

    @property
    def more(self) -> tuple[Alert, ...]:
        return self.shown[IN_SIGHT:]


def alerts_of(access: Standing, rows: PlanRows, *, now: datetime) -> Alerts:
    """The alerts of a deal, for a reader of all secrets. The number of queries does not grow with the log."""
    access.require(Permission.SECRETS_VIEW)
    desk = Desk(access, rows, now)
    found = [] if desk.table.plan is None or not desk.table.moves else [one for rule in RULES for one in rule(desk)]
    put_away = Dismissal.objects.filter(deal=access.deal, reversal__isnull=True, reverses__isnull=True)
    known = {(row.code, row.subject): row for row in put_away.select_related("by").order_by("seq")}
    shown, away = [], []
    for one in found:
        row = known.get((one.code.value, one.subject))
        if row is None:
            shown.append(one)
        else:
            away.append(replace(one, dismissed=row, dismissed_words=opened(row.words, access)))
    return Alerts(tuple(shown), tuple(away), access.can(Permission.MOVE_RECORD))


__all__ = ["Alert", "Alerts", "Way", "alerts_of"]
