"""Undo takes one's own entry back by a reversal; offers, and what was taken back already, are passed over."""

from decimal import Decimal as D
from uuid import uuid4

import pytest

from negotiations.actions import issues, moves, undo
from negotiations.actions.writing import Rejected
from negotiations.enums import Party
from negotiations.models import Issue, Move
from negotiations.queries.table.moves import standing_moves
from tests.factories.negotiations import NOW, Plan
from tests.factories.table import move

pytestmark = pytest.mark.django_db


def test_undo_of_an_entry_is_its_reversal(plan: Plan) -> None:
    move(plan, "give", words="A stand in our shops", in_return="A lower price")
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert [row.kind for row in Move.objects.order_by("number")] == ["give", "reversal"]
    assert list(standing_moves(plan.deal)) == []
    with pytest.raises(Rejected, match="Log it again"):
        undo.redo_last(plan.deal, by=plan.lead, at=NOW)


def test_what_was_taken_back_already_and_offers_are_passed_over(plan: Plan) -> None:
    issues.edit(plan.price, "name", "Price", seen=None, by=plan.lead, at=NOW)
    row = move(plan, "note", words="They are late")
    moves.reverse(row, why="", key=uuid4(), by=plan.lead, at=NOW)
    move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(632)})
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert Issue.objects.get(pk=plan.price.pk).name == "Unit price"
    assert Move.objects.count() == 3
