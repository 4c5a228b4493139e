"""Three people play a deal from the mandate to the review, through a lost connection and a dead server."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from accounts.permissions import SeatRole
from negotiations.models import Move, Term
from tests.journeys.team import SOON, Team, seated, sign

AGREED = {"Unit price": "€604", "Payment": "15 days", "Warranty": "3 years"}


@pytest.fixture
def team(transactional_db: None, browser: Browser) -> Iterator[Team]:
    with seated(browser, {"rui": SeatRole.COORDINATOR, "rita": SeatRole.SPONSOR}) as team:
        yield team


def say(page: Page, line: str) -> None:
    page.locator("#line").fill(line)
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_have_value("")


def logged(page: Page, number: int, text: str) -> None:
    expect(page.locator(f"#entry-{number}")).to_contain_text(text, timeout=SOON)


def offers_and_a_trade(ana: Page, rui: Page) -> None:
    """Both sides open; prepayment is traded for a discount; Rui sees each entry as it is logged."""
    say(ana, "they offer price 632, payment 0 days")
    logged(rui, 1, "€632")
    say(ana, "we offer price 598, payment 30 days, warranty 3 years")
    logged(rui, 2, "€598")
    say(ana, "we give payment 15 days for price 604")
    logged(rui, 3, "15 days")


def a_give_for_nothing(ana: Page, rui: Page) -> None:
    """It asks for its price before it is logged; given all the same, the reason stands beside it."""
    say(ana, "we give a stand in our shops")
    asked = ana.locator("#unsent > li.is-refused")
    asked.get_by_label("Or it is given for nothing, because").fill("They waited for our answer")
    asked.get_by_role("button", name="Log it", exact=True).click()
    logged(rui, 4, "stand in our shops")
    say(ana, "they offer price 612, payment 15 days")
    logged(rui, 5, "€612")


def outside_the_mandate(ana: Page) -> None:
    before = Move.objects.count()
    say(ana, "we offer price 630")
    expect(ana.locator("#unsent > li.is-refused")).to_contain_text("is beyond its limit", timeout=SOON)
    assert Move.objects.count() == before
    ana.reload()  # what was refused is let go of
    expect(ana.locator("#live[data-state=live]")).to_be_attached(timeout=SOON)


def a_lost_connection(team: Team, ana: Page, rui: Page) -> None:
    """The network goes and the server dies; what was typed meanwhile is logged once, in its order."""
    ana.context.set_offline(True)
    say(ana, "they give a training day")
    say(ana, "we ask who signs above 500,000?")
    expect(ana.locator("#unsent > li")).to_have_count(2)
    team.web.kill()
    ana.context.set_offline(False)
    team.web.start().wait()
    expect(ana.locator("#unsent > li")).to_have_count(0, timeout=40_000)
    logged(rui, 6, "training day")
    logged(rui, 7, "who signs")
    assert list(Move.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def a_debt_is_paid(team: Team, rui: Page) -> None:
    team.go("rui", "table/ledger/")
    debts = rui.locator("#debts")
    expect(debts).to_contain_text("stand in our shops", timeout=SOON)
    debts.get_by_text("Pair it, or hand it over").click()
    debts.get_by_label("What we had for it").select_option(label="6: a training day")
    debts.get_by_role("button", name="Write it down").click()
    expect(rui.locator("#debts")).to_have_count(0, timeout=SOON)
    expect(rui.locator("#paid")).to_contain_text("training day")


def a_deadlock_and_a_lever(team: Team, ana: Page) -> None:
    """Nobody moves; what the plan has as a way out becomes an issue, the mandate is renewed, and they move again."""
    for line in ("they hold 612 is the last price", "we hold 598 it is", "they hold no", "we hold no"):
        say(ana, line)
    alert = ana.locator("#alerts .alert-one", has_text="In the last 4 steps")
    expect(alert).to_be_visible(timeout=SOON)
    alert.get_by_role("link", name=re.compile("Storage at our warehouse")).click()
    ana.get_by_role("button", name="Put on the table").first.click()
    sign(team.go("ana", "team/mandate/"), team.go("rita", "team/mandate/"), 2)  # another issue: other terms
    team.go("ana", "table/")
    say(ana, "they offer price 604, payment 15 days, warranty 3 years")
    expect(alert).to_have_count(0, timeout=SOON)


def agreed_and_confirmed(team: Team, ana: Page, rui: Page, browser: Browser) -> None:
    """What the log says was agreed becomes points; we confirm, and they do through a link without an account."""
    say(ana, "agreed price 604, payment 15 days, warranty 3 years")
    team.go("ana", "close/")
    ana.get_by_role("button", name="Take it over").first.click()  # one entry, with a level for each of three issues
    expect(ana.get_by_role("button", name="Take it over")).to_have_count(0, timeout=SOON)
    assert Term.objects.filter(deal=team.plan.deal, removed_at=None).count() == len(AGREED)
    ana.get_by_role("button", name=re.compile("^Confirm 3 points")).click()
    expect(ana.get_by_text("0 of 3 by both")).to_be_visible(timeout=SOON)
    team.go("rui", "close/")
    rui.get_by_label("Title that they read").fill("Air conditioners 2027")
    rui.get_by_role("button", name="Make a link").click()
    address = rui.get_by_role("textbox", name="Link").input_value()

    theirs = browser.new_context().new_page()
    theirs.goto(address)
    expect(theirs.get_by_role("heading", name="Air conditioners 2027")).to_be_visible()
    shown = theirs.locator("main").inner_text()
    assert [level in shown for level in AGREED.values()] == [True, True, True]
    assert "624" not in shown
    for one in theirs.get_by_label("I confirm this").all():
        one.check()
    theirs.get_by_label("Your name").fill("Marta Alves")
    theirs.get_by_role("button", name="Send the answer").click()
    expect(theirs.get_by_role("heading", name="Thank you")).to_be_visible()
    theirs.goto(address)
    expect(theirs.get_by_role("heading", name="This link is not open")).to_be_visible()
    theirs.context.close()
    expect(ana.get_by_text("3 of 3 by both")).to_be_visible(timeout=SOON)


def closed_and_reviewed(team: Team, ana: Page, tmp_path: Path) -> None:
    """The worker computes the review by itself; the memorandum says the same figures as the page."""
    ana.get_by_label(re.compile("^Reason")).fill("All is signed")
    ana.get_by_role("button", name="Close the deal").click()
    team.go("ana", "review/")
    figures = ana.locator(".review-figures dd.num")
    expect(figures.first).to_be_visible(timeout=60_000)
    with ana.expect_download() as download:
        ana.get_by_role("link", name="DOCX").first.click()
    paper = tmp_path / "memorandum.docx"
    download.value.save_as(paper)
    document = Document(BytesIO(paper.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = " ".join([*(one.text for one in document.paragraphs), *cells])
    missing = [figure for figure in figures.all_inner_texts() if figure.strip() not in text]
    assert missing == []


def test_from_the_mandate_to_the_review(
    team: Team, worker_process: Callable[[], Any], browser: Browser, tmp_path: Path
) -> None:
    worker_process().wait()
    ana, rita = team.go("ana", "team/mandate/"), team.go("rita", "team/mandate/")
    sign(ana, rita, 1)
    ana, rui = team.go("ana", "table/"), team.go("rui", "table/")
    offers_and_a_trade(ana, rui)
    a_give_for_nothing(ana, rui)
    outside_the_mandate(ana)
    a_lost_connection(team, ana, rui)
    a_debt_is_paid(team, rui)
    a_deadlock_and_a_lever(team, ana)
    agreed_and_confirmed(team, ana, rui, browser)
    closed_and_reviewed(team, ana, tmp_path)
