"""Agreed points: written, edited in place, flagged while something lacks, in the clause map, also through the API."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues, terms, undo
from negotiations.actions.writing import Rejected
from negotiations.models import Term
from negotiations.queries.close.terms import clause_map
from tests.factories.close import term
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def page_of(plan: Plan, query: str = "", user: object = None) -> str:
    response = client_of(user or plan.lead).get(deal_url("close-term-list", plan.deal) + query)
    assert response.status_code == 200
    return response.content.decode()


def edit(plan: Plan, row: Term, field: str, value: str, version: int = 0) -> Any:
    url = deal_url("close-term-edit", plan.deal, term_id=row.pk, field=field)
    return post(plan.lead, url, value=value, version=str(version))


def test_written_edited_removed_and_undone(plan: Plan) -> None:
    typed = {"text": "Sixty days to pay", "issue": str(plan.payment.pk), "level": "60 days"}
    assert post(plan.lead, deal_url("close-term-create", plan.deal), **typed).status_code == 200
    row = Term.objects.get()
    assert (row.issue, row.level) == (plan.payment, Decimal(60))
    swapped_equals_fresh(plan.lead, edit(plan, row, "clause", "§ 4.2"), deal_url("close-term-list", plan.deal))
    assert edit(plan, row, "text", " ").status_code == 422
    assert edit(plan, row, "clause", "§ 5", 0).status_code == 409
    assert edit(plan, row, "ours_by", str(plan.lead.pk)).status_code == 200
    assert edit(plan, row, "ours_by", "999999", 99).status_code == 422
    assert edit(plan, row, "theirs_on", "3 Dec 2026").status_code == 200
    assert post(plan.lead, deal_url("close-term-remove", plan.deal, term_id=row.pk)).status_code == 200
    assert "Sixty days to pay" not in page_of(plan)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert "Sixty days to pay" in page_of(plan)
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal) + "?what=close").content.decode()
    assert "changed the clause of the term" in history
    assert "changed the day on which they agreed of the term" in history


def test_a_level_is_one_of_its_issue(plan: Plan) -> None:
    row = term(plan, "Warranty", issue=plan.warranty)
    assert "3 years" in page_of(plan)
    assert edit(plan, row, "level", "2").status_code == 200
    row.refresh_from_db()
    assert row.level == 2
    assert edit(plan, row, "level", "9", 99).status_code == 422
    assert edit(plan, row, "issue", str(plan.price.pk)).status_code == 200
    row.refresh_from_db()
    assert (row.issue, row.level) == (plan.price, None)
    with pytest.raises(Rejected, match="Choose the issue first"):
        terms.add(plan.deal, text="Free", level=Decimal(3), by=plan.lead, at=NOW)
    with pytest.raises(Rejected, match="one of the issue"):
        terms.edit(row, {"issue": plan.warranty, "level": Decimal(7)}, seen={}, by=plan.lead, at=NOW)


def test_a_point_stays_when_its_issue_leaves_the_plan(plan: Plan) -> None:
    term(plan, level=Decimal(60))
    issues.remove(plan.payment, by=plan.lead, at=NOW)
    assert "Payment 60 days after delivery" in page_of(plan)


def test_what_lacks_is_flagged(plan: Plan) -> None:
    assert "Mr Keller" in page_of(plan)  # the empty page teaches
    done = term(plan, "Price 598", issue=plan.price, wording="The price is €598.", secured="Mail of 3 Dec", clause="2")
    term(plan)
    page = page_of(plan)
    assert "1 not in writing" in page
    assert "1 without a clause" in page
    rows = page_of(plan, "?state=no_wording").split("<tbody")[1].split("</tbody")[0]
    assert f"row-{done.pk}" not in rows
    assert "Payment 60 days after delivery" in rows


def test_the_clause_map_is_in_the_order_of_the_contract(plan: Plan) -> None:
    rows = [term(plan, clause=clause) for clause in ("§ 10", "", "§ 2", "§ 10", "Annex A")]
    found = [(clause.name, len(clause.terms)) for clause in clause_map(rows)]
    assert found == [("§ 2", 1), ("§ 10", 2), ("Annex A", 1), ("", 1)]


def test_who_may_not(plan: Plan) -> None:
    row, observer, sponsor = term(plan), seat(plan.deal, SeatRole.OBSERVER), seat(plan.deal, SeatRole.SPONSOR)
    assert "register-new" not in page_of(plan, user=observer)
    assert "Payment 60 days after delivery" in page_of(plan, user=observer)
    url = deal_url("close-term-edit", plan.deal, term_id=row.pk, field="text")
    for user in (observer, sponsor):
        assert post(user, url, value="x").status_code == 403
        assert post(user, deal_url("close-term-create", plan.deal), text="x").status_code == 403
    row.refresh_from_db()
    assert row.text == "Payment 60 days after delivery"


def test_api(plan: Plan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/close/terms/"
    body = {"text": "Warranty", "issue": str(plan.warranty.pk), "level": "3 years", "ours_by": plan.lead.pk}
    made = api.post(root, {**body, "ours_on": "2026-11-21"})
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["level"], row["ours_by"]) == ("2", plan.lead.pk)
    changed = api.patch(f"{root}{row['id']}/", {"level": "3", "version": row["version"]}).json()
    assert changed["level"] == "3"
    problem(api.patch(f"{root}{row['id']}/", {"level": "2", "version": row["version"]}), 409)
    problem(api.patch(f"{root}{row['id']}/", {"level": "9", "version": changed["version"]}), 422)
    problem(api.post(root, {"text": "Free", "level": "9"}), 422)
    assert api.delete(f"{root}{row['id']}/").status_code == 204
    term(plan, "They collect the empty pallets", issue=None)
    assert [(one["issue"], one["level"]) for one in api.data(root)["results"]] == [(None, None)]
