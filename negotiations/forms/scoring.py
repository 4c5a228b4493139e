"""What people type on a sheet of blind scoring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from negotiations.engine.weights import starting_swings
from negotiations.forms.levels import Errors, read_level
from negotiations.forms.valuations import read_points
from negotiations.levels import NotALevel, scale_of
from negotiations.models import Issue


@dataclass
class SheetForm:
    """``swing-<issue>`` and ``target-<issue>`` as typed; errors by issue id and by ``target-<issue>``."""

    points: dict[UUID, Decimal] = field(default_factory=dict)
    targets: dict[UUID, Decimal] = field(default_factory=dict)
    errors: Errors = field(default_factory=Errors)
    typed: dict[str, str] = field(default_factory=dict)

    def rank(self, order: Sequence[UUID]) -> None:
        """Points from the order alone: rank-order centroid, the first at 100."""
        if order:
            self.points = dict(zip(order, map(Decimal, starting_swings(len(order))), strict=True))


def read_sheet(issues: Sequence[Issue], currency: str, data: Mapping[str, str]) -> SheetForm:
    """The sheet that a form sends; what cannot be read is an error at its field."""
    form = SheetForm()
    for issue in issues:
        for name, values in (("swing", form.points), ("target", form.targets)):
            text = data.get(f"{name}-{issue.pk}", "")
            form.typed[f"{name}-{issue.pk}"] = text
            try:
                value = read_points(text) if name == "swing" else read_level(scale_of(issue, currency), text)
            except NotALevel as error:
                form.errors[str(issue.pk) if name == "swing" else f"target-{issue.pk}"] = str(error)
                continue
            if value is not None:
                values[issue.pk] = value
    return form
