"""A deal that is over: pallet racking for a warehouse, with its log, its review and its debrief."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import User
from negotiations.actions import (
    concessions,
    deals,
    debrief_sheets,
    debriefs,
    lessons,
    levers,
    mandates,
    moves,
    phases,
)
from negotiations.actions.moves import Said
from negotiations.demo import after
from negotiations.demo.tables import (
    DAYS,
    LESS,
    MONEY,
    MORE,
    MUST,
    OPPOSITE,
    ORDERED,
    guess,
    issue,
    limits,
    span,
    weighed,
)
from negotiations.drafts import AlternativeDraft, DealDraft, PlanDraft
from negotiations.enums import Category, Horizon, Party, Phase
from negotiations.enums_review import LessonFor
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move
from negotiations.queries.review.debrief import Answers

OURS, THEIRS = Party.OURS, Party.THEIRS
BEGAN = timedelta(days=22)  # before the day of loading


def draft(today: date) -> DealDraft:
    """The plan as the team had it before the talks."""
    visit = today - timedelta(days=30)
    return DealDraft(
        plan=PlanDraft(
            issues=(
                issue(
                    "Price per place", MONEY, weighed(100), guess(OPPOSITE, 70, 90, 100, "Their price list", visit),
                    unit="place", multiplier=Decimal(2400), better=LESS, importance=MUST, requester="Finance",
                    **span(48, 72, 1), **limits(52, 54, 58, 64),
                ),
                issue(
                    "Payment", DAYS, weighed(22), guess(OPPOSITE, 30, 55, 80, "Steel is paid within a week", visit),
                    unit="days", better=MORE, requester="Finance", **span(0, 60, 15), **limits(60, 45, 30, 0),
                ),
                issue(
                    "Delivery", DAYS, weighed(30), guess(OPPOSITE, 10, 25, 45, "Their line is full until May", visit),
                    unit="days", better=LESS, requester="Operations", **span(30, 90, 15), **limits(30, 45, 60, 90),
                ),
                issue(
                    "Yearly inspection", ORDERED, weighed(18),
                    guess(OPPOSITE, 2, 8, 20, "Their own people do it", visit), better=MORE,
                    options=("None", "One year", "Three years"), requester="Operations",
                    **limits(3, 3, 2, 1),
                ),
            ),
            alternatives=(
                AlternativeDraft(
                    title="Estanterias Duero, quote 118", value=Decimal(38_000), probability=Decimal(80),
                    cost=Decimal(1_500), note="Good steel, far away.",
                ),
            ),
            levers=(),
        ),
        title="Pallet racking, Braga",
        counterparty="Rackline Iberia",
        category=Category.GOODS,
        currency="EUR",
        estimated_value=Decimal(140_000),
        horizon=Horizon.MEDIUM,
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """An entry: minutes from the start of the talks, who, what; ``levels`` by the name of the issue."""

    minutes: int
    party: Party
    kind: MoveKind
    words: str = ""
    levels: dict[str, int] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    to: int | None = None  # the line that it answers, from 1


PRICE, PAYMENT, DELIVERY, CHECK = "Price per place", "Payment", "Delivery", "Yearly inspection"
DAY = 1440
TALKS = {0: "Opening talk", 2: "Second talk", 6: "Closing talk"}  # the day of each
SENT = {0: 4, 2: 31}  # hours after which its summary went out; that of the last one never did
LOG = (
    Line(0, THEIRS, MoveKind.OFFER, "", {PRICE: 69, PAYMENT: 0, DELIVERY: 90, CHECK: 1}),
    Line(7, OURS, MoveKind.OFFER, "", {PRICE: 52, PAYMENT: 60, DELIVERY: 30, CHECK: 3}),
    Line(14, OURS, MoveKind.QUESTION, "What makes ninety days necessary?"),
    Line(16, THEIRS, MoveKind.ANSWER, "The paint shop is booked; unpainted beams could leave in six weeks", to=3),
    Line(31, OURS, MoveKind.INFORMATION, "Half of the hall is free from March"),
    Line(38, THEIRS, MoveKind.OFFER, "", {PRICE: 65}),
    Line(44, OURS, MoveKind.OFFER, "", {PRICE: 54}),
    Line(2 * DAY, THEIRS, MoveKind.THREAT, "Steel goes up on the first: the price holds until Friday"),
    Line(2 * DAY + 6, OURS, MoveKind.REPLY, "We have the index: it fell twice this quarter", to=8),
    Line(2 * DAY + 20, OURS, MoveKind.GIVE, "", {CHECK: 2},
         {"why": "To get the talk going again", "said_by": "João"}),
    Line(2 * DAY + 34, THEIRS, MoveKind.QUESTION, "Would you pay a part on order?"),
    Line(2 * DAY + 52, THEIRS, MoveKind.OFFER, "", {PRICE: 62, DELIVERY: 75}),
    Line(2 * DAY + 58, OURS, MoveKind.OFFER, "", {PRICE: 56, DELIVERY: 45}),
    Line(6 * DAY, THEIRS, MoveKind.OFFER, "", {PRICE: 59, DELIVERY: 60}),
    Line(6 * DAY + 12, OURS, MoveKind.OFFER, "", {PRICE: 57, PAYMENT: 30, DELIVERY: 60}),
    Line(6 * DAY + 25, THEIRS, MoveKind.AGREE, "", {PRICE: 58, PAYMENT: 30, DELIVERY: 60, CHECK: 2}, to=15),
)  # fmt: skip


def load(deal: Deal, people: dict[str, User], *, at: datetime) -> None:
    """The talks as they went, the end, the debrief and what was learnt."""
    who: dict[str, Any] = {"by": people["ana"], "at": at}
    issues = {row.name: row for row in deal.issues.filter(removed_at__isnull=True)}
    mandates.edit(deal, "note", "As in the budget.", seen=None, **who)
    version = mandates.submit(deal, **who)
    mandates.approve(deal, number=version.number, digest=version.digest, proven_at=at, by=people["rita"], at=at)
    steps = [
        {"gives": {str(issues[PRICE].pk): "56"}, "gets": {}, "trigger": "round", "amount": Decimal(2)},
        {
            "gives": {str(issues[PAYMENT].pk): "30"}, "gets": {str(issues[DELIVERY].pk): "60"},
            "trigger": "round", "amount": Decimal(3),
        },
    ]  # fmt: skip
    opening = {str(issues[PRICE].pk): "52", str(issues[PAYMENT].pk): "60"}
    concessions.add_plan(deal, name="Price, then days", opening=opening, rounds=6, patience=None, steps=steps, **who)
    _log(deal, {name: row.pk for name, row in issues.items()}, at, who)
    levers.add(deal, title="Our painters paint the beams", why="Their paint shop is booked", by=people["paulo"], at=at)
    phases.move(deal, Phase.REVIEW, reason="Signed on both sides", seen=None, **who)
    after.said_afterwards(
        deal,
        "Íñigo Salas",
        {"result": 4, "process": 6, "relation": 6, "again": 6},
        "A fair talk. The price hurt more than the days; ask us about steel before the year ends.",
        **who,
    )
    _debrief(deal, people, at)


def _log(deal: Deal, issues: dict[str, Any], at: datetime, who: dict[str, Any]) -> None:
    made: list[Move] = []
    talks = {
        day: deals.add_meeting(deal, starts_at=at - BEGAN + timedelta(days=day), title=title, place="Braga", **who)
        for day, title in TALKS.items()
    }
    for line in LOG:
        said = Said(
            line.party,
            line.kind,
            words=line.words,
            levels={issues[name]: Decimal(level) for name, level in line.levels.items()},
            answers=made[line.to - 1].pk if line.to else None,
            happened_at=at - BEGAN + timedelta(minutes=line.minutes),
            meeting=talks[line.minutes // DAY].pk,
            **line.more,
        )
        made.append(moves.record(deal, said, key=uuid4(), **who))
    for day, hours in SENT.items():
        after.summary(deal, talks[day], "salas@rackline.example", by=who["by"], after=timedelta(hours=hours))


def _debrief(deal: Deal, people: dict[str, User], at: datetime) -> None:
    row = debriefs.ask(deal, by=people["ana"], at=at)
    said = {
        "ana": ("Price first, then days against delivery.", "The inspection went before anybody had asked for it.", 5),
        "joao": ("Days of payment only for an earlier delivery.", "They came down each time we waited.", 6),
    }
    for key, (intended, happened, points) in said.items():
        words = {"intended": intended, "happened": happened, "next": "Name the price of each give before it is given."}
        answers = Answers(words, {"result": points, "self": points - 1, "process": points, "relation": 6})
        debrief_sheets.hand_in(row, answers, by=people[key], at=at)
    row.refresh_from_db()
    if row.is_sealed:
        debriefs.open_all(row, by=people["ana"], at=at)
    lesson = lessons.add(
        deal,
        fact="Two of the three years of inspection were given in the second talk, and nothing came back for them.",
        reading="We wanted to end a silence that was theirs to end.",
        rule="After a threat, ask and wait: give nothing in that talk",
        good_for=LessonFor.DEALS,
        owner=people["ana"],
        by=people["ana"],
        at=at,
    )
    lessons.teach(lesson, by=people["ana"], at=at)
