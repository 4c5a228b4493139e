"""A deal that ends is reviewed by a worker; every figure follows from the log."""

from decimal import Decimal as D

import pytest

from negotiations.actions import moves, phases, reviews, terms
from negotiations.actions.writing import Rejected
from negotiations.enums import JobKind
from negotiations.models import Job, Review, ReviewFigures
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan, make_plan
from tests.factories.reviews import close, compute, document, reviewed, talk
from tests.factories.table import move

pytestmark = pytest.mark.django_db

# 5,000 units: a euro of the price is 5,000; payment weighs 30 and warranty 45 of what 80 euros weigh: 100.
EURO = 5000
WARRANTY_STEP = D(400000) * 45 / 100 / 2


@pytest.fixture
def plan() -> Plan:
    return make_plan()


def test_the_result_by_hand(plan: Plan) -> None:
    found = reviewed(plan)
    result = found["result"]
    payment = D(400000) * 30 / 100 / 6  # a step of 15 days
    assert D(result["worth"]) == (640 - 605) * EURO + 2 * payment + WARRANTY_STEP
    assert D(result["target"]) == (598 - 605) * EURO - WARRANTY_STEP  # target 598, 30 days, 5 years
    assert D(result["opening"]) == (590 - 605) * EURO - 2 * payment - WARRANTY_STEP
    assert D(result["savings"]) == (630 - 605) * EURO + 2 * payment + WARRANTY_STEP
    assert D(result["floor"]) == D(result["worth"]) - (D(96000) * 80 / 100 - 2000)
    assert found["about"]["rounds"] == 4


def test_the_way_by_hand(plan: Plan) -> None:
    found = reviewed(plan)
    spots = [(spot["number"], spot["party"], spot["gap"]) for spot in found["dance"]["spots"]]
    assert [(number, party) for number, party, _ in spots] == [
        (1, "ours"), (2, "theirs"), (5, "theirs"), (6, "ours"), (7, "ours"), (9, "theirs"), (10, "ours"),
    ]  # fmt: skip
    payment = D(400000) * 30 / 100 / 6
    first = (630 - 590) * EURO + 4 * payment + 2 * WARRANTY_STEP
    assert D(spots[1][2]) == first
    assert D(spots[2][2]) == first - 10 * EURO
    turns = [(one["number"], one["turn"]) for one in found["turns"]]
    assert (8, "threat") in turns
    assert (11, "agreed") in turns
    steps = [(one["number"], D(one["own"][1])) for one in found["sides"]["ours"]["steps"]]
    assert steps == [(6, -8 * EURO), (7, -WARRANTY_STEP), (10, -7 * EURO - 2 * payment)]


def test_the_gap_names_the_free_give_and_sums(plan: Plan) -> None:
    gap = reviewed(plan)["gap"]
    assert D(gap["parts"]["free give"]) == WARRANTY_STEP
    free = next(line for line in gap["lines"] if line["cause"] == "free give")
    assert free["moves"] == [7]
    assert sum(D(part) for part in gap["parts"].values()) == D(gap["whole"])
    assert all(low <= high for low, _, high in ([D(v) for v in band] for band in gap["between"].values()))


def test_the_row_of_figures_equals_the_document(plan: Plan) -> None:
    found = reviewed(plan)
    row, reader = ReviewFigures.objects.get(deal=plan.deal), Worker(plan.deal)
    assert opened(row.savings, reader) == D(found["result"]["savings"])
    assert opened(row.against_target, reader) == D(found["result"]["target"])
    assert opened(row.free_cost, reader) == D(found["gap"]["parts"]["free give"])
    assert opened(row.claimed, reader) == D(found["result"]["claimed"])
    assert (row.outcome, row.free_gives, row.rounds) == ("agreed", 1, 4)
    assert opened(row.days, reader) == D(10)


def test_nothing_agreed_is_broken_off(plan: Plan) -> None:
    entries = talk(plan)
    moves.reverse(entries[-1], why="They did not", key=entries[0].pk, by=plan.lead, at=NOW)
    review = close(plan)
    assert review.outcome == "broken"
    found = document(review)
    assert found["result"] is None
    assert D(found["gap"]["whole"]) > 0
    assert opened(ReviewFigures.objects.get(deal=plan.deal).savings or None, Worker(plan.deal)) is None


def test_the_register_of_agreed_points_counts_over_the_log(plan: Plan) -> None:
    talk(plan)
    terms.add(plan.deal, text="Price", issue=plan.price, level=D(604), by=plan.lead, at=NOW)
    found = document(close(plan))
    assert found["result"]["levels"][str(plan.price.pk)] == "604"
    assert found["result"]["levels"][str(plan.payment.pk)] == "30"


def test_once_for_the_same_log_and_anew_for_another(plan: Plan) -> None:
    entries = talk(plan)
    close(plan)
    again = reviews.request(plan.deal, by=plan.lead, at=NOW)
    assert Job.objects.filter(deal=plan.deal, kind=JobKind.REVIEW).count() == 1
    assert again.state == "done"
    moves.reverse(entries[6], why="It was paid", key=plan.deal.pk, by=plan.lead, at=NOW)
    reviews.request(plan.deal, by=plan.lead, at=NOW)
    assert D(document(compute(plan))["gap"]["parts"]["free give"]) == 0


def test_a_deal_without_a_log_has_no_review_to_compute(plan: Plan) -> None:
    with pytest.raises(Rejected, match="not over"):
        reviews.request(plan.deal, by=plan.lead, at=NOW)
    phases.move(plan.deal, "review", reason="It came to nothing", seen=None, by=plan.lead, at=NOW)
    assert Review.objects.get(deal=plan.deal).outcome == "broken"
    with pytest.raises(Rejected, match="empty"):
        reviews.request(plan.deal, by=plan.lead, at=NOW)


def test_what_waits_for_the_holdout_or_was_informal_is_no_part_of_the_dance(plan: Plan) -> None:
    talk(plan)
    move(plan, "offer", levels={plan.price.pk: D(620)}, binding=False, happened_at=NOW)
    assert 12 not in [spot["number"] for spot in document(close(plan))["dance"]["spots"]]
