"""The templates are read as they are written, and each of them makes a plan that the actions take."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from negotiations.actions import catalogue, levers
from negotiations.actions.writing import Rejected
from negotiations.catalogue import TEMPLATES
from negotiations.catalogue.tables import Template, nice
from negotiations.enums import NUMERIC_KINDS, Category, Direction, IssueKind
from negotiations.models import Issue, Lever, Valuation
from tests.factories.accounts import make_member, make_organisation
from tests.factories.negotiations import make_deal, make_plan

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def test_every_category_but_other_has_a_template() -> None:
    assert set(TEMPLATES) == set(Category.values) - {Category.OTHER}


@pytest.mark.parametrize("category", TEMPLATES)
def test_templates_have_issues_levers_and_whole_ranges(category: str) -> None:
    plan = TEMPLATES[category].plan(Decimal(730_000), Decimal(1_200), TODAY)
    assert len(plan.issues) >= 8
    assert len(plan.levers) >= 5
    assert sum(issue.kind == IssueKind.MONEY for issue in plan.issues) == 1
    assert any(issue.theirs.direction == Direction.SAME for issue in plan.issues), "something that both want"
    for issue in plan.issues:
        assert issue.description
        if issue.kind in NUMERIC_KINDS:
            assert None not in (issue.low, issue.high, issue.step)
            assert (issue.high - issue.low) % issue.step == 0, f"{issue.name}: the range is not whole steps"
        assert issue.theirs.swing_low < issue.theirs.swing < issue.theirs.swing_high, "an estimate is a band"


def test_price_is_a_range_around_what_is_expected_per_unit() -> None:
    plan = TEMPLATES[Category.GOODS].plan(Decimal(3_100_000), Decimal(5_000), TODAY)
    price = plan.issues[0]
    assert price.multiplier == 5_000
    assert (price.low, price.high, price.step) == (Decimal(545), Decimal(680), Decimal(5))
    assert price.low < Decimal(620) < price.high


@pytest.mark.parametrize(
    ("amount", "step"), [("6.2", "5"), ("0.037", "0.025"), ("1", "1"), ("8", "10"), ("3100", "2500")]
)
def test_steps_are_round(amount: str, step: str) -> None:
    assert nice(Decimal(amount)) == Decimal(step)


def test_a_cell_that_is_no_levels_is_an_error() -> None:
    wrong = Template("goods", "", "", "", Decimal(1), Decimal(1), "Name | many | more | 5 | same 1 2 3\n    Why", "")
    with pytest.raises(ValueError, match="not levels: many"):
        wrong.plan(None, None, TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("category", TEMPLATES)
def test_a_deal_from_a_template_has_it_all(category: str) -> None:
    organisation = make_organisation()
    by = make_member(organisation)
    deal = catalogue.create(
        organisation=organisation, template=category, title="T", counterparty="C", currency="EUR", by=by, at=NOW
    )
    template = TEMPLATES[category].plan(None, None, NOW.date())
    assert [issue.name for issue in Issue.objects.filter(deal=deal).order_by("position")] == [
        issue.name for issue in template.issues
    ]
    assert Lever.objects.filter(deal=deal).count() == len(template.levers)
    ours = Valuation.objects.filter(issue__deal=deal, party="ours")
    assert all(row.swing is not None for row in ours)
    assert deal.category == category


@pytest.mark.django_db
@pytest.mark.parametrize("category", TEMPLATES)
def test_every_lever_of_a_template_can_become_an_issue(category: str) -> None:
    deal = make_deal()
    catalogue.fill(deal, category, by=deal.created_by, at=NOW)
    for lever in Lever.objects.filter(deal=deal):
        issue = levers.make_issue(lever, by=deal.created_by, at=NOW)
        assert issue.options.count() >= 2 or issue.low < issue.high


@pytest.mark.django_db
def test_a_template_does_not_go_on_top_of_a_plan() -> None:
    plan = make_plan()
    with pytest.raises(Rejected, match="has issues already"):
        catalogue.fill(plan.deal, Category.GOODS, by=plan.lead, at=NOW)
    assert Issue.objects.filter(deal=plan.deal).count() == 3
