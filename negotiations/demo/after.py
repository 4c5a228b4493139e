"""What follows a meeting in the demo: the summary that was sent, the last look, what the other side says afterwards."""

from datetime import datetime, timedelta

from accounts.models import User
from negotiations.actions import confirmations, last_looks, levers, satisfaction, summaries, terms
from negotiations.enums_close import Asks
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Meeting, Move

SOON = timedelta(hours=5)


def summary(deal: Deal, meeting: Meeting, address: str, *, by: User, after: timedelta = SOON) -> None:
    """The summary of a meeting, sent so long after it began."""
    at = meeting.starts_at + after
    row = summaries.make(deal, meeting, by=by, at=at)
    summaries.send(row, [address], by=by, at=at)


def talks_so_far(deal: Deal, people: dict[str, User], *, at: datetime) -> None:
    """The air conditioners after their second talk: the summary, what is agreed, the expert's lever, the last look."""
    levers.add(
        deal, title="A technician of ours trains at their factory", why="Half of their service calls are ours",
        by=people["paulo"], at=at,
    )  # fmt: skip
    last = Meeting.objects.filter(deal=deal, starts_at__lt=at).order_by("-starts_at").first()
    if last is not None:
        summary(deal, last, "marta@frigotec.example", by=people["carla"])
    for move in Move.objects.filter(deal=deal, kind=MoveKind.AGREE, reversal__isnull=True).order_by("number"):
        terms.take(move, by=people["ana"], at=at)
    last_looks.request(deal, by=people["ana"], at=at)


def said_afterwards(deal: Deal, to: str, points: dict[str, int], words: str, *, by: User, at: datetime) -> None:
    """The other side is asked by a link, and answers."""
    _, token = confirmations.make_link(deal, title=deal.title, to=to, asks=Asks.CONTENT, by=by, at=at)
    satisfaction.answer(token, points, words, at=at)
