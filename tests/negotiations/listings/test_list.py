"""All packages: the best in order, within a window, ties; taken into the plan; for whom."""

from decimal import Decimal as D
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import listings, undo
from negotiations.actions.writing import Rejected
from negotiations.engine.problem import OURS, THEIRS
from negotiations.enums import JobKind
from negotiations.models import Job, PlanPackage
from negotiations.queries.findings.listing import Asked
from negotiations.queries.inputs.plan import load_plan, plan_inputs
from negotiations.queries.standing import Worker
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.rules import make_rule
from tests.factories.trades import document
from tests.support.fragments import fragment_is_in_page
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db


def made(plan: Plan, **asked: Any) -> Job:
    """A list asked for and made here and now."""
    job = listings.request(plan.deal, Asked(**asked), by=plan.lead, at=timezone.now())
    listings.run(job.pk)
    job.refresh_from_db()
    return job


def every(plan: Plan) -> list[tuple[int, int, dict[str, str]]]:
    """Every acceptable package with both worths in units, by enumeration."""
    read = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=timezone.now().date())
    assert read is not None
    found = []
    for package in product(*(range(len(row.levels)) for row in read.issues)):
        if read.problem.acceptable(package):
            levels = {str(pk): level for pk, level in read.levels_of(package).items()}
            found.append((read.problem.utility(package, OURS), read.problem.utility(package, THEIRS), levels))
    return found


def levels_of(row: dict[str, Any]) -> dict[str, D]:
    return {pk: D(level) for pk, level in row["levels"].items()}


def key(levels: dict[str, D]) -> frozenset[tuple[str, D]]:
    return frozenset(levels.items())


@pytest.mark.parametrize("show", ["joint", "ours"])
@pytest.mark.parametrize("ruled", [False, True])
def test_the_list_is_that_of_enumeration(plan: Plan, show: str, ruled: bool) -> None:
    if ruled:
        make_rule(plan, when={str(plan.payment.pk): {"low": "45"}})
    worth = {key(one[2]): one for one in every(plan)}
    rows = document(made(plan, show=show, count=50))["rows"]
    found = [worth[key(levels_of(row))] for row in rows]
    merits = [ours + theirs if show == "joint" else ours for ours, theirs, _ in found]
    best = sorted((o + t if show == "joint" else o for o, t, _ in worth.values()), reverse=True)
    assert merits == best[:50]


def test_a_window_of_our_worth_holds(plan: Plan) -> None:
    rows = document(made(plan, low=D(400_000), high=D(420_000), count=100))["rows"]
    assert rows
    assert all(399_900 <= float(row["ours"]) <= 420_100 for row in rows)


def test_all_that_tie_at_a_fair_point_are_worth_the_same(plan: Plan) -> None:
    rows = document(made(plan, show="nash"))["rows"]
    assert rows
    assert len({(row["ours"], row["likely"]) for row in rows}) == 1
    assert all(row["efficient"] for row in rows)


def test_efficient_means_that_nothing_is_better_for_one_and_no_worse_for_the_other(plan: Plan) -> None:
    points = every(plan)
    for row in document(made(plan, count=100))["rows"]:
        ours, theirs = next((o, t) for o, t, levels in points if levels == levels_of(row))
        better = any(o >= ours and t >= theirs and (o, t) != (ours, theirs) for o, t, _ in points)
        assert row["efficient"] is not better


def test_the_same_wish_gives_the_same_job_and_another_does_not(plan: Plan) -> None:
    first = made(plan)
    assert made(plan) == first
    assert made(plan, count=10) != first
    assert not Job.objects.filter(deal=plan.deal).exclude(kind=JobKind.LISTING).exists()


@pytest.mark.parametrize("asked", [{"show": "luck"}, {"count": 0}, {"count": 5000}, {"low": D(9), "high": D(1)}])
def test_what_cannot_be_asked(plan: Plan, asked: dict[str, Any]) -> None:
    with pytest.raises(Rejected):
        listings.request(plan.deal, Asked(**asked), by=plan.lead, at=NOW)


def test_one_of_them_goes_into_the_plan_and_out_again(plan: Plan) -> None:
    job = made(plan, count=10)
    page = client_of(plan.lead).get(deal_url("listing", plan.deal)).content.decode()
    assert page.count("Put in plan</button>") == 10
    response = post(plan.lead, deal_url("listing-take", plan.deal, job_id=job.pk), place="3")
    assert "It is in the plan now" in response.content.decode()
    stored = PlanPackage.objects.get(deal=plan.deal).levels.reveal(Worker(plan.deal))
    assert {pk: D(level) for pk, level in stored.items()} == levels_of(document(job)["rows"][3])
    assert "Changed since" in response.content.decode()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert PlanPackage.objects.get(deal=plan.deal).levels.reveal(Worker(plan.deal)) == {}
    assert (
        "not in the list"
        in post(plan.lead, deal_url("listing-take", plan.deal, job_id=job.pk), place="99").content.decode()
    )


def test_the_form_works_without_script_and_says_what_is_wrong(plan: Plan) -> None:
    ask = deal_url("listing-ask", plan.deal)
    wrong = post(plan.lead, ask, htmx=False, show="joint", low="much", count="10")
    assert wrong.status_code == 422
    assert 'value="much"' in wrong.content.decode()
    good = post(plan.lead, ask, htmx=False, show="ours", low="€400,000", high="", count="10", ties="1")
    assert good.status_code == 302
    page = client_of(plan.lead).get(deal_url("listing", plan.deal)).content.decode()
    assert "waiting for a free worker" in page
    assert "€400,000" in page
    assert fragment_is_in_page(client_of(plan.lead), deal_url("listing", plan.deal))


def test_rules_that_leave_nothing_are_said(plan: Plan) -> None:
    make_rule(plan, when={str(plan.payment.pk): {"low": "15"}}, then={str(plan.price.pk): {"low": "630"}})
    made(plan)
    assert "No package is worth this" in client_of(plan.lead).get(deal_url("listing", plan.deal)).content.decode()


def test_for_whom(plan: Plan) -> None:
    job, url = made(plan), deal_url("listing", plan.deal)
    for role in (SeatRole.OBSERVER, SeatRole.EXPERT):
        assert client_of(seat(plan.deal, role)).get(url).status_code == 403
    assert client_of(make_plan().lead).get(url).status_code == 404
    assert client_of(make_member(plan.deal.organisation)).get(url).status_code == 403
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    assert "Put in plan</button>" not in client_of(sponsor).get(url).content.decode()
    assert post(sponsor, deal_url("listing-ask", plan.deal)).status_code == 403
    assert post(sponsor, deal_url("listing-take", plan.deal, job_id=job.pk), place="0").status_code == 403
    assert post(plan.lead, deal_url("listing-take", make_plan().deal, job_id=job.pk), place="0").status_code == 404
