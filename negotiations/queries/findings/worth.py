"""What a package is worth, as the documents of jobs keep it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from negotiations.engine.problem import OURS, THEIRS, Package
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.worth import WorthBand, to_cents, worth_bands


def amount(plan: PlanInputs, units: float) -> str:
    """Our units as text, money or points."""
    return str(to_cents(plan.worth(units)))


def band(found: WorthBand | None) -> list[str] | None:
    """A band as texts; None when theirs cannot be put in the plan's money."""
    return None if found is None else found.texts()


def worth_of(plan: PlanInputs, package: Package) -> dict[str, Any]:
    """What every package is shown with: both worths, what passes a walk-away, and how far above the floor it is."""
    ours = plan.worth(plan.problem.utility(package, OURS))
    base = plan.package or package
    values = np.concatenate([plan.draws.utilities([package]), plan.draws.gains(base, [package])], axis=1)
    theirs, gain = worth_bands(plan, values)
    return {
        "ours": str(to_cents(ours)),
        "theirs": band(theirs),
        "likely": likely(plan, [package])[0],
        "levels": {str(pk): level_text(level) for pk, level in plan.levels_of(package).items()},
        "gain": band(gain),  # against the package on the page
        "outside": [str(pk) for pk in plan.outside(package)],
        "broken": [str(pk) for pk in plan.broken(package)],
        "over_floor": None if plan.floor is None else str(to_cents(ours - plan.floor.expected)),
    }


def likely(plan: PlanInputs, found: Sequence[Package]) -> list[str]:
    """What packages are worth to them by the best guess: where a drawing puts them, never shown alone."""
    return [str(to_cents(plan.their_worth(plan.problem.utility(package, THEIRS)))) for package in found]
