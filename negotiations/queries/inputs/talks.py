"""The talk of a deal as the engine reads it: the offers of both sides as whole packages, with their times."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from negotiations.engine.exchange import Offer
from negotiations.engine.problem import OURS, THEIRS, Package
from negotiations.enums import Horizon, Party
from negotiations.queries.inputs.types import IssueInput
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.theirs import evidence
from negotiations.secrets import Reader

HOUR = 3600
HORIZONS = {Horizon.ONE_OFF: 0, Horizon.SHORT: 1, Horizon.MEDIUM: 2, Horizon.LONG: 3}  # as the meter counts them


def talk_of(rows: PlanRows, inputs: Sequence[IssueInput], package: Package, reader: Reader) -> tuple[Offer, ...]:
    """The offers, oldest first, times in hours from the first one. Where an offer is silent, what stood before holds.

    ``package`` is the one on the page: it stands where neither side has spoken of an issue.
    """
    found = evidence.offers(rows, reader)
    parties = {Party.OURS.value: OURS, Party.THEIRS.value: THEIRS}
    return tuple(
        Offer(
            parties[one.row.party],
            _package(inputs, one.standing, package),
            (one.row.happened_at - found[0].row.happened_at).total_seconds() / HOUR,
        )
        for one in found
    )


def _package(inputs: Sequence[IssueInput], levels: Mapping[UUID, Decimal], package: Package) -> Package:
    return tuple(
        row.index(levels[row.issue.pk]) if row.issue.pk in levels else v for row, v in zip(inputs, package, strict=True)
    )
