"""The page of objections: what they may say, what we reply, who has rehearsed it, what worked."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from negotiations.enums_prepare import ObjectionUse
from negotiations.models import Objection
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.register import Around, Filter, Maker, issue_filter, live, suffix_of, table
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
    issue = issue_filter(around, query)
    state = Filter.asked(query, "state", "All", ((TO_REHEARSE, "Not rehearsed"), *ObjectionUse.choices))
    make = Maker(access, around, OBJECTION, "objection", outcome, suffix_of((issue, state)))
    shown = [
        row
        for row in every
        if issue.takes(row.issue_id) and state.takes(row.used, *([] if row.rehearsed else [TO_REHEARSE]))
    ]
    used = Counter(row.used for row in every)
    return {
        "table": table(make, shown, (issue, state), total=len(every)),
        "unanswered": sum(not row.reply for row in every),
        "rehearsed": sum(row.rehearsed for row in every),
        "worked": used[ObjectionUse.WORKED],
        "raised": used[ObjectionUse.WORKED] + used[ObjectionUse.FAILED],
    }
