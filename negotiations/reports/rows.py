"""A draft as the rows of its sheets: values under the keys of the columns."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negotiations.drafts import CurveDraft, DealDraft, IssueDraft, LeverDraft, PlanDraft
from negotiations.enums import NUMERIC_KINDS, IssueKind
from negotiations.levels import Scale
from negotiations.sheets import (
    ALTERNATIVES,
    BETTER_WORDS,
    DIRECTION_WORDS,
    IMPORTANCE_WORDS,
    ISSUES,
    KIND_WORDS,
    LEVERS,
    OPTIONS,
    SHAPE_WORDS,
    THEIRS,
    WORTH_WORDS,
    YES_NO,
    level_key,
)

Value = str | Decimal | date | None
Row = dict[str, Value]

OUR_LEVELS = ("marker", "target", "realistic", "walk_away", "planned")
BOUNDS = ("low", "high", "step")


def plan_rows(draft: DealDraft) -> dict[str, list[Row]]:
    """The rows of every sheet of a plan, by the sheet's name."""
    plan, currency = draft.plan, draft.currency
    return {
        ISSUES: [_issue(issue, currency) for issue in plan.issues],
        OPTIONS: [row for issue in plan.issues for row in _options(issue, currency)],
        THEIRS: [_their_side(issue, currency) for issue in plan.issues],
        ALTERNATIVES: _alternatives(plan, currency),
        LEVERS: _levers(plan),
    }


def _word(words: Mapping[str, object], code: object) -> str:
    return next((word for word, meaning in words.items() if meaning == code), "")


def _scale(issue: IssueDraft, currency: str) -> Scale:
    return Scale(
        issue.kind, issue.unit, currency, issue.low, issue.high, issue.step, dict(enumerate(issue.options, 1))
    )  # fmt: skip


def _level(issue: IssueDraft, currency: str, level: Decimal | None) -> Value:
    """A level as a cell: a number, a date, or the option's words."""
    if level is None:
        return None
    if issue.kind == IssueKind.DATE:
        return date.fromordinal(int(level))
    return level if issue.kind in NUMERIC_KINDS else _scale(issue, currency).words(level)


def _issue(issue: IssueDraft, currency: str) -> Row:
    return {
        "name": issue.name,
        "kind": _word(KIND_WORDS, issue.kind),
        "unit": issue.unit,
        "low": _level(issue, currency, issue.low),
        "high": _level(issue, currency, issue.high),
        "step": issue.step,
        "better": _word(BETTER_WORDS, issue.better),
        "multiplier": issue.multiplier if issue.kind == IssueKind.MONEY else None,
        "importance": _word(IMPORTANCE_WORDS, issue.importance),
        "tradeable": _word(YES_NO, issue.tradeable),
        "owner_email": issue.owner_email,
        "requester": issue.requester,
        "description": issue.description,
        **{key: _level(issue, currency, getattr(issue, key)) for key in OUR_LEVELS},
        **_curve(issue, issue.ours, currency),
    }


def _curve(issue: IssueDraft, curve: CurveDraft, currency: str) -> Row:
    levels = {key: getattr(curve, key) for key in ("half_low", "half_level", "half_high", "knee")}
    return {
        "shape": _word(SHAPE_WORDS, curve.shape),
        "swing": curve.swing,
        **{key: _level(issue, currency, level) for key, level in levels.items()},
    }


def _their_side(issue: IssueDraft, currency: str) -> Row:
    theirs = issue.theirs
    return {
        **_curve(issue, theirs, currency),
        "issue": issue.name,
        "direction": _word(DIRECTION_WORDS, theirs.direction),
        "swing_low": theirs.swing_low,
        "swing_high": theirs.swing_high,
        "source": theirs.source,
        "dated": theirs.dated,
    }


def _options(issue: IssueDraft, currency: str) -> list[Row]:
    """A row per option; on a numeric issue, a row per level that is rated."""
    rated = {**dict.fromkeys(issue.ours.ratings), **dict.fromkeys(issue.theirs.ratings)}
    levels = [str(place) for place in range(1, len(issue.options) + 1)] if issue.options else sorted(rated, key=Decimal)
    return [
        {
            "issue": issue.name,
            "option": _level(issue, currency, Decimal(level)),
            "ours": _rating(issue.ours, level),
            "theirs": _rating(issue.theirs, level),
        }
        for level in levels
    ]


def _rating(curve: CurveDraft, level: str) -> Value:
    rating = curve.ratings.get(level)
    # 15 digits are what a spreadsheet keeps of a number; a third stays a third to the engine.
    return None if rating is None else Decimal(f"{rating:.15g}")


def _alternatives(plan: PlanDraft, currency: str) -> list[Row]:
    issues = {issue.name: issue for issue in plan.issues}
    return [
        {
            **{
                level_key(name): _level(issues[name], currency, level)
                for name, level in row.levels.items()
                if name in issues
            },
            "title": row.title,
            "kind": _word(WORTH_WORDS, row.kind),
            "value": row.value,
            "probability": row.probability,
            "cost": row.cost,
            "expires_on": row.expires_on,
            "note": row.note,
        }
        for row in plan.alternatives
    ]


def _levers(plan: PlanDraft) -> list[Row]:
    rows: list[Row] = []
    for lever in plan.levers:
        draft = lever.draft
        options = draft.get("options")
        bounds = {key: Decimal(str(draft[key])) for key in BOUNDS if key in draft}
        if draft.get("kind") == IssueKind.DATE:
            bounds_as_cells: Row = {
                key: bound if key == "step" else date.fromordinal(int(bound)) for key, bound in bounds.items()
            }
        else:
            bounds_as_cells = dict(bounds)
        rows.append(
            {
                "title": lever.title,
                "why": lever.why,
                "kind": _word(KIND_WORDS, draft.get("kind")),
                "better": _word(BETTER_WORDS, draft.get("better")),
                "options": "\n".join(map(str, options)) if isinstance(options, list | tuple) else None,
                **{key: str(draft[key]) for key in ("name", "unit", "description") if key in draft},
                **bounds_as_cells,
                **_lever_worth(lever),
            }
        )
    return rows


def _lever_worth(lever: LeverDraft) -> Row:
    worth = lever.worth
    if worth is None:
        return {}
    low, likely, high = worth.theirs
    return {
        "worth": worth.ours,
        "worth_low": low,
        "worth_likely": likely,
        "worth_high": high,
        "worth_source": worth.source,
        "worth_checked": _word(YES_NO, not worth.is_assumed),
    }
