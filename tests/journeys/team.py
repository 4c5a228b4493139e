"""A team on one deal, each in a browser of their own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.permissions import SeatRole
from tests.factories.accounts import PASSWORD, make_member
from tests.factories.negotiations import Plan, make_plan, seat
from tests.support.web import WebProcess, web_process

SOON = 30000  # the machine of a build may be slow; what a person feels is measured by tests/bench


@dataclass
class Team:
    """The deal, who is who, and the browser of each."""

    plan: Plan
    web: WebProcess
    browser: Browser
    people: dict[str, User]
    pages: dict[str, Page] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def enter(self, name: str) -> Page:
        """Sign somebody in, in a browser of their own."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC")
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error} {error.stack}"))
        page.goto(f"{self.web.address}/accounts/login/")
        page.get_by_label("Email").fill(self.people[name].email)
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "login" not in url)
        self.pages[name] = page
        return page

    def go(self, name: str, path: str = "") -> Page:
        page = self.pages.get(name) or self.enter(name)
        page.goto(f"{self.web.address}/deals/{self.plan.deal.pk}/{path}")
        expect(page.locator("#live[data-state=live]")).to_be_attached(timeout=SOON)
        return page


@contextmanager
def seated(browser: Browser, roles: Mapping[str, SeatRole]) -> Iterator[Team]:
    """A plan, Ana as its lead and the others in their seats, a web server of their own; no browser may complain."""
    plan = make_plan()
    people = {"ana": plan.lead}
    for name, role in roles.items():
        people[name] = seat(plan.deal, role, make_member(plan.deal.organisation, name=name.title()))
    with web_process() as web:
        team = Team(plan, web, browser, people)
        yield team
        for page in team.pages.values():
            page.context.close()
    if team.complaints:
        pytest.fail("the browsers complained: " + "; ".join(team.complaints))


def sign(ana: Page, rita: Page, version: int) -> None:
    """The lead submits, the sponsor proves who she is and approves."""
    ana.get_by_role("button", name="Submit to Rita").click()
    approve = rita.get_by_role("button", name=f"Approve version {version}")
    expect(approve).to_be_visible(timeout=SOON)
    if rita.get_by_label("Your password").count():
        rita.get_by_label("Your password").fill(PASSWORD)
    approve.click()
    expect(ana.get_by_text(f"Version {version} is in force.")).to_be_visible(timeout=SOON)
