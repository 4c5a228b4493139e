"""What people type about an issue, as its fields want it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from accounts.models import User
from negotiations.enums import NUMERIC_KINDS, Better, Importance, IssueKind
from negotiations.forms.levels import Errors, bare, read_bound, read_level, read_number
from negotiations.levels import NotALevel, Scale
from negotiations.models import Deal

LONGEST_TEXT = 10_000
LENGTHS = {"name": 120, "unit": 24, "requester": 120}
MOST_MULTIPLIER = Decimal(10) ** 12
FIELDS = frozenset(
    {
        *LENGTHS, "description", "low", "high", "step", "better", "importance", "tradeable", "owner", "multiplier",
        "marker",
    }
)  # fmt: skip


def read_issue_field(deal: Deal, scale: Scale, field: str, text: str) -> Any:
    """The value that a typed text gives a field of an issue. Raises ``NotALevel`` with what to write instead."""
    if field in LENGTHS:
        return bare(text, longest=LENGTHS[field])
    if field == "description":
        return _description(text)
    if field in {"low", "high", "step"}:
        return read_bound(scale, field, text)
    if field == "marker":
        return read_level(scale, text)
    if field == "tradeable":
        return text == "True"
    if field == "owner":
        return read_owner(deal, text)
    if field == "multiplier":
        return _multiplier(text)
    return bare(text)  # better, importance: the action knows its choices


def read_owner(deal: Deal, text: str) -> User | None:
    """A member of the deal's organisation by id, None for an empty text. Raises ``NotALevel``."""
    if not text:
        return None
    members = User.objects.filter(memberships__organisation=deal.organisation_id)
    owner = members.filter(pk=int(text)).first() if text.isascii() and text.isdecimal() and len(text) < 10 else None
    if owner is None:
        raise NotALevel("Choose a member of the organisation.")
    return owner


def _description(text: str) -> str:
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise NotALevel(f"At most {LONGEST_TEXT:,} characters.")
    return text


def _multiplier(text: str) -> Decimal | None:
    value = read_number(text)
    if value is not None and (value >= MOST_MULTIPLIER or value != round(value, 4)):
        raise NotALevel("At most 12 digits before the point and 4 after it.")
    return value


class NewIssue:
    """The form of a new issue: what was typed, the errors by field, and what the action takes when there are none."""

    BOUNDS = ("low", "high", "step")

    def __init__(self, deal: Deal, data: Mapping[str, str] | None = None) -> None:
        self.deal = deal
        self.data = {name: (data or {}).get(name, default) for name, default in self.DEFAULTS.items()}
        self.errors = Errors()

    DEFAULTS: ClassVar[dict[str, str]] = {
        "name": "", "kind": IssueKind.NUMBER, "unit": "", "low": "", "high": "", "step": "", "better": Better.HIGH,
        "multiplier": "1", "importance": Importance.WANT, "options": "", "requester": "",
    }  # fmt: skip

    def fields(self) -> dict[str, Any]:
        """What ``issues.add`` takes; look at ``errors`` first."""
        kind = self.data["kind"]
        if kind not in IssueKind.values:
            self.errors["kind"] = "Choose one of the kinds."
            return {}
        scale = Scale(kind, unit=self.data["unit"], currency=self.deal.currency)
        found: dict[str, Any] = {"kind": kind}
        wanted = ["name", "requester", "importance"]
        if kind in NUMERIC_KINDS:
            wanted += [*self.BOUNDS, "unit", "better"]
        if kind == IssueKind.ORDERED:
            wanted += ["better"]
        if kind == IssueKind.MONEY:
            wanted += ["multiplier"]
        for name in wanted:
            try:
                found[name] = read_issue_field(self.deal, scale, name, self.data[name])
            except NotALevel as error:
                self.errors[name] = str(error)
        if kind not in NUMERIC_KINDS:
            lines = [" ".join(line.split()) for line in self.data["options"].replace("\x00", "").splitlines()]
            found["options"] = [line for line in lines if line]
        if kind == IssueKind.MONEY and found.get("multiplier") is None and "multiplier" not in self.errors:
            found["multiplier"] = Decimal(1)
        return found
