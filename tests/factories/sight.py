"""The caucus, the observer's sheet and the next moves, for tests."""

from typing import Any
from uuid import uuid4

from negotiations.actions import caucus, next_moves, sightings
from negotiations.enums import JobKind, JobState
from negotiations.models import CaucusNote, Job, Move, Sighting
from tests.factories.negotiations import NOW, Plan


def paused(plan: Plan, words: str = "", **facts: Any) -> Move:
    """A pause that is on."""
    who = {"by": plan.lead, "at": NOW, **facts}
    return caucus.pause(plan.deal, words=words, key=uuid4(), **who)


def note(plan: Plan, text: str = "They need the cash", **facts: Any) -> CaucusNote:
    """A line on the board; a pause is called when none is on."""
    who = {"by": plan.lead, "at": NOW, **facts}
    return caucus.say(plan.deal, text=text, **who)


def seen(plan: Plan, **facts: Any) -> Sighting:
    """A line of the observer's sheet."""
    fields = {"person": "Marta Alves", "saw": "Looked at her colleague before she said no", **facts}
    return sightings.add(plan.deal, **{"by": plan.lead, "at": NOW, **fields})


def worked(plan: Plan) -> Job:
    """The next moves that were asked for last, found here and now; a test's own transaction rings no bell."""
    found = Job.objects.filter(deal=plan.deal, kind=JobKind.NEXT_MOVES)
    job = found.filter(state=JobState.QUEUED).first()
    if job is None:
        return found.filter(state=JobState.DONE).order_by("-finished_at")[0]
    next_moves.run(job.pk)
    job.refresh_from_db()
    return job


def sight_rows(plan: Plan) -> dict[str, Any]:
    """Ids by path parameter; the pause stays on."""
    paused(plan)
    return {"caucus_note_id": note(plan).pk, "sighting_id": seen(plan, tactic="higher_authority").pk}
