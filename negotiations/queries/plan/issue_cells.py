"""The levels that we keep of an issue, as cells: marker, target, realistic, walk-away."""

from dataclasses import dataclass

from accounts.permissions import Permission
from negotiations.levels import scale_of
from negotiations.models import Issue, IssueLimits
from negotiations.queries.plan.cells import Cell, CellMaker
from negotiations.queries.standing import Standing
from negotiations.secrets import Reader

LIMITS = ("target", "realistic", "walk_away")


@dataclass(frozen=True)
class Sight:
    """What one person may do with the levels of one issue: all that its cells take from who looks at them."""

    edits: bool
    sees_secrets: bool
    edits_secrets: bool


def sight(access: Standing, issue: Issue) -> Sight:
    """The sight of this person on this issue."""
    return Sight(
        edits=access.can(Permission.PLAN_EDIT, issue),
        sees_secrets=access.can(Permission.SECRETS_VIEW, issue),
        edits_secrets=access.can(Permission.SECRETS_EDIT, issue),
    )


def marker_cell(may: Sight, issue: Issue, make: CellMaker) -> Cell:
    """What we say we want."""
    url = make.url("issue-edit", issue_id=issue.pk, field="marker")
    return make.cell(issue, "marker", url=url, editable=may.edits, hint="none")


def limit_cells(may: Sight, issue: Issue, limits: IssueLimits | None, make: CellMaker) -> tuple[Cell | None, ...]:
    """Target, realistic, walk-away; three times ``None`` for those who may not see them."""
    if limits is None or not may.sees_secrets:
        return (None, None, None)
    return tuple(
        make.cell(
            limits,
            name,
            url=make.url("issue-limit", issue_id=issue.pk, field=name),
            editable=may.edits_secrets,
            hint="none",
        )
        for name in LIMITS
    )


def issue_cells(
    may: Sight, issue: Issue, limits: IssueLimits | None, currency: str, *, reader: Reader, suffix: str
) -> tuple[Cell, ...]:
    """The cells of one issue alone, for a page that shows its row already: a teammate wrote one.

    Of the person they depend on ``may`` only; ``reader`` is asked to open secrets, which ``may`` then shows.
    """
    make = CellMaker(issue, scale_of(issue, currency), reader, None, suffix)
    cells = (marker_cell(may, issue, make), *limit_cells(may, issue, limits, make))
    return tuple(cell for cell in cells if cell is not None)
