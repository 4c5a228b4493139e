"""Fields of people in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from negotiations.enums import (
    Belonging,
    DecisionRole,
    InfluenceKind,
    InterestKind,
    NotePrivacy,
    Party,
    StakeholderKind,
    Stance,
    Sureness,
)
from negotiations.levels import date_words

SIDES = {str(Party.THEIRS): "Their side", str(Party.OURS): "Our side"}
YES_NO = {"True": "Yes", "False": "No"}
CHOICES: dict[str, Mapping[str, str]] = {
    "side": SIDES,
    "kind": dict(StakeholderKind.choices),
    "belonging": dict(Belonging.choices),
    "at_table": {"True": "At the table", "False": "Behind it"},
    "stance": dict(Stance.choices),
    "veto": {"True": "Has a veto", "False": "No veto"},
    "decision_role": dict(DecisionRole.choices),
    "sureness": dict(Sureness.choices),
}
INTEREST_KINDS: Mapping[str, str] = dict(InterestKind.choices)
INFLUENCE_KINDS: Mapping[str, str] = dict(InfluenceKind.choices)
STRENGTHS: Mapping[str, str] = {"1": "Weak", "2": "Clear", "3": "Strong"}
PRIVACY: Mapping[str, str] = dict(NotePrivacy.choices)
LABELS = {
    "name": "Name", "title": "Title", "side": "Side", "kind": "Person or group", "belonging": "Belongs to",
    "company": "Company", "at_table": "Seat", "power": "Power", "interest": "Interest", "stance": "Stance",
    "veto": "Veto", "decision_role": "Role in the decision", "sureness": "How sure we are", "source": "Source",
    "dated": "Date", "member": "Account",
}  # fmt: skip


def people_field_words(field: str, value: Any) -> str:
    """The value of a field as a person would write it; nothing is an empty text."""
    if value is None or value == "":
        return ""
    if field in CHOICES:
        return CHOICES[field].get(str(value), str(value))
    if isinstance(value, date):
        return date_words(value)
    return str(value)
