"""The levels that we keep of an issue, as cells: marker, target, realistic, walk-away."""

from uuid import UUID

from accounts.permissions import Permission
from negotiations.levels import scale_of
from negotiations.models import Issue, IssueLimits
from negotiations.queries.cells import Cell, CellMaker
from negotiations.queries.standing import Standing

LIMITS = ("target", "realistic", "walk_away")


def marker_cell(access: Standing, issue: Issue, make: CellMaker) -> Cell:
    """What we say we want."""
    url = make.url("issue-edit", issue_id=issue.pk, field="marker")
    return make.cell(issue, "marker", url=url, editable=access.can(Permission.PLAN_EDIT, issue), hint="none")


def limit_cells(access: Standing, issue: Issue, limits: IssueLimits | None, make: CellMaker) -> tuple[Cell | None, ...]:
    """Target, realistic, walk-away; three times ``None`` for those who may not see them."""
    if limits is None or not access.can(Permission.SECRETS_VIEW, issue):
        return (None, None, None)
    editable = access.can(Permission.SECRETS_EDIT, issue)
    return tuple(
        make.cell(
            limits, name, url=make.url("issue-limit", issue_id=issue.pk, field=name), editable=editable, hint="none"
        )
        for name in LIMITS
    )


def issue_cells(access: Standing, issue: Issue, opened: UUID | None) -> tuple[Cell, ...]:
    """The cells of one issue alone, for a page that shows its row already: a teammate wrote one. Two queries."""
    suffix = "" if opened is None else f"?open={opened}"
    make = CellMaker(issue, scale_of(issue, access.deal.currency), access, None, suffix)
    limits = IssueLimits.objects.filter(issue=issue).first()
    cells = (marker_cell(access, issue, make), *limit_cells(access, issue, limits, make))
    return tuple(cell for cell in cells if cell is not None)
