"""Alerts on what was said: threats, mixed messages, telling one way only, much time on little, nothing moving."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import numpy as np

from negotiations.engine import alerts, meter
from negotiations.engine.alerts import Beat, Code, Statement
from negotiations.engine.ledger import ActKind
from negotiations.engine.problem import OURS
from negotiations.engine.review.log import Entry, Kind
from negotiations.engine.review.timeline import LONGEST, time_per_issue
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.levels import MINUS
from negotiations.models import Move
from negotiations.queries.alerts.desk import Alert, Desk, Way
from negotiations.queries.alerts.on_tactics import planned_answer
from negotiations.queries.alerts.ways import ways_out
from negotiations.queries.ledger.acts import SIDES
from negotiations.queries.power.clock import clock
from negotiations.queries.power.rows import load_deadlines
from negotiations.queries.reading import opened
from negotiations.queries.theirs.evidence import live_levels, scales_of

TELLS = frozenset({MoveKind.INFORMATION, MoveKind.ANSWER})
FIRM = frozenset({MoveKind.HOLD, MoveKind.BOGEY})
SPOKEN = frozenset({MoveKind.OFFER, MoveKind.GIVE, MoveKind.AGREE})
PRESSED = frozenset({MoveKind.HOLD, MoveKind.BOGEY, MoveKind.OBJECTION, MoveKind.THREAT, MoveKind.LEVERAGE})


def threats(desk: Desk) -> Iterator[Alert]:
    """Threats of theirs that nobody has replied to."""
    found = [one for one in desk.table.moves if one.kind == MoveKind.THREAT and one.party == Party.THEIRS]
    answered = {one.answers_id for one in desk.table.moves if one.party == Party.OURS}
    for place, move in enumerate(found, 1):
        if move.pk in answered:
            continue
        pull = _pull(place) - _pull(place - 1)
        moves = f" It moves the meter by {MINUS}{abs(pull):.2f}, towards claiming." if pull else ""
        text = f"“{desk.said(move)}”{moves} {planned_answer(desk, move)}"
        ways = (
            Way("Reply to it, and log the reply"),
            Way("What we have without them", desk.url("alternative-list")),
            Way("What they may do, and our replies", desk.url("tactics", "#sanctions-h")),
        )
        yield Alert(Code.THREAT, str(move.pk), f"A threat of theirs, entry {move.number}", text, ways)


def deadlines(desk: Desk) -> Iterator[Alert]:
    """Deadlines of the log that are not on the timeline yet."""
    found = [one for one in desk.table.moves if one.kind == MoveKind.DEADLINE]
    if not found:
        return
    rows = load_deadlines(desk.access.deal)
    taken, when = {row.move_id for row in rows}, clock(rows, (), desk.access, today=desk.today, drawn=False)
    for move in found:
        if move.pk in taken:
            continue
        whose = "ours" if move.party == Party.OURS else "theirs"
        now = f"{when.title} without it{f': {when.chance}' if when.chance else ''}."
        text = f"“{desk.said(move)}” It is not on the timeline. {now}"
        ways = (
            Way("Give it a day", desk.url("power", f"?said={move.pk}#new-deadline")),
            Way("Ask what happens if it is missed, and say nothing of ours"),
        )
        yield Alert(Code.DEADLINE, str(move.pk), f"A deadline of {whose}, entry {move.number}", text, ways)


def _pull(count: int) -> float:
    """The part of the meter that so many threats have."""
    xs, ys = zip(*meter.WEIGHTS[meter.Part.THREATS], strict=True)
    return float(np.interp(count, xs, ys))


def contradictions(desk: Desk) -> Iterator[Alert]:
    """Two of ours said what does not go together."""
    statements, texts = spoken(desk)
    for first, second in alerts.contradictions(statements):
        row = desk.plan.issues[second.issue]
        one, two = ((said.speaker, texts[said], desk.numbers[said.key]) for said in (first, second))
        text = (
            f"{one[0]} {one[1]} (entry {one[2]}), {two[0]} {two[1]} (entry {two[2]}). Mixed messages are read as room "
            "to move."
        )
        ways = (
            Way("Take a pause, agree on one, and say it with one voice"),
            Way("Who speaks of what", desk.url("seat-plan")),
        )
        title = f"{row.issue.name}: two of us said different things"
        yield Alert(Code.CONTRADICTION, str(row.issue.pk), title, text, ways)


def spoken(desk: Desk) -> tuple[list[Statement], dict[Statement, str]]:
    """What each of ours said on an issue, in order, and in words."""
    scales = scales_of(desk.rows)
    found: list[Statement] = []
    texts: dict[Statement, str] = {}
    for move in desk.table.moves:
        if move.party != Party.OURS:
            continue
        speaker = opened(move.said_by, desk.access) or str(move.recorded_by)
        if move.kind in FIRM and move.issue_id is not None:
            said: dict[UUID, Decimal | None] = {move.issue_id: None}
        elif move.kind in SPOKEN:
            said = {**live_levels(opened(move.levels, desk.access) or {}, scales)}
        else:
            continue
        for pk, level in said.items():
            place = desk.plan.place(pk)
            if place is None:
                continue
            worth = None if level is None else desk.worth(desk.plan.issues[place], float(level))
            one = Statement(str(move.pk), place, speaker, worth, move.binding)
            found.append(one)
            texts[one] = "held firm" if level is None else f"said {scales[pk].words(level)}"
    return found, texts


def telling(desk: Desk) -> Iterator[Alert]:
    """We tell much more than they do."""
    told, heard = (
        sum(one.kind in TELLS and one.party == party for one in desk.table.moves)
        for party in (Party.OURS, Party.THEIRS)
    )
    if alerts.one_way_telling(told, heard):
        text = f"We told them something {told} times, they told us {heard or 'nothing'}{' times' if heard > 1 else ''}."
        ways = (
            Way("Ask before you tell more", desk.url("prepare-question-list")),
            Way("What to share, ask and protect", desk.url("prepare-fact-list")),
        )
        yield Alert(Code.TELLING, "", "Telling is one-way", text.replace("1 times", "once"), ways)


def too_long(desk: Desk) -> Iterator[Alert]:
    """Much of the time went to an issue that matters little."""
    for one in alerts.too_long(time_per_issue(desk.plan.problem, _entries(desk)))[:1]:
        row = desk.plan.issues[one.issue]
        text = (
            f"{round(one.hours * 60)} minutes, {round(one.share * 100)} % of the time on issues, for "
            f"{round(one.weight * 100)} % of what is at stake for us."
        )
        ways = (
            Way("Park it, and come back with a package", desk.url("trades-list")),
            Way("Order the agenda by value", desk.url("agenda")),
        )
        yield Alert(Code.LONG, str(row.issue.pk), f"{row.issue.name} takes long for what it is worth", text, ways)


def _entries(desk: Desk) -> list[Entry]:
    """The log as the engine reads it; between two meetings nobody talked."""
    found: list[Entry] = []
    before: Move | None = None
    for move in desk.table.moves:
        hours = move.happened_at.timestamp() / 3600
        apart = before is not None and (before.meeting_id != move.meeting_id or hours - found[-1].time > LONGEST)
        if apart:
            found.append(Entry(found[-1].number, OURS, Kind.PAUSE, found[-1].time))
        named = set(opened(move.levels, desk.access) or {}) or {str(move.issue_id)}
        issues = tuple(i for i, row in enumerate(desk.plan.issues) if str(row.issue.pk) in named)
        found.append(Entry(move.number, SIDES[move.party], Kind(move.kind), hours, issues))
        before = move
    return found


def deadlock(desk: Desk) -> Iterator[Alert]:
    """Neither side has given anything for some steps."""
    still = alerts.deadlock(_beats(desk))
    if still:
        since = desk.numbers[still[0]]
        text = f"In the last {len(still)} steps, since entry {since}, neither side gave anything."
        yield Alert(Code.DEADLOCK, still[0], "Nothing moves", text, ways_out(desk))


def _beats(desk: Desk) -> list[Beat]:
    """The steps that could have moved something. Of offers, those that were made."""
    gave = {one.entry.key for one in desk.book.lines if one.change.given}
    made = {one.key: one for one in desk.table.entries}
    spoken: dict[str, set[object]] = {Party.OURS: set(), Party.THEIRS: set()}
    found = []
    for move in desk.table.moves:
        key, entry = str(move.pk), made.get(str(move.pk))
        if entry is not None:
            new = set(entry.levels) - spoken[entry.party]
            spoken[entry.party] |= set(entry.levels)
            moved = bool(new) or key in gave or entry.kind is ActKind.AGREE
            found.append(Beat(key, SIDES[move.party], moved))
        elif move.kind in PRESSED:
            found.append(Beat(key, SIDES[move.party], moved=False))
    return found
