"""Undo takes back one's own last action, and says which it was."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import alternatives, deals, issues, levers, seats, undo, valuations
from negotiations.actions.writing import Rejected
from negotiations.models import Alternative, Deal, Event, Issue, IssueLimits, Lever, Seat, Valuation
from negotiations.queries.history.chain import verify
from negotiations.queries.standing import standing
from tests.factories.accounts import make_member, sign_in
from tests.factories.negotiations import NOW, Plan, make_plan, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make_plan()


def do(plan: Plan) -> dict[str, Any]:
    return {"by": plan.lead, "at": NOW}


def post(plan: Plan, user: Any = None, **data: str) -> Any:
    client = sign_in(user or plan.lead)
    url = reverse("negotiations:deal-undo", kwargs={"deal_id": plan.deal.pk})
    return client.post(url, data, follow=True)


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_changed_limit_goes_back_and_the_message_says_so(plan: Plan) -> None:
    issues.set_limit(plan.price, "target", D(600), seen=None, **do(plan))
    response = post(plan)
    assert "Taken back: changed the target of Unit price from €600 to €598." in said(response)
    reader = standing(plan.lead, plan.deal)
    assert IssueLimits.objects.get(issue=plan.price).target.reveal(reader) == 598


def test_everything_that_can_be_done_can_be_taken_back(plan: Plan) -> None:
    def swing() -> Any:
        return Valuation.objects.get(issue=plan.price, party="ours").swing

    def live(model: Any) -> int:
        return int(model.objects.filter(removed_at=None).count())

    price, deal = plan.price, plan.deal
    steps: list[tuple[Any, Any]] = [
        (lambda: issues.edit(price, "low", D(550), seen=None, **do(plan)), lambda: Issue.objects.get(pk=price.pk).low),
        (lambda: issues.remove(price, **do(plan)), lambda: live(Issue)),
        (lambda: issues.reorder(deal, [plan.warranty.pk], **do(plan)),
         lambda: list(Issue.objects.order_by("position").values_list("pk", flat=True))),
        (lambda: valuations.set_swings(deal, {price.pk: D(11), plan.payment.pk: D(12)}, seen={}, **do(plan)), swing),
        (lambda: valuations.rank_swings(deal, [plan.payment.pk], **do(plan)), swing),
        (lambda: alternatives.remove(plan.alternative, **do(plan)), lambda: live(Alternative)),
        (lambda: levers.make_issue(plan.lever, **do(plan)),
         lambda: (live(Issue), Lever.objects.get(pk=plan.lever.pk).issue_id)),
        (lambda: deals.edit(deal, "counterparty", "Norcool", seen=None, **do(plan)),
         lambda: Deal.objects.get(pk=deal.pk).counterparty.name),
        (lambda: deals.edit_many(deal, {"title": "X", "phase": "close"}, seen={}, reason="late", **do(plan)),
         lambda: Deal.objects.filter(pk=deal.pk).values_list("title", "phase").get()),
        (lambda: deals.set_archived(deal, True, **do(plan)), lambda: Deal.objects.get(pk=deal.pk).archived_at),
        (lambda: seats.add(deal, user=make_member(deal.organisation), role="expert", **do(plan)),
         lambda: Seat.objects.filter(deal=deal).count()),
    ]  # fmt: skip
    for act, state in steps:
        before = state()
        act()
        assert state() != before
        after = state()
        undo.undo_last(deal, **do(plan))
        assert state() == before
        undo.redo_last(deal, **do(plan))
        assert state() == after
        undo.undo_last(deal, **do(plan))
        assert state() == before
    assert verify(Deal.objects.get(pk=deal.pk)) is None


def test_undo_goes_back_step_by_step(plan: Plan) -> None:
    for name in ("One", "Two", "Three"):
        issues.edit(plan.price, "name", name, seen=None, **do(plan))
    names = []
    for _ in range(3):
        undo.undo_last(plan.deal, **do(plan))
        names.append(Issue.objects.get(pk=plan.price.pk).name)
    assert names == ["Two", "One", "Unit price"]


def test_only_ones_own_actions(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.HOLDOUT)
    issues.edit(plan.price, "name", "Mine", seen=None, **do(plan))
    response = post(plan, other)
    assert "There is nothing of yours left to take back." in said(response)
    assert Issue.objects.get(pk=plan.price.pk).name == "Mine"


def test_what_somebody_changed_since_stays(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.HOLDOUT)
    issues.edit(plan.price, "name", "Mine", seen=None, **do(plan))
    issues.edit(plan.price, "name", "Theirs", seen=None, by=other, at=NOW)
    with pytest.raises(Rejected, match="Somebody has changed this since"):
        undo.undo_last(plan.deal, **do(plan))
    assert "Somebody has changed this since" in said(post(plan))
    assert Issue.objects.get(pk=plan.price.pk).name == "Theirs"


def test_what_is_gone_anyway_is_passed_over(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.COORDINATOR)
    issues.edit(plan.payment, "name", "Terms", seen=None, **do(plan))
    made = issues.add(plan.deal, name="New", kind="choice", options=("a", "b"), **do(plan))
    issues.remove(made, by=other, at=NOW)
    undo.undo_last(plan.deal, **do(plan))
    assert Issue.objects.get(pk=plan.payment.pk).name == "Payment"


def test_the_right_is_asked_again(plan: Plan) -> None:
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    issues.reorder(plan.deal, [plan.warranty.pk], by=holdout, at=NOW)
    undo.undo_last(plan.deal, by=holdout, at=NOW)  # a right on the plan is enough for the order
    issues.edit(plan.price, "name", "Mine", seen=None, by=holdout, at=NOW)
    Seat.objects.filter(user=holdout).update(role=SeatRole.OBSERVER)
    events = Event.objects.filter(deal=plan.deal).count()
    assert post(plan, holdout).status_code == 403
    assert Event.objects.filter(deal=plan.deal).count() == events


def test_an_admin_without_a_seat_takes_an_archiving_back(plan: Plan) -> None:
    admin = make_member(plan.deal.organisation, OrganisationRole.ADMIN)
    deals.set_archived(plan.deal, True, by=admin, at=NOW)
    undo.undo_last(plan.deal, by=admin, at=NOW)
    assert Deal.objects.get(pk=plan.deal.pk).archived_at is None


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"])
def test_the_way_back_stays_in_the_house(plan: Plan, target: str) -> None:
    issues.edit(plan.price, "name", "Mine", seen=None, **do(plan))
    response = post(plan, next=target)
    assert response.redirect_chain[0][0] == reverse("negotiations:deal-plan", kwargs={"deal_id": plan.deal.pk})


def test_the_history_offers_undo_on_the_last_own_action_only(plan: Plan) -> None:
    url = reverse("negotiations:deal-history", kwargs={"deal_id": plan.deal.pk})
    entries = sign_in(plan.lead).get(url).context["shown"].entries
    assert [entry.may_undo for entry in entries][:2] == [True, False]
    assert post(plan, next=url).redirect_chain[0][0] == url
    taken = sign_in(plan.lead).get(url).context["shown"].entries
    assert taken[0].undoes
    assert taken[1].undone


def test_redo_gives_back_step_by_step_what_undo_took(plan: Plan) -> None:
    for level in (600, 602):
        issues.set_limit(plan.price, "target", D(level), seen=None, **do(plan))
    reader = standing(plan.lead, plan.deal)

    def target() -> Any:
        return IssueLimits.objects.get(issue=plan.price).target.reveal(reader)

    for act, level in [("undo", 600), ("undo", 598), ("redo", 600), ("redo", 602), ("undo", 600), ("redo", 602)]:
        getattr(undo, f"{act}_last")(plan.deal, **do(plan))
        assert target() == level
    assert verify(Deal.objects.get(pk=plan.deal.pk)) is None


def test_an_edit_after_an_undo_ends_what_could_be_done_again(plan: Plan) -> None:
    issues.set_limit(plan.price, "target", D(600), seen=None, **do(plan))
    undo.undo_last(plan.deal, **do(plan))
    deals.edit(plan.deal, "title", "Another", seen=None, **do(plan))
    with pytest.raises(undo.NothingToUndo):
        undo.redo_last(plan.deal, **do(plan))


def test_redo_leaves_alone_what_somebody_has_changed_since(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.COORDINATOR)
    issues.set_limit(plan.price, "target", D(600), seen=None, **do(plan))
    undo.undo_last(plan.deal, **do(plan))
    issues.set_limit(plan.price, "target", D(610), seen=None, by=other, at=NOW)
    with pytest.raises(Rejected):
        undo.redo_last(plan.deal, **do(plan))


def test_the_page_and_the_api_do_it_again_and_say_what(plan: Plan) -> None:
    issues.set_limit(plan.price, "target", D(600), seen=None, **do(plan))
    client = sign_in(plan.lead)
    post(plan)
    response = client.post(reverse("negotiations:deal-redo", kwargs={"deal_id": plan.deal.pk}), follow=True)
    assert "Done again: changed the target of Unit price from €598 to €600." in said(response)
    response = client.post(reverse("negotiations:deal-redo", kwargs={"deal_id": plan.deal.pk}), follow=True)
    assert "There is nothing of yours to do again." in said(response)
    history = client.get(reverse("negotiations:deal-history", kwargs={"deal_id": plan.deal.pk})).content.decode()
    assert "did again:" in history
