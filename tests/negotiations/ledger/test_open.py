"""What is open in the ledger: in the inbox of whom it was given to, and counted before a deal is closed."""

from datetime import timedelta
from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import ledger, moves
from negotiations.enums import Party, Phase
from negotiations.models import Deal, Move
from negotiations.queries.inbox.page import Entry, inbox
from negotiations.queries.ledger import ledger_of
from negotiations.queries.ledger.counts import Open, ledger_rows, open_of
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.readiness import readiness_by_phase, readiness_of
from negotiations.queries.standing import Worker, standing
from tests.factories.mandate import approved
from tests.factories.negotiations import Plan, seat
from tests.factories.table import move

pytestmark = pytest.mark.django_db
THEIRS = Party.THEIRS


@pytest.fixture
def gave(plan: Plan) -> Move:
    """Our step for nothing from 598 to 602, then theirs from 630 to 625."""
    now = timezone.now()
    approved(plan, at=now)
    for price, party, why in (
        (598, Party.OURS, ""),
        (630, THEIRS, ""),
        (602, Party.OURS, "To talk"),
        (625, THEIRS, ""),
    ):
        move(plan, "offer", party=party, levels={plan.price.pk: D(price)}, why=why, at=now)
    return Move.objects.get(deal=plan.deal, number=3)


def key(row: Move, plan: Plan) -> str:
    return f"{row.pk}.{plan.price.pk}"


def debts(user: User) -> list[Entry]:
    return [one for one in inbox(user, today=timezone.localdate()).entries if "what we gave" in one.said.text]


def counted(plan: Plan) -> Open:
    """The count, after it was compared with the ledger itself."""
    book = ledger_of(plan.deal, Worker(plan.deal), today=timezone.localdate())
    found = open_of(load_plan(plan.deal), ledger_rows([plan.deal])[plan.deal.pk], Worker(plan.deal))
    assert found == Open(len(book.debts), len(book.unsecured))
    return found


def test_the_owner_of_a_debt_finds_it_in_the_inbox_until_it_is_paid(plan: Plan, gave: Move) -> None:
    rui, ines = seat(plan.deal, SeatRole.COORDINATOR), seat(plan.deal, SeatRole.COORDINATOR)
    do = {"by": plan.lead, "at": timezone.now()}
    day = timezone.localdate() - timedelta(days=2)
    ledger.assign(plan.deal, give=key(gave, plan), owner=rui, due=None, **do)
    assert debts(rui)[0].said.why == "an open debt, entry 3, no day yet"
    ledger.assign(plan.deal, give=key(gave, plan), owner=ines, due=day, **do)
    assert debts(rui) == []
    (one,) = debts(ines)
    assert (one.said.text, one.said.secret) == ("Have what we gave on Unit price paid", True)
    assert "2 days late" in one.said.why
    assert one.said.url.endswith(f"/table/ledger/#give-{key(gave, plan)}")
    got = Move.objects.get(deal=plan.deal, number=4)
    paid = ledger.pair(plan.deal, give=key(gave, plan), get=key(got, plan), **do)
    assert debts(ines) == []
    ledger.take_back(paid, **do)
    assert len(debts(ines)) == 1
    plan.deal.seats.filter(user=ines).delete()
    assert debts(ines) == []


def test_a_debt_of_an_entry_that_was_wrong_is_none(plan: Plan, gave: Move) -> None:
    rui = seat(plan.deal, SeatRole.COORDINATOR)
    ledger.assign(plan.deal, give=key(gave, plan), owner=rui, by=plan.lead, at=timezone.now())
    moves.reverse(gave, why="", key=uuid4(), by=plan.lead, at=timezone.now())
    assert debts(rui) == []


def test_what_is_open_is_counted_as_the_ledger_has_it(plan: Plan, gave: Move) -> None:
    do = {"by": plan.lead, "at": timezone.now()}
    assert counted(plan) == Open(debts=1, unsecured=1)
    got = Move.objects.get(deal=plan.deal, number=4)
    paid = ledger.pair(plan.deal, give=key(gave, plan), get=key(got, plan), **do)
    ledger.secure(plan.deal, get=key(got, plan), place="Their mail", **do)
    assert counted(plan) == Open()
    ledger.take_back(paid, **do)
    move(plan, "give", words="Their logo", why="They asked", at=do["at"])
    move(plan, "give", party=THEIRS, words="Spare parts", at=do["at"])
    worse = {plan.warranty.pk: D(1), plan.payment.pk: D(30)}
    move(plan, "agree", levels={plan.price.pk: D(610)}, at=do["at"])
    move(plan, "offer", party=THEIRS, levels=worse, at=do["at"])
    move(plan, "offer", party=THEIRS, levels={plan.warranty.pk: D(3), plan.payment.pk: D(60)}, at=do["at"])
    assert counted(plan).debts == 2


def test_before_the_close_is_left_what_is_open_is_asked_for(plan: Plan, gave: Move) -> None:
    reader, observer = (standing(who, plan.deal) for who in (plan.lead, seat(plan.deal, SeatRole.OBSERVER)))
    assert reader is not None
    assert observer is not None
    today = timezone.localdate()
    steps = {
        one.text: one.url for one in readiness_by_phase(load_plan(plan.deal), reader, today=today)[Phase.CLOSE].missing
    }
    assert steps["Have an open debt paid"].endswith("/table/ledger/#debts")
    assert steps["Get a get of theirs in writing"].endswith("/table/ledger/#written")
    hidden = readiness_by_phase(load_plan(plan.deal), observer, today=today)[Phase.CLOSE].missing
    assert not {one.text for one in hidden} & set(steps) & {"Have an open debt paid", "Get a get of theirs in writing"}
    Deal.objects.filter(pk=plan.deal.pk).update(phase=Phase.CLOSE)
    reader.deal.refresh_from_db()
    assert "Have an open debt paid" in {one.text for one in readiness_of([reader], today=today)[plan.deal.pk].missing}
