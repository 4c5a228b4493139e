"""To-dos: who can be given one, by when, done, late, and made of a comment."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import comments, todos, undo
from negotiations.actions.writing import Rejected
from negotiations.models import InboxItem, Task
from negotiations.queries.inbox.todos import due_words, my_tasks, task_page, text_of_task
from negotiations.queries.standing import standing
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.negotiations.api.client import Api
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
MON = date(2026, 11, 23)


def give(plan: Plan, text: str = "Ask the dealer", who: Any = None, **fields: Any) -> Task:
    by: dict[str, Any] = {"by": fields.pop("by", plan.lead), "at": NOW}
    return todos.add(plan.deal, todos.New(text, who, **fields), about=plan.price, **by)


def test_it_is_given_to_who_can_see_it(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    row = give(plan, "  Ask   the dealer ", observer, due_on=MON)
    assert (row.text, row.issue) == ("Ask the dealer", plan.price)
    assert [item.user for item in InboxItem.objects.filter(kind="task")] == [observer]
    for who in (make_member(plan.deal.organisation), make_plan().lead):
        with pytest.raises(Rejected, match="could not see") as refused:
            give(plan, who=who)
        assert refused.value.field == "assignee"
    with pytest.raises(Rejected, match="could not see"):
        give(plan, who=observer, secret=True)
    for changes in ({"text": " "}, {"text": "x" * 241}, {"kind": "party"}, {"due_on": date(1999, 1, 1)}):
        with pytest.raises(Rejected):
            give(plan, **changes)


def test_late_soon_later_done(plan: Plan) -> None:
    for text, due in (("a", -3), ("b", 0), ("c", 7), ("d", 8), ("e", None)):
        give(plan, text, due_on=None if due is None else TODAY + timedelta(days=due))
    todos.edit(give(plan, "f", due_on=TODAY), {"done": True}, seen={}, by=plan.lead, at=NOW)
    page = task_page(standing(plan.lead, plan.deal), mine=False, today=TODAY)
    found = {group.key: [line.text for line in group.lines] for group in page.groups}
    assert found == {"late": ["a"], "soon": ["b", "c"], "later": ["d"], "open": ["e"], "done": ["f"]}
    words = [due_words(line.row, TODAY) for group in page.groups for line in group.lines][:3]
    assert words == ["3 days late", "today", "Sun 29 Nov 2026"]


def test_secret_ones_are_for_readers_of_secrets(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    row = give(plan, "Walk at 617", secret=True)
    assert task_page(standing(observer, plan.deal), mine=False, today=TODAY).groups == ()
    row.refresh_from_db()
    assert text_of_task(row, standing(plan.lead, plan.deal)) == "Walk at 617"
    assert "617" not in str(row.__dict__)
    assert all(event.after is None for event in plan.deal.events.filter(noun="task"))


def test_who_may_change_it(plan: Plan) -> None:
    expert, observer = seat(plan.deal, SeatRole.EXPERT), seat(plan.deal, SeatRole.OBSERVER)
    row = give(plan, who=expert)
    url = deal_url("task-done", plan.deal, task_id=row.pk)
    assert post(observer, url).status_code == 404
    assert post(make_plan().lead, url).status_code == 404
    assert post(expert, url).status_code == 200
    row.refresh_from_db()
    assert row.done_at is not None
    undo.undo_last(plan.deal, by=expert, at=NOW)
    row.refresh_from_db()
    assert row.done_at is None


def test_given_to_somebody_else_it_changes_inboxes(plan: Plan) -> None:
    first, second = seat(plan.deal, SeatRole.EXPERT), seat(plan.deal, SeatRole.EXPERT)
    row = give(plan, who=first)
    todos.edit(row, {"assignee": second}, seen={}, by=plan.lead, at=NOW)
    assert [item.user for item in InboxItem.objects.all()] == [second]
    with pytest.raises(Rejected):
        todos.edit(row, {"assignee": make_member(plan.deal.organisation)}, seen={}, by=plan.lead, at=NOW)


def test_of_a_comment_with_one_click(plan: Plan) -> None:
    paulo = seat(plan.deal, SeatRole.EXPERT, make_member(plan.deal.organisation, name="Paulo Sá"))
    said = comments.add(plan.deal, about=plan.payment, text="@Paulo Sá what do\n60 days cost?", by=plan.lead, at=NOW)
    response = post(plan.lead, deal_url("comment-task", plan.deal, comment_id=said.pk), htmx=False)
    row = Task.objects.get()
    assert response.headers["Location"].startswith(deal_url("task-edit", plan.deal, task_id=row.pk))
    assert (row.text, row.assignee, row.issue) == ("@Paulo Sá what do 60 days cost?", paulo, plan.payment)
    assert row.comment == said


def test_the_page_by_plain_form_and_by_fragment(plan: Plan) -> None:
    url, page = deal_url("task-add", plan.deal), deal_url("task-list", plan.deal)
    typed = {"text": "Call <the> dealer", "assignee": str(plan.lead.pk), "due_on": "2026-12-01", "kind": "slow_down"}
    assert post(plan.lead, url, htmx=False, **typed).headers["Location"] == page
    fragment = post(plan.lead, url, **{**typed, "text": "Second"})
    swapped_equals_fresh(plan.lead, fragment, page)
    body = client_of(plan.lead).get(page).content.decode()
    assert "Call &lt;the&gt; dealer" in body
    assert "slow-down" in body
    wrong = post(plan.lead, url, **{**typed, "due_on": "soon"})
    assert wrong.status_code == 422
    assert "A date such as" in wrong.content.decode()
    assert "Call &lt;the&gt; dealer</textarea>" in wrong.content.decode()


def test_a_conflict_is_said_and_nothing_is_written(plan: Plan) -> None:
    row = give(plan)
    url = deal_url("task-edit", plan.deal, task_id=row.pk)
    typed = {"text": "One", "assignee": "", "due_on": "", "kind": "step"}
    assert post(plan.lead, url, htmx=False, **typed, version="0").status_code == 302
    other = post(seat(plan.deal, SeatRole.COORDINATOR), url, **{**typed, "text": "Two"}, version="0")
    assert other.status_code == 409
    assert "Two</textarea>" in other.content.decode()
    row.refresh_from_db()
    assert row.text == "One"


def test_beside_the_plan(plan: Plan) -> None:
    give(plan, "Mine, late", plan.lead, due_on=timezone.localdate() - timedelta(days=2))
    give(plan, "Another's", seat(plan.deal, SeatRole.EXPERT), due_on=timezone.localdate() - timedelta(days=1))
    todo = my_tasks(standing(plan.lead, plan.deal), timezone.localdate())
    assert ([line.text for line in todo.lines], todo.team_late) == (["Mine, late"], 2)
    body = client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    assert "Mine, late" in body
    assert "2 days late" in body
    assert "2 of the team’s overdue" in body


def test_the_api_does_the_same(plan: Plan) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/tasks/"
    body = {"text": "Ask", "issue": str(plan.price.pk), "assignee": plan.lead.pk, "due_on": "2026-12-01"}
    row = api.post(path, body).json()
    assert (row["text"], row["issue"], row["due_on"], row["done_at"]) == ("Ask", body["issue"], "2026-12-01", None)
    done = api.patch(f"{path}{row['id']}/", {"version": row["version"], "done": True})
    assert done.json()["done_at"] is not None
    assert api.data(f"{path}?done=false")["results"] == []
    assert api.post(path, {"text": "Ask", "assignee": make_plan().lead.pk}).status_code == 422
    observer = Api(seat(plan.deal, SeatRole.OBSERVER))
    assert observer.patch(f"{path}{row['id']}/", {"version": 99, "text": "x"}).status_code == 422
    assert api.delete(f"{path}{row['id']}/").status_code == 204
