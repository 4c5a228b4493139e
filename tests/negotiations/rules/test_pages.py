"""The page of rules: in words, by forms that work without script, live shares, conflicts, who may not."""

from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, issues, rules
from negotiations.models import IssueRule
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.rules import make_rule
from tests.support.fragments import fragment_is_in_page
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def listing(plan: Plan, user: Any = None) -> str:
    return client_of(user or plan.lead).get(deal_url("rule-list", plan.deal)).content.decode()


def typed(plan: Plan) -> dict[str, Any]:
    return {
        "kind": "require",
        f"when-low-{plan.payment.pk}": "60 days",
        f"then-option-{plan.warranty.pk}": ["2", "3"],
        "requester": "Finance",
        "note": "The bank",
        "importance": "must",
        "party": "ours",
    }


def only(plan: Plan) -> IssueRule:
    return IssueRule.objects.get(deal=plan.deal)


def test_an_empty_page_teaches(plan: Plan) -> None:
    assert "Write the first rule" in listing(plan)
    assert fragment_is_in_page(client_of(plan.lead), deal_url("rule-list", plan.deal))


def test_a_rule_is_written_by_a_plain_form(plan: Plan) -> None:
    response = post(plan.lead, deal_url("rule-create", plan.deal), htmx=False, **typed(plan))
    assert response.status_code == 302
    row, reader = only(plan), Worker(plan.deal)
    assert opened(row.when, reader) == {str(plan.payment.pk): {"low": "60"}}
    assert opened(row.then, reader) == {str(plan.warranty.pk): {"options": ["2", "3"]}}
    page = listing(plan)
    assert "60 days or more" in page
    assert "anything but 2 years" in page
    assert "Finance" in page


@pytest.mark.parametrize("kind", ["forbid", "bonus", "cap"])
def test_every_other_kind_too(plan: Plan, kind: str) -> None:
    fields = {
        "forbid": {f"when-option-{plan.warranty.pk}": ["3"]},
        "bonus": {f"when-option-{plan.warranty.pk}": ["3"], "ours": "-4,000", "low": "", "likely": "", "high": ""},
        "cap": {
            f"each-{plan.payment.pk}": "1",
            f"amount-{plan.warranty.pk}-3": "50",
            "most": "80",
            "counted": "points",
        },
    }[kind]
    response = post(
        plan.lead, deal_url("rule-create", plan.deal), htmx=False, **{**typed(plan), **fields, "kind": kind}
    )
    assert response.status_code == 302
    assert only(plan).kind == kind
    assert {"forbid": "Never", "bonus": "−€4,000", "cap": "Together at most"}[kind] in listing(plan)


def test_errors_stand_at_the_fields_and_what_was_typed_stays(plan: Plan) -> None:
    wrong = {**typed(plan), f"when-low-{plan.payment.pk}": "ninety"}
    response = post(plan.lead, deal_url("rule-create", plan.deal), htmx=False, **wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Write a number" in page
    assert 'value="ninety"' in page
    assert 'value="The bank"' in page
    alone = {"kind": "forbid", f"when-low-{plan.payment.pk}": "60"}
    response = post(plan.lead, deal_url("rule-create", plan.deal), htmx=False, **alone)
    assert response.status_code == 422
    assert "two or more issues" in response.content.decode()
    assert not IssueRule.objects.exists()


def test_what_it_would_say_is_shown_before_it_is_saved(plan: Plan) -> None:
    issues.set_limit(plan.warranty, "walk_away", None, seen=None, by=plan.lead, at=NOW)
    issues.set_limit(plan.payment, "walk_away", None, seen=None, by=plan.lead, at=NOW)
    response = post(plan.lead, deal_url("rule-try", plan.deal), **typed(plan))
    page = response.content.decode()
    assert "anything but 2 years" in page
    assert "14\u2009%" in page  # 3 of 7 terms of payment with 1 of 3 warranties
    assert "<html" not in page
    assert not IssueRule.objects.exists()
    whole = post(plan.lead, deal_url("rule-try", plan.deal), htmx=False, **typed(plan)).content.decode()
    assert "14\u2009%" in whole
    assert 'value="60 days"' in whole


def test_the_list_says_what_is_left_out_and_what_sleeps(plan: Plan) -> None:
    for issue in (plan.warranty, plan.payment):
        issues.set_limit(issue, "walk_away", None, seen=None, by=plan.lead, at=NOW)
    make_rule(plan)
    make_rule(plan, "forbid")
    page = listing(plan)
    assert "leave out 29\u2009% of the packages" in page
    assert page.count("14\u2009%") == 2
    issues.remove(plan.warranty, by=plan.lead, at=NOW)
    page = listing(plan)
    assert page.count("asleep:") == 2
    assert (
        "2 of 2 rules name an issue that was removed"
        in client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    )
    assert "Warranty" in page
    assert "leave out" not in page


def test_rules_that_leave_nothing_say_so(plan: Plan) -> None:
    make_rule(plan, when={str(plan.payment.pk): {"low": "15"}}, then={str(plan.price.pk): {"low": "630"}})
    assert "leave no package" in listing(plan)


def test_a_package_that_breaks_a_rule_is_shown_as_such(plan: Plan) -> None:
    alternatives.set_package(plan.deal, {plan.payment.pk: 75, plan.warranty.pk: 1}, by=plan.lead, at=NOW)
    make_rule(plan)
    assert "the package on the page breaks it" in listing(plan)
    client = client_of(plan.lead)
    words = "If Payment is 60 days or more, then Warranty is anything but 2 years"
    assert f"{words}." in client.get(deal_url("deal-plan", plan.deal)).content.decode()
    moved = {f"level-{plan.payment.pk}": "90"}
    whatif = post(plan.lead, deal_url("trades-whatif", plan.deal), **moved).content.decode()
    assert f"breaks a rule: {words}" in whatif
    inside = post(plan.lead, deal_url("trades-whatif", plan.deal), **{f"level-{plan.payment.pk}": "45"})
    assert "breaks a rule" not in inside.content.decode()


def one(plan: Plan, row: IssueRule, field: str) -> str:
    return deal_url("rule-edit", plan.deal, rule_id=row.pk, field=field)


def test_every_field_is_edited_in_place(plan: Plan) -> None:
    row = make_rule(plan, "cap")
    page = deal_url("rule-detail", plan.deal, rule_id=row.pk)
    for field, text, words in (
        ("most", "90", "90 points"),
        ("requester", "Sales", "Sales"),
        ("importance", "want", "nice"),
    ):
        response = post(plan.lead, one(plan, row, field), value=text, version=0)
        assert response.status_code == 200, field
        assert words in response.content.decode()
        swapped_equals_fresh(plan.lead, response, page)
    assert post(plan.lead, one(plan, row, "most"), value="many", version=0).status_code == 422
    assert post(plan.lead, one(plan, row, "ours"), value="1", version=0).status_code == 404
    assert fragment_is_in_page(client_of(plan.lead), page)


def test_levels_are_saved_together_and_conflicts_show(plan: Plan) -> None:
    row = make_rule(plan)
    sent = {f"when-low-{plan.payment.pk}": "75", f"then-option-{plan.warranty.pk}": ["3"]}
    response = post(plan.lead, one(plan, row, "levels"), version=0, **sent)
    assert response.status_code == 200
    assert "75 days or more" in response.content.decode()
    again = post(plan.lead, one(plan, row, "levels"), version=0, **{**sent, f"when-low-{plan.payment.pk}": "45"})
    assert again.status_code == 409
    assert 'value="45"' in again.content.decode()
    now = max(IssueRule.objects.get(pk=row.pk).versions.values())
    empty = post(plan.lead, one(plan, row, "levels"), version=now)
    assert empty.status_code == 422
    bonus = make_rule(plan, "bonus")
    band = post(plan.lead, one(plan, bonus, "theirs"), version=0, low="1,000", likely="2,000", high="4,000")
    assert "€1,000–4,000" in band.content.decode()
    assert post(plan.lead, one(plan, bonus, "theirs"), version=0, low="1", likely="2", high="").status_code == 422
    assert post(plan.lead, one(plan, bonus, "theirs"), version=0, low="1", likely="2", high="3").status_code == 409


def test_removing_takes_it_out(plan: Plan) -> None:
    row = make_rule(plan)
    response = post(plan.lead, deal_url("rule-remove", plan.deal, rule_id=row.pk))
    assert "Undo brings it back" in response.content.decode()
    assert "anything but" not in listing(plan)
    again = post(plan.lead, deal_url("rule-remove", plan.deal, rule_id=row.pk))
    assert again.status_code == 404


def test_the_history_says_it_to_those_who_may_know(plan: Plan) -> None:
    row = make_rule(plan)
    rules.edit(row, "requester", "Finance", seen=None, by=plan.lead, at=NOW)
    page = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "added the rule" in page
    assert "who asks for it" in page
    blind = client_of(seat(plan.deal, SeatRole.OBSERVER)).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "the rule" not in blind


@pytest.mark.parametrize("role", ["expert", "observer"])
def test_not_for_those_without_secrets(plan: Plan, role: str) -> None:
    row, person = make_rule(plan), seat(plan.deal, SeatRole(role))
    for name, kwargs in (("rule-list", {}), ("rule-create", {}), ("rule-detail", {"rule_id": row.pk})):
        assert client_of(person).get(deal_url(name, plan.deal, **kwargs)).status_code == 403
    assert post(person, deal_url("rule-create", plan.deal), **typed(plan)).status_code == 403
    assert post(person, deal_url("rule-remove", plan.deal, rule_id=row.pk)).status_code == 403
    assert "Links between issues" not in client_of(person).get(deal_url("deal-plan", plan.deal)).content.decode()


def test_outsiders_colleagues_and_sponsors(plan: Plan) -> None:
    url, row = deal_url("rule-list", plan.deal), make_rule(plan)
    assert client_of(make_plan().lead).get(url).status_code == 404
    assert client_of(make_member(plan.deal.organisation)).get(url).status_code == 403
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    assert "Remove this rule" not in listing(plan, sponsor)
    assert post(sponsor, deal_url("rule-remove", plan.deal, rule_id=row.pk)).status_code == 403
    foreign = make_rule(make_plan())
    assert client_of(plan.lead).get(deal_url("rule-detail", plan.deal, rule_id=foreign.pk)).status_code == 404
