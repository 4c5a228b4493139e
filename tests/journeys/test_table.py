"""At the table: logged by keyboard, live for a colleague, a lost connection, and an offer outside the mandate."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from negotiations.models import MandateException, Move
from tests.factories.accounts import PASSWORD
from tests.factories.mandate import approved
from tests.factories.negotiations import Plan, make_plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    made = make_plan()
    approved(made, at=timezone.now())
    return made


@pytest.fixture
def at_table(browser: Browser, web_server: str, plan: Plan) -> Callable[[User], Page]:
    """This person's browser on the page of the meeting."""

    def enter(user: User) -> Page:
        page = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="UTC").new_page()
        page.goto(f"{web_server}/accounts/login/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "login" not in url)
        page.goto(f"{web_server}/deals/{plan.deal.pk}/table/")
        expect(page.locator("#live[data-state=live]")).to_be_attached(timeout=30_000)
        return page

    return enter


def lines(page: Page) -> list[str]:
    return page.locator(".entry .entry-said").all_inner_texts()


def typed_by_keyboard(page: Page) -> None:
    """By keyboard: completed with Tab, read while it is typed, logged with Enter."""
    line = page.locator("#line")
    page.keyboard.type("they o")
    page.keyboard.press("Tab")
    page.keyboard.type("pri")
    page.keyboard.press("Tab")
    page.keyboard.type("632, 15 days")
    expect(page.locator("#heard")).to_contain_text("€632")
    page.keyboard.press("Enter")
    expect(line).to_be_focused()
    expect(line).to_have_value("")
    expect(page.locator("#entry-1")).to_contain_text("€632")


def taken_up_again(page: Page) -> None:
    """The arrow up takes the last one up again."""
    line = page.locator("#line")
    page.keyboard.press("ArrowUp")
    expect(line).to_have_value("they offer Unit price €632, Payment 15 days")
    line.fill("they offer price 628, 15 days")
    page.keyboard.press("Enter")
    expect(page.locator("#entry-1")).to_contain_text("Taken back in 2")
    expect(page.locator("#entry-3")).to_contain_text("€628")


def the_connection_is_lost(page: Page, plan: Plan) -> None:
    """The connection is lost: entries stay in sight as unsent, and one that is refused holds up none."""
    line = page.locator("#line")
    page.context.set_offline(True)
    for typed in ("we ask what does storage cost you?", "we offer price 630", "note they were late"):
        line.fill(typed)
        page.keyboard.press("Enter")
    expect(page.locator("#unsent > li")).to_have_count(3)
    expect(page.locator("#unsent > li").first).to_contain_text("Not sent yet")
    assert Move.objects.filter(deal=plan.deal).count() == 3
    page.context.set_offline(False)
    expect(page.locator("#entry-5")).to_contain_text("they were late", timeout=30_000)
    expect(page.locator("#entry-4")).to_contain_text("storage")
    expect(page.locator("#unsent > li")).to_have_count(1)
    assert [one.number for one in Move.objects.filter(deal=plan.deal).order_by("number")] == [1, 2, 3, 4, 5]


def outside_the_mandate(page: Page, plan: Plan) -> None:
    """Outside the mandate: refused with its reasons, and the sponsor is asked in a recess."""
    refused = page.locator("#unsent > li.is-refused")
    expect(refused).to_contain_text("is beyond its limit")
    refused.get_by_label(re.compile("ask the sponsor")).fill("They sign today")
    refused.get_by_role("button", name="Ask for a one-time exception").click()
    expect(page.locator("#unsent > li")).to_have_count(0)
    assert MandateException.objects.filter(deal=plan.deal).count() == 1


def a_give_for_its_price(page: Page) -> None:
    """A give without a get asks for its price, and is logged with it."""
    line = page.locator("#line")
    line.fill("we give a stand in our shops")
    page.keyboard.press("Enter")
    asked = page.locator("#unsent > li.is-refused")
    asked.get_by_label("They are to give for it").fill("A lower price")
    asked.get_by_role("button", name="Log it", exact=True).click()
    expect(page.locator("#entry-6")).to_contain_text("for A lower price")


def test_a_meeting(plan: Plan, at_table: Callable[[User], Page]) -> None:
    page = at_table(plan.lead)
    expect(page.locator("#line")).to_be_focused()
    typed_by_keyboard(page)
    taken_up_again(page)
    the_connection_is_lost(page, plan)
    outside_the_mandate(page, plan)
    a_give_for_its_price(page)
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage)).join()").count("line") == 0
