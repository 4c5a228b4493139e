"""What a plan looks like as a spreadsheet: the sheets, their columns, and the words in them.

The export writes these columns and the import reads them, so that what goes out comes back the same.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from negotiations.enums import AlternativeKind, Better, Direction, Importance, IssueKind, Shape

DEAL, ISSUES, OPTIONS, THEIRS = "Deal", "Issues", "Options", "Their side"
ALTERNATIVES, LEVERS, README = "Alternatives", "Levers", "Read me"


class Reads(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    WORD = "word"
    NUMBER = "number"
    BOUND = "bound"  # an end or a step of the issue's range
    LEVEL = "level"  # a level of the row's issue
    POINTS = "points"  # 0 to 100
    DATE = "date"
    LINES = "lines"  # several texts in one cell


KIND_WORDS = {
    "Money": IssueKind.MONEY,
    "Number": IssueKind.NUMBER,
    "Days": IssueKind.DURATION,
    "Date": IssueKind.DATE,
    "Ordered choice": IssueKind.ORDERED,
    "Free choice": IssueKind.CHOICE,
}
BETTER_WORDS = {"More": Better.HIGH, "Less": Better.LOW}
IMPORTANCE_WORDS = {"Must": Importance.MUST, "Want": Importance.WANT}
YES_NO = {"Yes": True, "No": False}
SHAPE_WORDS = {
    "Linear": Shape.LINEAR,
    "Curved": Shape.CURVED,
    "Plateau": Shape.PLATEAU,
    "Peaked": Shape.PEAKED,
    "Rated": Shape.RATED,
}
DIRECTION_WORDS = {"Opposite": Direction.OPPOSITE, "Same": Direction.SAME, "Unknown": Direction.UNKNOWN}
WORTH_WORDS = {"Value": AlternativeKind.VALUE, "Package": AlternativeKind.PACKAGE}


@dataclass(frozen=True)
class Column:
    """One column: the draft's field it holds, its title, and how a cell of it is read."""

    key: str
    title: str
    reads: Reads = Reads.TEXT
    hint: str = ""
    words: dict[str, object] = field(default_factory=dict)
    required: bool = False
    secret: bool = False
    most: int = 120  # characters
    width: int = 12

    @property
    def name(self) -> str:
        """The title as it is compared: people write ``walk away`` and ``Walk-Away``."""
        return plain_title(self.title)


def plain_title(title: str) -> str:
    """Letters and digits only, in lower case."""
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def issue_key(name: str) -> str:
    """What makes two names of issues the same: letters of either case, spaces of any number."""
    return " ".join(name.split()).casefold()


def level_column(name: str) -> "Column":
    """The column of the sheet Alternatives with the levels of this issue."""
    return Column(level_key(name), f"Level of {name}", Reads.LEVEL, secret=True, width=16)


def level_key(name: str) -> str:
    """The key of that column; no key of another column has a space in it."""
    return f"level {name}"


_OWN_RANGE = (
    Column("unit", "Unit", hint="What a number counts: months, %, pieces. Leave empty for money.", most=24),
    Column("low", "Lowest", Reads.BOUND, "The lowest level that could be agreed. Not for choices."),
    Column("high", "Highest", Reads.BOUND, "The highest level that could be agreed."),
    Column("step", "Step", Reads.BOUND, "The step between two levels, such as 1, 0.5 or 7 days. At most 200 levels."),
)
_KIND = Column("kind", "Kind", Reads.WORD, "What can be agreed on it.", dict(KIND_WORDS), required=True, width=15)
_BETTER = Column(
    "better", "Better for us", Reads.WORD, "Which end is good for us: More or Less. Not for free choices.",
    dict(BETTER_WORDS),
)  # fmt: skip
_TIMES = Column(
    "multiplier", "Times paid", Reads.NUMBER,
    "How often the amount is paid: 5,000 for a price per unit of 5,000 units. Only for money; 1 if empty.",
)  # fmt: skip
_CURVE = Column(
    "shape", "Curve", Reads.WORD,
    "Linear; Curved (say which level is worth half); Plateau (good enough from a level on); Peaked (best in between); "
    "Rated (on the sheet Options).", dict(SHAPE_WORDS),
)  # fmt: skip

ISSUE_COLUMNS: tuple[Column, ...] = (
    Column("name", "Issue", hint="A term that can be negotiated. Each name once.", required=True, width=28),
    _KIND,
    *_OWN_RANGE,
    _BETTER,
    _TIMES,
    Column("importance", "Must or want", Reads.WORD, "Want if empty.", dict(IMPORTANCE_WORDS)),
    Column("tradeable", "Tradeable", Reads.WORD, "No if it is fixed. Yes if empty.", dict(YES_NO), width=10),
    Column("owner_email", "Owner", hint="E-mail address of a member of the organisation.", most=254, width=24),
    Column("requester", "Requester", hint="Who in the house asks for it.", width=18),
    Column("marker", "Marker", Reads.LEVEL, "What we say that we want."),
    Column("target", "Target", Reads.LEVEL, "What we aim at.", secret=True),
    Column("realistic", "Realistic", Reads.LEVEL, "What we expect.", secret=True),
    Column("walk_away", "Walk-away", Reads.LEVEL, "Where we stop.", secret=True),
    Column("planned", "In the package", Reads.LEVEL, "Its level in the package on the page; the target if empty.",
           secret=True),
    Column("swing", "Weight", Reads.POINTS,
           "0 to 100: what going from its worst to its best level is worth to us, the issue that matters most at 100."),
    _CURVE,
    Column("half_level", "Worth half at", Reads.LEVEL, "For Curved: the level that is worth half to us.", width=14),
    Column("knee", "Enough or best at", Reads.LEVEL, "For Plateau and Peaked: that level.", width=16),
    Column("description", "Description", most=4000, width=48),
)  # fmt: skip

# Only read, in a file of one sheet: the export has a sheet for them.
OPTIONS_IN_A_CELL = Column(
    "options", "Options", Reads.LINES, "The options of a choice, with ; between them.", most=4000
)

OPTION_COLUMNS: tuple[Column, ...] = (
    Column("issue", "Issue", required=True, width=28, hint="The name of the issue, as on the sheet Issues."),
    Column("option", "Option", required=True, width=32,
           hint="An option, a row each; ordered choices in their order. Or a level of a number that is rated."),
    Column("ours", "Rating for us", Reads.POINTS, "0 (worst) to 100 (best). For the curve Rated.", width=14),
    Column("theirs", "Rating for them", Reads.POINTS, "0 (worst) to 100 (best), as we guess.", width=15),
)  # fmt: skip

THEIR_COLUMNS: tuple[Column, ...] = (
    Column("issue", "Issue", required=True, width=28, hint="The name of the issue, as on the sheet Issues."),
    Column("direction", "Direction", Reads.WORD, "What they want, against us; Unknown if empty.",
           dict(DIRECTION_WORDS)),
    Column("swing_low", "Weight low", Reads.POINTS, "At least, 0 to 100, as for our weights."),
    Column("swing", "Weight likely", Reads.POINTS, "Our best guess.", width=14),
    Column("swing_high", "Weight high", Reads.POINTS, "At most."),
    _CURVE,
    Column("half_low", "Worth half at, low", Reads.LEVEL, "For Curved: the range of the level worth half.", width=18),
    Column("half_level", "Worth half at, likely", Reads.LEVEL, "Our best guess of it.", width=20),
    Column("half_high", "Worth half at, high", Reads.LEVEL, width=19),
    Column("knee", "Enough or best at", Reads.LEVEL, "For Plateau and Peaked: that level.", width=16),
    Column("source", "Source", hint="Where this comes from.", most=160, width=36),
    Column("dated", "Date", Reads.DATE, "How old it is."),
)  # fmt: skip

ALTERNATIVE_COLUMNS: tuple[Column, ...] = (
    Column("title", "Alternative", hint="What we do without this deal.", required=True, secret=True, most=160,
           width=32),
    Column("kind", "Kind", Reads.WORD, "Value, or Package: then name its levels in the columns after Note.",
           dict(WORTH_WORDS), secret=True),
    Column("value", "Worth", Reads.NUMBER, "In money, against the worst deal on these issues.", secret=True),
    Column("probability", "Chance", Reads.POINTS, "In per cent; 100 if empty.", secret=True),
    Column("cost", "Cost", Reads.NUMBER, "What it costs to get there.", secret=True),
    Column("expires_on", "Expires", Reads.DATE, secret=True),
    Column("note", "Note", secret=True, most=4000, width=36),
)  # fmt: skip

LEVER_COLUMNS: tuple[Column, ...] = (
    Column(
        "title", "Lever", hint="Something not on the table yet that could become an issue.", required=True, width=28
    ),
    Column("why", "Why", most=4000, width=48),
    Column("name", "As an issue", hint="The name of the issue it would become.", width=28),
    Column("kind", "Kind", Reads.WORD, "A choice of Yes and No if empty.", dict(KIND_WORDS), width=15),
    *_OWN_RANGE,
    _BETTER,
    Column("options", "Options", Reads.LINES, "The options of a choice, with ; between them.", most=4000, width=28),
    Column("description", "Description", most=4000, width=48),
    Column("worth", "Worth to us", Reads.NUMBER, "Used in full; below 0 a cost.", secret=True),
    Column("worth_low", "To them, low", Reads.NUMBER, "What it is likely worth to them.", secret=True),
    Column("worth_likely", "To them, likely", Reads.NUMBER, secret=True, width=14),
    Column("worth_high", "To them, high", Reads.NUMBER, secret=True),
    Column("worth_source", "Known from", secret=True, most=160, width=28),
    Column("worth_checked", "Checked", Reads.WORD, "No while the figures are a template's.", dict(YES_NO), secret=True),
)

DEAL_FIELDS: dict[str, str] = {
    "title": "Title",
    "counterparty": "Counterparty",
    "category": "Category",
    "currency": "Currency",
    "estimated_value": "Estimated value",
    "horizon": "Horizon",
}

SHEETS: dict[str, tuple[Column, ...]] = {
    ISSUES: ISSUE_COLUMNS,
    OPTIONS: OPTION_COLUMNS,
    THEIRS: THEIR_COLUMNS,
    ALTERNATIVES: ALTERNATIVE_COLUMNS,
    LEVERS: LEVER_COLUMNS,
}
