"""The log of two meetings of the demo's main deal, typed as people type it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from negotiations.actions import deals, moves
from negotiations.actions.moves import Said
from negotiations.demo import sight
from negotiations.enums_table import MoveKind
from negotiations.lines import read_line
from negotiations.models import Deal, Move
from negotiations.queries.table.lines import live_issues, vocabulary


@dataclass(frozen=True)
class Talk:
    """A meeting so many days ago, and what was logged in it: minutes from its start, and the line."""

    days: int
    title: str
    place: str
    lines: tuple[tuple[int, str], ...]


# Numbers in "to 4" count the entries from 1, reversals among them.
TALKS = (
    Talk(6, "Opening talk", "Video call", (
        (4, "we say half of our hall in Setúbal is empty until April @Ana"),
        (9, "Marta offers price 626, 30 days, volume 5,000, 4 drops"),
        (12, "we ask what does storage in Palmela cost you in winter?"),
        (14, "their answer to 3: about €2,500 a month, and it is full by November @Rui Frigo"),
        (21, "they object: #warranty five years is unheard of in this class"),
        (23, "our reply to 5: your compressor maker gives six"),
        (31, "we offer price 598, 60 days, volume 4,000, 4 drops, warranty 4, parts 15 % off list, "
             "transport they bring it to our hub, returns 2 %"),
        (40, "threat: they sell the spring lot to the fair in Lisbon unless we commit to a number"),
        (44, "pause: ask João what a firm volume would cost us"),
        (58, "resume"),
        (61, "informally they say 612 might pass with half of it paid on delivery"),
    )),
    Talk(2, "Second talk", "Aveiro", (
        (6, "Marta offers price 618, volume 4,750, warranty 3"),
        (15, "we give volume 4,250 for price 606"),
        (19, "they give warranty 4 years"),
        (24, "deadline: their bank wants the order book by the end of the month @Rui Frigo"),
        (30, "we agree quality review yes"),
        (38, "they offer price 614, volume 4,500"),
        (42, "we offer price 604, warranty 5"),
        (44, "our bogey: the board has released 3.05 million for this order, not a euro more"),
        (45, "we point out: Norcool makes the same set and has 2,000 free for March"),
        (46, "we hold: the price stays where it is"),
        (52, "they give a store in Palmela until May, at their cost"),
        (55, "we ask would cash on delivery be worth a lower price to you?"),
    )),
)  # fmt: skip
MISHEARD = "they offer price 610, volume 4,500"  # logged, and put right at once


def load(deal: Deal, by: User, people: dict[str, User], *, at: datetime) -> None:
    """Log both meetings, in the order in which they were, with the board of the pause and the observer's sheet."""
    known = vocabulary(deal, live_issues(deal))
    who: dict[str, Any] = {"by": by, "at": at}
    for talk in TALKS:
        starts = (at - timedelta(days=talk.days)).replace(hour=9, minute=30, second=0, microsecond=0)
        meeting = deals.add_meeting(deal, starts_at=starts, title=talk.title, place=talk.place, **who)
        for minutes, line in talk.lines:
            heard = read_line(line, known)
            answers = Move.objects.get(deal=deal, number=heard.answers) if heard.answers else None
            said = Said(
                party=heard.party,
                kind=heard.kind,
                words=heard.words,
                levels=heard.levels,
                issue=heard.issue,
                binding=heard.binding,
                said_by=heard.said_by,
                in_return=heard.in_return,
                answers=answers.pk if answers else None,
                meeting=meeting.pk,
                happened_at=starts + timedelta(minutes=minutes),
            )
            if "price 614" in line:
                wrong = moves.record(deal, replace(said, levels=read_line(MISHEARD, known).levels), key=uuid4(), **who)
                moves.correct(wrong, said, why="Misheard: 614", keys=(uuid4(), uuid4()), **who)
            else:
                moves.record(deal, said, key=uuid4(), **who)
            if heard.kind == MoveKind.PAUSE:
                sight.board(deal, people, at=at)
    sight.observed(deal, people, at=at)
