"""Power, time and common goals: each side's deadline, evidence of our power, what opens the talks."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.enums import Party
from negotiations.models import CommonGoal, Deadline
from negotiations.queries.readiness.count import BEFORE_CLOSING, EXPLORING, PREPARING, Count, Part, Step
from negotiations.queries.standing import Standing


def load_sides(readers: Sequence[Standing]) -> Mapping[UUID, set[str]]:
    """Whose deadlines each deal has. One query."""
    rows = Deadline.objects.filter(deal__in=[reader.deal for reader in readers], removed_at__isnull=True)
    found: dict[UUID, set[str]] = {}
    for deal_id, side in rows.values_list("deal_id", "side"):
        found.setdefault(deal_id, set()).add(side)
    return found


def check_sides(count: Count, sides: Any) -> None:
    lacking = [party for party in Party.values if party not in (sides or ())]
    if lacking:
        one = "Find out by when they must be done" if lacking == [Party.THEIRS] else "Say by when we must be done"
        text = one if len(lacking) == 1 else "Say by when each side must be done"
        step = Step(text, "whoever must be done first pays for it", f"{count.url('power')}#time", "clock", secret=True)
        count.warn(62, Permission.SECRETS_EDIT, step)


def load_goals(readers: Sequence[Standing]) -> Mapping[UUID, list[bool]]:
    """Whether each common goal of each deal is mirrored. One query."""
    rows = CommonGoal.objects.filter(deal__in=[reader.deal for reader in readers], removed_at__isnull=True)
    found: dict[UUID, list[bool]] = {}
    for row in rows:
        found.setdefault(row.deal_id, []).append(row.mirrored)
    return found


def check_goals(count: Count, mirrored: Any) -> None:
    url = count.url("prepare-goal-list")
    if not mirrored:
        step = Step("Find a goal that both share", "it opens the talks", url, "target")
    elif not all(mirrored):
        step = Step("Show that a common goal is common", "both sides must have said it", url, "target")
    else:
        return
    count.warn(64, Permission.PLAN_EDIT, step)


PARTS = (
    Part(check_sides, BEFORE_CLOSING, load_sides, sees=Permission.SECRETS_VIEW),
    Part(check_goals, PREPARING | EXPLORING, load_goals),
)
