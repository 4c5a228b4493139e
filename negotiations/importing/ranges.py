"""The range and the options of an issue, checked by the rules that edits of the plan obey."""

from collections.abc import Mapping
from decimal import Decimal

from negotiations.actions.alternatives import plain
from negotiations.actions.issues import check_options, check_range
from negotiations.actions.writing import Rejected
from negotiations.enums import NUMERIC_KINDS, OPTION_KINDS, IssueKind
from negotiations.importing.cells import Row
from negotiations.levels import NotALevel, Scale
from negotiations.models import Issue
from negotiations.sheets import OPTIONS

BOUNDS = ("low", "high", "step")


def read_scale(row: Row, kind: str, options: tuple[str, ...], currency: str) -> Scale:
    """The scale of the row's issue. What is wrong with its range or options is noted; it then has none."""
    if kind in OPTION_KINDS:
        return Scale(kind, options=_options(row, kind, options))
    if kind not in NUMERIC_KINDS:
        return Scale(IssueKind.NUMBER)  # the kind is wrong, and said to be
    before = row.problems.count
    bare = Scale(kind, row.text("unit"), currency)
    low, high, step = (row.bound(key, bare) for key in BOUNDS)
    if step is None and row.cells.get("step") is None and kind != IssueKind.MONEY and low is not None:
        step = Decimal(1)
    if row.problems.count == before:
        try:
            check_range(Issue(kind=kind, low=low, high=high, step=step), _first_missing(low, high, step))
            return Scale(kind, row.text("unit"), currency, low, high, step)
        except Rejected as rejected:
            row.wrong(rejected.field, rejected.message)
    return Scale(kind, row.text("unit"), currency)


def _first_missing(*bounds: Decimal | None) -> str:
    return next((key for key, bound in zip(BOUNDS, bounds, strict=True) if bound is None), "low")


def _options(row: Row, kind: str, options: tuple[str, ...]) -> Mapping[int, str]:
    try:
        check_options(Issue(kind=kind), list(options))
    except Rejected as rejected:
        if "options" in row.columns and row.cells.get("options") is not None:
            row.wrong("options", rejected.message)
        else:
            row.wrong(
                "kind",
                f"{rejected.message} List them on the sheet {OPTIONS}, or in a column Options with ; between them.",
            )
        return {}
    return dict(enumerate(options, 1))


def ratings(row: Row, scale: Scale, by_option: Mapping[str, float]) -> dict[str, float]:
    """Ratings by level as text, from ratings by the words for levels."""
    rated: dict[str, float] = {}
    for words, rating in by_option.items():
        try:
            rated[plain(scale.parse(words))] = rating
        except NotALevel as error:
            row.problems.add(OPTIONS, 0, "Option", f"{row.text('name')}: {error}", words)
    return rated


def read_multiplier(row: Row, kind: str) -> Decimal:
    """How often the money is paid; 1 for everything that is not money."""
    times = row.number("multiplier")
    if times is None:
        return Decimal(1)
    if times <= 0:
        row.wrong("multiplier", "How many times the amount is paid: a number above 0.")
    elif kind and kind != IssueKind.MONEY and times != 1:
        row.wrong("multiplier", "Only money is paid several times. Empty this cell.")
    return times
