"""Comparables: the range that they imply against our marker, and what only readers of secrets are told."""

import pytest
import time_machine

from accounts.permissions import SeatRole
from negotiations.actions import undo
from negotiations.models import Comparable
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.preparation import comparable
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(plan: Plan, user: object = None) -> str:
    response = client_of(user or plan.lead).get(deal_url("prepare-comparable-list", plan.deal))
    assert response.status_code == 200
    return response.content.decode()


def test_our_marker_against_the_range(plan: Plan) -> None:
    """600 … 640 in tens: quartiles 610 and 630; our marker 585 lies 4 % below."""
    for level in (600, 610, 620, 630, 640):
        comparable(plan, str(level))
    page = page_of(plan)
    sentence = "Our marker €585 lies 4\u2009% below the range €610–630 from 5 comparables, newest May 2026."
    assert sentence in page
    assert "Our target €598 lies 2\u2009% below the range." in page
    assert "Our walk-away €624 lies inside the range." in page
    blind = page_of(plan, seat(plan.deal, SeatRole.OBSERVER))
    assert sentence in blind
    assert "598" not in blind
    assert "624" not in blind


def test_old_and_adjusted_ones_say_so(plan: Plan) -> None:
    comparable(plan, "600", "2025-01-10", adjustment="-2", reason="Freight included")
    page = page_of(plan)
    assert "It is older than 12 months and counts less." in page
    assert "compared as" in page
    assert "€588" in page


def test_typed_edited_and_undone(plan: Plan) -> None:
    url = deal_url("prepare-comparable-create", plan.deal)
    typed = {
        "text": "Norcool", "issue": str(plan.price.pk), "level": "€605.50", "dated": "1 May 2026", "volume": "3,000",
        "source": "Their buyer", "adjustment": "",
    }  # fmt: skip
    response = post(plan.lead, url, **typed)
    swapped_equals_fresh(plan.lead, response, deal_url("prepare-comparable-list", plan.deal))
    row = Comparable.objects.get()
    assert (str(row.level.normalize()), row.adjustment, row.weight) == ("605.5", 0, 100)
    edit = deal_url("prepare-comparable-edit", plan.deal, comparable_id=row.pk, field="level")
    assert post(plan.lead, edit, value="700", version="0").status_code == 200  # beyond the range: that is fine
    assert post(plan.lead, edit, value="cheap", version="9").status_code == 422
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row.refresh_from_db()
    assert row.level == 605.5
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "€605.50" in history


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"issue": ""}, "Choose the issue"),
        ({"level": ""}, "What was agreed?"),
        ({"level": "dear"}, "Write a number"),
        ({"dated": ""}, "When was it agreed?"),
        ({"dated": "1 May 2031"}, "still to come"),
        ({"adjustment": "-100"}, "Give -99 to 900"),
    ],
)
def test_what_cannot_be(plan: Plan, changes: dict[str, str], says: str) -> None:
    typed = {"text": "Norcool", "issue": str(plan.price.pk), "level": "600", "dated": "1 May 2026", **changes}
    response = post(plan.lead, deal_url("prepare-comparable-create", plan.deal), **typed)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Comparable.objects.exists()
    warranty = {**typed, "issue": str(plan.warranty.pk), "level": "3", "dated": "1 May 2026"}
    assert post(plan.lead, deal_url("prepare-comparable-create", plan.deal), **warranty).status_code == 422


def test_api(plan: Plan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/comparables/"
    body = {"text": "Norcool", "issue": str(plan.price.pk), "level": "600", "dated": "2025-01-10", "adjustment": "5"}
    made = api.post(root, body)
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["adjusted"], row["stale"], row["weight"]) == ("630", True, "100")
    changed = api.patch(f"{root}{row['id']}/", {"weight": "50", "version": row["version"]})
    assert changed.json()["weight"] == "50"
    problem(api.patch(f"{root}{row['id']}/", {"weight": "150", "version": changed.json()["version"]}), 422)
    problem(api.post(root, {**body, "issue": str(plan.warranty.pk)}), 422)
    assert api.delete(f"{root}{row['id']}/").status_code == 204
