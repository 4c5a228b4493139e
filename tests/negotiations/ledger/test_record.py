"""Concessions are traded, not given: a give of ours without a get asks for its price before it is logged.

Worth by the plan of the tests: a euro of unit price is 5,000 a year.
"""

from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from accounts.permissions import SeatRole
from negotiations.actions import ledger, moves
from negotiations.actions.ledger import PriceMissing
from negotiations.actions.offers import Outside
from negotiations.actions.writing import Rejected
from negotiations.engine.ledger import GiveState
from negotiations.enums import Party
from negotiations.enums_ledger import PairingKind
from negotiations.models import Event, Move, Offer, Pairing
from negotiations.queries.ledger import Ledger, ledger_of
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from tests.factories.mandate import approved
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.table import move

pytestmark = pytest.mark.django_db
THEIRS = Party.THEIRS


@pytest.fixture
def table(plan: Plan) -> Plan:
    """A mandate, our opening at 598 with 60 days, theirs at 630 with 30 days."""
    approved(plan)
    move(plan, "offer", levels={plan.price.pk: D(598), plan.payment.pk: D(60)})
    move(plan, "offer", party=THEIRS, levels={plan.price.pk: D(630), plan.payment.pk: D(30)})
    return plan


def book(plan: Plan) -> Ledger:
    return ledger_of(plan.deal, Worker(plan.deal), today=NOW.date())


def ours(plan: Plan, price: int = 602, **facts: Any) -> Move:
    return move(plan, "offer", levels={plan.price.pk: D(price)}, **facts)


def theirs(plan: Plan, price: int = 625) -> Move:
    return move(plan, "offer", party=THEIRS, levels={plan.price.pk: D(price)})


def key(row: Move, plan: Plan) -> str:
    return f"{row.pk}.{plan.price.pk}"


def test_a_give_for_nothing_asks_for_its_price_and_is_not_logged(table: Plan) -> None:
    events = Event.objects.filter(deal=table.deal).count()
    with pytest.raises(PriceMissing) as refused:
        ours(table)
    assert [(one.issue, one.ours) for one in refused.value.gives] == [(table.price, D(-20000))]
    assert refused.value.code == "price_missing"
    assert "602" not in str(refused.value)
    assert (Move.objects.count(), Offer.objects.count()) == (2, 2)
    assert Event.objects.filter(deal=table.deal).count() == events


def test_what_is_outside_the_mandate_is_refused_as_that_first(table: Plan) -> None:
    with pytest.raises(Outside):
        ours(table, 630)


def test_an_answer_to_a_step_of_theirs_is_paired_with_it_by_itself(table: Plan) -> None:
    got, gave = theirs(table), ours(table)
    row = Pairing.objects.get()
    assert (row.kind, row.give, row.get, row.automatic) == (PairingKind.GET, gave, got, True)
    assert (row.give_issue, row.get_issue) == (table.price, table.price)
    assert [one.state for one in book(table).lines] == [GiveState.PAIRED, GiveState.PAIRED]
    with pytest.raises(PriceMissing):
        ours(table, 604)  # theirs pays once


def test_a_give_with_a_reason_stays_a_debt_also_after_a_step_of_theirs(table: Plan) -> None:
    theirs(table)
    gave = move(table, "give", words="Their logo on our list", why="Something to show at home")
    assert [one.move for one in book(table).debts] == [gave]


def test_an_offer_that_asks_on_another_issue_names_its_price(table: Plan) -> None:
    move(table, "offer", levels={table.price.pk: D(602), table.payment.pk: D(75)})
    row = Pairing.objects.get()
    assert (row.kind, row.automatic) == (PairingKind.PROMISE, True)
    assert opened(row.words, Worker(table.deal)) == "Asked for in the same offer: Payment 75 days"
    assert [one.state for one in book(table).gives] == [GiveState.PROMISED]


def test_a_named_get_a_promise_and_a_reason_are_ways_on(table: Plan) -> None:
    got = theirs(table)
    ours(table)
    second = theirs(table, 622)
    third = theirs(table, 620)
    named = ours(table, 604, pays=(key(got, table), key(second, table)))
    assert {row.get for row in Pairing.objects.filter(give=named)} == {got, second}
    promised = ours(table, 605, in_return="Delivery in ten days")
    assert Pairing.objects.get(give=promised).kind == PairingKind.PROMISE
    reasoned = ours(table, 606, why="They helped us in spring")
    assert not Pairing.objects.filter(give=reasoned).exists()
    found = book(table)
    assert [one.state for one in found.gives] == [
        GiveState.PAIRED, GiveState.PAIRED, GiveState.PROMISED, GiveState.OPEN,
    ]  # fmt: skip
    assert [one.move for one in found.debts] == [reasoned]
    assert [one.move for one in found.open_gets] == [third]


def test_what_is_no_give_asks_for_nothing(table: Plan) -> None:
    move(table, "offer", levels={table.price.pk: D(605)}, binding=False)
    move(table, "offer", levels={table.price.pk: D(596)})
    got = theirs(table)
    assert not Pairing.objects.exists()
    with pytest.raises(Rejected, match="gives nothing"):
        move(table, "question", words="Why?", pays=(key(got, table),))


def test_a_give_in_words_has_a_price_too(table: Plan) -> None:
    with pytest.raises(PriceMissing) as refused:
        move(table, "give", words="We fetch it ourselves")
    assert [(one.issue, one.ours) for one in refused.value.gives] == [(None, None)]
    move(table, "give", words="We fetch it ourselves", in_return="1 % off")
    assert [one.state for one in book(table).gives] == [GiveState.PROMISED]


def test_the_same_entry_twice_pairs_once(table: Plan) -> None:
    theirs(table)
    again = uuid4()
    assert ours(table, key=again) == ours(table, key=again)
    assert Pairing.objects.count() == 1


def test_a_debt_is_paid_by_pairing_and_open_again_when_that_is_taken_back(table: Plan) -> None:
    gave = ours(table, why="To get them talking")
    assert [one.owner for one in book(table).debts] == [table.lead]
    got = theirs(table)
    do = {"by": table.lead, "at": NOW}
    row = ledger.pair(table.deal, give=key(gave, table), get=key(got, table), **do)
    assert ledger.pair(table.deal, give=key(gave, table), get=key(got, table), **do) == row
    assert not book(table).debts
    ledger.take_back(row, **do)
    assert [one.move for one in book(table).debts] == [gave]
    with pytest.raises(Rejected, match="already"):
        ledger.take_back(row, **do)
    ledger.pair(table.deal, give=key(gave, table), let_go="Small and long ago", **do)
    assert [one.state for one in book(table).gives] == [GiveState.LET_GO]


def test_a_get_that_was_logged_wrongly_pays_for_nothing(table: Plan) -> None:
    got, _ = theirs(table), ours(table)
    moves.reverse(got, why="Misheard", key=uuid4(), by=table.lead, at=NOW)
    assert [one.state for one in book(table).lines] == [GiveState.OPEN]


def test_a_get_is_unsecured_until_it_is_in_writing(table: Plan) -> None:
    got = theirs(table)
    do = {"by": table.lead, "at": NOW}
    assert [one.move for one in book(table).unsecured] == [got]
    with pytest.raises(Rejected, match="where"):
        ledger.secure(table.deal, get=key(got, table), place=" ", **do)
    row = ledger.secure(table.deal, get=key(got, table), place="Mail of 22 November", person="Rui", **do)
    assert not book(table).unsecured
    ledger.take_back(row, **do)
    assert len(book(table).unsecured) == 1


def test_a_debt_has_an_owner_who_may_see_it(table: Plan) -> None:
    gave = ours(table, why="To get them talking")
    coordinator, observer = seat(table.deal, SeatRole.COORDINATOR), seat(table.deal, SeatRole.OBSERVER)
    do = {"by": table.lead, "at": NOW}
    ledger.assign(table.deal, give=key(gave, table), owner=coordinator, due=NOW.date(), **do)
    one = book(table).debts[0]
    assert (one.owner, one.debt.due if one.debt else None, one.days(NOW)) == (coordinator, NOW.date(), 0)
    with pytest.raises(Rejected):
        ledger.assign(table.deal, give=key(gave, table), owner=observer, **do)


def test_only_who_keeps_the_log_keeps_the_ledger(table: Plan) -> None:
    gave = ours(table, why="To get them talking")
    for role in (SeatRole.OBSERVER, SeatRole.EXPERT, SeatRole.SPONSOR):
        with pytest.raises(PermissionDenied):
            ledger.pair(table.deal, give=key(gave, table), promise="A get", by=seat(table.deal, role), at=NOW)
    assert not Pairing.objects.exists()


def test_rows_of_the_ledger_are_never_changed(table: Plan) -> None:
    theirs(table)
    ours(table)
    for change in (lambda: Pairing.objects.update(automatic=False), lambda: Pairing.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()


def test_the_balance_is_all_that_was_given_and_taken(table: Plan) -> None:
    theirs(table)  # 630 to 625: 25,000 to us
    ours(table)  # 598 to 602: 20,000
    found = book(table)
    assert (found.balance, [one.ours for one in found.lines]) == (D(5000), [D(25000), D(-20000)])
    assert found.their_balance is not None
    assert found.their_balance.low < found.their_balance.high
