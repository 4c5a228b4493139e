"""Entries are found from where they are named: alerts, the ledger, an issue's panel."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import moves, terms
from negotiations.enums import Party
from negotiations.queries.table.entry_links import linked
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.table import move
from tests.support.pages import client_of, deal_url

pytestmark = pytest.mark.django_db


def test_the_numbers_of_a_sentence_are_told_apart() -> None:
    found = linked("Our last 3 gives, entries 3, 7 and 12, were not answered (entry 15).")
    assert (
        "".join(part.text for part in found) == "Our last 3 gives, entries 3, 7 and 12, were not answered (entry 15)."
    )
    assert [part.number for part in found if part.number] == [3, 7, 12, 15]
    assert [part.text for part in linked("No numbers 3 here")] == ["No numbers 3 here"]


def test_an_alert_leads_to_the_entry_that_it_names(plan: Plan) -> None:
    move(plan, "threat", party=Party.THEIRS, words="They go to Norcool", at=timezone.now())
    page = client_of(plan.lead).get(deal_url("alert-list", plan.deal)).content.decode()
    assert (
        f'A threat of theirs, entry <a class="entry-link" href="{deal_url("move-list", plan.deal)}#entry-1">1</a>'
        in page
    )


def test_the_panel_of_an_issue_leads_to_its_point_and_its_entries(plan: Plan) -> None:
    url = deal_url("issue-detail", plan.deal, issue_id=plan.price.pk)
    assert 'aria-label="At the table"' not in client_of(plan.lead).get(url).content.decode()
    move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(632), plan.payment.pk: D(30)})
    wrong = move(plan, "note", words="They are late", issue=plan.price.pk)
    moves.reverse(wrong, why="", key=wrong.pk, by=plan.lead, at=NOW)
    terms.add(plan.deal, text="Price", issue=plan.price, level=D(610), by=plan.lead, at=NOW)
    page = client_of(plan.lead).get(url).content.decode()
    log, close = deal_url("move-list", plan.deal), deal_url("close-term-list", plan.deal)
    assert f'<a class="nowrap" href="{log}?issue={plan.price.pk}">1 entry in the log</a>' in page
    assert f'href="{close}?issue={plan.price.pk}">Its agreed point</a>' in page
    seen = client_of(seat(plan.deal, SeatRole.OBSERVER)).get(url).content.decode()
    assert ("Its agreed point" in seen, "in the log" in seen) == (True, False)
