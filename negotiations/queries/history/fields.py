"""What is written in a field, in words: for cells, for conflicts, for choices."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from negotiations.enums import NUMERIC_KINDS, AlternativeKind, Better, Direction, Importance, IssueKind, Party, Shape
from negotiations.levels import Scale, date_words, money, number
from negotiations.models import Issue

LEVEL_FIELDS = frozenset(
    {"marker", "target", "realistic", "walk_away", "low", "high", "half_level", "half_low", "half_high", "knee"}
)
SAID_WITH_UNIT = frozenset({"marker", "target", "realistic", "walk_away"})  # elsewhere the unit stands beside it
MONEY_FIELDS = frozenset({"value", "cost"})
TRADEABLE = {"True": "Tradeable", "False": "Fixed"}
SHAPE_WORDS = {
    Shape.LINEAR: "Straight: every step counts the same",
    Shape.CURVED: "Curved: by the level worth half",
    Shape.PLATEAU: "Plateau: good enough from a level on",
    Shape.PEAKED: "Peak: best at a level in between",
    Shape.RATED: "Rated level by level",
}

CHOICES: dict[str, Mapping[str, str]] = {
    "importance": dict(Importance.choices),
    "better": dict(Better.choices),
    "tradeable": TRADEABLE,
    "direction": dict(Direction.choices),
    "shape": {str(code): words for code, words in SHAPE_WORDS.items()},
    "kind": dict(AlternativeKind.choices),
}

# What the fields are called, for labels, errors and messages.
NAMES: dict[str, str] = {
    "name": "Name", "description": "Description", "unit": "Unit", "low": "Lowest", "high": "Highest", "step": "Step",
    "better": "Better for us", "multiplier": "Paid how many times", "tradeable": "On the table",
    "importance": "Must or want", "owner": "Owner", "requester": "Asked for by", "marker": "Marker",
    "target": "Target", "realistic": "Realistic", "walk_away": "Walk-away", "shape": "Curve",
    "half_level": "Worth half at", "half_low": "low", "half_high": "high", "knee": "Level", "ratings": "Rating",
    "swing": "Weight", "swing_low": "low", "swing_high": "high", "direction": "They want", "source": "Source",
    "dated": "Date", "title": "Name", "value": "Value", "probability": "Probability", "cost": "Cost to get there",
    "expires_on": "Expires", "note": "Note", "levels": "Package", "label": "Option", "kind": "Kind",
}  # fmt: skip


def field_words(field: str, value: Any, scale: Scale | None = None, currency: str = "") -> str:
    """The value of a field as a person would write it; nothing is an empty text."""
    if value is None or value == "":
        return ""
    if field in LEVEL_FIELDS and scale is not None:
        return scale.words(value, with_unit=field in SAID_WITH_UNIT)
    if field in CHOICES:
        return CHOICES[field].get(str(value), str(value))
    if field in MONEY_FIELDS:
        return money(value, currency) if currency else f"{number(value)} points"
    if field == "probability":
        return f"{number(value)}\u2009%"
    if field in {"ratings", "levels"}:
        return ratings_words(value, scale)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return date_words(value)
    return str(value)


def ratings_words(ratings: Mapping[str, Any], scale: Scale | None) -> str:
    """``2 years 0, 3 years 40, 5 years 100``."""
    if scale is None:
        return f"{len(ratings)} levels"
    return ", ".join(f"{scale.words(Decimal(key))} {value:g}" for key, value in ratings.items())


def choice_value(field: str, value: Any) -> str:
    """What the option of a select that stands for this value sends."""
    if value is None:
        return ""
    if field in LEVEL_FIELDS:
        return str(int(value))
    return str(value.pk) if hasattr(value, "pk") else str(value)


def shapes_for(issue: Issue, party: str) -> dict[str, str]:
    """The curves that make sense on an issue: a free choice is rated, an ordered one straight or rated."""
    if issue.kind == IssueKind.CHOICE:
        codes = [Shape.RATED] if party == Party.OURS else [Shape.LINEAR, Shape.RATED]
    elif issue.kind in NUMERIC_KINDS:
        codes = list(Shape)
    else:
        codes = [Shape.LINEAR, Shape.RATED]
    words = {str(code): SHAPE_WORDS[code] for code in codes}
    if issue.kind == IssueKind.CHOICE and party == Party.THEIRS:
        words[str(Shape.LINEAR)] = "By direction: ours turned round, or the same"
    return words
