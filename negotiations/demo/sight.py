"""What was seen and said beside the talks of the demo's main deal: the board of a pause, the observer's sheet."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from negotiations.actions import caucus, sightings
from negotiations.models import Deal

# Who says it, what, and whether it is decided.
BOARD = (
    ("ana", "The fair is a bluff or a fallback; either way they want the hall empty before November.", False),
    (
        "joao",
        "A firm 4,250 costs us about two weeks of stock in a bad spring. I can live with that for €8 a unit.",
        False,
    ),
    ("carla", "Then volume is our give, not payment. Ask for the price in the same sentence.", True),
)
# Days ago, minutes from half past nine, of whom, what was seen, and the tactic in it.
SEEN = (
    (6, 40, "Marta Vilar", "Named the fair in Lisbon twice and looked at Rui both times.", "threat"),
    (6, 61, "Marta Vilar", "Came back to 612 outside the room, more quietly than inside.", "good_bad"),
    (2, 24, "Rui Frigo", "Read the bank's deadline from a sheet; did not know what happens after it.", "deadline"),
    (2, 38, "", "Closed their folders after 614, opened them again when nobody spoke.", "silence"),
)


def board(deal: Deal, people: dict[str, User], *, at: datetime) -> None:
    """What the team says while its first pause is on."""
    for key, text, decision in BOARD:
        caucus.say(deal, text=text, decision=decision, by=people[key], at=at)


def observed(deal: Deal, people: dict[str, User], *, at: datetime) -> None:
    """The sheet of the observer, over both talks."""
    who: dict[str, Any] = {"by": people["ines"], "at": at}
    for days, minutes, person, saw, tactic in SEEN:
        day = (at - timedelta(days=days)).replace(hour=9, minute=30, second=0, microsecond=0)
        when = min(at, day + timedelta(minutes=minutes))
        sightings.add(deal, person=person, saw=saw, tactic=tactic, seen_at=when, **who)
