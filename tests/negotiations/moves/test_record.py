"""The log of the table: entries are added once, reversed, and never changed; an offer in it is the commitment."""

from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from accounts.permissions import SeatRole
from negotiations.actions import moves
from negotiations.actions.moves import Said
from negotiations.actions.offers import Outside
from negotiations.actions.writing import Rejected
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Event, Evidence, Move, Offer
from negotiations.queries.mandate.check import our_standing
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import Worker
from negotiations.queries.table.moves import standing_moves
from tests.factories.mandate import approved, granted, guarded, levels
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.table import move

pytestmark = pytest.mark.django_db


def test_an_entry_is_logged_once_however_often_it_is_sent(plan: Plan) -> None:
    key = uuid4()
    first = move(plan, "question", words="What does storage cost you?", key=key)
    seq = Event.objects.filter(deal=plan.deal).count()
    assert move(plan, "question", words="What does storage cost you?", key=key) == first
    assert move(plan, "note", words="They are in a hurry", key=key) == first
    assert Event.objects.filter(deal=plan.deal).count() == seq
    assert (first.number, move(plan, "note", words="They are in a hurry").number) == (1, 2)


def test_an_offer_of_ours_is_the_commitment_itself(plan: Plan) -> None:
    with pytest.raises(Outside):
        move(plan, "offer", levels=levels(plan))
    assert not Move.objects.exists()
    approved(plan)
    row = move(plan, "offer", levels=levels(plan))
    assert row.offer == Offer.objects.get(deal=plan.deal)
    assert our_standing(load_plan(plan.deal), Worker(plan.deal))[plan.price.pk] == D(600)
    informal = move(plan, "offer", levels=levels(plan, 610), binding=False)
    assert informal.offer is None


def test_a_give_and_an_agreement_bind_us_as_an_offer_does(plan: Plan) -> None:
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    approved(plan)
    beyond, within = {plan.price.pk: D(630)}, {plan.price.pk: D(610)}
    for kind in ("give", "agree"):
        with pytest.raises(Outside):
            move(plan, kind, levels=beyond, why="They asked")
        with pytest.raises(Outside):
            move(plan, kind, levels=within, why="They asked", by=coordinator)
    with pytest.raises(Outside):
        move(plan, "agree", party=Party.THEIRS, levels=beyond)
    assert not Move.objects.exists()
    move(plan, "give", levels=within, why="They asked")
    move(plan, "give", levels=beyond, why="They asked", binding=False)
    move(plan, "give", party=Party.THEIRS, levels=beyond)
    assert Move.objects.count() == 3


def test_what_was_offered_by_exception_may_be_agreed(plan: Plan) -> None:
    approved(plan)
    beyond = {plan.price.pk: D(630)}
    move(plan, "offer", levels=beyond, exception=granted(plan, beyond).pk, why="The season ends")
    assert move(plan, "agree", levels=beyond).number == 2


def test_a_give_that_a_holdout_holds_back_is_to_be_an_offer(plan: Plan) -> None:
    guarded(plan, plan.price)
    approved(plan)
    move(plan, "offer", levels={plan.payment.pk: D(60)})
    with pytest.raises(Rejected, match="Log it as an offer"):
        move(plan, "give", levels={plan.price.pk: D(612)}, why="They asked")


def test_what_was_logged_wrongly_is_reversed_and_counts_no_more(plan: Plan) -> None:
    approved(plan)
    theirs = move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(640)})
    ours = move(plan, "offer", levels=levels(plan))
    for row in (theirs, ours):
        moves.reverse(row, why="Wrong price", key=uuid4(), by=plan.lead, at=NOW)
    assert list(standing_moves(plan.deal)) == []
    assert Move.objects.filter(deal=plan.deal).count() == 4
    assert our_standing(load_plan(plan.deal), Worker(plan.deal)) == {}
    assert not Evidence.objects.filter(deal=plan.deal, removed_at=None).exists()
    with pytest.raises(Rejected, match="already"):
        moves.reverse(ours, why="", key=uuid4(), by=plan.lead, at=NOW)


def test_a_correction_is_a_reversal_and_a_new_entry(plan: Plan) -> None:
    row = move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(640)})
    said = Said(Party.THEIRS, MoveKind.OFFER, levels={plan.price.pk: D(630)})
    keys = (uuid4(), uuid4())
    right = moves.correct(row, said, why="Misheard", keys=keys, by=plan.lead, at=NOW)
    assert moves.correct(row, said, why="Misheard", keys=keys, by=plan.lead, at=NOW) == right
    assert [one.number for one in standing_moves(plan.deal)] == [3]


def test_what_is_wrong_is_said_at_its_field(plan: Plan) -> None:
    for field, facts in {
        "words": {"kind": "note"},
        "levels": {"kind": "threat", "words": "x", "levels": {plan.price.pk: D(600)}},
        "answers": {"kind": "answer", "words": "Yes", "answers": uuid4()},
        "issue": {"kind": "note", "words": "x", "issue": uuid4()},
    }.items():
        with pytest.raises(Rejected) as found:
            move(plan, **facts)
        assert found.value.field == field
    with pytest.raises(Rejected):
        move(plan, "offer")


def test_an_observer_keeps_no_log_and_the_database_refuses_a_change(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    with pytest.raises(PermissionDenied):
        move(plan, "note", words="x", by=observer)
    row = move(plan, "note", words="x")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Move.objects.filter(pk=row.pk).update(number=7)
