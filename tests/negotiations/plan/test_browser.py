"""The plan under somebody's hands: keyboard, conflict, undo, order, curve."""

import re
from collections.abc import Callable
from decimal import Decimal as D
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from negotiations.actions import issues
from negotiations.models import Issue, IssueLimits, Valuation
from tests.factories.accounts import PASSWORD
from tests.factories.negotiations import NOW, Plan, make_plan


@pytest.fixture
def opened(page: Page, web_server: str) -> Callable[[Plan], Page]:
    """The plan's page with its lead signed in; the browser must not complain of anything but refused saves."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def enter(plan: Plan, path: str = "") -> Page:
        page.goto(f"{web_server}/accounts/login/")
        page.get_by_label("Email").fill(plan.lead.email)
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "login" not in url)
        page.goto(f"{web_server}/deals/{plan.deal.pk}/{path}")
        return page

    yield enter
    assert complaints == []


def limit(issue: Issue, field: str) -> Any:
    return getattr(IssueLimits.objects.get(issue=issue), field)


def test_a_cell_is_typed_saved_contested_and_undone(opened: Callable[..., Page]) -> None:
    plan = make_plan()
    page = opened(plan)
    cell = page.get_by_role("textbox", name="Target, Payment")
    cell.fill("45")
    cell.press("Enter")
    expect(cell).to_have_value("45 days")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_label("Target, Warranty")).to_be_focused()

    issues.set_limit(plan.payment, "target", D(60), seen=None, by=plan.lead, at=NOW)  # a teammate, meanwhile
    cell.fill("75")
    cell.press("Tab")
    expect(page.locator(".conflict")).to_contain_text("60 days")
    expect(cell).to_have_value("75")
    page.get_by_role("button", name="Keep mine").click()
    expect(cell).to_have_value("75 days")
    assert limit(plan.payment, "target").reveal(_Reader()) == D(75)

    cell.fill("abc")
    cell.press("Tab")
    expect(page.locator(".cell-note")).to_contain_text("Write a number")
    cell.focus()
    cell.press("Escape")
    expect(cell).to_have_value("75 days")

    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("textbox", name="Target, Payment")).to_have_value("60 days")


def test_issues_are_put_in_order_and_curves_bent_by_keyboard(opened: Callable[..., Page]) -> None:
    plan = make_plan()
    page = opened(plan)
    page.get_by_role("button", name=re.compile("^Move Unit price")).focus()
    with page.expect_response("**/issues/order/"):
        for key in ("Space", "ArrowDown", "Space"):
            page.keyboard.press(key)
    expect(page.locator(".issue-title").first).to_have_text("Payment")
    page.reload()
    expect(page.locator(".issue-title").first).to_have_text("Payment")

    page.get_by_role("link", name="Payment", exact=True).click()
    page.wait_for_url(f"**/issues/{plan.payment.pk}/")
    page.locator("#cell-ours-shape select").select_option("curved")
    handle = page.locator(".curve-ours [data-curve-handle]")
    expect(handle).to_be_visible()
    handle.focus()
    page.keyboard.press("ArrowLeft")
    field = page.locator("#cell-ours-half-level-input")
    expect(field).to_have_value("30")
    page.locator("#cell-ours-half-level[data-state=saved]").wait_for()
    assert Valuation.objects.get(issue=plan.payment, party="ours").half_level == D(30)


class _Reader:
    def note_secret_read(self) -> None:
        """A test may read."""
