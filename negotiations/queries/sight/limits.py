"""What we may offer: the lines and the floor of the mandate in force, else those of the plan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negotiations.engine.problem import OURS, Package
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.mandate.check import NEVER, WALK_AWAY, good
from negotiations.queries.mandate.state import MandateState, mandate_state
from negotiations.queries.mandate.terms import Terms
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents
from negotiations.secrets import Reader


@dataclass(frozen=True)
class Limits:
    """``terms`` is None while no mandate is in force. Who may commit how much of it is asked when an offer is made."""

    state: MandateState
    terms: Terms | None

    def crossed(self, plan: PlanInputs, package: Package) -> tuple[str, ...]:
        """The ids of the issues on which a package is beyond a line."""
        if self.terms is None:
            return tuple(str(pk) for pk in plan.outside(package))
        found = []
        for row, place in zip(plan.issues, package, strict=True):
            part = self.terms.issues.get(str(row.issue.pk), {})
            lines = [Decimal(part[code]) for code in (WALK_AWAY, NEVER) if part.get(code) is not None]
            level = row.levels[place]
            if any(good(row, level) < good(row, line) for line in lines):
                found.append(str(row.issue.pk))
        return tuple(found)

    def over(self, plan: PlanInputs, package: Package) -> Decimal | None:
        """What a package is worth over the floor; below 0 when it is worth less. None without a floor."""
        worth = to_cents(plan.worth(plan.problem.utility(package, OURS)))
        if self.terms is not None:
            return None if self.terms.floor is None else worth - Decimal(self.terms.floor["least"])
        return None if plan.floor is None else to_cents(worth - plan.floor.expected)

    def allows(self, plan: PlanInputs, package: Package) -> bool:
        """Whether the mandate (without one: the plan) has room for it."""
        over = self.over(plan, package)
        return not self.crossed(plan, package) and (over is None or over >= 0)


def limits_of(rows: PlanRows, reader: Reader, *, today: date) -> Limits:
    """The limits that count today. Two queries, one while no mandate was submitted."""
    state = mandate_state(rows.deal, reader, today=today)
    return Limits(state, state.terms if state.in_force else None)
