"""The log and the ledger of a deal as rows of a workbook. For readers of secrets."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from negotiations.queries.review.page import ReviewPage
from negotiations.reports.log_xlsx import Sheet

LOG = (
    ("Entry", 8), ("Happened", 18), ("Who", 8), ("What", 14), ("Issue", 20), ("Levels", 44), ("Words", 50),
    ("Said by", 20), ("Binding", 9), ("Answers", 9), ("Gone on because", 36), ("Recorded by", 22),
)  # fmt: skip
LEDGER = (
    ("Entry", 8), ("Who gave", 10), ("On", 30), ("To us", 14), ("To them, low", 14), ("To them, likely", 14),
    ("To them, high", 14), ("For nothing", 12),
)  # fmt: skip


def sheets(page: ReviewPage) -> tuple[Sheet, ...]:
    """Two sheets: every entry, and every step with what it brought each side."""
    log = [
        (
            entry.number, f"{entry.at:%Y-%m-%d %H:%M}", entry.who, entry.label, entry.issue, entry.levels, entry.said,
            entry.by, "yes" if entry.binding else "no", entry.answers, entry.why, entry.recorded_by,
        )
        for entry in page.entries.values()
    ]  # fmt: skip
    return ("Log", LOG, [tuple(_value(part) for part in row) for row in log]), ("Ledger", LEDGER, _ledger(page))


def _ledger(page: ReviewPage) -> list[Sequence[Any]]:
    document = page.document
    if document is None or page.way is None:
        return []
    free = {n for line in document["gap"]["lines"] if line["cause"] == "free give" for n in line["moves"]}
    named = {step.number: step.issues for side in page.way.sides for step in side.steps}
    rows = []
    for party, side in document["sides"].items():
        for step in side["steps"] if side else ():
            us, them = (step["own"], step["given"]) if party == "ours" else (step["given"], step["own"])
            rows.append(
                (
                    Decimal(step["number"]), "Us" if party == "ours" else "Them", named.get(step["number"], ""),
                    Decimal(us[1]), *(Decimal(value) for value in them), "yes" if step["number"] in free else "",
                )
            )  # fmt: skip
    return sorted(rows, key=lambda row: row[0])


def _value(part: Any) -> Any:
    return Decimal(part) if isinstance(part, int) else part
