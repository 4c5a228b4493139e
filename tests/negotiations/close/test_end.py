"""The end of a deal: agreed when both stand by every point, else with a reason; then the review begins."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import closing, confirmations
from negotiations.actions.confirmations import Answer
from negotiations.actions.writing import Rejected
from negotiations.enums import Phase
from negotiations.enums_review import Outcome
from negotiations.models import Deal, PhaseMove, Review
from negotiations.queries.close.confirmations import points
from negotiations.queries.deal.gates import gate_of
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import standing
from tests.factories.close import link, next_step, term
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db


def both_confirm(plan: Plan) -> None:
    seen = [point.fingerprint for point in points(plan.deal)]
    confirmations.confirm(plan.deal, seen, by=plan.lead, at=NOW)
    token = link(plan, at=timezone.now())[1]
    confirmations.answer(token, [Answer(one, True) for one in seen], name="Keller", at=timezone.now())


def at_the_close(plan: Plan) -> None:
    Deal.objects.filter(pk=plan.deal.pk).update(phase=Phase.CLOSE)
    plan.deal.refresh_from_db()


def test_the_gate_asks_for_what_is_missing(plan: Plan) -> None:
    access = standing(plan.lead, plan.deal)
    assert access is not None

    def missing() -> list[str]:
        gate = gate_of(load_plan(plan.deal), access, Phase.CLOSE, Phase.REVIEW, today=NOW.date())
        return [step.text for step in gate.missing]

    assert "Write down what is agreed" in missing()
    term(plan)
    next_step(plan)
    found = missing()
    for words in (
        "Word an agreed point", "Get an agreed point in writing", "Give an agreed point its clause",
        "Confirm an agreed point for us", "Let them confirm an agreed point", "Send the summary",
        "Give a next step its owner",
    ):  # fmt: skip
        assert words in found
    both_confirm(plan)
    assert "Confirm an agreed point for us" not in missing()
    assert "Let them confirm an agreed point" not in missing()


def test_unconfirmed_points_and_a_break_off_need_a_reason(plan: Plan) -> None:
    at_the_close(plan)
    for outcome, words in ((Outcome.AGREED, "register of agreed points"), (Outcome.BROKEN, "why it was broken off")):
        with pytest.raises(Rejected, match=words):
            closing.close(plan.deal, outcome, by=plan.lead, at=NOW)
    term(plan, wording="Sixty days.", secured="Mail", clause="§ 4")
    with pytest.raises(Rejected, match="One agreed point is not confirmed"):
        closing.close(plan.deal, Outcome.AGREED, by=plan.lead, at=NOW)
    with pytest.raises(Rejected, match="Say how it ended"):
        closing.close(plan.deal, "won", by=plan.lead, at=NOW)
    plan.deal.refresh_from_db()
    assert (plan.deal.phase, Review.objects.count()) == (Phase.CLOSE, 0)
    both_confirm(plan)
    closing.close(plan.deal, Outcome.AGREED, reason="The summary went by post", by=plan.lead, at=NOW)
    plan.deal.refresh_from_db()
    assert plan.deal.phase == Phase.REVIEW
    assert Review.objects.get().outcome == Outcome.AGREED
    assert PhaseMove.objects.count() == 1
    with pytest.raises(Rejected, match="closed already"):
        closing.close(plan.deal, Outcome.BROKEN, reason="Late", by=plan.lead, at=NOW + timedelta(days=1))


def test_a_break_off_while_bargaining(plan: Plan) -> None:
    Deal.objects.filter(pk=plan.deal.pk).update(phase=Phase.BARGAIN)
    url = deal_url("deal-close", plan.deal)
    page = client_of(plan.lead).post(url, {"outcome": "broken", "reason": ""})
    assert page.status_code == 422
    assert "why it was broken off" in page.content.decode()
    sent = client_of(plan.lead).post(url, {"outcome": "broken", "reason": "They left the table"})
    assert sent.status_code == 302
    assert Review.objects.get().outcome == Outcome.BROKEN
    page = client_of(plan.lead).get(deal_url("close-term-list", plan.deal)).content.decode()
    assert "End of the deal" not in page


def test_only_the_lead_closes_also_in_the_api(plan: Plan) -> None:
    at_the_close(plan)
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    assert (
        post(coordinator, deal_url("deal-close", plan.deal), outcome="agreed", reason=str(uuid4())).status_code == 403
    )
    root = f"deals/{plan.deal.pk}/close/end/"
    problem(Api(coordinator).post(root, {"outcome": "agreed", "reason": "x"}), 403)
    problem(Api(plan.lead).post(root, {"outcome": "agreed"}), 422)
    assert Api(plan.lead).post(root, {"outcome": "agreed", "reason": "All said"}).json() == {"phase": "review"}
