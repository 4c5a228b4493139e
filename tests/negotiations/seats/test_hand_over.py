"""A seat passes to somebody else: role and limits stay, notes go with it, both are told, and undo gives it back."""

import pytest

from accounts.permissions import Permission as P
from accounts.permissions import SeatRole
from negotiations.access import open_deal
from negotiations.actions import hand_overs, undo
from negotiations.actions.writing import Rejected
from negotiations.models import HandOver, InboxItem, Seat
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, seat
from tests.support.pages import HTMX, client_of, deal_url

pytestmark = pytest.mark.django_db
NOTES = "Never below the ostrich line"


def test_a_seat_passes_with_its_notes_and_back(plan: Plan) -> None:
    old, new = seat(plan.deal, SeatRole.HOLDOUT), make_member(plan.deal.organisation, name="Nora New")
    observer = seat(plan.deal, SeatRole.OBSERVER)
    row = Seat.objects.get(user=old)
    url = deal_url("seat-hand-over", plan.deal, seat_id=row.pk)
    assert "Read by those who see secrets" in client_of(plan.lead).get(url).content.decode()
    assert client_of(plan.lead).post(url, {"user": new.pk, "notes": NOTES}, headers=HTMX).status_code == 200
    row.refresh_from_db()
    assert (row.user, row.membership.user) == (new, new)
    assert open_deal(new, plan.deal.pk, P.SECRETS_VIEW)
    assert {item.user for item in InboxItem.objects.all()} == {old, new}
    team = deal_url("seat-list", plan.deal)
    assert NOTES in client_of(new).get(team).content.decode()
    for page in ("seat-list", "deal-history"):
        assert NOTES not in client_of(observer).get(deal_url(page, plan.deal)).content.decode()
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "passed the seat of" in history
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row.refresh_from_db()
    assert (row.user, row.membership.user) == (old, old)
    assert not HandOver.objects.filter(removed_at=None).exists()


def test_notes_of_a_seat_without_secrets_are_the_teams(plan: Plan) -> None:
    old, new = seat(plan.deal, SeatRole.OBSERVER), make_member(plan.deal.organisation)
    hand_overs.hand_over(
        plan.deal, Seat.objects.get(user=old).pk, to=new, notes="They smile at breaks", by=plan.lead, at=NOW
    )
    assert "They smile at breaks" in client_of(new).get(deal_url("seat-list", plan.deal)).content.decode()


def test_lead_and_holdout_stay_two(plan: Plan) -> None:
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    lead = Seat.objects.get(deal=plan.deal, role="lead")
    with pytest.raises(Rejected, match="must be different people"):
        hand_overs.hand_over(plan.deal, lead.pk, to=holdout, by=plan.lead, at=NOW)
    with pytest.raises(Rejected, match="such a seat already"):
        hand_overs.hand_over(plan.deal, lead.pk, to=plan.lead, by=plan.lead, at=NOW)


def test_the_api_passes_it_too(plan: Plan) -> None:
    old, new = seat(plan.deal, SeatRole.EXPERT), make_member(plan.deal.organisation)
    url = f"/api/v1/deals/{plan.deal.pk}/seats/{Seat.objects.get(user=old).pk}/hand-over/"
    assert client_of(old).post(url, {"user": new.pk}, "application/json").status_code == 403
    body = client_of(plan.lead).post(url, {"user": new.pk, "notes": "x"}, "application/json").json()
    assert body["user"]["id"] == new.pk
