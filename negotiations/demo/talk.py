"""What the people of the demo said to each other, what they have to do, and the agenda of the next meeting."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from negotiations.actions import agenda, comments, deals, todos
from negotiations.enums import TaskKind
from negotiations.models import Deal, Issue, Meeting, Stakeholder
from negotiations.queries.deal.comments import Target
from negotiations.queries.prepare.schedule import preparation
from negotiations.queries.standing import team

# Who, about what (an issue's or a person's name; empty: the deal), the text, only for readers of secrets.
SAID = (
    ("ana", "Transport", "@Paulo, what would it cost us to fetch full lorries at their gate in Aveiro?", False),
    ("paulo", "Transport", "About 9 a set with return loads, if we know the week ten days before. @Ana", False),
    ("ana", "Payment", "@João, do we keep 60 days if they give on the price for cash?", True),
    ("carla", "", "Agenda for the next meeting is up. @Ana, please look at the minutes for the volume.", False),
    ("ana", "Rui Frigo", "Nobody of us has met him since spring. @Carla, can Rita call him before we meet?", False),
)
# Who gives it, whom, text, about what, kind, days until it is due, done, only for readers of secrets.
TASKS = (
    ("ana", "paulo", "Ask two hauliers for the price of a full lorry", "Transport", "step", 4, False, False),
    ("carla", "ana", "Look at the failure rates of the 2025 batch", "Warranty", "step", -2, False, False),
    ("ana", "joao", "Say up to which price 30 days of payment pay off", "Payment", "step", 2, False, True),
    ("carla", "rita", "Call Rui Frigo", "Rui Frigo", "step", 6, False, False),
    ("ana", "carla", "Book the room in Porto and say who comes", "", "step", -5, True, False),
    ("carla", "ana", "Wait a week before we answer on the price", "Unit price", "slow_down", 23, False, False),
)  # fmt: skip
# Title, minutes, to which end, issue, who leads it.
AGENDA = (
    ("Where both firms stand", 10, "Rui hears that we stay for three seasons", "", "carla"),
    ("What a firm volume would change", 20, "They say what a second shift needs", "Volume commitment", "ana"),
    ("Deliveries before the season", 15, "March is possible, and what it takes", "Delivery schedule", "ana"),
    ("Payment", 15, "They say what cash in December is worth to them", "Payment", "joao"),
    ("Price", 20, "Their number first", "Unit price", "ana"),
    ("What happens next", 10, "A date, and who writes down what", "", "carla"),
)
DONE = ("Collect the issues", "Weigh the issues", "Build and price", "Draw up the trades", "Have the mandate")


def load(deal: Deal, people: Mapping[str, User], *, at: datetime) -> None:
    """Through the same actions as a person's clicks."""
    about: dict[str, Target] = {"": deal}
    about |= {issue.name: issue for issue in Issue.objects.filter(deal=deal, removed_at__isnull=True)}
    about |= {person.name: person for person in Stakeholder.objects.filter(deal=deal, removed_at__isnull=True)}
    meeting = Meeting.objects.filter(deal=deal, removed_at__isnull=True).order_by("starts_at", "pk")[0]
    for key, name, text, secret in SAID:
        comments.add(deal, about=about[name], text=text, secret=secret, by=people[key], at=at)
    _tasks(deal, people, about, at)
    _prepare(deal, meeting, people["carla"], at)
    deals.edit_meeting(deal, meeting.pk, {"minutes": 90}, seen={}, by=people["carla"], at=at)
    for title, minutes, goal, name, leader in AGENDA:
        issue = about[name] if name else None
        fields: dict[str, Any] = {"minutes": minutes, "goal": goal, "issue": issue, "leader": people[leader]}
        agenda.add(deal, meeting, title=title, by=people["carla"], at=at, **fields)


def _tasks(deal: Deal, people: Mapping[str, User], about: Mapping[str, Target], at: datetime) -> None:
    today = timezone.localdate(at)
    for giver, key, text, name, kind, days, done, secret in TASKS:
        new = todos.New(text, people[key], today + timedelta(days=days), TaskKind(kind), secret)
        task = todos.add(deal, new, about=about[name], by=people[giver], at=at)
        if done:
            todos.edit(task, {"done": True}, seen={}, by=people[key], at=at)


def _prepare(deal: Deal, meeting: Meeting, by: User, at: datetime) -> None:
    """The preparation laid back from the meeting; what the demo has of it is done."""
    reader = next(one for one in team(deal) if one.user == by)
    plan = preparation(reader, meeting, today=timezone.localdate(at))
    made = todos.add_many(deal, todos.news_of(plan), meeting=meeting, day=plan.day, by=by, at=at)
    for task in made:
        if task.text.startswith(DONE):
            todos.edit(task, {"done": True}, seen={}, by=by, at=at)
