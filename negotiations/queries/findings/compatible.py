"""Issues to settle first: one level is best for both, or costs one of them nothing."""

from collections.abc import Sequence
from typing import Any

from negotiations.engine import classes
from negotiations.engine.problem import OURS, THEIRS, IntArray, Package
from negotiations.queries.findings.worth import amount, band
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.worth import worth_bands


def compatible_contents(plan: PlanInputs) -> list[dict[str, Any]]:
    """Issues on which one level is best for both, or costs one of them nothing: to be settled first."""
    wanted = {classes.Kind.COMPATIBLE, classes.Kind.FREE_FOR_US, classes.Kind.FREE_FOR_THEM}
    package = plan.package or ()
    found = []
    for row, one in zip(plan.issues, classes.classify(plan.problem), strict=True):
        if one.kind not in wanted or row.theirs is None or not row.issue.tradeable or len(row.levels) < 2:
            continue
        issue, table = plan.problem.issues[one.issue], plan.draws.tables[one.issue]
        best = one.best or _best_options(issue.contributions, issue.allowed, one.kind)
        after, before = (package[one.issue] if package[one.issue] in best else best[0]), package[one.issue]
        ours = issue.contributions[OURS]
        moved = worth_bands(plan, (table[:, after] - table[:, before])[:, None])[0]
        swing = worth_bands(plan, (table[:, after] - table.min(axis=1))[:, None])[0]
        content = {
            "issue": str(row.issue.pk),
            "before": level_text(row.levels[before]),
            "after": level_text(row.levels[after]),
            "kind": one.kind.value,
            "ours": amount(plan, ours[after] - ours[before]),
            "theirs": band(moved),
            "ours_whole": amount(plan, ours[after] - min(ours)),
            "theirs_whole": band(swing),
            "agree": f"{_share_of_best(table, after):.4f}",
            "levels": {str(row.issue.pk): level_text(row.levels[after])},
            "outside": [str(pk) for pk in plan.outside(_with(package, one.issue, after))],
            "broken": [str(pk) for pk in plan.broken(_with(package, one.issue, after))],
        }
        found.append(content)
    return sorted(found, key=lambda one: -float(one["ours_whole"]))


def _best_options(
    contributions: Sequence[Sequence[int]], allowed: Sequence[int], kind: classes.Kind
) -> tuple[int, ...]:
    """Where one side does not mind, the options best for the other."""
    row = contributions[THEIRS if kind == classes.Kind.FREE_FOR_US else OURS]
    top = max(row[v] for v in allowed)
    return tuple(v for v in allowed if row[v] == top)


def _share_of_best(table: IntArray, option: int) -> float:
    return float((table[:, option] >= table.max(axis=1)).mean())


def _with(package: Package, place: int, option: int) -> Package:
    return (*package[:place], option, *package[place + 1 :])
