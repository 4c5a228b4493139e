"""The people of a deal through the API."""

import pytest

from accounts.permissions import SeatRole
from negotiations.models import Stakeholder
from tests.factories.negotiations import Plan, seat
from tests.negotiations.api.client import Api

pytestmark = pytest.mark.django_db


def url(plan: Plan, path: str) -> str:
    return f"deals/{plan.deal.pk}/{path}"


def test_people_interests_influence_notes_and_erasing(plan: Plan) -> None:
    client = Api(plan.lead)
    ids = []
    for name in ("Rui Frigo", "Marta Vilar"):
        made = client.post(url(plan, "stakeholders/"), {"side": "theirs", "name": name, "veto": True})
        assert made.status_code == 201
        ids.append(made.json()["id"])
    one = url(plan, f"stakeholders/{ids[0]}/")
    moved = client.patch(one, {"power": 80, "interest": 30, "version": 0})
    assert (moved.status_code, moved.json()["power"], moved.json()["interest"]) == (200, 80, 30)
    late = client.patch(one, {"power": 10, "interest": 10, "version": 0})
    assert late.status_code == 409
    assert client.patch(one, {"power": 101, "version": 999}).status_code == 422
    interest = client.post(
        url(plan, "interests/"),
        {"stakeholder": ids[0], "text": "Cash", "issues": [str(plan.payment.pk)]},
    )
    assert interest.json()["issues"] == [str(plan.payment.pk)]
    edge = {"influencer": ids[1], "influenced": ids[0], "kind": "informal", "strength": 3}
    assert client.post(url(plan, "influences/"), edge).status_code == 201
    assert client.post(url(plan, "influences/"), edge).status_code in {409, 422}
    secret = {"stakeholder": ids[0], "text": "Bonus on volume", "privacy": "secret"}
    assert client.post(url(plan, "notes/"), secret).json()["text"] == "Bonus on volume"
    motive = {"stakeholder": ids[0], "text": "Wants to retire"}
    assert client.post(url(plan, "motives/"), motive).json()["text"] == "Wants to retire"

    observer = Api(seat(plan.deal, SeatRole.OBSERVER))
    assert len(observer.get(url(plan, "stakeholders/")).json()["results"]) == 2
    assert observer.get(url(plan, "notes/")).json()["results"] == []
    assert observer.get(url(plan, "motives/")).status_code == 403
    assert observer.post(url(plan, "stakeholders/"), {"side": "ours", "name": "x"}).status_code == 403

    erase = url(plan, f"stakeholders/{ids[0]}/erase/")
    assert observer.post(erase).status_code == 403
    assert client.post(erase).status_code == 204
    assert client.post(erase).status_code == 404
    assert Stakeholder.objects.get(pk=ids[0]).name == ""
    assert client.get(url(plan, "influences/")).json()["results"] == []
    events = client.get(url(plan, "events/")).content.decode()
    assert "Rui" not in events
    assert "retire" not in events
