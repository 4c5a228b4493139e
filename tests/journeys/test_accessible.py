"""Every page of a deal, wide and narrow, light and dark: axe finds nothing serious and nothing is cut off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.models import User
from negotiations.actions import listings
from negotiations.models import Deal
from negotiations.queries.findings.listing import Asked
from tests.factories.concessions import make_concessions, rehearse
from tests.factories.money import money_rows
from tests.factories.negotiations import NOW, make_plan
from tests.factories.power import future, power_rows
from tests.factories.preparation import prepared_rows
from tests.factories.reviews import ended
from tests.factories.rules import make_rule
from tests.factories.scoring import closed_round
from tests.factories.tactics import tactics_rows
from tests.factories.talks import play
from tests.factories.trades import compute
from tests.journeys.conftest import grave_faults

DEAL = (
    "", "trades/", "trades/packages/", "trades/must-haves/", "trades/levers/", "trades/list/", "theirs/", "money/",
    "team/", "money/claims/", "rehearse/", "rules/", "rules/new/", "weights/", "alternatives/", "history/", "settings/",
    "people/", "people/influence/", "people/coverage/", "people/counterparty/", "team/styles/", "team/styles/mine/",
    "team/styles/sheet/",
    "team/plan/", "phase/", "team/scoring/",
    "prepare/questions/", "prepare/facts/", "prepare/assumptions/", "prepare/comparables/", "prepare/objections/",
    "prepare/power/", "prepare/goals/",
    "prepare/tactics/", "prepare/pie/", "prepare/tasks/", "prepare/agenda/", "comments/", "team/mandate/", "table/",
    "table/offers/",
    "table/ledger/", "table/alerts/", "table/caucus/", "table/observer/", "table/sight/",
    "paper/", "review/", "review/talks/", "review/satisfaction/", "review/debrief/",
    "close/", "close/summary/", "close/steps/", "close/last-look/",
)  # fmt: skip
HOUSE = (
    "/counterparties/",
    "/inbox/",
    "/portfolio/",
    "/deals/",
    "/deals/new/",
    "/deals/import/",
    "/profile/",
    "/tokens/",
    "/organisations/",
    "/styleguide",
)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_pages(web_server: str, sign_in: Callable[[User], Page], width: int, scheme: str) -> None:
    plan = make_plan()
    play(plan)
    make_rule(plan)
    money_rows(plan)
    rehearse(plan, make_concessions(plan), runs=50)
    prepared_rows(plan)
    power_rows(plan)
    future(plan)
    tactics_rows(plan)
    compute(plan.deal)
    closed_round(plan)
    ended(plan)
    listing = listings.request(plan.deal, Asked(), by=plan.lead, at=NOW)
    listings.run(listing.pk)
    page = sign_in(plan.lead)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    deal = Deal.objects.get(pk=plan.deal.pk)
    paths = (
        [f"/deals/{deal.pk}/{path}" for path in DEAL]
        + [f"/deals/{deal.pk}/team/scoring/{row.pk}/" for row in deal.scoring_rounds.all()]
        + list(HOUSE)
        + [f"/deals/{deal.pk}/issues/{plan.payment.pk}/"]
        + [f"/counterparties/{deal.counterparty_id}/"]
    )
    faults = {}
    for path in paths:
        page.goto(f"{web_server}{path}")
        if found := grave_faults(page):
            faults[path] = found
        if wider := overflow(page):
            faults.setdefault(path, []).append(f"{wider} px wider than the window")
    assert faults == {}
