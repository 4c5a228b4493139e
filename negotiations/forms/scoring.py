"""What people type on a sheet of blind scoring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from negotiations.actions.scoring_adoption import MOST_REASON, Choice
from negotiations.engine.weights import starting_swings
from negotiations.forms.levels import Errors, bare, read_level
from negotiations.forms.valuations import read_points
from negotiations.levels import NotALevel, scale_of
from negotiations.models import Issue
from negotiations.queries.scoring.numbers import HAND, KEEP, MEAN


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


@dataclass
class AdoptionForm:
    """``weight-``, ``points-``, ``target-``, ``level-`` and ``reason-<issue>`` as typed, and their errors."""

    choices: dict[UUID, Choice] = field(default_factory=dict)
    errors: Errors = field(default_factory=Errors)
    typed: dict[str, str] = field(default_factory=dict)


def read_adoption(issues: Sequence[Issue], currency: str, data: Mapping[str, str]) -> AdoptionForm:
    """What is to be taken of each issue; what cannot be read is an error at its field."""
    form = AdoptionForm()
    for issue in issues:
        names = ("weight", "points", "target", "level", "reason")
        texts = {name: data.get(f"{name}-{issue.pk}", "") for name in names}
        form.typed |= {f"{name}-{issue.pk}": text for name, text in texts.items()}
        weight, target = texts["weight"] or MEAN, texts["target"] or KEEP
        points, level, reason = None, None, ""
        try:
            points = read_points(texts["points"]) if weight == HAND else None
        except NotALevel as error:
            form.errors[f"points-{issue.pk}"] = str(error)
        try:
            level = read_level(scale_of(issue, currency), texts["level"]) if target == HAND else None
        except NotALevel as error:
            form.errors[f"level-{issue.pk}"] = str(error)
        try:
            reason = bare(texts["reason"], longest=MOST_REASON)
        except NotALevel as error:
            form.errors[f"reason-{issue.pk}"] = str(error)
        form.choices[issue.pk] = Choice(weight, points, target, level, reason)
    return form
