"""A mark on the map of power and interest is dragged, and moved by keyboard; another browser sees it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.models import Stakeholder
from tests.factories.accounts import PASSWORD
from tests.factories.negotiations import make_plan, seat
from tests.factories.people import make_stakeholder


@pytest.fixture
def second(browser: Browser, web_server: str) -> Callable[[User], Page]:
    """A browser of its own for somebody else."""

    def enter(user: User) -> Page:
        page = browser.new_context(locale="en-GB", timezone_id="UTC").new_page()
        page.goto(f"{web_server}/accounts/login/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "login" not in url)
        return page

    return enter


def test_a_mark_is_moved_and_everybody_sees_it(
    web_server: str, sign_in: Callable[[User], Page], second: Callable[[User], Page]
) -> None:
    plan = make_plan()
    who = make_stakeholder(plan.deal, power=60, interest=60)
    pages = [sign_in(plan.lead), second(seat(plan.deal, SeatRole.HOLDOUT))]
    for page in pages:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{web_server}/deals/{plan.deal.pk}/people/")
        expect(page.locator("#live[data-state=live]")).to_be_attached()
    mine, theirs = (page.locator(f"#spot-{who.pk}") for page in pages)
    box = mine.locator(".spot-mark").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    pages[0].mouse.move(x, y)
    pages[0].mouse.down()
    pages[0].mouse.move(x - 150, y - 92, steps=5)
    pages[0].mouse.up()
    expect(theirs).to_have_attribute("y", "20%")  # 92 of 460 px are 20 of power
    who.refresh_from_db()
    assert who.power == 80
    assert who.interest is not None
    dragged = who.interest
    assert dragged < 60
    mine.focus()
    pages[0].keyboard.press("ArrowRight")
    pages[0].keyboard.press("Shift+ArrowDown")
    expect(theirs).to_have_attribute("y", "30%")
    expect(theirs).to_have_attribute("x", f"{dragged + 1}%")
    expect(mine).to_be_focused()
    row = Stakeholder.objects.get(pk=who.pk)
    assert (row.power, row.interest) == (70, dragged + 1)
