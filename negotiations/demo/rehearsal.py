"""Two concession plans for a demo deal: one that asks for something at each step, and one that only gives."""

from datetime import datetime
from typing import Any

from accounts.models import User
from negotiations.actions import concessions, jobs, rehearsals
from negotiations.models import Deal
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.rehearsals.draft import drafted
from negotiations.queries.standing import Worker


def add(deal: Deal, *, by: User, at: datetime) -> None:
    """Draft both plans and ask for a rehearsal of them side by side."""
    draft = drafted(load_plan(deal), Worker(deal), today=jobs.day(at))
    if draft is None:
        return
    do: dict[str, Any] = {"by": by, "at": at}
    asking = concessions.add_plan(deal, name="Trade each step", **draft, **do)
    gifts = [{**step, "gets": {}, "latest": None} for step in draft["steps"]]
    giving = concessions.add_plan(deal, name="Gifts", **{**draft, "steps": gifts}, **do)
    rehearsals.request(deal, plans=[asking.pk, giving.pk], **do)
