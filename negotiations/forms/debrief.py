"""What was typed into a debrief sheet or a lesson. Nothing is saved here."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from negotiations.queries.review.debrief import PARTS, QUESTIONS, Answers


def read_sheet(data: Mapping[str, str]) -> Answers:
    """Words by question, points by part; what is no number is left out."""
    words = {key: data.get(f"word-{key}", "") for key in QUESTIONS}
    points = {key: int(text) for key in PARTS if (text := data.get(f"point-{key}", "")).isascii() and text.isdigit()}
    return Answers(words, {key: value for key, value in points.items() if value < 100})


def read_lesson(data: Mapping[str, str], people: Mapping[int, User]) -> dict[str, Any]:
    """The fields of a lesson that were sent."""
    found: dict[str, Any] = {name: data[name] for name in ("fact", "reading", "rule", "good_for") if name in data}
    if "owner" in data:
        text = data["owner"]
        found["owner"] = people.get(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return found


def read_version(data: Mapping[str, str], name: str) -> int | None:
    """The version of a field that the form was made for."""
    text = data.get(f"version-{name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
