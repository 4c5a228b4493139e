"""What is said of the team in a history: seats and what limits them, hand-overs, phases and their gates."""

from collections.abc import Mapping
from typing import Any, Protocol

from accounts.permissions import SeatRole
from negotiations.enums import Phase, Verb
from negotiations.models import Event, PhaseMove, Seat
from negotiations.queries.history.piece import Piece
from negotiations.queries.history.values import Known, value_words
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

TEAM = frozenset({"seat", "phase_move", "hand_over"})
AFTERTHOUGHTS = frozenset({"phase_move", "hand_over"})  # said after what they belong to
WHAT = {
    "phases": "the phases of",
    "issues": "the issues of",
    "expertise": "the expertise of",
    "faces": "whom of theirs one faces from",
}


class Titled(Known, Protocol):
    @property
    def titles(self) -> Mapping[str, str]: ...


def team_titles(access: Standing, ids: Mapping[str, set[Any]]) -> dict[str, str]:
    """What seats are called, and with what each gate was passed. Two queries."""
    seats = Seat.objects.filter(deal=access.deal, pk__in=ids.get("seat", ())).select_related("user")
    moves = PhaseMove.objects.filter(deal=access.deal, pk__in=ids.get("phase_move", ()))
    return {
        **{str(seat.pk): f"the seat of {seat.user} as {SeatRole(seat.role).label.lower()}" for seat in seats},
        **{str(move.pk): _passed(move, access) for move in moves},
    }


def _passed(move: PhaseMove, access: Standing) -> str:
    missing, reason = opened(move.missing, access), opened(move.reason, access)
    lacked = f", {len(missing)} thing{'s' if len(missing) > 1 else ''} missing" if missing else ""
    because = f"; because: {reason}" if reason else ""
    return f"the gate stood at {opened(move.percent, access)}\u2009%{lacked}{because}"


def user_ids(event: Event) -> set[int]:
    """The people whom an event of a seat names."""
    values = (event.before, event.after)
    if event.field == "user":
        return {value for value in values if value}
    return {value["user"] for value in values if isinstance(value, dict)}


def phase_words(event: Event) -> list[Piece]:
    """``moved the deal from Prepare to Explore``."""
    before, after = (Phase(value).label if value in Phase.values else "" for value in (event.before, event.after))
    return [Piece("moved the deal from"), Piece(before), Piece("to"), Piece(after, "b")]


def team_sentence(event: Event, names: Titled) -> list[Piece]:
    """A seat given, limited, passed on or taken away; a gate passed."""
    if event.noun == "hand_over":
        return [Piece("with notes for the new holder", "", True)]
    if event.noun == "phase_move":
        return [Piece(names.titles.get(event.object_id, "the gate was passed"), "", True)]
    if event.verb == Verb.CHANGED:
        return _changed(event, names)
    record = event.after or event.before or {}
    person = names.users.get(record.get("user", 0), "somebody")
    role = SeatRole(record["role"]).label.lower() if record.get("role") in SeatRole.values else "seat"
    if event.verb == Verb.CREATED:
        return [Piece("seated"), Piece(person, "b"), Piece(f"as {role}")]
    return [Piece("took the seat of"), Piece(person, "b"), Piece(f"as {role} away")]


def _changed(event: Event, names: Titled) -> list[Piece]:
    if event.field == "user":
        before, after = (names.users.get(pk or 0, "somebody") for pk in (event.before, event.after))
        return [Piece("passed the seat of"), Piece(before, "b"), Piece("on to"), Piece(after, "b")]
    seat = names.titles.get(event.object_id, "a seat that is gone")
    if event.field == "faces":  # their names can be erased, so the log's ids are not turned into them
        return [Piece(f"changed {WHAT['faces']} {seat}")]
    before, after = (value_words(event, value, names) for value in (event.before, event.after))
    shown = [Piece("from"), Piece(before, "was")] if before else []
    return [Piece(f"changed {WHAT.get(event.field, event.field)} {seat}"), *shown, Piece("to"),
            Piece(after or "nothing", "to")]  # fmt: skip
