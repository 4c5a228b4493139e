"""Talks that ended, for tests: a short scripted log on the small plan, and its review by the code of a worker."""

from datetime import datetime, timedelta
from decimal import Decimal as D
from typing import Any

from accounts.permissions import Permission
from negotiations.actions import debrief_sheets, debriefs, lessons, phases, reviews
from negotiations.actions.writing import writing
from negotiations.enums import JobKind, Party
from negotiations.models import Debrief, Job, Lesson, Move, Review
from negotiations.queries.reading import opened
from negotiations.queries.review.debrief import Answers
from negotiations.queries.standing import Worker
from tests.factories.mandate import approved
from tests.factories.negotiations import NOW, Plan
from tests.factories.table import move

OURS, THEIRS = Party.OURS, Party.THEIRS
START, END = NOW - timedelta(days=10), NOW


def package(plan: Plan, price: int | None = None, payment: int | None = None, warranty: int | None = None) -> Any:
    """Levels of an offer; what is None is not spoken of."""
    said = {plan.price.pk: price, plan.payment.pk: payment, plan.warranty.pk: warranty}
    return {pk: D(level) for pk, level in said.items() if level is not None}


def talk(plan: Plan) -> list[Move]:
    """Nine entries over six days: both open, we give warranty for nothing (with a reason), a threat, they agree."""

    def at(hours: float) -> datetime:
        return START + timedelta(hours=hours)

    approved(plan)
    return [
        move(plan, "offer", levels=package(plan, 590, 60, 3), happened_at=at(0), words="Our opening"),
        move(plan, "offer", party=THEIRS, levels=package(plan, 630, 0, 1), happened_at=at(0.3)),
        move(plan, "question", words="What matters most today?", happened_at=at(0.5)),
        move(plan, "answer", party=THEIRS, words="Cash before the winter", happened_at=at(0.6)),
        move(plan, "offer", party=THEIRS, levels=package(plan, 620), happened_at=at(24)),
        move(plan, "offer", levels=package(plan, 598), happened_at=at(48)),
        move(plan, "give", levels=package(plan, warranty=2), why="To get them moving", happened_at=at(72)),
        move(plan, "threat", party=THEIRS, words="Then we stop deliveries", happened_at=at(72.2)),
        move(plan, "offer", party=THEIRS, levels=package(plan, 610, 15), happened_at=at(96)),
        move(plan, "offer", levels=package(plan, 605, 30), happened_at=at(120)),
        move(plan, "agree", party=THEIRS, levels=package(plan, 605, 30, 2), words="Agreed", happened_at=at(144)),
    ]


def close(plan: Plan, *, at: datetime = END) -> Review:
    """The deal is over, and a worker did what it was asked for."""
    phases.move(plan.deal, "review", reason="It is signed", seen=None, by=plan.lead, at=at)
    return compute(plan)


def compute(plan: Plan) -> Review:
    job = Job.objects.get(deal=plan.deal, kind=JobKind.REVIEW, state__in=Job.ACTIVE)
    reviews.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return Review.objects.get(deal=plan.deal)


def reviewed(plan: Plan) -> dict[str, Any]:
    """The document of the review of the scripted talk."""
    talk(plan)
    return document(close(plan))


def document(review: Review) -> dict[str, Any]:
    found: dict[str, Any] = opened(review.document, Worker(review.deal))
    return found


def ended(plan: Plan) -> Review:
    """A deal that broke off after one word, whatever its phase; a worker reviewed it."""
    move(plan, "note", words="They left")
    with writing(plan.deal, Permission.DEAL_EDIT, by=plan.lead, at=END) as write:
        reviews.start(write)
    return compute(plan)


def review_rows(plan: Plan) -> dict[str, Any]:
    """What the addresses of reviews name, for the guards."""
    ended(plan)
    debriefs.ask(plan.deal, by=plan.lead, at=END)
    lesson = lessons.add(plan.deal, fact="They left", by=plan.lead, at=END)
    return {"paper": "memorandum", "form": "docx", "lesson_id": lesson.pk}


def hide_review(plan: Plan, canaries: dict[str, str]) -> None:
    """A canary in the lesson and in the lead's own sheet of the debrief; the review is computed from what is hidden."""
    who: dict[str, Any] = {"by": plan.lead, "at": END}
    if not Review.objects.filter(deal=plan.deal).exists():
        review_rows(plan)
    lesson = Lesson.objects.filter(deal=plan.deal).latest("created_at")
    lessons.edit(lesson, dict.fromkeys(("fact", "reading", "rule"), canaries["lesson"]), seen={}, **who)
    debrief_sheets.keep(Debrief.objects.get(deal=plan.deal), Answers({"why": canaries["debrief"]}, {}), **who)
    job = reviews.request(plan.deal, **who)
    if job.state in Job.ACTIVE:
        compute(plan)
