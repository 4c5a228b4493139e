"""Two people on one plan: each sees what the other writes, and nothing that is being typed is disturbed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import deals, issues
from negotiations.models import Deal
from tests.factories.accounts import PASSWORD, make_member
from tests.factories.negotiations import NOW, Plan, make_plan

Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, web_server: str) -> Iterator[Enter]:
    """A browser of its own for each person, on the plan or another page of the deal."""
    complaints: list[str] = []
    contexts = []

    def one(user: User, deal: Deal, path: str = "") -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{web_server}/accounts/login/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "login" not in url)
        page.goto(f"{web_server}/deals/{deal.pk}/{path}")
        expect(page.locator("#live[data-state=live]")).to_be_attached()
        return page

    yield one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan()


@pytest.fixture
def colleague(plan: Plan) -> User:
    user = make_member(plan.deal.organisation, name="Rui Costa")
    deals.add_seat(plan.deal, user=user, role=SeatRole.COORDINATOR, by=plan.lead, at=NOW)
    return user


def field(page: Page, name: str) -> Any:
    return page.get_by_role("textbox", name=name, exact=True)


def test_each_sees_the_others_edit_and_keeps_their_own_text(plan: Plan, colleague: User, enter: Enter) -> None:
    ana, rui = enter(plan.lead, plan.deal), enter(colleague, plan.deal)
    typing = field(ana, "Marker, Payment")
    typing.fill("7")
    typing.evaluate("field => field.setSelectionRange(1, 1)")

    other = field(rui, "Target, Unit price")
    other.fill("590")
    other.press("Enter")

    expect(field(ana, "Target, Unit price")).to_have_value(re.compile("590"), timeout=3000)
    expect(typing).to_be_focused()
    expect(typing).to_have_value("7")
    assert typing.evaluate("field => field.selectionStart") == 1
    ana.keyboard.type("5")
    ana.keyboard.press("Enter")
    expect(field(rui, "Marker, Payment")).to_have_value("75 days", timeout=3000)


def test_the_same_field_is_a_conflict_and_neither_text_is_lost(plan: Plan, colleague: User, enter: Enter) -> None:
    ana, rui = enter(plan.lead, plan.deal), enter(colleague, plan.deal)
    typing = field(ana, "Marker, Payment")
    typing.fill("75")
    field(rui, "Marker, Payment").fill("45")
    field(rui, "Marker, Payment").press("Enter")
    expect(field(rui, "Marker, Payment")).to_have_value("45 days")
    ana.wait_for_timeout(500)
    expect(typing).to_have_value("75")  # what arrives does not touch it
    typing.press("Enter")
    expect(ana.locator(".conflict")).to_contain_text("45 days")
    expect(ana.locator(".conflict")).to_contain_text("Rui Costa")
    issues.edit(plan.price, "name", "Price", seen=None, by=plan.lead, at=NOW)
    expect(ana.get_by_role("link", name="Price")).to_be_visible(timeout=3000)
    expect(ana.locator(".conflict")).to_contain_text("45 days")  # a refresh of the rest leaves the question open
    ana.get_by_role("button", name="Keep mine").click()
    expect(field(rui, "Marker, Payment")).to_have_value("75 days", timeout=3000)


def test_a_field_that_is_only_looked_at_follows(plan: Plan, colleague: User, enter: Enter) -> None:
    ana, rui = enter(plan.lead, plan.deal), enter(colleague, plan.deal)
    field(ana, "Marker, Payment").focus()
    field(rui, "Marker, Payment").fill("30")
    field(rui, "Marker, Payment").press("Enter")
    expect(field(ana, "Marker, Payment")).to_have_value("30 days", timeout=3000)
    expect(field(ana, "Marker, Payment")).to_be_focused()
    field(ana, "Marker, Payment").fill("45")
    ana.keyboard.press("Enter")
    expect(ana.locator(".conflict")).to_have_count(0)
    expect(field(rui, "Marker, Payment")).to_have_value("45 days", timeout=3000)
