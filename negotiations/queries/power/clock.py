"""Whose deadline binds first, in words and as a drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from negotiations.charts.timeline import Mark, Timeline, timeline
from negotiations.engine.deadlines import Deadline as Due
from negotiations.engine.deadlines import First, first
from negotiations.enums import Party, Sureness
from negotiations.levels import date_words
from negotiations.models import Deadline, Meeting
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

CHANCES: Mapping[str, float] = {Sureness.SURE: 0.95, Sureness.LIKELY: 0.75, Sureness.GUESS: 0.5}
SAID = 0.6  # from which part of all guesses on it is said whose binds first
LONGEST = 24


@dataclass(frozen=True)
class Clock:
    """``who``: theirs, ours, even or unknown; ``sign``: +1 when time works for us, -1 against us, 0 else."""

    found: First
    who: str
    title: str
    chance: str
    follows: str
    sign: int
    drawing: Timeline | None
    passed: int


TITLES = {
    "theirs": "Their deadline binds first",
    "ours": "Our deadline binds first",
    "even": "Neither deadline clearly binds first",
    "unknown": "Whose deadline binds first is not known yet",
}
FOLLOWS = {
    "theirs": "Time works for us: do not hurry, and let them make the next offer.",
    "ours": "Time works for them: move ours if it can be moved, settle a part first, and do not tell them the day.",
    "even": "Time presses both alike: neither should wait for the other to give in.",
    "unknown": "Ask what happens on their side, by when, and what it costs them to miss it.",
}


def clock(
    rows: Sequence[Deadline], meetings: Sequence[Meeting], reader: Reader, *, today: date, drawn: bool = True
) -> Clock:
    """The deadlines ahead of both sides compared. No query."""
    ahead = [row for row in rows if (row.latest or row.day) >= today]
    found = first(*([_due(row, today) for row in ahead if row.side == party] for party in Party))
    who = _who(found, ahead)
    return Clock(
        found=found,
        who=who,
        title=TITLES[who],
        chance=_chance(found) if who != "unknown" else "",
        follows=FOLLOWS[who],
        sign={"theirs": 1, "ours": -1}.get(who, 0),
        drawing=_drawing(ahead, meetings, reader, today) if drawn and ahead else None,
        passed=len(rows) - len(ahead),
    )


def _due(row: Deadline, today: date) -> Due:
    low = max(0, (row.day - today).days)
    high = low if row.latest is None else max(low, (row.latest - today).days)
    return Due(low, high, CHANCES[row.sureness], row.hard)


def _who(found: First, ahead: Sequence[Deadline]) -> str:
    if {row.side for row in ahead} != set(Party.values):
        return "unknown"
    if found.theirs >= SAID:
        return "theirs"
    return "ours" if found.ours >= SAID else "even"


def _chance(found: First) -> str:
    """``in 74 of 100 guesses, by 6 to 20 days; ours in 20``."""
    theirs, ours, unknown = (round(share * 100) for share in (found.theirs, found.ours, found.open))
    parts = [f"theirs first in {theirs} of 100 guesses", f"ours in {ours}"]
    if unknown:
        parts.append(f"not known in {unknown}")
    words = ", ".join(parts)
    if found.apart is None:
        return words
    low, high = sorted(round(found.apart[n]) for n in (0, 2))
    return f"{words}. {_apart(low, high)}"


def _apart(low: int, high: int) -> str:
    """How far the two lie apart, seen from ours: 80 of 100 guesses."""
    if low >= 0:
        ends = f"{low} to {high}" if low != high else str(high)
        return f"Where both hold, ours comes {ends} day{'' if high == 1 else 's'} later"
    if high <= 0:
        ends = f"{-high} to {-low}" if low != high else str(-low)
        return f"Where both hold, theirs comes {ends} day{'' if low == -1 else 's'} later"
    return f"Where both hold, ours comes between {-low} days sooner and {high} days later"


def _drawing(ahead: Sequence[Deadline], meetings: Sequence[Meeting], reader: Reader, today: date) -> Timeline:
    marks = [_mark(row, reader, today) for row in ahead]
    days = [(timezone.localdate(one.starts_at), str(one)) for one in meetings]
    return timeline(
        marks, [(day, words) for day, words in days if day >= today][:3], today=today, name="Deadlines of both sides"
    )


def _mark(row: Deadline, reader: Reader, today: date) -> Mark:
    text = str(opened(row.text, reader))
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    days = date_words(row.day) if row.latest is None else f"{date_words(row.day)} to {date_words(row.latest)}"
    whose = "Ours" if row.side == Party.OURS else "Theirs"
    firm = "hard" if row.hard else "soft"
    sure = Sureness(row.sureness).label.lower()
    return Mark(
        start=max(row.day, today),
        end=max(row.latest or row.day, today),
        ours=row.side == Party.OURS,
        hard=row.hard,
        label=short,
        words=f"{whose}, {firm}, {sure}: {text}, {days}",
    )
