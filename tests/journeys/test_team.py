"""Four people in four browsers prepare a negotiation, while a server dies and somebody is taken off the team."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.permissions import SeatRole
from negotiations.models import Offer, Valuation
from tests.factories.accounts import make_api_token
from tests.factories.people import make_stakeholder
from tests.journeys.team import SOON, Team, seated, sign


@pytest.fixture
def team(transactional_db: None, browser: Browser) -> Iterator[Team]:
    roles = {"rui": SeatRole.COORDINATOR, "joao": SeatRole.HOLDOUT, "rita": SeatRole.SPONSOR}
    with seated(browser, roles) as team:
        yield team


def cell(page: Page, name: str) -> Any:
    return page.get_by_role("textbox", name=name, exact=True)


def write(page: Page, name: str, text: str) -> None:
    cell(page, name).fill(text)
    cell(page, name).press("Enter")


def shows(page: Page, name: str, text: str) -> None:
    expect(cell(page, name)).to_have_value(text, timeout=SOON)


def test_they_edit_one_plan_through_a_conflict_and_a_dead_server(team: Team) -> None:
    ana, rui, joao, rita = (team.go(name) for name in ("ana", "rui", "joao", "rita"))
    cell(ana, "Marker, Payment").fill("7")  # typing, not saved yet
    write(rui, "Target, Unit price", "590")
    write(joao, "Target, Payment", "45")
    for page in (ana, rui, joao):
        shows(page, "Target, Unit price", "€590")
        shows(page, "Target, Payment", "45 days")
    expect(rita.get_by_role("table", name="Issues").get_by_text("€590")).to_be_visible(
        timeout=SOON
    )  # the sponsor reads and does not write
    expect(cell(ana, "Marker, Payment")).to_have_value("7")

    write(rui, "Marker, Payment", "45")
    cell(ana, "Marker, Payment").press_sequentially("5")
    cell(ana, "Marker, Payment").press("Enter")
    conflict = ana.locator(".conflict")
    expect(conflict).to_contain_text("45 days", timeout=SOON)
    expect(conflict).to_contain_text("Rui")
    conflict.get_by_role("button", name="Keep mine").click()
    shows(rui, "Marker, Payment", "75 days")
    shows(joao, "Marker, Payment", "75 days")

    team.web.kill()
    write(rui, "Realistic, Unit price", "601")
    expect(rui.locator("form[data-state=unsaved]")).to_have_count(1, timeout=SOON)
    expect(cell(rui, "Realistic, Unit price")).to_have_value("601")
    team.web.start().wait()
    expect(rui.locator("form[data-state=unsaved]")).to_have_count(0, timeout=30000)
    for page in (ana, joao):
        expect(cell(page, "Realistic, Unit price")).to_have_value("€601", timeout=30000)


def test_who_is_taken_off_the_team_sees_nothing_more(team: Team) -> None:
    ana, joao = team.go("ana", "team/"), team.go("joao")
    ana.get_by_role("button", name="Take the seat of Joao as holdout away").click()
    expect(joao.get_by_role("heading", name="This is not open to you")).to_be_visible(timeout=SOON)
    expect(joao.get_by_text("Unit price")).to_have_count(0)


def test_they_score_alone_and_adopt_together(team: Team) -> None:
    names = ("ana", "rui", "joao", "rita")
    rui = team.go("rui", "team/scoring/")
    rui.get_by_role("button", name="Open a round").click()
    points = {"ana": (100, 20, 30), "rui": (60, 100, 30), "joao": (100, 30, 40), "rita": (90, 40, 100)}
    for place, name in enumerate(names):
        page = team.go(name, "team/scoring/")
        for issue, value in zip(team.plan.issues, points[name], strict=True):
            page.locator(f"#sheet-points-{issue.pk}").fill(str(value))
        page.get_by_role("button", name="Hand in, sealed").click()
        if place < len(names) - 1:
            expect(page.get_by_text("Yours is in.")).to_be_visible(timeout=SOON)
    expect(rui.get_by_text("over 4 people")).to_be_visible(
        timeout=SOON
    )  # all are in: it closed by itself, for everybody
    rui.get_by_role("button", name="Take into the plan").click()
    expect(rui.get_by_role("heading", name="Taken into the plan")).to_be_visible(timeout=SOON)
    # the mean of the four people's shares, by hand: 0.4905 for the price, 0.2524 for the payment
    weights = {row.issue_id: row.swing for row in Valuation.objects.filter(issue__in=team.plan.issues, party="ours")}
    ratio = float(weights[team.plan.payment.pk]) / float(weights[team.plan.price.pk])
    assert ratio == pytest.approx(0.2524 / 0.4905, abs=0.005)


def test_a_mandate_is_signed_voided_by_an_edit_and_signed_again(team: Team) -> None:
    ana, rita, joao = team.go("ana", "team/mandate/"), team.go("rita", "team/mandate/"), team.go("joao")
    sign(ana, rita, 1)
    write(joao, "Walk-away, Unit price", "622")
    expect(ana.get_by_text("The mandate is void").first).to_be_visible(timeout=SOON)
    expect(joao.get_by_text("changed the walk-away of Unit price").first).to_be_visible(timeout=SOON)
    sign(ana, rita, 2)


def test_an_offer_outside_is_refused_and_one_that_is_held_waits_for_its_release(team: Team) -> None:
    plan = team.plan
    ana, rita, joao = (
        team.go("ana", "team/mandate/"),
        team.go("rita", "team/mandate/"),
        team.go("joao", "team/mandate/"),
    )
    joao.get_by_text("Hold something").click()
    joao.get_by_role("checkbox", name="Payment").check()
    joao.get_by_label("Price of releasing, as you tell the team").fill("A year more of warranty")
    joao.locator(".guard-form").get_by_role("button", name="Save").click()
    expect(joao.get_by_text("A year more of warranty").first).to_be_visible(timeout=SOON)
    sign(ana, rita, 1)

    ana, joao = team.go("ana", "table/offers/"), team.go("joao", "table/offers/")

    def offer(price: str, payment: str) -> None:
        ana.locator(f"#offer-{plan.price.pk}").fill(price)
        ana.locator(f"#offer-{plan.payment.pk}").fill(payment)
        ana.get_by_role("button", name="Put it on record").click()

    offer("630", "60")  # our walk-away is 624
    expect(ana.locator("#offer-verdict")).to_contain_text("outside the mandate", timeout=SOON)
    expect(ana.get_by_role("button", name="Ask for a one-time exception")).to_be_visible()
    levels = [{"issue": str(plan.price.pk), "level": "630"}, {"issue": str(plan.payment.pk), "level": "60"}]
    refused = ana.request.post(
        f"{team.web.address}/api/v1/deals/{plan.deal.pk}/offers/",
        data={"key": str(uuid4()), "party": "ours", "levels": levels},
        headers={"Authorization": f"Token {make_api_token(plan.lead)[1]}"},
    )
    assert refused.status == 409
    assert "walk_away" in refused.text()
    assert Offer.objects.count() == 0

    offer("600", "60")
    offer("600", "30")  # gives on payment, which Joao holds, and asks what for
    ana.get_by_label("They are to give for it").fill("A lower price")
    ana.get_by_role("button", name="Put it on record").click()
    expect(joao.get_by_text("waits for Joao")).to_be_visible(timeout=SOON)
    expect(ana.get_by_text("A year more of warranty").first).to_be_visible(timeout=SOON)
    joao.get_by_label("What you want for releasing it, or why you hold it").fill("They sign for five years")
    joao.get_by_role("button", name="Release").click()
    expect(ana.get_by_text("They sign for five years")).to_be_visible(timeout=SOON)
    expect(ana.locator(".waits")).to_have_count(0)


def test_a_person_on_the_map_is_dragged_and_moved_by_keys_before_everybody(team: Team) -> None:
    marta = make_stakeholder(team.plan.deal, "Marta Alves", power=50, interest=50)
    ana, rui, joao = (team.go(name, "people/") for name in ("ana", "rui", "joao"))
    spots = [page.locator(f"#spot-{marta.pk}") for page in (ana, rui, joao)]

    box = spots[0].bounding_box()
    assert box is not None
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    ana.mouse.move(*at)
    ana.mouse.down()
    ana.mouse.move(at[0] + 90, at[1] - 60, steps=5)
    ana.mouse.up()
    for spot in spots:
        expect(spot).not_to_have_attribute("aria-valuenow", "50", timeout=SOON)
    dragged = spots[0].get_attribute("aria-valuetext")
    spots[1].focus()
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowLeft"):
        rui.keyboard.press(key)
    rui.keyboard.press("Enter")
    for spot in spots:
        expect(spot).not_to_have_attribute("aria-valuetext", str(dragged), timeout=SOON)
    marta.refresh_from_db()
    assert (marta.power, marta.interest) != (50, 50)
    says = f"Power {marta.power}, interest {marta.interest}"
    for spot in spots:
        expect(spot).to_have_attribute("aria-valuetext", re.compile(says, re.IGNORECASE), timeout=SOON)
