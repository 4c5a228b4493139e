"""The trades page in a browser, on a real worker."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.accounts import sign_in
from tests.factories.negotiations import Plan, make_plan

SECONDS = 30_000


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan()


@pytest.fixture
def trades(plan: Plan, web_server: str, worker: None, page: Page, context: Any) -> Page:
    session = sign_in(plan.lead).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": web_server}])
    page.goto(web_server + reverse("negotiations:trades-list", kwargs={"deal_id": plan.deal.pk}))
    return page


def test_trades_appear_without_reload_and_a_slider_moves_the_point(trades: Page, plan: Plan) -> None:
    faults: list[str] = []
    trades.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    trades.evaluate("window.same = true")
    trades.keyboard.press("t")
    first = trades.locator(".suggestion").first
    expect(first).to_contain_text("on Unit price.", timeout=SECONDS)
    assert trades.evaluate("window.same") is True

    slider = trades.locator(f"#whatif-{plan.price.pk}")
    slider.focus()
    trades.keyboard.press("ArrowLeft")
    point = trades.locator("#frontier-wide-whatif circle.mark")
    expect(point).to_have_attribute("cy", re.compile(r"\d"), timeout=SECONDS)
    before = point.get_attribute("cy")
    for _ in range(10):
        trades.keyboard.press("ArrowLeft")
    expect(trades.locator(f"#whatif-words-{plan.price.pk}")).to_have_text("€587", timeout=SECONDS)
    expect(trades.locator("#whatif .result-line")).to_contain_text("€485,000", timeout=SECONDS)
    assert point.get_attribute("cy") != before
    expect(slider).to_be_focused()

    trades.get_by_role("button", name="Put in plan").first.click()
    expect(first).to_contain_text("In the plan", timeout=SECONDS)
    expect(trades.locator("#trades")).to_contain_text("Changed since: the package on the page", timeout=SECONDS)
    assert faults == []
