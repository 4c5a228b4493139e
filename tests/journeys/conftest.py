"""A browser that complains aloud: a console error or a serious accessibility fault fails the journey."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from accounts.models import User
from tests.factories.accounts import PASSWORD

GRAVE = {"serious", "critical"}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def bad(status: int) -> bool:
    return status >= 400


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """The page; at the end of the journey the browser must have had nothing to complain about."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if bad(answer.status) else None
    )
    yield page
    assert complaints == []


@pytest.fixture
def sign_in(watched: Page, web_server: str) -> Callable[[User], Page]:
    """Sign somebody in through the form, as a person does."""

    def enter(user: User) -> Page:
        watched.goto(f"{web_server}/accounts/login/")
        watched.get_by_label("Email").fill(user.email)
        watched.get_by_role("textbox", name="Password").fill(PASSWORD)
        watched.get_by_role("button", name="Sign in", exact=True).click()
        watched.wait_for_url(lambda url: "login" not in url)
        return watched

    return enter


def grave_faults(page: Page) -> list[str]:
    """What axe finds on the page that would shut somebody out (WCAG 2.2 AA)."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARD}}).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
