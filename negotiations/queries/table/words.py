"""How a line would be logged, in words, and the meetings that entries belong to."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.lines import Heard, Vocabulary
from negotiations.models import Deal, Meeting
from negotiations.queries.standing import Standing
from negotiations.queries.table.log import last_levels
from negotiations.queries.table.offers import LevelLine

EARLY, LATE = timedelta(hours=1), timedelta(hours=10)


@dataclass(frozen=True)
class HeardWords:
    """What will be logged; the levels against what that side last offered."""

    party: str
    label: str
    levels: tuple[LevelLine, ...]
    words: str
    issue: str
    in_return: str
    why: str
    binding: bool
    said_by: str
    answers: int | None
    clock: time | None


def heard_words(access: Standing, known: Vocabulary, heard: Heard, answers: int | None) -> HeardWords:
    """For a reader of all secrets."""
    issues = {one.pk: one for one in known.issues}
    before = last_levels(access, known)[heard.party] if heard.levels else {}
    lines = []
    for pk, level in heard.levels.items():
        was, words = before.get(pk), issues[pk].scale.words
        changed = was is not None and was != level
        lines.append(LevelLine(issues[pk].name, words(level), words(was) if changed else "", changed or was is None))
    label = "Get" if heard.kind == MoveKind.GIVE and heard.party == Party.THEIRS else str(heard.kind.label)
    if heard.kind == MoveKind.OFFER and not heard.binding:
        label = "Idea"
    return HeardWords(
        party=str(heard.party),
        label=label,
        levels=tuple(lines),
        words=heard.words,
        issue=issues[heard.issue].name if heard.issue in issues else "",
        in_return=heard.in_return,
        why=heard.why,
        binding=heard.binding,
        said_by=heard.said_by,
        answers=answers,
        clock=heard.clock,
    )


def meetings_of(deal: Deal) -> list[Meeting]:
    """The meetings of the deal, the latest first. One query."""
    return list(Meeting.objects.filter(deal=deal, removed_at__isnull=True).order_by("-starts_at", "pk"))


def now_meeting(meetings: list[Meeting], now: datetime) -> Meeting | None:
    """The meeting that is on."""
    return next((one for one in meetings if one.starts_at - EARLY <= now <= one.starts_at + LATE), None)
