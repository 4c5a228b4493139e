"""The page of facts: what we share, ask for and protect, and the balance of what changed hands."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.charts.disclosure import disclosure_chart
from negotiations.enums_prepare import FactClass
from negotiations.levels import date_words
from negotiations.models import Fact, ProtectedFact
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.disclosure import Balance, balance
from negotiations.queries.prepare.register import (
    Around,
    Filter,
    Line,
    Maker,
    issue_filter,
    live,
    suffix_of,
    table,
)
from negotiations.queries.prepare.register_fields import FACT
from negotiations.queries.standing import Standing

TELLING = {True: "we told them", False: "they told us"}
TOLD = frozenset({"exchanged_on"})


def fact_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its form. Protected facts are read only for those who may see them."""
    open_facts = list(live(Fact.objects.filter(deal=access.deal), "question"))
    hidden = protected(access)
    sees = access.can_somewhere(Permission.SECRETS_VIEW)
    classes = [(code, words.split(":")[0]) for code, words in FactClass.choices if sees or code != FactClass.PROTECT]
    issue, state = issue_filter(around, query), Filter.asked(query, "state", "All classes", classes)
    suffix = suffix_of((issue, state))
    make = Maker(access, around, FACT, "fact", outcome, suffix)
    hide = Maker(access, around, FACT, "protected_fact", outcome, suffix, Permission.SECRETS_EDIT, TOLD)

    def line(row: Any) -> Line:
        return hide.line(row) if isinstance(row, ProtectedFact) else make.line(row)

    every = sorted([*open_facts, *hidden], key=lambda row: (row.number, str(row.pk)))
    shown = [row for row in every if issue.takes(row.issue_id) and state.takes(row.share_class)]
    found = balance(open_facts)
    return {
        "table": table(make, shown, (issue, state), total=len(every), line=line),
        "balance": found,
        "drawing": _drawing(found),
    }


def protected(access: Standing) -> list[ProtectedFact]:
    """The protected facts that this reader may see: all, or those on own issues. One query, or none."""
    if not access.can_somewhere(Permission.SECRETS_VIEW):
        return []
    rows = live(ProtectedFact.objects.filter(deal=access.deal))
    return [row for row in rows if access.can(Permission.SECRETS_VIEW, row.issue)]


def _drawing(found: Balance) -> Any:
    if not found.steps:
        return None
    steps = [
        (
            step.ours,
            f"{date_words(step.day)}, {'we told them' if step.ours else 'they told us'}: {step.text}",
            step.balance,
        )
        for step in found.steps
    ]
    return disclosure_chart(steps, name=found.words)
