"""How ready a deal is for what comes after its phase, computed from what is in it; for each reader only from what
that reader may see.

A noun adds its part in a module beside this one (``PARTS``, see ``count.Part``) and a line to ``PARTS`` below. Each
part says in which phases it counts, what is missing and where it is mended; the gates between phases ask the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from negotiations.enums import Party, Phase
from negotiations.models import Alternative, Deal, Issue, IssueLimits, Option, Valuation
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.readiness import (
    alternatives,
    closing,
    coverage,
    issues,
    ledger,
    limits,
    mandate,
    meetings,
    people,
    power,
    preparation,
    rules,
    scoring,
    seats,
)
from negotiations.queries.readiness.count import Count, Part, Readiness, Step
from negotiations.queries.standing import Standing

PARTS: tuple[Part, ...] = (
    *issues.PARTS,
    *limits.PARTS,
    *alternatives.PARTS,
    *mandate.PARTS,
    *rules.PARTS,
    *meetings.PARTS,
    *people.PARTS,
    *preparation.PARTS,
    *power.PARTS,
    *seats.PARTS,
    *scoring.PARTS,
    *coverage.PARTS,
    *closing.PARTS,
    *ledger.PARTS,
)

__all__ = ["Readiness", "Step", "readiness", "readiness_by_phase", "readiness_of"]


def readiness(rows: PlanRows, reader: Standing, *, today: date) -> Readiness:
    """The readiness of a deal in its phase, for this reader, whose plan is read."""
    return _sum(_counts(rows, reader, _load([reader]), today), Phase(rows.deal.phase))


def readiness_by_phase(rows: PlanRows, reader: Standing, *, today: date) -> dict[Phase, Readiness]:
    """What each phase asks before it is left, in the order of the phases."""
    found = [part.load([reader]) if part.load is not None else {} for part in PARTS]
    counts = _counts(rows, reader, found, today)
    return {phase: _sum(counts, phase) for phase in Phase}


def readiness_of(readers: Sequence[Standing], *, today: date) -> dict[UUID, Readiness]:
    """The readiness of many deals in their phases, each for its reader, for a list. As many queries as for one."""
    plans = _plans([reader.deal for reader in readers])
    found = _load(readers)
    return {
        reader.deal.pk: _sum(_counts(plans[reader.deal.pk], reader, found, today), Phase(reader.deal.phase))
        for reader in readers
    }


def _load(readers: Sequence[Standing]) -> list[Mapping[UUID, Any]]:
    """What each part reads, in the order of ``PARTS``, of the deals in whose phase it counts."""
    found: list[Mapping[UUID, Any]] = []
    for part in PARTS:
        those = [reader for reader in readers if reader.deal.phase in part.phases]
        found.append(part.load(those) if part.load is not None and those else {})
    return found


def _counts(
    rows: PlanRows, reader: Standing, found: Sequence[Mapping[UUID, Any]], today: date
) -> list[tuple[Part, Count]]:
    """What each part counts; what the reader may not see is not counted at all."""
    counts = []
    for part, loaded in zip(PARTS, found, strict=True):
        if reader.can(part.sees):
            count = Count(reader, rows, today)
            part.check(count, loaded.get(rows.deal.pk))
            counts.append((part, count))
    return counts


def _sum(counts: Iterable[tuple[Part, Count]], phase: Phase) -> Readiness:
    """The parts that count in a phase, taken together."""
    those = [count for part, count in counts if phase in part.phases]
    return Readiness(
        done=sum(count.done for count in those),
        parts=sum(count.parts for count in those),
        steps=_pressing(step for count in those for step in count.steps),
        missing=_pressing(step for count in those for step in count.missing),
    )


def _pressing(steps: Iterable[tuple[int, Step]]) -> tuple[Step, ...]:
    return tuple(step for _, step in sorted(steps, key=lambda pair: pair[0]))


def _plans(deals: Sequence[Deal]) -> dict[UUID, PlanRows]:
    """The rows that parts count, of many deals. Five queries."""
    options = Prefetch("options", queryset=Option.objects.filter(removed_at=None).order_by("position", "number"))
    issues_ = Issue.objects.filter(deal__in=deals, removed_at__isnull=True).prefetch_related(options)
    live = list(issues_.order_by("position", "pk"))
    by_id = {issue.pk: issue for issue in live}
    valuations = list(Valuation.objects.filter(issue__in=by_id))
    for row in valuations:
        row.issue = by_id[row.issue_id]
    by_issue = {row.issue_id: row for row in IssueLimits.objects.filter(issue__in=by_id)}
    others = _by_deal(Alternative.objects.filter(deal__in=deals, removed_at__isnull=True))
    by_deal = _by_deal(live)
    return {
        deal.pk: PlanRows(
            deal=deal,
            issues=tuple(by_deal[deal.pk]),
            ours=_of(valuations, deal, Party.OURS),
            theirs=_of(valuations, deal, Party.THEIRS),
            limits=by_issue,
            alternatives=tuple(others[deal.pk]),
            package=None,
        )
        for deal in deals
    }


def _of(rows: Iterable[Valuation], deal: Deal, party: Party) -> dict[UUID, Valuation]:
    return {row.issue_id: row for row in rows if row.party == party and row.issue.deal_id == deal.pk}


def _by_deal(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.deal_id].append(row)
    return found
