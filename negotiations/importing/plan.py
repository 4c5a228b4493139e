"""From the tables of a file to a deal on paper. Every problem of the file is found, not only the first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from negotiations.actions.alternatives import plain
from negotiations.actions.imports import MAX_ALTERNATIVES, MAX_ISSUES, MAX_LEVERS
from negotiations.drafts import AlternativeDraft, AssumedWorth, CurveDraft, DealDraft, IssueDraft, LeverDraft, PlanDraft
from negotiations.enums import NUMERIC_KINDS, OPTION_KINDS, AlternativeKind, Better, Direction, Importance, Shape
from negotiations.importing import ranges
from negotiations.importing.cells import Row, rows_of
from negotiations.importing.deal import read_deal
from negotiations.importing.problems import Faulty, Problems, Unreadable
from negotiations.importing.workbook import Table, read
from negotiations.levels import Scale
from negotiations.sheets import (
    ALTERNATIVE_COLUMNS,
    ALTERNATIVES,
    ISSUE_COLUMNS,
    ISSUES,
    LEVER_COLUMNS,
    LEVERS,
    OPTION_COLUMNS,
    OPTIONS,
    OPTIONS_IN_A_CELL,
    THEIR_COLUMNS,
    THEIRS,
    Column,
    issue_key,
    level_column,
    plain_title,
)

# In a file of one sheet the columns of their side stand beside ours, with "Their" before the title.
THEIR_COLUMNS_BESIDE = tuple(
    replace(column, key=f"their_{column.key}", title=f"Their {column.title}", required=False)
    for column in THEIR_COLUMNS
    if column.key != "issue"
)
FLAT_COLUMNS = (*ISSUE_COLUMNS, OPTIONS_IN_A_CELL, *THEIR_COLUMNS_BESIDE)


@dataclass
class Reading:
    """What is known while a file is read."""

    problems: Problems
    currency: str
    members: frozenset[str]  # addresses of those who may own an issue, in lower case
    rows: dict[str, Row] = field(default_factory=dict)  # by key of the issue, as are the others
    their_rows: dict[str, Row] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    ours: dict[str, dict[str, float]] = field(default_factory=dict)  # ratings
    theirs: dict[str, dict[str, float]] = field(default_factory=dict)


def read_plan(content: bytes, *, currency: str, members: frozenset[str]) -> DealDraft:
    """The deal that a spreadsheet describes. ``currency`` holds where the file names none.

    Raises ``Unreadable`` for the file as a whole and ``Faulty`` with every problem in its cells.
    """
    tables = {plain_title(name): table for name, table in read(content).items()}
    if len(tables) == 1:
        tables = {plain_title(ISSUES): replace(next(iter(tables.values())), name=ISSUES)}
    if plain_title(ISSUES) not in tables:
        raise Unreadable("There is no sheet Issues in the file. Take the template, or rename the sheet.")
    problems = Problems()
    draft = read_deal(tables, problems)
    reading = Reading(problems, draft.currency or currency, members)
    issues = _issues(tables, reading)
    alternatives = _alternatives(tables, issues, reading)
    levers = tuple(_lever(row) for row in _rows(tables, LEVERS, LEVER_COLUMNS, reading, MAX_LEVERS))
    if not problems and not issues:
        problems.add(ISSUES, 0, "", "There are no issues on this sheet. Write one a row, under the titles.")
    if problems:
        raise Faulty(problems)
    return replace(draft, plan=PlanDraft(issues, alternatives, levers))


def _rows(
    tables: Mapping[str, Table], name: str, columns: tuple[Column, ...], reading: Reading, most: int = 0
) -> list[Row]:
    rows = rows_of(tables.get(plain_title(name)), columns, reading.problems)
    if most and len(rows) > most:
        reading.problems.add(name, rows[most].line, "", f"A plan has at most {most} {name.lower()}.")
        return rows[:most]
    return rows


def _issues(tables: Mapping[str, Table], reading: Reading) -> tuple[IssueDraft, ...]:
    rows = _rows(tables, ISSUES, FLAT_COLUMNS, reading, MAX_ISSUES)
    for row in rows:
        name = issue_key(row.text("name"))
        if name in reading.rows and name:
            row.wrong("name", f"There is an issue of this name already, in row {reading.rows[name].line}.")
        elif name:
            reading.rows[name] = row
    labels = _options(tables, reading)
    _their_rows(tables, reading)
    return tuple(_issue(name, row, labels.get(name, ()), reading) for name, row in reading.rows.items())


def _options(tables: Mapping[str, Table], reading: Reading) -> dict[str, tuple[str, ...]]:
    """The options of each issue in order; their ratings are noted on the way."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows(tables, OPTIONS, OPTION_COLUMNS, reading):
        name = _named_issue(row, reading)
        option = row.text("option")
        if not name or not option:
            continue
        found[name] = (*found.get(name, ()), option)
        for key, ratings in (("ours", reading.ours), ("theirs", reading.theirs)):
            rating = row.number(key, least=0, most=100)
            if rating is not None:
                ratings.setdefault(name, {})[option] = float(rating)
    return found


def _named_issue(row: Row, reading: Reading) -> str:
    name = issue_key(row.text("issue"))
    if name and name not in reading.rows:
        row.wrong("issue", "There is no issue of this name on the sheet Issues.")
        return ""
    return name


def _issue(name: str, row: Row, listed: tuple[str, ...], reading: Reading) -> IssueDraft:
    kind = str(row.word("kind", ""))
    options = (row.lines("options") or listed) if kind in OPTION_KINDS else ()
    scale = ranges.read_scale(row, kind, options, reading.currency)
    reading.scales[name] = scale
    ours = ranges.ratings(row, scale, reading.ours.get(name, {}))
    theirs = ranges.ratings(row, scale, reading.theirs.get(name, {}))
    email = row.text("owner_email").lower()
    if email and email not in reading.members:
        row.wrong(
            "owner_email", "No member of the organisation has this address. Invite them first, or empty the cell."
        )
    beside = any(key.startswith("their_") for key in row.columns)
    their_row, prefix = (row, "their_") if beside else (reading.their_rows.get(name), "")
    return IssueDraft(
        name=row.text("name"),
        kind=kind,
        description=row.text("description"),
        unit=row.text("unit"),
        low=scale.low,
        high=scale.high,
        step=scale.step,
        options=tuple(scale.options.values()),
        better=str(row.word("better", Better.HIGH)),
        multiplier=ranges.read_multiplier(row, kind),
        tradeable=bool(row.word("tradeable", True)),
        importance=str(row.word("importance", Importance.WANT)),
        owner_email=email,
        requester=row.text("requester"),
        **{key: row.level(key, scale) for key in ("marker", "target", "realistic", "walk_away", "planned")},
        ours=_curve(row, "", scale, ours),
        theirs=_their_curve(their_row, prefix, scale, theirs) if their_row else CurveDraft(ratings=theirs),
    )


def _their_rows(tables: Mapping[str, Table], reading: Reading) -> None:
    for row in _rows(tables, THEIRS, THEIR_COLUMNS, reading):
        name = _named_issue(row, reading)
        if name in reading.their_rows:
            row.wrong("issue", f"Their side of this issue is in row {reading.their_rows[name].line} already.")
        elif name:
            reading.their_rows[name] = row


def _curve(row: Row, prefix: str, scale: Scale, rated: Mapping[str, float]) -> CurveDraft:
    shape = str(row.word(f"{prefix}shape", ""))
    if not shape:
        shape = Shape.RATED if rated and not scale.is_numeric else Shape.LINEAR
    return CurveDraft(
        shape=shape,
        swing=row.number(f"{prefix}swing", least=0, most=100),
        half_level=row.level(f"{prefix}half_level", scale),
        knee=row.level(f"{prefix}knee", scale),
        ratings=rated,
    )


def _their_curve(row: Row, prefix: str, scale: Scale, rated: Mapping[str, float]) -> CurveDraft:
    curve = replace(
        _curve(row, prefix, scale, rated),
        swing_low=row.number(f"{prefix}swing_low", least=0, most=100),
        swing_high=row.number(f"{prefix}swing_high", least=0, most=100),
        half_low=row.level(f"{prefix}half_low", scale),
        half_high=row.level(f"{prefix}half_high", scale),
        direction=str(row.word(f"{prefix}direction", Direction.UNKNOWN)),
        source=row.text(f"{prefix}source"),
        dated=row.day(f"{prefix}dated"),
    )
    for low, likely, high in (("swing_low", "swing", "swing_high"), ("half_low", "half_level", "half_high")):
        known = [value for value in (getattr(curve, key) for key in (low, likely, high)) if value is not None]
        if known != sorted(known):
            row.wrong(f"{prefix}{likely}", "Low, likely and high must be in this order.")
    return curve


def _alternatives(
    tables: Mapping[str, Table], issues: tuple[IssueDraft, ...], reading: Reading
) -> tuple[AlternativeDraft, ...]:
    """The alternatives; the columns after those of the sheet are named after issues and hold their levels."""
    beside = {issue.name: level_column(issue.name) for issue in issues}
    rows = _rows(tables, ALTERNATIVES, (*ALTERNATIVE_COLUMNS, *beside.values()), reading, MAX_ALTERNATIVES)
    return tuple(_alternative(row, beside, reading) for row in rows)


def _alternative(row: Row, beside: Mapping[str, Column], reading: Reading) -> AlternativeDraft:
    levels: dict[str, Decimal] = {}
    for name, column in beside.items():
        level = row.level(column.key, reading.scales[issue_key(name)])
        if level is not None:
            levels[name] = level
    chance = row.number("probability", least=0, most=100)
    return AlternativeDraft(
        title=row.text("title"),
        kind=str(row.word("kind", AlternativeKind.PACKAGE if levels else AlternativeKind.VALUE)),
        value=row.number("value"),
        levels=levels,
        probability=Decimal(100) if chance is None else chance,
        cost=row.number("cost", least=0),
        expires_on=row.day("expires_on"),
        note=row.text("note"),
    )


def _lever(row: Row) -> LeverDraft:
    kind = str(row.word("kind", ""))
    draft: dict[str, object] = {}
    if kind:
        options = row.lines("options") if kind in OPTION_KINDS else ()
        scale = ranges.read_scale(row, kind, options, "")
        bounds = {"low": scale.low, "high": scale.high, "step": scale.step} if kind in NUMERIC_KINDS else {}
        draft = {
            "kind": kind,
            "better": str(row.word("better", Better.HIGH)),
            **{key: plain(bound) for key, bound in bounds.items() if bound is not None},
            **({"options": list(options)} if options else {}),
        }
    texts = {key: row.text(key) for key in ("name", "unit", "description")}
    draft.update({key: text for key, text in texts.items() if text})
    return LeverDraft(title=row.text("title"), why=row.text("why"), draft=draft, worth=_lever_worth(row))


def _lever_worth(row: Row) -> AssumedWorth | None:
    """What a lever is worth, when the row says so for both sides."""
    names = ("worth", "worth_low", "worth_likely", "worth_high")
    ours, low, likely, high = (row.number(name) for name in names)
    if ours is None or low is None or likely is None or high is None:
        given = [name for name in names if row.cells.get(name) is not None]
        if 0 < len(given) < len(names):
            row.wrong(given[0], "Give all four: the worth to us, and low, likely and high to them.")
        return None
    if not low <= likely <= high:
        row.wrong("worth_likely", "Low, likely and high go upwards.")
        return None
    checked = bool(row.word("worth_checked", True))
    return AssumedWorth(ours, (low, likely, high), row.text("worth_source"), is_assumed=not checked)
