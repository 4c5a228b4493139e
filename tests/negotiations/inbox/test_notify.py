"""What is put into an inbox: once, never for what one did oneself, and gone when it is over."""

import pytest

from accounts.permissions import Permission, SeatRole
from negotiations.actions import inbox
from negotiations.actions.writing import writing
from negotiations.enums import InboxKind
from negotiations.models import InboxItem
from tests.factories.negotiations import NOW, Plan, seat

pytestmark = pytest.mark.django_db


def test_once_and_unread_again(plan: Plan) -> None:
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    for _ in range(2):
        with writing(plan.deal, Permission.DEAL_VIEW, by=plan.lead, at=NOW) as write:
            inbox.notify(write, sponsor, InboxKind.APPROVAL, plan.price)
            inbox.notify(write, plan.lead, InboxKind.APPROVAL, plan.price)
        item = InboxItem.objects.get()
        assert (item.user, item.noun, item.object_id, item.read_at) == (sponsor, "issue", str(plan.price.pk), None)
        assert inbox.mark_read(sponsor, [item.pk], read=True, at=NOW) == 1
        assert inbox.mark_read(sponsor, [item.pk], read=True, at=NOW) == 0
    assert inbox.mark_read(plan.lead, [item.pk], read=False, at=NOW) == 0, "another's"


def test_what_is_over_is_gone(plan: Plan) -> None:
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    with writing(plan.deal, Permission.DEAL_VIEW, by=plan.lead, at=NOW) as write:
        inbox.notify(write, sponsor, InboxKind.APPROVAL, plan.price)
        inbox.settle(write, InboxKind.APPROVAL, plan.payment)
        assert InboxItem.objects.exists()
        inbox.settle(write, InboxKind.APPROVAL, plan.price)
    assert not InboxItem.objects.exists()
