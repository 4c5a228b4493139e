"""What a rule that is being written would say and leave out, before it is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from negotiations.engine.share import ruled_out
from negotiations.models import IssueRule
from negotiations.queries.inputs.rules import rule_inputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.rules.page import amounts_of_plan, percent_words, rules_plan
from negotiations.queries.rules.types import ReadRule
from negotiations.queries.rules.words import rule_sentence
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Names, Sentence

DOCUMENTS = ("when", "then", "theirs", "amounts")


@dataclass(frozen=True)
class Preview:
    """The sentence, and what the rule would leave out by itself ("" when it bounds nothing)."""

    text: Sentence
    share: str
    broken: bool


def preview(rows: PlanRows, access: Standing, kind: str, fields: Mapping[str, Any], today: date) -> Preview | None:
    """What these fields of a rule would say; None while they say nothing yet."""
    plan = rules_plan(rows, access, today)
    if plan is None or not any(fields.get(name) for name in DOCUMENTS):
        return None
    row = IssueRule(deal=rows.deal, kind=kind, importance=fields["importance"], party=fields["party"])
    read = ReadRule(
        row=row,
        when=fields.get("when", {}),
        then=fields.get("then", {}),
        ours=fields.get("ours") or Decimal(0),
        theirs=fields.get("theirs", {}),
        amounts=fields.get("amounts", {}),
        most=fields.get("most"),
        counted=fields.get("counted", ""),
        requester=fields["requester"],
        note=fields["note"],
    )
    (one,) = rule_inputs([read], plan.issues)
    allowed = [issue.allowed for issue in plan.problem.issues]
    share = ruled_out(allowed, [(one.out, one.cap)])
    text = rule_sentence(read, Names(rows.deal), amounts_of_plan(rows, plan))
    part = percent_words(share.together, exact=share.exact) if read.binds else ""
    return Preview(text, part, plan.package is not None and one.broken_by(plan.package))
