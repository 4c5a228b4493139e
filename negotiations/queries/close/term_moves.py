"""From the log to the agreed points: the moves that led to each, and what the log says is agreed and no point has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from accounts.permissions import Permission
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Issue, Move, Term
from negotiations.queries.prepare.register import Around
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.table.moves import standing_moves

LED = (MoveKind.OFFER, MoveKind.GIVE, MoveKind.AGREE)
SHOWN = 6


@dataclass(frozen=True)
class Trace:
    """A move that led to a point: ``7 Give, theirs: 60 days``."""

    move: Move
    words: str
    ours: bool


@dataclass(frozen=True)
class Proposal:
    """What the log says is agreed, and no point has yet: a level of an issue, or words on the deal."""

    move: Move
    text: str
    level: str


@dataclass(frozen=True)
class Log:
    """``traces`` by point, the latest last; ``proposals`` in the order of the log. Secret, as the log is."""

    traces: Mapping[UUID, tuple[Trace, ...]]
    proposals: tuple[Proposal, ...]


def log_of(access: Standing, terms: Sequence[Term], around: Around) -> Log:
    """Empty for those who may not read the log. Two queries."""
    if not access.can(Permission.SECRETS_VIEW):
        return Log({}, ())
    moves = list(standing_moves(access.deal, kinds=LED))
    taken = set(Term.objects.filter(deal=access.deal, move__isnull=False).values_list("move", flat=True))
    levels = {
        move.pk: {UUID(pk): Decimal(level) for pk, level in opened(move.levels, access).items()} for move in moves
    }
    traces = {
        term.pk: tuple(_trace(move, levels[move.pk], term.issue, around) for move in _led(moves, levels, term))[-SHOWN:]
        for term in terms
    }
    fresh = [move for move in moves if move.kind == MoveKind.AGREE and move.pk not in taken]
    proposals = [one for move in fresh for one in _proposals(move, levels[move.pk], access, around)]
    return Log(traces, tuple(proposals))


def _led(moves: Sequence[Move], levels: Mapping[UUID, Mapping[UUID, Decimal]], term: Term) -> list[Move]:
    """The moves on the point's issue, and the entry that it was taken from."""
    return [
        move
        for move in moves
        if move.pk == term.move_id
        or (term.issue_id is not None and (move.issue_id == term.issue_id or term.issue_id in levels[move.pk]))
    ]


def _trace(move: Move, levels: Mapping[UUID, Decimal], issue: Issue | None, around: Around) -> Trace:
    level = levels.get(issue.pk) if issue is not None else None
    scale = around.any_scale(issue)
    words = scale.words(level) if scale is not None and level is not None else ""
    whose = Party(move.party).label.lower()
    said = f"{move.number} {MoveKind(move.kind).label}, {whose}"
    return Trace(move, f"{said}: {words}" if words else said, move.party == Party.OURS)


def _proposals(move: Move, levels: Mapping[UUID, Decimal], access: Standing, around: Around) -> list[Proposal]:
    found = []
    for pk, level in levels.items():
        issue = around.issue(str(pk))
        scale = around.any_scale(issue)
        if issue is not None and scale is not None:
            found.append(Proposal(move, issue.name, scale.words(level)))
    words = opened(move.words, access)
    if not found and (words or move.issue is not None):
        found.append(Proposal(move, words or str(move.issue), ""))
    return found
