"""The log of a deal as the engine's review reads it. For readers of secrets.

What is decided here: informal offers are no part of the dance; an offer that never passed the holdout was not made;
where an offer or give is silent, what its side had there last stands, else what the other side had, else the package on
the page. The result is what was agreed, else the last offer of the side that was agreed to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from negotiations.engine.ledger import GiveState
from negotiations.engine.problem import OURS, THEIRS, Package, Problem
from negotiations.engine.review.log import Entry, Kind
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move, Term
from negotiations.queries.inputs.plan import JOB_DRAWS, plan_inputs
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.ledger import ledger_of, standing_pairings
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.table.moves import made_offers, standing_moves
from negotiations.queries.theirs.evidence import live_levels, scales_of, spoken_levels
from negotiations.secrets import Reader

# Nothing was had for these in the end: a promise that was not kept is none.
FREE = frozenset({GiveState.OPEN, GiveState.LET_GO, GiveState.PROMISED})
HOUR = 3600
LEVELS = 41
PARTIES = {Party.OURS.value: OURS, Party.THEIRS.value: THEIRS}
Levels = dict[UUID, Decimal]


@dataclass(frozen=True)
class LogRows:
    """The entries that stand, in order, with their levels opened; ``made`` are the offers that were made, and when.

    ``pairings``: what stands against our gives, as plain texts. ``terms``: the levels of the agreed points.
    """

    moves: tuple[Move, ...]
    levels: Mapping[UUID, Levels]
    made: Mapping[UUID, datetime]
    pairings: tuple[str, ...]
    terms: Levels


@dataclass(frozen=True)
class ReviewInputs:
    """What the review is computed from. ``then`` is the plan with what was known of them before the first entry.

    ``result`` is None when there is no deal.
    """

    plan: PlanInputs
    then: PlanInputs | None
    problem: Problem
    entries: tuple[Entry, ...]
    result: Package | None
    target: Package

    @property
    def believed(self) -> list[tuple[int, ...]] | None:
        """Their contributions as first believed."""
        return None if self.then is None else [issue.contributions[THEIRS] for issue in self.then.problem.issues]


def load_log(deal: Deal, rows: PlanRows, reader: Reader) -> LogRows:
    """Four queries."""
    moves = tuple(standing_moves(deal))
    scales = scales_of(rows)
    levels = {move.pk: live_levels(opened(move.levels, reader) or {}, scales) for move in moves}
    pairings = sorted(f"{p.give_id} {p.give_issue_id} {p.kind} {p.get_id}" for p in standing_pairings(deal))
    points = Term.objects.filter(deal=deal, removed_at=None, level__isnull=False, issue__in=scales).order_by("number")
    terms = {term.issue_id: term.level for term in points if term.issue_id is not None and term.level is not None}
    return LogRows(moves, levels, made_offers(deal), tuple(pairings), terms)


def free_gives(deal: Deal, rows: PlanRows, reader: Reader, *, today: date) -> dict[UUID, frozenset[UUID]]:
    """The gives of ours for which nothing was had in the end, as the ledger has it: entry -> issues."""
    found: dict[UUID, set[UUID]] = {}
    for line in ledger_of(deal, reader, today=today, rows=rows).gives:
        if line.state in FREE and line.move is not None and line.issue is not None:
            found.setdefault(line.move.pk, set()).add(line.issue.pk)
    return {pk: frozenset(issues) for pk, issues in found.items()}


def review_inputs(
    rows: PlanRows,
    log: LogRows,
    reader: Reader,
    *,
    today: date,
    agreed: Levels | None,
    free: Mapping[UUID, frozenset[UUID]],
    draws: int = JOB_DRAWS,
) -> ReviewInputs | None:
    """What the review is computed from; None while the plan has no issue or the log no entry.

    ``agreed``: the levels of what was agreed (points on record), None when there is no deal. ``free``: entry -> issues
    that it gave on for nothing.
    """
    named: dict[UUID, list[Decimal]] = {}
    for levels in (*log.levels.values(), agreed or {}):
        for pk, level in levels.items():
            named.setdefault(pk, []).append(level)
    for pk, spoken in spoken_levels(rows, reader).items():
        named.setdefault(pk, []).extend(spoken)
    plan = plan_inputs(rows, reader, today=today, levels=LEVELS, draws=draws, named=named)
    if plan is None or not log.moves:
        return None
    entries, stands = _entries(plan, log, free)
    result = None if agreed is None else _result(plan, log, stands, agreed)
    then = _then(rows, _came(log.moves[0], log), reader, today, named, plan)
    used = [*([result] if result else []), *(entry.package for entry in entries if entry.package)]
    target = plan.package_of(_targets(rows, reader))
    return ReviewInputs(plan, then, _open(plan.problem, used), entries, result, target)


def agreed_levels(log: LogRows) -> Levels | None:
    """The levels of all that was agreed, the latest word counting, the register over the log; None when nothing was."""
    agreements = [move for move in log.moves if move.kind == MoveKind.AGREE]
    if not agreements and not log.terms:
        return None
    return {pk: level for move in agreements for pk, level in log.levels[move.pk].items()} | log.terms


def _entries(
    plan: PlanInputs, log: LogRows, free: Mapping[UUID, frozenset[UUID]]
) -> tuple[tuple[Entry, ...], dict[int, Levels]]:
    """The entries, and what each side has on the table at the end."""
    last: dict[int, Levels] = {OURS: {}, THEIRS: {}}
    found = []
    for move in log.moves:
        party = PARTIES[move.party]
        said, before = log.levels[move.pk], last[party]
        changed = {pk for pk, level in said.items() if before.get(pk) != level}
        package = None
        if move.kind == MoveKind.AGREE:
            last = {side: {**levels, **said} for side, levels in last.items()}
        elif said and _counts(move, log):
            last[party] = {**last[1 - party], **before, **said}
            package = plan.package_of(last[party])
        found.append(
            Entry(
                number=move.number,
                party=party,
                kind=Kind(move.kind),
                time=(_came(move, log) - _came(log.moves[0], log)).total_seconds() / HOUR,
                issues=_places(plan, changed or ({move.issue_id} if move.issue_id else set())),
                package=package,
                free=frozenset(_places(plan, free.get(move.pk, frozenset()))),
            )
        )
    return tuple(found), last


def _came(move: Move, log: LogRows) -> datetime:
    """When an entry came to the table."""
    return log.made.get(move.offer_id, move.happened_at) if move.offer_id is not None else move.happened_at


def _counts(move: Move, log: LogRows) -> bool:
    """Whether an entry puts something on the table."""
    if move.kind == MoveKind.OFFER:
        return move.binding and (move.offer_id is None or move.offer_id in log.made)
    return move.binding and move.kind == MoveKind.GIVE


def _result(plan: PlanInputs, log: LogRows, stands: Mapping[int, Levels], agreed: Levels) -> Package:
    """What was agreed; issues not named in it are as the side had them that was agreed to."""
    last = next((move for move in reversed(log.moves) if move.kind == MoveKind.AGREE), None)
    side = OURS
    if last is not None:
        answered = last.answers
        side = PARTIES[answered.party] if answered is not None else 1 - PARTIES[last.party]
    return plan.package_of({**stands[1 - side], **stands[side], **agreed})


def _then(
    rows: PlanRows, start: datetime, reader: Reader, today: date, named: Mapping[UUID, Sequence[Decimal]],
    plan: PlanInputs,
) -> PlanInputs | None:  # fmt: skip
    """The plan as it would be with what was known of them before the talks, on the same levels."""
    known = tuple(row for row in rows.evidence if row.happened_at < start)
    before = replace(rows, evidence=known)
    then = plan_inputs(before, reader, today=today, levels=LEVELS, draws=len(plan.draws), named=named)
    return then if then is not None and then.problem.sizes == plan.problem.sizes else None


def _targets(rows: PlanRows, reader: Reader) -> Levels:
    found = {pk: opened(row.target, reader) for pk, row in rows.limits.items()}
    return {pk: level for pk, level in found.items() if level is not None}


def _open(problem: Problem, used: Iterable[Package]) -> Problem:
    """What was on the table is possible, whatever our limits say."""
    seen = [set(options) for options in zip(*used, strict=True)] or [set[int]() for _ in problem.issues]
    issues = (
        replace(issue, removed=issue.removed - options) for issue, options in zip(problem.issues, seen, strict=True)
    )
    return replace(problem, issues=tuple(issues))


def _places(plan: PlanInputs, issues: Iterable[UUID]) -> tuple[int, ...]:
    found = {plan.place(pk) for pk in issues}
    return tuple(sorted(place for place in found if place is not None))
