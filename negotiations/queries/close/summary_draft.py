"""The summary after a meeting, drafted: only what the other side has read, heard or said itself.

From the agreed points what both sides confirm; from the log the levels of offers that were made at the table; the next
steps. No note, no reason, no name of ours for anything that they have not heard. Whoever sends it reads it first.
"""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from negotiations.enums import OfferStepKind, Party
from negotiations.enums_table import MoveKind
from negotiations.levels import date_words
from negotiations.models import Deal, Meeting, NextStep, OfferStep
from negotiations.queries.close.confirmations import Point, points
from negotiations.queries.close.next_steps import due_words, open_steps, owner_words
from negotiations.queries.prepare.register import Around, around
from negotiations.queries.reading import opened
from negotiations.queries.table.moves import standing_moves
from negotiations.secrets import Reader

Said = dict[UUID, dict[str, Decimal]]  # issue -> party -> the level that this side said last


def draft(deal: Deal, meeting: Meeting | None, reader: Reader) -> tuple[str, str]:
    """Subject and body."""
    found = around(deal)
    agreed = points(deal)
    when = f" on {date_words(meeting.starts_at.date())}" if meeting is not None else ""
    title = (meeting.title if meeting is not None else "") or "our talk"
    parts = [
        f"Thank you for the conversation{when}. This is what we understood. Please tell us within two days if you see "
        "something differently.",
        _section("What we agreed", [_point(one) for one in agreed]),
        _section("What is still open", _open(found, agreed, _said(deal, reader))),
        _section("Next steps", [_step_words(row) for row in open_steps(deal)]),
    ]
    return f"Summary of {title}{when}", "\n\n".join(part for part in parts if part)


def _section(title: str, lines: Iterable[str]) -> str:
    listed = "\n".join(f"- {line}" for line in lines)
    return f"{title}\n{listed}" if listed else ""


def _point(point: Point) -> str:
    said = f"{point.shown.text}: {point.shown.level}" if point.shown.level else point.shown.text
    return f"{said}. {point.shown.wording}" if point.shown.wording else said


def _said(deal: Deal, reader: Reader) -> Said:
    """What each side said last at the table, by issue. Our offers that wait for a release were not said."""
    made = set(OfferStep.objects.filter(offer__deal=deal, kind=OfferStepKind.MADE).values_list("offer_id", flat=True))
    found: Said = {}
    for move in standing_moves(deal, kinds=(MoveKind.OFFER, MoveKind.GIVE)):
        if not move.binding or (move.offer_id is not None and move.offer_id not in made):
            continue
        for pk, level in opened(move.levels, reader).items():
            found.setdefault(UUID(pk), {})[move.party] = Decimal(level)
    return found


def _open(around: Around, agreed: Iterable[Point], said: Said) -> list[str]:
    """Issues that somebody spoke of and no point settles."""
    settled = {point.term.issue_id for point in agreed}
    lines = []
    for issue in around.issues:
        scale, levels = around.any_scale(issue), said.get(issue.pk, {})
        if issue.pk in settled or scale is None or not levels:
            continue
        sides = ((Party.OURS, "we said"), (Party.THEIRS, "you said"))
        words = [f"{who} {scale.words(levels[party])}" for party, who in sides if party in levels]
        if len(words) > 1 and levels[Party.OURS] == levels[Party.THEIRS]:
            words = [f"we both said {scale.words(levels[Party.OURS])}"]
        lines.append(f"{issue.name}: {', '.join(words)}")
    return lines


def _step_words(row: NextStep) -> str:
    return ", ".join(part for part in (row.text, owner_words(row), due_words(row)) if part)
