"""Pressure from inside our own house: what is left of our patience, and what it cost in the last rehearsal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiations.engine.rehearsal.pressure import patience_under
from negotiations.enums import JobKind, JobState
from negotiations.levels import THIN_SPACE
from negotiations.models import Deal, JobResult, Pressure
from negotiations.queries.power.rows import POINTS, load_pressures, standing, wants_speed
from negotiations.queries.reading import opened
from negotiations.queries.rehearsals.results import pair_result, plan_results
from negotiations.queries.standing import Standing
from negotiations.secrets import Reader

RECENT, LONGEST = 5, 60


@dataclass(frozen=True)
class Patience:
    """``part`` of our patience that is left, 1 without pressure; ``who`` presses, in words."""

    part: float
    who: tuple[str, ...]

    @property
    def pressed(self) -> bool:
        return self.part < 1

    @property
    def less(self) -> str:
        """``28 %``: by how much every wait is shorter."""
        return f"{round((1 - self.part) * 100)}{THIN_SPACE}%"

    @property
    def names(self) -> str:
        """``Sales and Rita Soares``."""
        *rest, last = self.who or ("nobody",)
        return f"{', '.join(rest)} and {last}" if rest else last

    def document(self) -> dict[str, Any]:
        """As a rehearsal keeps it."""
        return {"part": round(self.part, 4), "who": list(self.who)}


@dataclass(frozen=True)
class Cost:
    """What pressure did to a plan in a rehearsal on the same counterparts."""

    plan: str
    worse: bool
    mean: str
    deals_before: int
    deals_after: int
    runs: int


def patience(pressures: Sequence[Pressure], reader: Reader, today: date) -> Patience:
    """What the pressure of today leaves of our patience."""
    rows = standing(pressures, today)
    part = patience_under((POINTS[row.strength], wants_speed(row)) for row in rows)  # type: ignore[index]
    return Patience(part, tuple(_short(str(opened(row.text, reader))) for row in rows))


def patience_of(deal: Deal, reader: Reader, today: date) -> Patience:
    """The same, read. One query."""
    return patience(load_pressures(deal), reader, today)


def cost_of_pressure(access: Standing) -> Cost | None:
    """What the newest rehearsal of a single plan with pressure showed. One query."""
    rows = JobResult.objects.filter(job__deal=access.deal, job__kind=JobKind.REHEARSAL, job__state=JobState.DONE)
    for row in rows.order_by("-job__finished_at", "-pk")[:RECENT]:
        document = opened(row.document, access)
        pair = pair_result(document)
        if document["about"].get("pressure") and pair is not None and len(document["asked"]["plans"]) == 1:
            before, after = plan_results(document)
            return Cost(
                before.name, not pair.second_ahead, pair.mean, before.deals, after.deals, document["found"]["runs"]
            )
    return None


def _short(text: str) -> str:
    """Who presses: the words up to the reason."""
    who = text.split(":")[0].split(",")[0].strip() or text
    return who if len(who) <= LONGEST else f"{who[: LONGEST - 1].rstrip()}…"
