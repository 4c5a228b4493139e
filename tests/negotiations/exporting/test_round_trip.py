"""What is exported is imported as the same plan: on paper, and through the database."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.permissions import SeatRole
from negotiations.actions import imports, issues
from negotiations.catalogue import TEMPLATES
from negotiations.drafts import CurveDraft, DealDraft, IssueDraft, PlanDraft
from negotiations.importing.plan import read_plan
from negotiations.models import Deal, Issue, Option
from negotiations.queries.plan.drafts import deal_draft
from negotiations.queries.standing import standing
from negotiations.reports import xlsx
from tests.factories.accounts import make_member, make_organisation
from tests.factories.drafts import full_draft
from tests.factories.negotiations import make_plan, seat

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def again(draft: DealDraft, **how: Any) -> DealDraft:
    members = frozenset(issue.owner_email for issue in draft.plan.issues if issue.owner_email)
    return read_plan(xlsx.write(draft, secrets=True), currency="EUR", members=how.get("members", members))


def in_order(draft: DealDraft) -> DealDraft:
    """Alternatives and levers have no order of their own."""
    plan = replace(
        draft.plan,
        alternatives=tuple(sorted(draft.plan.alternatives, key=lambda row: row.title)),
        levers=tuple(sorted(draft.plan.levers, key=lambda row: row.title)),
    )
    return replace(draft, plan=plan)


def test_every_kind_of_issue_comes_back_from_paper() -> None:
    draft = full_draft(owner="alice@example.com")
    assert again(draft) == draft


@pytest.mark.parametrize("category", TEMPLATES)
def test_templates_come_back_from_paper(category: str) -> None:
    draft = DealDraft(TEMPLATES[category].plan(None, None, NOW.date()), title="T", counterparty="C", currency="EUR")
    found = again(draft)
    assert found.plan.issues == draft.plan.issues
    assert found.plan.levers == draft.plan.levers


@pytest.mark.django_db
def test_a_deal_comes_back_through_the_database() -> None:
    organisation = make_organisation()
    by = make_member(organisation)
    draft = full_draft(owner=by.email)
    deal = imports.create(organisation=organisation, draft=draft, by=by, at=NOW)
    first = deal_draft(standing(by, deal))
    assert in_order(first) == in_order(draft)
    second = imports.create(organisation=organisation, draft=again(first), by=by, at=NOW)
    assert in_order(deal_draft(standing(by, second))) == in_order(draft)


@pytest.mark.django_db
def test_an_edited_plan_comes_back_without_what_is_no_level_any_more() -> None:
    plan = make_plan()
    do: dict[str, Any] = {"by": plan.lead, "at": NOW}
    issues.remove_option(Option.objects.get(issue=plan.warranty, number=1), **do)  # the walk-away of the plan
    plan.warranty.refresh_from_db()
    issues.edit(plan.price, "high", D(620), seen=None, **do)  # below its walk-away of 624
    draft = deal_draft(standing(plan.lead, plan.deal))
    price, _, warranty = draft.plan.issues
    assert (price.high, price.walk_away) == (D(620), None)
    assert (warranty.options, warranty.target, warranty.walk_away) == (("3 years", "5 years"), D(2), None)
    assert in_order(again(draft)) == in_order(draft)


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=20)
levels = st.decimals(-10_000, 10_000, places=3, allow_nan=False)


@settings(max_examples=12, deadline=None)
@given(names=st.lists(texts, min_size=1, max_size=4, unique_by=str.casefold), low=levels, steps=st.integers(1, 200),
       note=texts)  # fmt: skip
def test_any_names_and_ranges_come_back(names: list[str], low: D, steps: int, note: str) -> None:
    rows = tuple(
        IssueDraft(name=name, kind="number", low=low, high=low + steps * D("0.25"), step=D("0.25"), requester=note,
                   target=low, ours=CurveDraft(swing=D("33.333")))
        for name in names
    )  # fmt: skip
    draft = DealDraft(PlanDraft(issues=rows), title="T", counterparty="C", currency="EUR")
    assert again(draft) == draft


@pytest.mark.django_db
@pytest.mark.parametrize("role", [SeatRole.EXPERT])
def test_an_expert_exports_the_secrets_of_own_issues_only(role: SeatRole) -> None:
    plan = make_plan()
    expert = seat(plan.deal, role)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    deal = Deal.objects.get(pk=plan.deal.pk)
    draft = deal_draft(standing(expert, deal))
    price, payment, _ = draft.plan.issues
    assert (price.target, price.walk_away) == (None, None)
    assert payment.walk_away == Issue.objects.get(pk=plan.payment.pk).limits.walk_away.reveal(standing(plan.lead, deal))
    assert draft.plan.alternatives == ()
