"""Whose interests the packages of suggestions serve, over the package of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from negotiations.queries.inputs.plan import planned_levels
from negotiations.queries.people.serving import Served, Serving, serving_of
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.standing import Standing


@dataclass(frozen=True)
class PlannedServing:
    """``base``: the levels of the plan's package, by issue as text; a suggestion may name only some."""

    serving: Serving
    base: Mapping[str, Any]

    def of_content(self, content: Mapping[str, Any] | None) -> tuple[tuple[str, Served], ...]:
        """By package of a stored suggestion, with its letter when there are several; only what says something."""
        parts = (content or {}).get("packages", [content or {}])
        found = [
            (chr(ord("A") + place) if len(parts) > 1 else "", self.serving.of({**self.base, **part["levels"]}))
            for place, part in enumerate(parts)
            if "levels" in part
        ]
        return tuple(pair for pair in found if pair[1].says_something)

    def of_plan(self) -> Served:
        """Of the plan's package."""
        return self.serving.of(self.base)


def planned_serving(rows: PlanRows, access: Standing) -> PlannedServing:
    """For a reader of all secrets. Two queries."""
    planned, _ = planned_levels(rows, access)
    return PlannedServing(serving_of(rows), {str(pk): level for pk, level in planned.items()})
