"""Rules between issues for tests, made through the same actions as a person's."""

from decimal import Decimal as D
from typing import Any

from negotiations.actions import rules
from negotiations.models import IssueRule
from tests.factories.negotiations import NOW, Plan


def make_rule(plan: Plan, kind: str = "require", **changes: Any) -> IssueRule:
    """If payment is 60 days or more, warranty is 3 or 5 years; or a rule of another kind on the same issues."""
    late = {str(plan.payment.pk): {"low": "60"}}
    long_ = {str(plan.warranty.pk): {"options": ["2", "3"]}}
    fields: dict[str, dict[str, Any]] = {
        "require": {"when": late, "then": long_},
        "forbid": {"when": {**late, str(plan.warranty.pk): {"options": ["3"]}}},
        "bonus": {
            "when": {**late, **long_},
            "ours": D(20_000),
            "theirs": {"low": "5000", "likely": "8000", "high": "12000"},
        },
        "cap": {
            "amounts": {
                str(plan.payment.pk): {"each": "1"},
                str(plan.warranty.pk): {"options": {"2": "20", "3": "50"}},
            },
            "most": D(80),
            "counted": "points",
        },
    }
    return rules.add(plan.deal, kind=kind, **{**fields[kind], **changes}, by=plan.lead, at=NOW)
