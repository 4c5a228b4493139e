"""An entry of the log as the page sends it: one typed line, or the fields of the form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4, uuid5

from django.utils import timezone

from negotiations.actions.evidence import MAX_SAID_BY
from negotiations.actions.moves import MAX_WHY, MAX_WORDS, Said
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.forms.levels import bare
from negotiations.forms.packages import read_package
from negotiations.levels import NotALevel
from negotiations.lines import Heard, NotUnderstood, Vocabulary, read_line
from negotiations.models import Deal, Issue, Move

MOMENT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(days=7)  # how long an entry may have waited in a browser
REVERSAL = "reversal"
# What an answer without a number replies to: the other side's last one that stands.
REPLIES_TO = {
    MoveKind.ANSWER: MoveKind.QUESTION,
    MoveKind.REPLY: MoveKind.OBJECTION,
    MoveKind.RESUME: MoveKind.PAUSE,
}


class Unread(ValueError):
    """What was sent says no entry; ``field`` is where the message belongs."""

    def __init__(self, message: str, field: str = "line") -> None:
        super().__init__(message)
        self.message, self.field = message, field


@dataclass(frozen=True)
class Typed:
    """An entry as it was sent. ``corrects`` is the entry in whose place it comes."""

    said: Said
    key: UUID
    corrects: UUID | None = None
    why: str = ""

    @property
    def keys(self) -> tuple[UUID, UUID]:
        """Those of the reversal and of the new entry of a correction."""
        return uuid5(self.key, REVERSAL), self.key


def read_entry(deal: Deal, issues: list[Issue], known: Vocabulary, data: Mapping[str, str], *, now: datetime) -> Typed:
    """Read ``line``, or the fields when it is empty. Raises ``Unread``."""
    line = data.get("line", "")
    heard = heard_in(line, known) if line.strip() else _fields(deal, issues, data)
    why, corrects = _text(data, "why", MAX_WHY), _id(data, "corrects")
    if data.get("talk") == "informal":
        heard = replace(heard, binding=False)
    said = replace(
        said_of(deal, heard, now=now, waited=_waited(data)),
        why=heard.why if corrects else why or heard.why,
        meeting=_id(data, "meeting"),
        pays=(data["pays"],) if data.get("pays") else (),
        in_return=heard.in_return or _text(data, "in_return", MAX_WORDS),
    )
    return Typed(said, _id(data, "key") or uuid4(), corrects, why)


def said_of(deal: Deal, heard: Heard, *, now: datetime, waited: timedelta = timedelta(0)) -> Said:
    """An entry that says what was heard; it was said so long before it was sent. Raises ``Unread``."""
    return Said(
        party=heard.party,
        kind=heard.kind,
        words=heard.words,
        levels=heard.levels,
        issue=heard.issue,
        binding=heard.binding,
        answers=answered(deal, heard),
        said_by=heard.said_by,
        why=heard.why,
        happened_at=_moment(heard.clock, now, waited),
        in_return=heard.in_return,
    )


def heard_in(line: str, known: Vocabulary) -> Heard:
    """What a line says. Raises ``Unread``."""
    try:
        return read_line(line, known)
    except NotUnderstood as error:
        raise Unread(str(error)) from None


def answered(deal: Deal, heard: Heard) -> UUID | None:
    """The entry that this one answers: by its number, else the last open one of the other side. Raises ``Unread``."""
    rows = Move.objects.filter(deal=deal, reversal__isnull=True).exclude(kind=MoveKind.REVERSAL)
    if heard.answers is not None:
        found = rows.filter(number=heard.answers).values_list("pk", flat=True).first()
        if found is None:
            raise Unread(f"There is no entry {heard.answers} to answer.")
        return found
    kind = REPLIES_TO.get(heard.kind)
    if kind is None:
        return None
    rows = rows.filter(kind=kind, answered_by__isnull=True)
    if kind != MoveKind.PAUSE:
        rows = rows.exclude(party=heard.party)
    return rows.order_by("-number").values_list("pk", flat=True).first()


def _fields(deal: Deal, issues: list[Issue], data: Mapping[str, str]) -> Heard:
    party, kind = data.get("party", ""), data.get("kind", "")
    if kind not in MoveKind.values or kind == MoveKind.REVERSAL:
        raise Unread("Type what happened, such as: their offer price 590, 45 days.")
    if party not in Party.values:
        raise Unread("Say whose it is: ours or theirs.", "party")
    typed = read_package(issues, deal.currency, data)
    for pk, message in typed.errors.items():
        raise Unread(message, f"level-{pk}")
    answers = data.get("answers", "").strip().removeprefix("#")
    if answers and not (answers.isascii() and answers.isdecimal() and len(answers) < 7):
        raise Unread("Give the number of the entry, such as 12.", "answers")
    clock = data.get("clock", "").strip()
    return Heard(
        Party(party),
        MoveKind(kind),
        _text(data, "words", MAX_WORDS),
        typed.levels,
        issue=_id(data, "issue"),
        said_by=_text(data, "said_by", MAX_SAID_BY),
        answers=int(answers) if answers else None,
        clock=_clock(clock) if clock else None,
    )


def _moment(clock: time | None, now: datetime, waited: timedelta) -> datetime | None:
    """When it happened: at the time of day that was named, else as long ago as it waited to be sent."""
    if clock is None:
        return now - waited if waited > MOMENT else None
    local = timezone.localtime(now)
    when = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return when - timedelta(days=1) if when > local + timedelta(minutes=5) else when


def _waited(data: Mapping[str, str]) -> timedelta:
    """How long an entry waited in the browser: it says ``ago`` in seconds, so that its clock does not matter."""
    ago = data.get("ago", "")
    known = ago.isascii() and ago.isdecimal() and len(ago) < 8
    return min(timedelta(seconds=int(ago)), LONGEST_WAIT) if known else timedelta(0)


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Unread("Write a time of day, such as 10:40.", "clock") from None


def _text(data: Mapping[str, str], name: str, longest: int) -> str:
    try:
        return bare(data.get(name, ""), longest=longest)
    except NotALevel as error:
        raise Unread(str(error), name) from None


def _id(data: Mapping[str, str], name: str) -> UUID | None:
    text = data.get(name, "").strip()
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Unread("This is not an id of ours.", name) from None
