"""What people type about the worth of an issue to a party."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from negotiations.actions.alternatives import plain
from negotiations.forms.levels import bare, read_day, read_level, read_number
from negotiations.levels import NotALevel, Scale
from negotiations.models import Valuation

LEVELS = frozenset({"half_level", "half_low", "half_high", "knee"})
SWINGS = frozenset({"swing", "swing_low", "swing_high"})
BANDS = (("swing_low", "swing", "swing_high"), ("half_low", "half_level", "half_high"))
FIELDS = LEVELS | SWINGS | {"direction", "shape", "ratings", "source", "dated"}
LONGEST_SOURCE = 160


def read_valuation_field(scale: Scale, field: str, text: str) -> Any:
    """The value that a typed text gives a field of a valuation. Raises ``NotALevel`` with what to write instead."""
    if field in LEVELS:
        return read_level(scale, text)
    if field in SWINGS:
        return read_points(text)
    if field == "dated":
        return read_day(text)
    return bare(text, longest=LONGEST_SOURCE)


def read_points(text: str) -> Decimal | None:
    """Swing points from 0 to 100, to three decimals. Raises ``NotALevel``."""
    value = read_number(text)
    if value is not None and not 0 <= value <= 100:
        raise NotALevel("Give points from 0 to 100.")
    return None if value is None else round(value, 3)


def read_rating(row: Valuation, scale: Scale, level: str, text: str) -> dict[str, float | int]:
    """The ratings of a valuation with one of them set, or taken out by an empty text. Raises ``NotALevel``."""
    place = read_level(scale, level)
    if place is None:
        raise NotALevel("Say which level is rated.")
    value = read_points(text)
    ratings = {key: rating for key, rating in row.ratings.items() if Decimal(key) != place}
    if value is not None:
        ratings[plain(place)] = int(value) if value == int(value) else float(value)
    return ratings


def read_band(scale: Scale, data: Mapping[str, str]) -> tuple[dict[str, Decimal | None], dict[str, str]]:
    """The numbers of a band that were sent together, and the errors by field."""
    names = next((band for band in BANDS if any(name in data for name in band)), ())
    values: dict[str, Decimal | None] = {}
    errors: dict[str, str] = {}
    for name in names:
        try:
            values[name] = read_valuation_field(scale, name, data.get(name, ""))
        except NotALevel as error:
            errors[name] = str(error)
    return values, errors
