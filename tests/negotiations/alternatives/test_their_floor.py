"""What they have without this deal: our estimate, which bounds what is suggested."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, undo
from negotiations.actions.writing import Conflict, Rejected
from negotiations.models import Event, TheirFloor
from negotiations.queries.inputs.plan import load_plan, plan_inputs
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.trades import compute, document

pytestmark = pytest.mark.django_db
BAND = {"low": D(60_000), "likely": D(90_000), "high": D(130_000)}


def say(plan: Plan, band: dict[str, D] | None = BAND, **changes: Any) -> TheirFloor:
    given: dict[str, Any] = {"source": "Their annual report", "dated": NOW.date(), "seen": None, "by": plan.lead}
    return alternatives.set_their_floor(plan.deal, band, **{**given, **changes}, at=NOW)


def post(plan: Plan, user: Any, **fields: str) -> Any:
    client = Client()
    client.force_login(user)
    url = reverse("negotiations:their-floor-edit", kwargs={"deal_id": plan.deal.pk})
    return client.post(url, {"version": "0", **fields}, headers={"HX-Request": "true"})


def fair_points(plan: Plan) -> list[float]:
    """What the named points of the frontier are likely worth to them."""
    found = document(compute(plan.deal))
    return [float(found["points"][one["point"]]["likely"]) for one in found["named"]]


def test_fair_points_give_them_at_least_the_likely_amount(plan: Plan) -> None:
    before = fair_points(plan)
    floor = D(max(before)) + 20_000
    say(plan, {"low": floor - 5000, "likely": floor, "high": floor + 5000})
    after = fair_points(plan)
    assert after
    assert min(after) >= float(floor) - 1
    assert document(plan.deal.jobs.latest("created_at", "plan_seq"))["their_floor"][1] == f"{floor:.2f}"


def test_their_units_are_the_inverse_of_their_worth(plan: Plan) -> None:
    inputs = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=NOW.date())
    assert inputs is not None
    assert float(inputs.their_worth(inputs.their_units(D(90_000)))) == pytest.approx(90_000)


def test_the_chart_draws_it(plan: Plan) -> None:
    say(plan)
    compute(plan.deal)
    client = Client()
    client.force_login(plan.lead)
    page = client.get(reverse("negotiations:trades-list", kwargs={"deal_id": plan.deal.pk})).content.decode()
    assert "floor-theirs" in page


def test_the_form_saves_it_and_shows_it(plan: Plan) -> None:
    response = post(
        plan, plan.lead, low="60,000", likely="90 000", high="€130,000", source="A call", dated="12 Nov 2026"
    )
    assert response.status_code == 200
    assert "€90,000" in response.content.decode()
    assert Event.objects.filter(deal=plan.deal, noun="their_floor", secret=True).count() == 3


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"low": "9", "likely": "5", "high": "7"}, "must be in this order"),
        ({"low": "9", "likely": "", "high": ""}, "Give all three"),
        ({"low": "much", "likely": "5", "high": "7"}, "Write a number"),
        ({"low": "", "likely": "", "high": "", "dated": "soon"}, "Write a date"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed(plan: Plan, fields: dict[str, str], says: str) -> None:
    response = post(plan, plan.lead, **fields)
    assert response.status_code == 422
    body = response.content.decode()
    assert says in body
    assert all(f'value="{text}"' in body for text in fields.values())
    assert not Event.objects.filter(deal=plan.deal, noun="their_floor").exists()


def test_a_conflict_shows_both(plan: Plan) -> None:
    say(plan, by=seat(plan.deal, SeatRole.HOLDOUT))
    response = post(plan, plan.lead, low="1", likely="2", high="3")
    assert response.status_code == 409
    body = response.content.decode()
    assert "€90,000" in body
    assert "€2" in body
    with pytest.raises(Conflict):
        say(plan, {name: D(1) for name in BAND}, seen=0)


def test_undo_takes_it_back(plan: Plan) -> None:
    say(plan)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert TheirFloor.objects.get(deal=plan.deal).band.reveal(Worker(plan.deal)) == {}


def test_who_may_not(plan: Plan) -> None:
    for user in (seat(plan.deal, SeatRole.OBSERVER), seat(plan.deal, SeatRole.SPONSOR)):
        assert post(plan, user, low="1", likely="2", high="3").status_code == 403
    assert post(plan, make_plan().lead, low="1", likely="2", high="3").status_code == 404
    assert not TheirFloor.objects.exists()


def test_low_above_high_is_refused(plan: Plan) -> None:
    with pytest.raises(Rejected):
        say(plan, {"low": D(3), "likely": D(2), "high": D(1)})


def test_the_api_does_the_same(plan: Plan) -> None:
    client = Client()
    client.force_login(plan.lead)
    url = reverse("api:their-floor-detail", kwargs={"deal_id": plan.deal.pk})
    assert client.get(url).json()["band"] is None
    sent = {"version": 0, "band": {name: str(value) for name, value in BAND.items()}, "source": "A call"}
    answer = client.put(url, sent, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["band"]["likely"] == "90000"
    assert client.put(url, {**sent, "source": "Again"}, content_type="application/json").status_code == 200
    other = {**sent, "band": {name: "1" for name in BAND}}
    assert client.put(url, other, content_type="application/json").status_code == 409
