"""How the talks go, in words, drawn, and on the page Their side."""

import re

import pytest
from django.urls import reverse

from negotiations.actions import jobs, suggestions
from negotiations.charts.talk import Turn, talk_chart
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from negotiations.queries.theirs.talks import talk_words
from negotiations.queries.wording import Amounts, Names, plain
from tests.factories.accounts import make_api_token, sign_in
from tests.factories.negotiations import NOW, Plan
from tests.factories.talks import TALK, play

pytestmark = pytest.mark.django_db


def computed(plan: Plan):
    job = jobs.request(plan.deal, by=plan.lead, at=NOW)
    suggestions.run(job.pk)
    job.refresh_from_db()
    return opened(job.result.document, Worker(plan.deal))


def words_of(plan: Plan):
    document = computed(plan)
    return talk_words(document, Names(plan.deal), Amounts(True, "EUR"))


def test_the_news_say_what_was_seen(plan: Plan) -> None:
    play(plan)
    found = words_of(plan)
    assert found is not None
    news = [plain(line) for line in found.news]
    assert any(re.match(r"They gave back about what we gave: [\d.–]+ times", line) for line in news)
    assert any("steps get smaller and smaller: Unit price near €616" in line for line in news)
    assert any("half-way on Unit price in 50 of 100 answers" in line for line in news)
    assert any("nearly the same time" in line for line in news)
    assert any(re.search(r"both could still have (up to \d+|\d+(–\d+)?) % more", line) for line in news)


def test_every_offer_has_its_row_and_theirs_is_a_band(plan: Plan) -> None:
    play(plan)
    found = words_of(plan)
    assert found is not None
    assert [row.who for row in found.rows] == ["Them", "Us"] * 3 + ["Them"]
    assert found.rows[0].ours == "€40,000"
    assert found.rows[0].step == ""
    assert found.rows[3].step == "gave"
    assert all("–" in row.theirs or " to " in row.theirs for row in found.rows)
    facts = dict(found.facts)
    assert re.fullmatch(r"\d+ %", facts["Part of the way to the floor we came"])
    assert "–" in facts["Part of the way to the floor they came"]


def test_without_offers_there_are_no_words(plan: Plan) -> None:
    assert words_of(plan) is None


def test_drawing_one_offer_and_many() -> None:
    one = talk_chart([Turn("ours", 5.0, None, "only")], unit="points").wide
    assert len(one.panels) == 1
    assert one.panels[0].title == "worth to us, points"
    turns = [Turn(("ours", "theirs")[n % 2], float(n), (n - 1.0, float(n), n + 2.0), str(n)) for n in range(30)]
    many = talk_chart(turns, unit="€").narrow
    ours, theirs = many.panels
    assert len(many.numbers) == 10
    assert [mark.x for mark in ours.marks] == sorted(mark.x for mark in ours.marks)
    assert all(mark.high < mark.y < mark.low for mark in theirs.marks)  # pixels grow downwards
    assert all(many.left < mark.x < many.right for mark in ours.marks)
    with pytest.raises(ValueError, match="at least one"):
        talk_chart([], unit="€")


def test_the_section_stands_on_the_page_of_their_side(plan: Plan) -> None:
    client = sign_in(plan.lead)
    url = reverse("negotiations:evidence-list", kwargs={"deal_id": plan.deal.pk})
    assert "Note the offers of both sides as they come" in client.get(url).content.decode()
    play(plan)
    assert "7 offers noted" in client.get(url).content.decode()
    computed(plan)
    page = client.get(url).content.decode()
    assert "How the talks go" in page
    assert page.count('class="talk-point"') == 2 * len(TALK)


def test_the_api_gives_the_same(plan: Plan, client) -> None:
    play(plan)
    computed(plan)
    _, token = make_api_token(plan.lead)
    url = f"/api/v1/deals/{plan.deal.pk}/trades/"
    talks = client.get(url, headers={"authorization": f"Token {token}"}).json()["talks"]
    assert [one["party"] for one in talks["offers"]] == ["theirs", "ours"] * 3 + ["theirs"]
    assert talks["steps"][0]["to_them"] is None
    assert talks["steps"][1]["to_them"]["low"] <= talks["steps"][1]["to_them"]["high"]
    assert talks["ours"]["rate"]["low"] == talks["ours"]["rate"]["high"]
    assert talks["theirs"]["shrinking"][0]["limit"] == "616"
    assert talks["habits"]["rhythm"] is True
