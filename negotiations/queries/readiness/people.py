"""People: who has a say on their side, and the interest behind each position."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from accounts.permissions import Permission
from negotiations.enums import Party
from negotiations.models import Interest, Stakeholder
from negotiations.queries.plan.whys import unexplained
from negotiations.queries.readiness.count import EXPLORING, PREPARING, Count, Part, Step, few, named
from negotiations.queries.standing import Standing

EDIT = Permission.PEOPLE_EDIT


@dataclass
class Known:
    people: list[Stakeholder] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)


def load(readers: Sequence[Standing]) -> Mapping[UUID, Known]:
    """The people of many deals and their interests. Two queries."""
    deals = [reader.deal.pk for reader in readers]
    found: dict[UUID, Known] = defaultdict(Known)
    deal_of: dict[UUID, UUID] = {}
    for row in Stakeholder.objects.filter(deal__in=deals, removed_at__isnull=True).order_by("created_at", "pk"):
        found[row.deal_id].people.append(row)
        deal_of[row.pk] = row.deal_id
    for interest in Interest.objects.filter(stakeholder__in=deal_of, removed_at__isnull=True):
        found[deal_of[interest.stakeholder_id]].interests.append(interest)
    return found


def check(count: Count, known: Known | None) -> None:
    known = known or Known()
    theirs = [row for row in known.people if row.side == Party.THEIRS]
    if count.rows.issues:
        why = "a deal is made by people, and often by some who are not in the room"
        step = Step("Put down who has a say on their side", why, count.url("stakeholder-list"), "people")
        count.part(bool(theirs), 32, EDIT, step)
    if not theirs:
        return
    lacking = unexplained(count.rows.issues, known.interests)
    if count.rows.issues:
        why = f"{few(lacking, count.rows.issues)} no interest behind it: why does either side want it?"
        step = Step(f"Ask why: {named(lacking)}" if lacking else "", why, _orphans(count), "question")
        count.part(not lacking, 34, EDIT, step)


def _orphans(count: Count) -> str:
    return f"{count.url('stakeholder-list')}#positions"


PARTS = (Part(check, PREPARING | EXPLORING, load),)
