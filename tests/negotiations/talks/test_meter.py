"""The claim/create meter in words, on the trades page and through the API."""

import pytest
from django.test import Client
from django.urls import reverse

from negotiations.actions import jobs, suggestions
from negotiations.queries.deal.meter_words import meter_words, signed
from tests.factories.accounts import make_api_token, sign_in
from tests.factories.negotiations import NOW, Plan

SPAN = ["0.1000", "0.2000", "0.3000"]


def part(**changes):
    reasons = [
        {"part": "room", "figure": ["0.2200", "0.2500", "0.3100"], "band": SPAN},
        {"part": "reciprocity", "figure": None, "band": ["-0.2000", "0.0000", "0.1500"]},
        {"part": "issues", "figure": ["1.0000"] * 3, "band": ["-0.2500"] * 3},
        {"part": "threats", "figure": ["0.0000"] * 3, "band": ["0.0000"] * 3},
        {"part": "one way", "figure": ["3.0000"] * 3, "band": ["-0.1333"] * 3},
    ]
    return {"band": ["-0.0400", "0.2500", "0.5000"], "lean": "both", "reasons": reasons, "alarms": [], **changes}


def test_words_say_where_to_stand_and_why() -> None:
    found = meter_words(part(alarms=["one-way giving"]))
    assert found is not None
    assert (found.title, found.between) == ("Create and claim", "0.0 to +0.5")
    said = [one.words for one in found.reasons]
    assert said == [
        "Trading across issues can add 22–31 % to a pie that is only split",
        "Whether they give back what we give is not seen yet",
        "Only one issue to talk about",
        "3 gives of ours in a row without an answer",
    ]
    assert [one.pull for one in found.reasons] == ["+0.10 to +0.30", "−0.2 to +0.1", "−0.25", "−0.13"]
    assert [one.known for one in found.reasons] == [True, False, True, True]
    assert found.alarms[0].startswith("Giving is one-way")


def test_places_on_the_scale() -> None:
    found = meter_words(part())
    assert found is not None
    assert (found.scale.start, found.scale.width, found.scale.middle) == (48.0, 27.0, 62.5)
    down = found.reasons[2].scale
    assert (down.start, down.width) == (25.0, 25.0)  # half of the way to the left end


@pytest.mark.parametrize(("value", "words"), [(0.04, "0.0"), (-0.04, "0.0"), (0.26, "+0.3"), (-1, "−1.0")])
def test_signs(value: float, words: str) -> None:
    assert signed(value) == words


def test_a_result_from_before_has_no_meter() -> None:
    assert meter_words(None) is None
    assert meter_words({}) is None


@pytest.mark.django_db
def test_the_meter_stands_on_the_trades_page_and_in_the_api(plan: Plan, client: Client) -> None:
    job = jobs.request(plan.deal, by=plan.lead, at=NOW)
    suggestions.run(job.pk)
    page = sign_in(plan.lead).get(reverse("negotiations:trades-list", kwargs={"deal_id": plan.deal.pk}))
    assert 'id="meter"' in page.content.decode()
    assert "3 issues to trade with" in page.content.decode()
    _, token = make_api_token(plan.lead)
    url = f"/api/v1/deals/{plan.deal.pk}/trades/"
    answer = client.get(url, headers={"authorization": f"Token {token}"}).json()
    assert -1 <= answer["meter"]["stands"]["low"] <= answer["meter"]["stands"]["high"] <= 1
    parts = {one["part"]: one for one in answer["meter"]["reasons"]}
    assert parts["issues"]["figure"] == {"low": 3.0, "median": 3.0, "high": 3.0}
    assert parts["reciprocity"]["figure"] is None
    assert answer["talks"] is None
