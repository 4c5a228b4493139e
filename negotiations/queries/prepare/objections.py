"""The page of objections: what they may say, what we reply, who has rehearsed it, what worked."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from negotiations.enums_prepare import ObjectionUse
from negotiations.models import Objection
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.register import Around, Filter, Maker, asked_for, issue_filter, live, suffix_of, table
from negotiations.queries.prepare.register_fields import OBJECTION
from negotiations.queries.standing import Standing

TO_REHEARSE = "to_rehearse"


def objection_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its form."""
    every = list(live(Objection.objects.filter(deal=access.deal), "speaker"))
    issue = asked_for(query, "issue", (str(one.pk) for one in around.issues))
    state = asked_for(query, "state", (*ObjectionUse.values, TO_REHEARSE))
    make = Maker(access, around, OBJECTION, "objection", outcome, suffix_of(issue=issue, state=state))
    shown = [
        row
        for row in every
        if (not issue or str(row.issue_id) == issue)
        and (not state or row.used == state or (state == TO_REHEARSE and not row.rehearsed))
    ]
    states = ((TO_REHEARSE, "Not rehearsed"), *ObjectionUse.choices)
    filters = (issue_filter(around, UUID(issue) if issue else None), Filter("state", "All", tuple(states), state))
    used = Counter(row.used for row in every)
    return {
        "table": table(make, shown, filters, total=len(every)),
        "unanswered": sum(not row.reply for row in every),
        "rehearsed": sum(row.rehearsed for row in every),
        "worked": used[ObjectionUse.WORKED],
        "raised": used[ObjectionUse.WORKED] + used[ObjectionUse.FAILED],
    }
