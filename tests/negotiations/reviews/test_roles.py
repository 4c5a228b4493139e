"""Roles kept or broken, as the log and the seats say; experts asked for levers, and credited with what they brought."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import deals, levers, offers, summaries
from negotiations.models import Seat
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.readiness import readiness
from negotiations.queries.review.credit import credit_of
from negotiations.queries.review.roles import BROKEN, KEPT, QUIET, RoleRow, roles_of
from negotiations.queries.standing import Standing, standing
from tests.factories.mandate import approved, guarded, offer
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.reviews import END, START, close, package, talk
from tests.factories.table import move
from tests.negotiations.api.client import Api
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db


def reader(plan: Plan) -> Standing:
    found = standing(plan.lead, plan.deal)
    assert found is not None
    return found


def judged(plan: Plan) -> dict[str, RoleRow]:
    return {row.role: row for row in roles_of(reader(plan), now=END)}


def said(row: RoleRow) -> str:
    return " ".join(fact.words for fact in row.facts)


@pytest.fixture
def expert(plan: Plan) -> User:
    user = seat(plan.deal, SeatRole.EXPERT)
    Seat.objects.filter(deal=plan.deal, user=user).update(issues=[str(plan.warranty.pk)])
    return user


def test_one_voice_that_commits_is_a_role_kept(plan: Plan) -> None:
    talk(plan)
    found = judged(plan)
    assert found["Only the lead commits"].state == KEPT
    assert found["Only the lead commits"].facts[0].numbers == (1, 6, 7, 10)
    assert found["Each on their own issues"].state == QUIET
    assert found["One voice"].state == KEPT


def test_who_else_committed_and_spoke_elsewhere_is_named_with_the_entries(plan: Plan, expert: User) -> None:
    talk(plan)
    one = move(plan, "give", levels=package(plan, price=608), said_by=str(expert), why="He said so", happened_at=END)
    found = judged(plan)
    lead, own, voice = (found[key] for key in ("Only the lead commits", "Each on their own issues", "One voice"))
    assert (lead.state, own.state) == (BROKEN, BROKEN)
    assert any(fact.numbers == (one.number,) and str(expert) in fact.words for fact in lead.facts)
    assert "spoke on Unit price" in said(own)
    assert voice.state == KEPT  # giving further on the record takes nothing back


def test_two_who_say_what_does_not_go_together_are_found_later_too(plan: Plan, expert: User) -> None:
    talk(plan)
    move(plan, "offer", levels=package(plan, price=598), said_by=str(expert), happened_at=END)
    move(plan, "offer", levels=package(plan, price=590), said_by=str(expert), happened_at=END)
    voice = judged(plan)["One voice"]
    assert voice.state == BROKEN
    assert voice.facts[0].numbers == (10, 12)


def test_a_guard_that_opens_for_nothing_is_a_role_broken(plan: Plan) -> None:
    holdout = guarded(plan, plan.payment)
    approved(plan)
    offer(plan, {plan.payment.pk: 60})
    assert judged(plan)["The holdout holds"].state == QUIET
    waits = offer(plan, {plan.payment.pk: 45}, why="They asked")
    assert judged(plan)["Only the lead commits"].facts[0].numbers == (1,)
    offers.release(waits, price="Five years of warranty", by=holdout, at=NOW)
    found = judged(plan)["The holdout holds"]
    assert "released an offer for “Five years of warranty”" in said(found)
    assert (found.state, found.facts[-1].words) == (BROKEN, "nothing was had for Payment")  # the price was never had
    assert found.facts[0].numbers == (2,)


def test_the_summary_within_a_day_of_each_meeting(plan: Plan) -> None:
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    talk(plan)
    who: dict[str, Any] = {"by": plan.lead, "at": NOW}
    first, second = (
        deals.add_meeting(plan.deal, starts_at=START + timedelta(days=n), title=title, place="", **who)
        for n, title in ((0, "Opening"), (3, "Second"))
    )
    row = summaries.make(plan.deal, first, **who)
    summaries.send(row, ["keller@frigotec.example"], by=plan.lead, at=first.starts_at + timedelta(hours=5))
    found = judged(plan)["The summary within a day"]
    assert (found.state, found.people) == (BROKEN, str(coordinator))
    assert "Opening went out 5" in said(found)
    assert f"{second.title} was never sent" in said(found)
    row = summaries.make(plan.deal, second, **who)
    summaries.send(row, ["keller@frigotec.example"], by=plan.lead, at=second.starts_at + timedelta(hours=20))
    assert judged(plan)["The summary within a day"].state == KEPT


def test_each_expert_is_asked_for_a_lever(plan: Plan, expert: User) -> None:
    steps = str(readiness(load_plan(plan.deal), reader(plan), today=NOW.date()).steps)
    assert f"Ask {expert} for a lever" in steps
    page = client_of(plan.lead).get(reverse("negotiations:seat-plan", args=[plan.deal.pk])).content.decode()
    assert "no lever yet" in page
    client = client_of(expert)
    url = reverse("negotiations:lever-create", args=[plan.deal.pk])
    assert client.post(url, {"title": "Spare parts on consignment"}).status_code == 302
    assert "for a lever" not in str(readiness(load_plan(plan.deal), reader(plan), today=NOW.date()).steps)
    page = client_of(plan.lead).get(reverse("negotiations:seat-plan", args=[plan.deal.pk])).content.decode()
    assert "Spare parts on consignment" in page


def test_a_lever_in_the_deal_is_its_experts(plan: Plan, expert: User) -> None:
    lever = levers.add(plan.deal, title="Spare parts on consignment", why="", by=expert, at=NOW)
    levers.add(plan.deal, title="Training", why="", by=expert, at=NOW)
    issue = levers.make_issue(lever, by=plan.lead, at=NOW)
    talk(plan)
    yes = issue.options.order_by("number").values_list("number", flat=True).last()
    move(plan, "agree", levels={issue.pk: yes}, words="With the parts", happened_at=END - timedelta(hours=1))
    close(plan)
    found = next(one for one in credit_of(reader(plan)) if one.asked)
    assert found.who == str(expert)
    assert {line.title: (line.state, line.level) for line in found.levers} == {
        "Spare parts on consignment": ("in the deal", "Yes"),
        "Training": ("never on the table", ""),
    }
    page = client_of(plan.lead).get(reverse("negotiations:review-talks", args=[plan.deal.pk])).content.decode()
    for words in ("Roles kept or broken", "Whose levers made it", "never on the table"):
        assert words in page
    body = Api(plan.lead).data(f"deals/{plan.deal.pk}/review/roles/")
    assert [one["expert"] for one in body["credit"]] == [True, False]  # the lead named one that was never used
    assert body["credit"][0]["levers"][0]["became"] == "in the deal"
    assert body["roles"][0]["kept"] == KEPT
