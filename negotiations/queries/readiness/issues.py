"""Issues: at least two, weighed, and what the other side wants on them."""

from typing import Any

from accounts.permissions import Permission
from negotiations.enums import Direction
from negotiations.models import Issue, Valuation
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.weighing import needs_asking_again
from negotiations.queries.readiness.count import BEFORE_CLOSING, Count, Part, Step, few, named

LEAST_ISSUES = 2


def our_side(count: Count, _: Any) -> None:
    """There is something to trade, and we know what it weighs for us."""
    rows, issues = count.rows, count.rows.issues
    words = "Add another issue" if issues else "Add the first issues"
    step = Step(words, "with one issue there is nothing to trade", count.url("issue-create"), "plus", must=True)
    count.part(len(issues) >= LEAST_ISSUES, 0, Permission.PLAN_EDIT, step)
    weights = count.url("weight-list")
    unweighed = [issue for issue in issues if _swing(rows.ours.get(issue.pk)) is None]
    count.issues(
        issues,
        unweighed,
        10,
        Permission.PLAN_EDIT,
        lambda some: Step(
            "Weigh the issues by their swing", f"{few(some, issues)} no weight of ours", weights, "chart"
        ),
        must=True,
    )
    again = [issue for issue in issues if (row := rows.ours.get(issue.pk)) is not None and needs_asking_again(row)]
    if again:
        step = Step(f"Look at the weight of {named(again)} again", "its range changed since", weights, "clock")
        count.warn(5, Permission.PLAN_EDIT, step)


def their_side(count: Count, _: Any) -> None:
    """We have an idea of what they want."""
    issues, rows = count.rows.issues, count.rows

    def find_out(some: Any) -> Step:
        url = count.url("issue-detail", issue_id=some[0].pk)
        return Step(f"Find out what they want on {named(some)}", "their direction is not known", url, "question")

    def estimate(some: Any) -> Step:
        url = count.url("issue-detail", issue_id=some[0].pk)
        return Step(f"Estimate what {named(some)} weighs for them", "low, likely and high", url, "question")

    blind = [issue for issue in issues if _direction_unknown(rows, issue)]
    count.issues(issues, blind, 30, Permission.PLAN_EDIT, find_out)
    vague = [issue for issue in issues if _swing(rows.theirs.get(issue.pk)) is None]
    count.issues(issues, vague, 40, Permission.PLAN_EDIT, estimate)


def _swing(row: Valuation | None) -> Any:
    return None if row is None else row.swing


def _direction_unknown(rows: PlanRows, issue: Issue) -> bool:
    row = rows.theirs.get(issue.pk)
    return row is None or (row.direction == Direction.UNKNOWN and not row.ratings)


PARTS = (Part(our_side, BEFORE_CLOSING), Part(their_side, BEFORE_CLOSING))
