"""People who can stop the deal: each needs an interest that is linked to an issue, or nothing can be done for them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.models import Interest, Stakeholder
from negotiations.queries.people.coverage import matters
from negotiations.queries.readiness.count import EXPLORING, PREPARING, Count, Part, Step
from negotiations.queries.standing import Standing


def load(readers: Sequence[Standing]) -> Mapping[UUID, Any]:
    """Those who matter by deal, and the issues that their interests are linked to. Two queries."""
    deals = [reader.deal for reader in readers]
    people = Stakeholder.objects.filter(deal__in=deals, removed_at__isnull=True).order_by("name", "pk")
    those = [person for person in people if matters(person)]
    linked: dict[UUID, set[str]] = {}
    for interest in Interest.objects.filter(stakeholder__in=those, removed_at__isnull=True):
        linked.setdefault(interest.stakeholder_id, set()).update(interest.issues)
    found: dict[UUID, list[tuple[Stakeholder, set[str]]]] = {}
    for person in those:
        found.setdefault(person.deal_id, []).append((person, linked.get(person.pk, set())))
    return found


def check(count: Count, loaded: Any) -> None:
    live = {str(issue.pk) for issue in count.rows.issues}
    for person, issues in loaded or ():
        words = f"Link an interest of {person.name} to an issue"
        why = "they can stop the deal, and nothing in it is known to serve them"
        step = Step(words, why, count.url("coverage"), "people")
        count.part(bool(issues & live), 55, Permission.PEOPLE_EDIT, step)


PARTS = (Part(check, PREPARING | EXPLORING, load, sees=Permission.TRADES_VIEW),)
