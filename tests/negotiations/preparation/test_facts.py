"""Facts: share, ask, protect; the balance of what changed hands; protected ones are secrets."""

from datetime import date

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import facts, issues, undo
from negotiations.actions.writing import Rejected
from negotiations.models import Event, Fact, ProtectedFact
from negotiations.queries.prepare.disclosure import balance
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.preparation import fact, question
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def page_of(plan: Plan, user: object = None, query: str = "") -> str:
    response = client_of(user or plan.lead).get(deal_url("prepare-fact-list", plan.deal) + query)
    assert response.status_code == 200
    return response.content.decode()


def told(plan: Plan, ours: int, theirs: int) -> str:
    for n in range(ours):
        fact(plan, f"ours {n}", share_class="share", exchanged_on=DAY)
    for n in range(theirs):
        fact(plan, f"theirs {n}", share_class="ask", exchanged_on=DAY)
    return balance(Fact.objects.filter(deal=plan.deal)).alert


@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [(2, 0, ""), (3, 0, "One-way: we told them 3 facts, they told us nothing."), (3, 1, "One-way: we told"),
     (3, 2, ""), (5, 2, ""), (6, 2, "One-way"), (0, 3, "One-way: they told us 3 facts, we told them nothing."),
     (1, 4, "Tell them something")],
)  # fmt: skip
def test_the_alarm_of_one_way_telling(plan: Plan, ours: int, theirs: int, says: str) -> None:
    alert = told(plan, ours, theirs)
    assert says in alert
    assert bool(says) == bool(alert)
    assert bool(says) == ("One-way" in page_of(plan).split("Counted are")[0])


def test_the_balance_runs(plan: Plan) -> None:
    fact(plan, "b", share_class="ask", exchanged_on=date(2026, 11, 2))
    fact(plan, "a", exchanged_on=date(2026, 11, 1))
    fact(plan, "c", exchanged_on=date(2026, 11, 3))
    fact(plan, "not told")
    found = balance(Fact.objects.filter(deal=plan.deal))
    assert [(step.text, step.balance) for step in found.steps] == [("a", 1), ("b", 0), ("c", 1)]


def test_a_fact_is_written_told_and_taken_back(plan: Plan) -> None:
    typed = {"text": "We plan by month", "share_class": "share", "about": "ours", "issue": "", "source": "Planning"}
    response = post(plan.lead, deal_url("prepare-fact-create", plan.deal), **typed)
    assert response.status_code == 200
    row = Fact.objects.get()
    url = deal_url("prepare-fact-edit", plan.deal, fact_id=row.pk, field="exchanged_on")
    response = post(plan.lead, url, value="2026-11-20", version="0")
    swapped_equals_fresh(plan.lead, response, deal_url("prepare-fact-list", plan.deal))
    row.refresh_from_db()
    assert row.exchanged_on == DAY
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row.refresh_from_db()
    assert row.exchanged_on is None


def test_a_protected_fact_is_a_secret(plan: Plan) -> None:
    observer, expert = seat(plan.deal, SeatRole.OBSERVER), seat(plan.deal, SeatRole.EXPERT)
    before = page_of(plan, observer)
    row = fact(plan, "Our peak is in May", share_class="protect")
    assert isinstance(row, ProtectedFact)
    assert "Our peak is in May" in page_of(plan)
    for blind in (observer, expert):
        assert "Our peak" not in page_of(plan, blind)
    assert page_of(plan, observer).count("<tr") == before.count("<tr")
    assert page_of(plan, observer, "?state=protect").count("<tr") == before.count("<tr")
    event = Event.objects.filter(deal=plan.deal, noun="protected_fact").get()
    assert (event.secret, event.after) == (True, None)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    assert "Our peak" in page_of(plan, expert)  # of one's own issue one sees the secrets
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "added the protected fact" in history
    url = deal_url("prepare-protected-fact-edit", plan.deal, protected_fact_id=row.pk, field="text")
    assert post(observer, url, value="x").status_code == 403
    assert post(plan.lead, url, value="Our peak starts in May", version="0").status_code == 200
    assert "starts in May" in page_of(plan)


def test_a_fact_changes_its_class(plan: Plan) -> None:
    row = fact(plan, "Daikan needs ten weeks")
    url = deal_url("prepare-fact-edit", plan.deal, fact_id=row.pk, field="share_class")
    assert post(plan.lead, url, value="protect", version="0").status_code == 200
    hidden = ProtectedFact.objects.get(removed_at__isnull=True)
    assert not Fact.objects.filter(removed_at__isnull=True).exists()
    back = deal_url("prepare-protected-fact-edit", plan.deal, protected_fact_id=hidden.pk, field="share_class")
    assert post(plan.lead, back, value="ask", version="0").status_code == 200
    assert Fact.objects.get(removed_at__isnull=True).share_class == "ask"
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert ProtectedFact.objects.filter(removed_at__isnull=True).exists()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert Fact.objects.get(removed_at__isnull=True).pk == row.pk
    assert not ProtectedFact.objects.filter(removed_at__isnull=True).exists()


def test_what_was_told_cannot_be_protected(plan: Plan) -> None:
    row = fact(plan, exchanged_on=DAY)
    with pytest.raises(Rejected, match="They know it already"):
        facts.edit(row, {"share_class": "protect"}, seen={}, by=plan.lead, at=NOW)


def test_an_answer_brings_facts(plan: Plan) -> None:
    row = question(plan)
    url = deal_url("prepare-question-answer", plan.deal, question_id=row.pk)
    typed = {
        "answer": "It depends on shifts",
        "answered_by": "Rui",
        "learned": "A shift costs 9,000\n\n Two shifts from 4,200 ",
    }
    assert post(plan.lead, url, **typed, version="0").status_code == 200
    found = Fact.objects.order_by("number")
    assert [one.text for one in found] == ["A shift costs 9,000", "Two shifts from 4,200"]
    assert {(one.about, one.share_class, one.source, one.question_id) for one in found} == {
        ("theirs", "ask", "Rui", row.pk)
    }
    assert "2.0" in client_of(plan.lead).get(deal_url("prepare-question-list", plan.deal)).content.decode()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert not Fact.objects.filter(removed_at__isnull=True).exists()


def test_api(plan: Plan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/"
    row = api.post(f"{root}facts/", {"text": "We plan by month", "exchanged_on": "2026-11-20"}).json()
    assert api.data(f"{root}disclosure/") == {"told": 1, "received": 0, "alert": ""}
    hidden = api.post(f"{root}protected-facts/", {"text": "Season starts late"})
    assert hidden.status_code == 201, hidden.content
    assert api.data(f"{root}protected-facts/")["results"][0]["text"] == "Season starts late"
    assert len(api.data(f"{root}facts/")["results"]) == 1
    problem(api.patch(f"{root}facts/{row['id']}/", {"share_class": "protect", "version": row["version"]}), 422)
    freed = api.patch(f"{root}facts/{row['id']}/", {"exchanged_on": None, "version": row["version"]}).json()
    gone = api.patch(f"{root}facts/{row['id']}/", {"share_class": "protect", "version": freed["version"]})
    assert gone.status_code == 204
    observer = Api(seat(plan.deal, SeatRole.OBSERVER))
    problem(observer.get(f"{root}protected-facts/"), 403)
    problem(observer.delete(f"{root}protected-facts/{hidden.json()['id']}/"), 403)
    assert observer.data(f"{root}facts/")["results"] == []
