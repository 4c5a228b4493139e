"""What each side has without this deal: our alternatives and the floor they give, and our estimate of theirs."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from negotiations.engine.problem import OURS
from negotiations.enums import AlternativeKind
from negotiations.models import Alternative
from negotiations.queries.inputs.types import Floor, PlanInputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.secrets import Reader


def best_floor(rows: PlanRows, plan: PlanInputs, reader: Reader, today: date) -> Floor | None:
    """The best expected value among alternatives not expired on ``today``; None while there is none."""
    live = [row for row in rows.alternatives if not expired(row, today)]
    valued = [(expected_value(row, plan, reader), row) for row in live]
    floors = [Floor(row, value) for value, row in valued if value is not None]
    return max(floors, key=lambda floor: floor.expected, default=None)


def expected_value(alternative: Alternative, plan: PlanInputs, reader: Reader) -> Decimal | None:
    """An alternative's value times its probability, less its cost, in the plan's money or points; None without one.

    A package counts an issue that it does not name at our worst.
    """
    if alternative.kind == AlternativeKind.PACKAGE:
        levels = {UUID(pk): Decimal(level) for pk, level in opened(alternative.levels, reader).items()}
        units = 0
        for row, issue in zip(plan.issues, plan.problem.issues, strict=True):
            worths = issue.contributions[OURS]
            named = levels.get(row.issue.pk)
            units += (min(worths) if named is None else worths[row.index(named)]) - min(worths)
        value = plan.worth(units)
    elif alternative.value is None:
        return None
    else:
        value = opened(alternative.value, reader)
    cost = Decimal(0) if alternative.cost is None else opened(alternative.cost, reader)
    probability: Decimal = opened(alternative.probability, reader)
    return value * probability / 100 - cost


def expired(alternative: Alternative, today: date) -> bool:
    """Whether an alternative is gone: its last day is before ``today``."""
    return alternative.expires_on is not None and alternative.expires_on < today


def their_floor(rows: PlanRows, reader: Reader) -> tuple[Decimal, Decimal, Decimal] | None:
    """Our estimate of what they have without this deal, low, likely and high, on their side of the plan's scale."""
    band = opened(rows.their_floor.band, reader) if rows.their_floor else {}
    return (Decimal(band["low"]), Decimal(band["likely"]), Decimal(band["high"])) if band else None
