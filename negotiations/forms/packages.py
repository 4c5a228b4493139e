"""A package as people give it: one level for each issue, in words or as a number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import UUID

from negotiations.enums import IssueKind
from negotiations.levels import NotALevel, scale_of
from negotiations.models import Issue

PREFIX = "level-"
MAX_TYPED = 60


@dataclass(frozen=True)
class TypedPackage:
    """What was typed: the levels understood, the errors by issue, and the words as they were."""

    levels: dict[UUID, Decimal]
    errors: dict[UUID, str]
    typed: dict[UUID, str]


def read_package(issues: Iterable[Issue], currency: str, data: Mapping[str, str]) -> TypedPackage:
    """Read ``level-<issue id>`` fields. An empty or absent field says nothing of its issue."""
    levels: dict[UUID, Decimal] = {}
    errors: dict[UUID, str] = {}
    typed: dict[UUID, str] = {}
    for issue in issues:
        text = data.get(f"{PREFIX}{issue.pk}", "").strip()[:MAX_TYPED]
        if not text:
            continue
        typed[issue.pk] = text
        try:
            levels[issue.pk] = _read(issue, currency, text)
        except NotALevel as wrong:
            errors[issue.pk] = str(wrong)
    return TypedPackage(levels, errors, typed)


def _read(issue: Issue, currency: str, text: str) -> Decimal:
    """A level in words; a slider of dates sends the plain number of the day."""
    scale = scale_of(issue, currency)
    if issue.kind == IssueKind.DATE and text.isdecimal():
        try:
            day = Decimal(text)
        except InvalidOperation:
            raise NotALevel("Write a date, such as 1 Dec 2026.") from None
        if scale.low is not None and scale.high is not None and scale.low <= day <= scale.high:
            return day
        raise NotALevel(f"Outside the range of this issue: {scale.words(scale.low)} to {scale.words(scale.high)}.")
    return scale.parse(text)
