"""Two people on one plan: each sees what the other writes, and nothing that is being typed is disturbed."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import issues, todos
from negotiations.live import hub
from negotiations.models import Deal, Issue
from tests.factories.accounts import PASSWORD, make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.web import WebProcess, web_process

Enter = Callable[..., Page]


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def visit(browser: Browser, complaints: list[str]) -> Iterator[Enter]:
    """A browser of its own for each person, on the plan of a deal at this address."""
    contexts = []

    def one(address: str, user: User, deal: Deal) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/accounts/login/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "login" not in url)
        page.goto(f"{address}/deals/{deal.pk}/")
        expect(page.locator("#live[data-state=live]")).to_be_attached()
        return page

    yield one
    for context in contexts:
        context.close()


@pytest.fixture
def enter(visit: Enter, web_server: str) -> Enter:
    return partial(visit, web_server)


@pytest.fixture
def web(transactional_db: None) -> Iterator[WebProcess]:
    with web_process() as started:
        yield started


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan()


@pytest.fixture
def colleague(plan: Plan) -> User:
    return seat(plan.deal, SeatRole.COORDINATOR, make_member(plan.deal.organisation, name="Rui Costa"))


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

    expect(field(ana, "Target, Unit price")).to_have_value(re.compile("590"))
    expect(typing).to_be_focused()
    expect(typing).to_have_value("7")
    assert typing.evaluate("field => field.selectionStart") == 1
    ana.keyboard.type("5")
    ana.keyboard.press("Enter")
    expect(field(rui, "Marker, Payment")).to_have_value("75 days")


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
    expect(ana.get_by_role("link", name="Price")).to_be_visible()
    expect(ana.locator(".conflict")).to_contain_text("45 days")  # a refresh of the rest leaves the question open
    ana.get_by_role("button", name="Keep mine").click()
    expect(field(rui, "Marker, Payment")).to_have_value("75 days")


def test_a_field_that_is_only_looked_at_follows(plan: Plan, colleague: User, enter: Enter) -> None:
    ana, rui = enter(plan.lead, plan.deal), enter(colleague, plan.deal)
    field(ana, "Marker, Payment").focus()
    field(rui, "Marker, Payment").fill("30")
    field(rui, "Marker, Payment").press("Enter")
    expect(field(ana, "Marker, Payment")).to_have_value("30 days")
    expect(field(ana, "Marker, Payment")).to_be_focused()
    field(ana, "Marker, Payment").fill("45")
    ana.keyboard.press("Enter")
    expect(ana.locator(".conflict")).to_have_count(0)
    expect(field(rui, "Marker, Payment")).to_have_value("45 days")


def test_a_text_outlives_a_killed_server_and_is_saved_when_it_is_back(
    plan: Plan, web: WebProcess, visit: Enter
) -> None:
    ana = visit(web.address, plan.lead, plan.deal)
    web.kill()
    cell = field(ana, "Marker, Payment")
    cell.fill("75")
    cell.press("Enter")
    status = ana.locator("#live-status")
    expect(status).to_contain_text("your text is kept")
    expect(cell).to_have_value("75")
    assert Issue.objects.get(pk=plan.payment.pk).marker == 60
    issues.edit(
        plan.price, "name", "Price", seen=None, by=plan.lead, at=NOW
    )  # by a script, while the pages are cut off
    web.start().wait()
    expect(cell).to_have_value("75 days")
    expect(status).to_contain_text("Saved")
    expect(ana.get_by_role("link", name="Price")).to_be_visible()
    assert Issue.objects.get(pk=plan.payment.pk).marker == 75


def streams() -> int:
    return sum(house.guests for house in hub._hubs.values())


def hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )


def test_a_hidden_tab_lets_go_of_its_stream_and_catches_up(plan: Plan, enter: Enter) -> None:
    ana = enter(plan.lead, plan.deal)
    wait_until(lambda: streams() == 1)
    hide(ana, True)
    wait_until(lambda: streams() == 0)
    issues.edit(plan.price, "name", "Price", seen=None, by=plan.lead, at=NOW)
    hide(ana, False)
    expect(ana.get_by_role("link", name="Price")).to_be_visible()
    wait_until(lambda: streams() == 1)


def test_who_is_here_and_in_which_field_is_seen_until_they_go(plan: Plan, colleague: User, enter: Enter) -> None:
    ana, rui = enter(plan.lead, plan.deal), enter(colleague, plan.deal)
    expect(ana.locator(".seat-here.is-here")).to_have_count(2)
    field(rui, "Target, Payment").focus()
    mark = ana.locator(f"#cell-target-{plan.payment.pk}")
    expect(mark).to_have_attribute("data-by", "Rui Costa")
    rui.goto("about:blank")
    expect(ana.locator(".seat-here.is-here")).to_have_count(1)
    expect(mark).not_to_have_attribute("data-by", "Rui Costa")


def wait_until(met: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, {str(loop): house.guests for loop, house in hub._hubs.items()}
        time.sleep(0.05)


def test_where_no_stream_gets_through_the_page_asks(plan: Plan, colleague: User, enter: Enter) -> None:
    """A proxy cuts every stream: the page asks every few seconds, says so, and shows what others write."""
    ana, rui = enter(plan.lead, plan.deal), enter(colleague, plan.deal)

    def cut(route: Route) -> None:
        asks = "json" in route.request.headers.get("accept", "")
        route.continue_() if asks else route.abort()

    ana.route("**/live/deals/**", cut)
    ana.reload()
    expect(ana.locator("#live[data-state=polling]")).to_be_attached(timeout=60_000)
    field(rui, "Target, Unit price").fill("590")
    field(rui, "Target, Unit price").press("Enter")
    expect(field(ana, "Target, Unit price")).to_have_value("€590")


def test_a_stream_is_taken_up_anew_while_it_stands_without_a_word(plan: Plan, enter: Enter) -> None:
    """The network changed: the old stream is let go of in peace (``complaints`` hears of an error)."""
    page = enter(plan.lead, plan.deal)
    for _ in range(3):
        with page.expect_request(lambda request: "?after=" in request.url):
            page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#live[data-state=live]")).to_be_attached()
        page.wait_for_timeout(100)


def test_the_number_beside_the_inbox_comes_after_the_page_and_stays(plan: Plan, enter: Enter) -> None:
    todos.add(plan.deal, todos.New("Ask", plan.lead, due_on=date(2026, 1, 2)), by=plan.lead, at=NOW)
    page = enter(plan.lead, plan.deal)
    count = page.locator("#inbox-count")
    expect(count).to_have_text("1 waiting")
    page.route("**/inbox/count/", lambda route: route.abort())
    page.reload()
    expect(count).to_have_text("1")
