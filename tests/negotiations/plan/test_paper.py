"""Sheets to take along: the plan on one page, packages for the table, and what is handed over tells nothing."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, issues
from negotiations.queries.plan.one_page import one_page
from negotiations.queries.standing import standing
from negotiations.queries.trades.sheets import handout
from tests.factories.concessions import make_concessions
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.trades import compute
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db


def sheet(plan: Plan, of: str = "plan", who: Any = None, **query: str) -> Any:
    url = reverse("negotiations:deal-paper", args=[plan.deal.pk])
    return client_of(who or plan.lead).get(url, {"sheet": of, **query})


def words(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_lead_has_limits_floor_and_concessions_on_it(plan: Plan) -> None:
    make_concessions(plan)
    page = words(sheet(plan))
    for part in ("Walk-away", "€624", "Daikan, quote 4412", "Open with Unit price €585", "Confidential", "Agenda"):
        assert part in page


def test_without_secrets_it_is_what_a_colleague_without_them_gets(plan: Plan) -> None:
    make_concessions(plan)
    observer = seat(plan.deal, SeatRole.OBSERVER)
    bare, theirs = (standing(who, plan.deal) for who in (plan.lead, observer))
    assert bare is not None
    assert theirs is not None
    mine = one_page(bare, secrets=False, now=NOW, by=plan.lead)
    assert mine == one_page(theirs, secrets=True, now=NOW, by=plan.lead)
    assert (mine.secret, mine.worth, mine.planned) == (False, None, None)
    page = words(sheet(plan, secrets="0"))
    assert [part for part in ("€624", "Daikan", "Open with", "Walk-away") if part in page] == []
    assert "PDF" not in words(sheet(plan, who=observer))


def test_the_expert_has_the_levels_of_own_issues_alone(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    access = standing(expert, plan.deal)
    assert access is not None
    found = one_page(access, secrets=True, now=NOW, by=expert)
    assert {row.name: any(row.levels[1:]) for row in found.issues}["Payment"] is True
    assert {row.name: any(row.levels[1:]) for row in found.issues}["Unit price"] is False
    assert found.worth is None


def test_packages_for_the_table_are_for_readers_of_secrets(plan: Plan) -> None:
    compute(plan.deal)
    page = words(sheet(plan, "table"))
    for part in ("Walk-away", "Worth to us", "Over our floor", "Likely to them"):
        assert part in page
    observer = seat(plan.deal, SeatRole.OBSERVER)
    assert sheet(plan, "table", who=observer).status_code == 404


@pytest.mark.parametrize("of", ["ask", "offer", "set"])
def test_what_is_handed_over_names_nothing_that_is_ours_alone(plan: Plan, of: str) -> None:
    alternatives.edit(plan.alternative, "title", "Wrenfloor", seen=None, by=plan.lead, at=NOW)
    compute(plan.deal)
    access = standing(plan.lead, plan.deal)
    assert access is not None
    found = handout(access, of, now=NOW)
    if of == "offer":
        assert found is None
        return
    assert found is not None
    assert found.rows
    text = str(found).casefold()
    kept = ("wrenfloor", "walk", "target", "floor", "worth", "624", "confidential", plan.deal.title, str(plan.lead))
    assert [one for one in kept if one.casefold() in text] == []


def test_the_files_are_pdfs_on_one_page(plan: Plan) -> None:
    make_concessions(plan)
    for number in range(24):
        issues.add(plan.deal, name=f"Issue {number}", kind="choice", options=("No", "Yes"), by=plan.lead, at=NOW)
    client = client_of(plan.lead)
    url = reverse("negotiations:paper-file", args=[plan.deal.pk, "plan"])
    answer = client.get(url)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert b"/Count 1" in answer.content
    assert b"/Count 2" not in answer.content
    root = f"deals/{plan.deal.pk}/paper/"
    assert Api(plan.lead).get(f"{root}ask/").content[:5] == b"%PDF-"
    problem(Api(plan.lead).get(f"{root}nonsense/"), 404)
    assert client.get(url.replace("plan.pdf", "offer.pdf")).status_code == 404
