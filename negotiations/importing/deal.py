"""The sheet Deal: a title and a value a row."""

from collections.abc import Mapping
from decimal import Decimal

from negotiations.currencies import is_currency_in_use
from negotiations.drafts import DealDraft, PlanDraft
from negotiations.enums import Category, Horizon
from negotiations.importing.cells import Row, as_text
from negotiations.importing.problems import Problems
from negotiations.importing.workbook import Cell, Table
from negotiations.sheets import DEAL, DEAL_FIELDS, Column, Reads, plain_title

COLUMNS: dict[str, Column] = {
    "title": Column("title", "Title", most=160),
    "counterparty": Column("counterparty", "Counterparty", most=120),
    "category": Column("category", "Category", Reads.WORD, words={label: code for code, label in Category.choices}),
    "currency": Column("currency", "Currency", most=3),
    "estimated_value": Column("estimated_value", "Estimated value", Reads.NUMBER),
    "horizon": Column("horizon", "Horizon", Reads.WORD, words={label: code for code, label in Horizon.choices}),
}


def read_deal(tables: Mapping[str, Table], problems: Problems) -> DealDraft:
    """The deal's own facts; empty where the file has none, for the form to add."""
    table = tables.get(plain_title(DEAL))
    cells = dict(_facts(table, problems)) if table else {}

    def row(key: str) -> Row:
        number, value = cells.get(key, (0, None))
        return Row(DEAL, number, {key: value}, COLUMNS, problems)

    value: Decimal | None = row("estimated_value").number("estimated_value", least=0)
    currency = row("currency").text("currency").upper()
    if currency and not is_currency_in_use(currency):
        row("currency").wrong("currency", "Write the three letters of a currency, such as EUR or USD.")
    return DealDraft(
        plan=PlanDraft(),
        title=row("title").text("title"),
        counterparty=row("counterparty").text("counterparty"),
        category=str(row("category").word("category", "")),
        currency=currency,
        estimated_value=value,
        horizon=str(row("horizon").word("horizon", "")),
    )


def _facts(table: Table, problems: Problems) -> list[tuple[str, tuple[int, Cell]]]:
    names = {plain_title(title): key for key, title in DEAL_FIELDS.items()}
    facts: list[tuple[str, tuple[int, Cell]]] = []
    for number, cells in table.rows:
        title = as_text(cells[0])
        key = names.get(plain_title(title))
        if key is not None:
            facts.append((key, (number, cells[1] if len(cells) > 1 else None)))
        elif title and plain_title(title) != "field":
            problems.add(
                DEAL, number, title, "Only these are read here: " + ", ".join(DEAL_FIELDS.values()) + ".", title
            )
    return facts
