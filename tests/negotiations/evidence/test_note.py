"""Noting what was seen and heard of them: what is kept, what is refused, history and undo."""

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import SeatRole
from negotiations.actions import evidence, issues, undo
from negotiations.actions.writing import Rejected
from negotiations.enums import Confidence, EvidenceKind, Party
from negotiations.models import Event, Evidence
from negotiations.queries.history import page as history
from negotiations.queries.plan.rows import evidence_of, load_plan
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker, standing
from negotiations.queries.theirs.evidence import latest, offers
from tests.factories.negotiations import NOW, Plan, make_plan, seat

pytestmark = pytest.mark.django_db


def do(plan: Plan) -> dict[str, Any]:
    return {"by": plan.lead, "at": NOW}


def offer(plan: Plan, party: Party = Party.THEIRS, days: int = 0, **levels: int) -> Evidence:
    chosen = {getattr(plan, name).pk: D(level) for name, level in levels.items()}
    when = NOW - timedelta(days=30 - days)
    return evidence.note_offer(plan.deal, party=party, levels=chosen, happened_at=when, **do(plan))


def test_what_an_offer_leaves_unsaid_stands_as_it_was(plan: Plan) -> None:
    offer(plan, days=1, price=630)
    offer(plan, Party.OURS, days=2, price=590, payment=60)
    offer(plan, days=3, price=622)
    found = offers(load_plan(plan.deal), Worker(plan.deal))
    assert [len(one.said) for one in found] == [1, 2, 1]
    assert found[0].standing == {plan.price.pk: D(630)}
    assert found[2].standing == {plan.price.pk: D(622), plan.payment.pk: D(60)}
    assert latest(found, Party.OURS) == found[1]


def test_evidence_is_in_the_order_in_which_it_happened(plan: Plan) -> None:
    late, early = offer(plan, days=5, price=620), offer(plan, days=1, price=630)
    assert [row.pk for row in evidence_of(plan.deal)] == [early.pk, late.pk]


def test_a_level_of_an_option_that_is_gone_is_left_out(plan: Plan) -> None:
    offer(plan, price=630, warranty=3)
    issues.remove_option(plan.warranty.options.get(number=3), **do(plan))
    (found,) = offers(load_plan(plan.deal), Worker(plan.deal))
    assert set(found.said) == {plan.price.pk}


def test_every_kind_is_kept_with_its_body(plan: Plan) -> None:
    ours = offer(plan, Party.OURS, price=590)
    price, payment = plan.price.pk, plan.payment.pk
    rows = [
        evidence.note_refusal(plan.deal, answers=ours.pk, **do(plan)),
        evidence.note_preference(plan.deal, better={payment: D(0)}, worse={payment: D(30)}, **do(plan)),
        evidence.note_order(plan.deal, more=payment, less=price, confidence=Confidence.WRITTEN, **do(plan)),
        evidence.note_choice(plan.deal, packages=[{price: D(600)}, {price: D(610)}], picked=1, **do(plan)),
        evidence.note_silence(plan.deal, topic="order", issues=[price], packages=[], asked=True, **do(plan)),
    ]
    bodies = [opened(Evidence.objects.get(pk=row.pk).body, Worker(plan.deal)) for row in rows]
    assert bodies[1] == {"better": {str(payment): "0"}, "worse": {str(payment): "30"}}
    assert bodies[2] == {"more": str(payment), "less": str(price)}
    assert bodies[3]["picked"] == 1
    assert bodies[4]["asked"] is True
    assert rows[0].answers == ours


@pytest.mark.parametrize(
    ("note", "field"),
    [
        (lambda plan: offer(plan), "levels"),
        (lambda plan: offer(plan, price=700), None),
        (lambda plan: offer(plan, days=40, price=600), "happened_at"),
        (lambda plan: evidence.note_order(plan.deal, more=plan.price.pk, less=plan.price.pk, **do(plan)), "less"),
        (lambda plan: evidence.note_order(plan.deal, more=plan.deal.pk, **do(plan)), "more"),
        (lambda plan: evidence.note_refusal(plan.deal, answers=offer(plan, price=600).pk, **do(plan)), "answers"),
        (
            lambda plan: evidence.note_preference(
                plan.deal, better={plan.price.pk: D(600)}, worse={plan.payment.pk: D(30)}, **do(plan)
            ),
            "worse",
        ),
        (lambda plan: evidence.note_choice(plan.deal, packages=[{}, {}], picked=2, **do(plan)), "choice"),
        (lambda plan: evidence.note_order(plan.deal, more=plan.price.pk, confidence="sure", **do(plan)), "confidence"),
        (lambda plan: evidence.note_order(plan.deal, more=plan.price.pk, source="x" * 200, **do(plan)), "source"),
    ],
)
def test_what_makes_no_sense_is_refused(plan: Plan, note: Any, field: str | None) -> None:
    with pytest.raises(Rejected) as refused:
        note(plan)
    assert field is None or refused.value.field == field
    assert not Evidence.objects.filter(deal=plan.deal).exclude(kind=EvidenceKind.OFFER).exists()


def test_who_may_not_see_secrets_may_not_note_evidence(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    with pytest.raises(PermissionDenied):
        evidence.note_order(plan.deal, more=plan.price.pk, by=observer, at=NOW)


def test_an_offer_of_another_deal_cannot_be_answered(plan: Plan) -> None:
    foreign = offer(make_plan(), Party.OURS, price=600)
    with pytest.raises(Rejected):
        evidence.note_refusal(plan.deal, answers=foreign.pk, **do(plan))


def test_taken_back_and_brought_again(plan: Plan) -> None:
    row = offer(plan, price=630)
    undo.undo_last(plan.deal, **do(plan))
    assert evidence_of(plan.deal) == ()
    row = offer(plan, price=628)
    evidence.remove(row, **do(plan))
    with pytest.raises(Rejected):
        evidence.remove(row, **do(plan))
    undo.undo_last(plan.deal, **do(plan))
    assert [one.pk for one in evidence_of(plan.deal)] == [row.pk]


def test_the_history_tells_it_to_those_who_may_know(plan: Plan) -> None:
    row = offer(plan, price=630)
    evidence.remove(row, **do(plan))
    lead = standing(plan.lead, plan.deal)
    assert lead is not None
    texts = [entry.text for entry in history.page(lead, {"what": "theirs"}).entries]
    assert [text.split(" ", 2)[-1].split("noted")[-1] for text in texts][-1].strip() == "an offer of theirs"
    assert "took back an offer of theirs" in texts[0]
    observer = standing(seat(plan.deal, SeatRole.OBSERVER), plan.deal)
    assert observer is not None
    assert history.page(observer, {"what": "theirs"}).entries == []
    assert Event.objects.filter(deal=plan.deal, noun="evidence", secret=False).count() == 0
