"""The history in plain words, and only what its reader may see."""

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import alternatives, deals, issues, levers, seats, valuations
from negotiations.models import Deal, Evidence, Option
from negotiations.models.base import Versioned
from negotiations.queries.history import page as history
from negotiations.queries.standing import Standing, standing
from tests.factories.accounts import make_member, sign_in
from tests.factories.negotiations import NOW, Plan, make_deal, make_plan, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make_plan()


def reader(deal: Deal, user: User) -> Standing:
    found = standing(user, Deal.objects.get(pk=deal.pk))
    assert found is not None
    return found


def last(plan: Plan, user: User | None = None) -> str:
    """The latest entry of the history as this person reads it, without the name of who did it."""
    entry = history.recent(reader(plan.deal, user or plan.lead), 1)[0]
    return entry.text.removeprefix(f"{entry.actor} ")


def url(deal: Deal) -> str:
    return reverse("negotiations:deal-history", kwargs={"deal_id": deal.pk})


def do(plan: Plan) -> dict[str, Any]:
    return {"by": plan.lead, "at": NOW}


def test_changes_in_plain_words(plan: Plan) -> None:
    steps: list[tuple[Any, str]] = [
        (lambda: issues.set_limit(plan.price, "target", D(600), seen=None, **do(plan)),
         "changed the target of Unit price from €598 to €600"),
        (lambda: issues.edit(plan.payment, "marker", None, seen=None, **do(plan)),
         "changed the marker of Payment from 60 days to nothing"),
        (lambda: issues.set_limit(plan.warranty, "target", D(2), seen=None, **do(plan)),
         "changed the target of Warranty from 5 years to 3 years"),
        (lambda: issues.edit(plan.price, "tradeable", False, seen=None, **do(plan)), "made Unit price fixed"),
        (lambda: issues.edit(plan.price, "better", "high", seen=None, **do(plan)),
         "changed the better end of Unit price from less to more"),
        (lambda: issues.edit(plan.price, "owner", plan.lead, seen=None, **do(plan)),
         f"changed the owner of Unit price to {plan.lead}"),
        (lambda: valuations.edit(plan.price, "theirs", "swing", D(70), seen=None, **do(plan)),
         "changed the weight of Unit price for them from 60 to 70"),
        (lambda: valuations.edit(plan.price, "theirs", "direction", "same", seen=None, **do(plan)),
         "changed the direction of Unit price for them from The opposite of us to The same as us"),
        (lambda: alternatives.edit(plan.alternative, "probability", D(50), seen=None, **do(plan)),
         "changed the chance of the alternative Daikan, quote 4412 from 80\u2009% to 50\u2009%"),
        (lambda: alternatives.edit(plan.alternative, "value", D(90000), seen=None, **do(plan)),
         "changed the value of the alternative Daikan, quote 4412 from €96,000 to €90,000"),
        (lambda: alternatives.set_package(plan.deal, {plan.payment.pk: D(45)}, **do(plan)),
         "changed the package on the page: Payment 45 days"),
        (lambda: deals.edit(plan.deal, "counterparty", "Norcool", seen=None, **do(plan)),
         "changed the counterparty of the deal from Frigotec Lda to Norcool"),
        (lambda: deals.set_archived(plan.deal, True, **do(plan)), "archived the deal"),
        (lambda: issues.reorder(plan.deal, [plan.warranty.pk], **do(plan)), "changed the order of the issues"),
        (lambda: issues.remove(plan.payment, **do(plan)), "removed the issue Payment"),
        (lambda: issues.remove_option(Option.objects.get(issue=plan.warranty, number=1), **do(plan)),
         "removed the option 2 years of Warranty"),
        (lambda: levers.remove(plan.lever, **do(plan)), "removed the lever Storage at our warehouse"),
        (lambda: deals.add_meeting(plan.deal, starts_at=NOW, title="First", place="", **do(plan)),
         "added the meeting First"),
        (lambda: seats.add(plan.deal, user=make_member(plan.deal.organisation, name="Bo Ek"), role="expert",
                                **do(plan)), "seated Bo Ek as expert"),
    ]  # fmt: skip
    for act, words in steps:
        act()
        assert last(plan) == words


def test_several_changes_of_one_action_are_one_entry(plan: Plan) -> None:
    swings = {plan.price.pk: D(90), plan.payment.pk: D(10)}
    valuations.set_swings(plan.deal, swings, seen={}, **do(plan))
    entry = history.recent(reader(plan.deal, plan.lead), 1)[0]
    assert entry.text == f"{plan.lead} weighed 2 issues"
    assert len(entry.details) == 2


def everything(client: Client, deal: Deal) -> str:
    response = client.get(url(deal))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", [SeatRole.OBSERVER, SeatRole.EXPERT])
def test_secret_events_are_absent_for_who_may_not_see_them(plan: Plan, role: SeatRole) -> None:
    issues.set_limit(plan.price, "walk_away", D("611"), seen=None, **do(plan))
    member = seat(plan.deal, role)
    page = everything(sign_in(member), plan.deal)
    for secret in ("€611", "€624", "walk-away", "Daikan", "the alternative"):
        assert secret not in page
    lead = everything(sign_in(plan.lead), plan.deal)
    assert "€611" in lead
    assert "Daikan" in lead


def test_an_expert_sees_the_secret_events_of_own_issues(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.payment, "owner", expert, seen=None, **do(plan))
    issues.set_limit(plan.payment, "walk_away", D("41"), seen=None, **do(plan))
    issues.set_limit(plan.price, "walk_away", D("611"), seen=None, **do(plan))
    page = everything(sign_in(expert), plan.deal)
    assert "41 days" in page
    assert "€611" not in page


def test_filters_and_pages(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.HOLDOUT)
    for number in range(60):
        title = f"T{number}"
        deals.edit(plan.deal, "title", title, seen=None, by=plan.lead, at=NOW + timedelta(minutes=number))
    issues.edit(plan.price, "requester", "Finance team", seen=None, by=other, at=timezone.now())
    client = sign_in(plan.lead)
    page = client.get(url(plan.deal)).context["shown"]
    assert len(page.entries) == history.PAGE_SIZE
    rest = client.get(f"{url(plan.deal)}?before={page.older}").context["shown"]
    batches = [entry.batch for entry in (*page.entries, *rest.entries)]
    assert batches == sorted(set(batches), reverse=True), "no entry twice, none out of order"
    mine = client.get(f"{url(plan.deal)}?who={other.pk}").context["shown"].entries
    assert [entry.actor for entry in mine] == [other]
    about = client.get(f"{url(plan.deal)}?what=people").context["shown"].entries
    assert all("seat" in entry.text or "meeting" in entry.text for entry in about)
    for nonsense in ("who=x", "what=x", "before=x", "before=99999999999999999999", "who=²"):
        assert client.get(f"{url(plan.deal)}?{nonsense}").status_code == 200


def test_the_number_of_queries_does_not_grow(plan: Plan, django_assert_num_queries: Any) -> None:
    client = sign_in(plan.lead)
    client.get(url(plan.deal))
    with django_assert_num_queries(40, exact=False) as few:
        client.get(url(plan.deal))
    for number in range(15):
        issues.edit(plan.price, "requester", f"Team {number}", seen=None, **do(plan))
        issues.set_limit(plan.price, "target", D(600 + number), seen=None, **do(plan))
    with django_assert_num_queries(len(few)):
        client.get(url(plan.deal))


def test_a_colleague_and_an_outsider_read_nothing(plan: Plan) -> None:
    assert sign_in(make_member(plan.deal.organisation)).get(url(plan.deal)).status_code == 403
    assert sign_in(make_deal().created_by).get(url(plan.deal)).status_code == 404


@pytest.mark.parametrize("count", [1, 2])
def test_every_noun_is_counted_in_words(count: int) -> None:
    models = apps.get_app_config("negotiations").get_models()
    nouns = {model.noun for model in models if issubclass(model, Versioned | Evidence) and model.noun}
    assert {"concession_plan", "evidence", "must_have", "rates"} <= nouns
    assert [words for words in history._counted(dict.fromkeys(nouns, count)) if "_" in words] == []
