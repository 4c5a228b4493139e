"""The likely frontiers behind the drawing: the band, the fair deal's region, what would move it, and the table."""

from decimal import Decimal as D
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from negotiations.queries.trades.chart_words import fair_words, likely_rows, shift_words
from negotiations.queries.wording import Amounts
from tests.factories.accounts import sign_in
from tests.factories.negotiations import Plan
from tests.factories.trades import compute, document
from tests.negotiations.trades.test_list import page_of, text

pytestmark = pytest.mark.django_db
EUROS = Amounts(True, "EUR")


@pytest.fixture
def found(plan: Plan) -> dict[str, Any]:
    return document(compute(plan.deal))


def test_the_band_falls_for_them_as_it_rises_for_us_and_spans_the_line(found: dict[str, Any]) -> None:
    rows = [[D(value) for value in row] for row in found["likely"]["levels"]]
    assert len(rows) > 20
    for (ours, *band), (more, *next_band) in pairwise(rows):
        assert ours < more
        assert band == sorted(band)
        assert all(now >= then for now, then in zip(band, next_band, strict=True))
    own = [D(point["ours"]) for point in found["points"]]
    assert (rows[0][0], rows[-1][0]) == (min(own), max(own))


def test_the_fair_deal_is_a_region_that_holds_the_best_guess(found: dict[str, Any]) -> None:
    nash = found["likely"]["nash"]
    named = next(one for one in found["named"] if "nash" in one["rules"])
    ours = D(found["points"][named["point"]]["ours"])
    assert D(nash["ours"][0]) <= ours <= D(nash["ours"][2])
    assert fair_words(found, EUROS).startswith("Fair by Nash, it gives us between €")


def test_what_would_move_the_fair_deal_is_said_for_the_floor_that_is_known(found: dict[str, Any]) -> None:
    words = shift_words(found, EUROS)
    assert [line[:54] for line in words] == [
        "If what we have without this deal is worth a fifth les",
        "If what we have without this deal is worth a fifth mor",
    ]
    assert shift_words(
        {**found, "shifts": [{"whose": "theirs", "more": True, "outlook": "no deal", "moved": {}}]}, EUROS
    )[0].endswith("no deal is left that both could accept.")


def test_the_page_draws_it_in_amber_and_says_it_as_a_table(plan: Plan) -> None:
    job = compute(plan.deal)
    client: Client = sign_in(plan.lead)
    html = client.get(page_of(plan.deal)).content.decode()
    assert html.count('class="cloud"') == html.count('class="middle"') == 2  # wide and narrow
    said = text(client.get(page_of(plan.deal)))
    for row in likely_rows(document(job), EUROS):
        assert " ".join(f"{row.ours} {row.theirs}".split()) in said
    assert "Where a fair deal lies, and what would move it" in said


def test_a_result_of_before_draws_the_doubt_along_the_line(plan: Plan) -> None:
    job = compute(plan.deal)
    stored = document(job)
    old = {name: part for name, part in stored.items() if name not in {"likely", "shifts"}}
    job.result.document = old
    job.result.save()
    html = sign_in(plan.lead).get(page_of(plan.deal)).content.decode()
    assert 'class="cloud"' not in html
    assert 'class="band"' in html
