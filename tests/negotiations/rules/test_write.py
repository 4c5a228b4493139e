"""Rules between issues: written, edited field by field, taken back."""

from decimal import Decimal as D
from typing import Any

import pytest

from negotiations.actions import issues, rules, undo
from negotiations.actions.writing import Conflict, Rejected
from negotiations.models import Event, IssueRule
from negotiations.queries.history.chain import verify
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan, make_plan
from tests.factories.rules import make_rule

pytestmark = pytest.mark.django_db


def do(plan: Plan) -> dict[str, Any]:
    return {"by": plan.lead, "at": NOW}


@pytest.mark.parametrize("kind", ["forbid", "require", "bonus", "cap"])
def test_every_kind_is_written_and_everything_of_it_is_secret(plan: Plan, kind: str) -> None:
    row = make_rule(plan, kind)
    events = Event.objects.filter(deal=plan.deal, noun="rule")
    assert [event.secret for event in events] == [True]
    rules.edit(row, "note", "The bank asks for it", seen=None, **do(plan))
    assert all(event.secret and event.after is None for event in events.all())
    plan.deal.refresh_from_db()
    assert verify(plan.deal) is None


WRONG = {
    "one issue": ("forbid", {"when": {"payment": {"low": "60"}}}, "two or more issues"),
    "nothing under then": ("require", {"then": {}}, "Say what must hold"),
    "nothing under if": ("require", {"when": {}}, "Say when the rule applies"),
    "the same on both sides": ("require", {"then": {"payment": {"high": "30"}}}, "one side only"),
    "every level": ("require", {"when": {"payment": {"low": "0"}}}, "every level"),
    "no level": ("require", {"when": {"payment": {"low": "1", "high": "14"}}}, "none of its levels"),
    "ends crossed": ("require", {"when": {"payment": {"low": "60", "high": "30"}}}, "must not lie above"),
    "an unknown issue": ("require", {"when": {"warranty-of-another": {"low": "60"}}}, "removed meanwhile"),
    "a bonus of nothing": ("bonus", {"ours": None, "theirs": {}}, "worth"),
    "a band out of order": ("bonus", {"theirs": {"low": "3", "likely": "2", "high": "9"}}, "in this order"),
    "a cap of nothing": ("cap", {"amounts": {}}, "at least one issue"),
    "a negative cap": ("cap", {"most": D(-1)}, "0 or more"),
    "no cap": ("cap", {"most": None}, "How much"),
    "nobody's": ("forbid", {"party": "nobody"}, "whose"),
    "neither": ("forbid", {"importance": "maybe"}, "must hold"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused(plan: Plan, case: str) -> None:
    kind, changes, words = WRONG[case]
    ids = {"payment": str(plan.payment.pk), "warranty": str(plan.warranty.pk)}
    named = {
        field: {ids.get(key, key): part for key, part in value.items()} if field in {"when", "then"} else value
        for field, value in changes.items()
    }
    with pytest.raises(Rejected, match=words):
        make_rule(plan, kind, **named)
    assert not IssueRule.objects.exists()


def test_fields_have_versions_of_their_own(plan: Plan) -> None:
    row = make_rule(plan)
    other = rules.edit(row, "requester", "Finance", seen=0, **do(plan))
    rules.edit(row, "note", "Their bank", seen=0, **do(plan))
    with pytest.raises(Conflict):
        rules.edit(row, "requester", "Sales", seen=0, **do(plan))
    rules.edit(row, "requester", "Sales", seen=other.version_of("requester"), **do(plan))
    assert IssueRule.objects.get(pk=row.pk).requester.reveal(Worker(plan.deal)) == "Sales"


def test_several_fields_are_one_action_or_none(plan: Plan) -> None:
    row = make_rule(plan, "cap")
    with pytest.raises(Rejected):
        rules.edit_many(row, {"counted": "days", "most": D(-2)}, seen={}, **do(plan))
    assert IssueRule.objects.get(pk=row.pk).counted.reveal(Worker(plan.deal)) == "points"


def test_all_of_it_can_be_taken_back(plan: Plan) -> None:
    row = make_rule(plan)
    rules.edit(row, "when", {str(plan.payment.pk): {"low": "75"}}, seen=None, **do(plan))
    undo.undo_last(plan.deal, **do(plan))
    now = IssueRule.objects.get(pk=row.pk)
    assert now.when.reveal(Worker(plan.deal)) == {str(plan.payment.pk): {"low": "60"}}
    rules.remove(row, **do(plan))
    assert IssueRule.objects.get(pk=row.pk).removed_at is not None
    undo.undo_last(plan.deal, **do(plan))
    assert IssueRule.objects.get(pk=row.pk).removed_at is None
    with pytest.raises(Rejected):
        rules.edit(make_gone(plan), "note", "x", seen=None, **do(plan))


def make_gone(plan: Plan) -> IssueRule:
    row = make_rule(plan, "forbid")
    rules.remove(row, **do(plan))
    return row


def test_a_rule_of_a_removed_issue_can_still_be_written_about(plan: Plan) -> None:
    row = make_rule(plan)
    issues.remove(plan.warranty, **do(plan))
    rules.edit(row, "note", "Until the warranty is back", seen=None, **do(plan))
    with pytest.raises(Rejected, match="removed meanwhile"):
        rules.edit(row, "then", {str(plan.warranty.pk): {"options": ["2"]}}, seen=None, **do(plan))


def test_another_deal_s_issues_are_not_named(plan: Plan) -> None:
    foreign = make_plan()
    with pytest.raises(Rejected, match="removed meanwhile"):
        make_rule(plan, when={str(foreign.payment.pk): {"low": "60"}})
