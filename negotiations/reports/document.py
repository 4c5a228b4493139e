"""An export as one JSON document: the sheets of the workbook, with values for programs instead of cells."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from negotiations.drafts import DealDraft
from negotiations.queries.plan.beyond import Table
from negotiations.reports.rows import Value, plan_rows
from negotiations.sheets import ALTERNATIVES, DEAL_FIELDS, SHEETS, level_column


def document(draft: DealDraft, *, secrets: bool, more: Iterable[Table] = ()) -> dict[str, Any]:
    """``deal`` and a list of rows by sheet. Numbers are texts, so that no digit is lost; what is not known is null.

    Without ``secrets`` the keys for them are not there at all.
    """
    rows = plan_rows(draft)
    found: dict[str, Any] = {"deal": {key: _plain(getattr(draft, key)) for key in DEAL_FIELDS}}
    for name, columns in SHEETS.items():
        beside = tuple(level_column(issue.name) for issue in draft.plan.issues) if name == ALTERNATIVES else ()
        keys = [column.key for column in (*columns, *beside) if secrets or not column.secret]
        if keys:
            found[_key(name)] = [_row(row, keys) for row in rows[name]]
    for table in more:
        found[_key(table.name)] = [_row(row, [key for key, _ in table.columns]) for row in table.rows]
    return found


def _key(name: str) -> str:
    return name.lower().replace(" ", "_")


def _row(row: Mapping[str, Value], keys: Iterable[str]) -> dict[str, Any]:
    return {key: _plain(row.get(key)) for key in keys}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value
