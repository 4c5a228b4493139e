"""The trades page in each of its states."""

import re
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, issues, jobs, valuations
from negotiations.models import Deal, Job, JobResult
from tests.factories.accounts import sign_in
from tests.factories.negotiations import NOW, Plan, make_deal, make_plan, seat
from tests.factories.trades import compute, document

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def page_of(deal: Deal) -> str:
    return reverse("negotiations:trades-list", kwargs={"deal_id": deal.pk})


def text(response: Any) -> str:
    bare = re.sub(r"<svg.*?</svg>|<script.*?</script>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


@pytest.fixture
def client(plan: Plan) -> Client:
    return sign_in(plan.lead)


def test_empty_it_teaches_and_offers_the_button(plan: Plan, client: Client) -> None:
    found = text(client.get(page_of(plan.deal)))
    assert "No suggestions yet" in found
    assert "Suggest trades" in found
    sponsor = text(sign_in(seat(plan.deal, SeatRole.SPONSOR)).get(page_of(plan.deal)))
    assert "The lead, the holdout or the coordinator can ask" in sponsor


def test_a_plan_with_nothing_to_trade_says_what_is_missing() -> None:
    deal = make_deal()
    client = sign_in(deal.created_by)
    assert "You have 0." in text(client.get(page_of(deal)))
    refused = client.post(reverse("negotiations:trades-suggest", kwargs={"deal_id": deal.pk}))
    assert refused.status_code == 422
    assert "Add a second issue first" in text(refused)


def test_asking_shows_a_queued_job_and_that_the_queue_is_away(plan: Plan, client: Client) -> None:
    suggest = reverse("negotiations:trades-suggest", kwargs={"deal_id": plan.deal.pk})
    assert client.post(suggest).headers["Location"] == page_of(plan.deal)  # the test's transaction rings no bell
    assert "The queue is not reachable. It will start by itself" in text(client.get(page_of(plan.deal)))
    Job.objects.update(rung_at=Now())
    assert "Waiting for a free worker" in text(client.get(page_of(plan.deal)))


def test_the_job_is_polled_until_it_is_over(plan: Plan, client: Client) -> None:
    job = jobs.request(plan.deal, by=plan.lead, at=NOW)
    lease = jobs.take(job.pk)
    assert lease is not None
    lease.progress("trades", 60, 100)
    poll = reverse("negotiations:job-detail", kwargs={"deal_id": plan.deal.pk, "job_id": job.pk})
    running = client.get(poll, headers=HTMX)
    assert f'hx-get="{poll}"' in running.content.decode()
    assert "trades, 60 %" in text(running)
    jobs.finish(lease, document(compute(make_plan().deal)), [])
    over = client.get(poll, headers=HTMX)
    assert (over["HX-Retarget"], over["HX-Reswap"]) == ("#trades", "innerMorph")
    assert f'hx-get="{poll}"' not in over.content.decode()
    assert client.get(poll).headers["Location"] == page_of(plan.deal)


def test_cancel_and_failure_say_what_to_do(plan: Plan, client: Client) -> None:
    job = jobs.request(plan.deal, by=plan.lead, at=NOW)
    stop = reverse("negotiations:job-cancel", kwargs={"deal_id": plan.deal.pk, "job_id": job.pk})
    assert "The last computation was cancelled" in text(client.post(stop, headers=HTMX))
    job = jobs.request(plan.deal, by=plan.lead, at=NOW + timedelta(seconds=1))
    lease = jobs.take(job.pk)
    assert lease is not None
    jobs.fail(lease, jobs.BROKEN)
    found = text(client.get(page_of(plan.deal)))
    assert "The computation stopped." in found
    assert "Try again" in found


def test_the_result_says_the_trade_the_sums_and_why(plan: Plan, client: Client) -> None:
    compute(plan.deal)
    found = text(client.get(page_of(plan.deal)))
    for words in (
        "Accept 15 days instead of 30 on Payment , and get €586 instead of €598 on Unit price.",
        "together +€40,000",
        "inside our walk-aways",
        "of 100 guesses",
        "is likely worth",
        "Offer these three packages at once",
        "Package on the page €430,000",
        "Fair by Nash",
        "€355,000 above our floor",
    ):
        assert words.replace(" ,", ",") in found.replace(" ,", ",")


def test_a_changed_plan_marks_the_result_and_names_the_changes_without_values(plan: Plan, client: Client) -> None:
    compute(plan.deal)
    assert "Changed since" not in text(client.get(page_of(plan.deal)))
    do = {"by": plan.lead, "at": NOW}
    issues.set_limit(plan.price, "walk_away", D(620), seen=None, **do)
    valuations.edit(plan.payment, "theirs", "swing", D(80), seen=None, **do)
    alternatives.edit(plan.alternative, "probability", D(50), seen=None, **do)
    issues.edit(plan.payment, "requester", "Nobody", seen=None, **do)
    found = text(client.get(page_of(plan.deal)))
    assert "Changed since: an alternative, their weight of Payment, walk-away of Unit price ." in found
    assert "Compute again" in found
    issues.set_limit(plan.price, "walk_away", D(624), seen=None, **do)
    valuations.edit(plan.payment, "theirs", "swing", D(90), seen=None, **do)
    alternatives.edit(plan.alternative, "probability", D(80), seen=None, **do)
    assert "Changed since" not in text(client.get(page_of(plan.deal)))


def test_a_result_outlives_what_it_speaks_of(plan: Plan, client: Client) -> None:
    compute(plan.deal)
    issues.remove(plan.payment, by=plan.lead, at=NOW)
    found = text(client.get(page_of(plan.deal)))
    assert "Accept 15 days instead of 30 on Payment" in found
    assert "Changed since: Payment removed" in found


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, plan: Plan) -> None:
    counts = []
    for extra in (0, 12):
        bigger = make_plan(extra_issues=extra)
        compute(bigger.deal)
        client = sign_in(bigger.lead)
        client.get(page_of(bigger.deal))
        with django_assert_max_num_queries(40) as asked:
            client.get(page_of(bigger.deal))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_fragment_is_what_the_page_has(plan: Plan, client: Client) -> None:
    compute(plan.deal)
    fragment = text(client.get(page_of(plan.deal), headers=HTMX))
    whole = text(client.get(page_of(plan.deal)))
    assert "<html" not in client.get(page_of(plan.deal), headers=HTMX).content.decode()
    # the fragment also carries the words of the sliders, for the form that stays
    assert fragment[:2000] in whole


def test_a_result_of_another_recipe_is_as_good_as_none(plan: Plan, client: Client) -> None:
    job = compute(plan.deal)
    assert "No suggestions yet" not in text(client.get(page_of(plan.deal)))
    JobResult.objects.filter(job=job).update(document={"points": "of another form", "recipe": 1})
    found = client.get(page_of(plan.deal))
    assert found.status_code == 200
    assert "No suggestions yet" in text(found)
