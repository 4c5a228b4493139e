"""Comments on pages: in the issue's panel, on the plan's row, on a page of their own, by HTMX and by plain form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import SeatRole
from negotiations.actions import comments
from negotiations.models import Comment
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.people import make_stakeholder
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def thread_url(plan: Plan) -> str:
    return deal_url("comment-thread", plan.deal, about="issue", about_id=plan.price.pk)


def panel(plan: Plan, user: object = None) -> str:
    url = deal_url("issue-detail", plan.deal, issue_id=plan.price.pk)
    return client_of(user or plan.lead).get(url).content.decode()


def test_from_the_panel_by_fragment_and_by_plain_form(plan: Plan) -> None:
    fragment = post(plan.lead, thread_url(plan), text="Ask <b>finance</b>")
    assert fragment.status_code == 200
    swapped_equals_fresh(plan.lead, fragment, thread_url(plan))
    response = post(plan.lead, thread_url(plan), htmx=False, text="Again")
    assert response.headers["Location"] == deal_url("issue-detail", plan.deal, issue_id=plan.price.pk) + "#thread"
    shown = panel(plan)
    assert "Ask &lt;b&gt;finance&lt;/b&gt;" in shown
    assert 'title="2 comments"' in shown
    plan_page = client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    assert 'title="2 comments"' in plan_page
    assert "Ask &lt;b&gt;" in client_of(plan.lead).get(deal_url("comment-list", plan.deal)).content.decode()


def test_an_error_stands_at_the_field_and_the_text_stays(plan: Plan) -> None:
    make_member(plan.deal.organisation, name="Carl Colleague")
    response = post(plan.lead, thread_url(plan), text="@Carl Colleague, look", secret="1")
    assert response.status_code == 422
    body = response.content.decode()
    assert "Carl Colleague could not read it" in body
    assert "@Carl Colleague, look</textarea>" in body
    assert 'name="secret" value="1" checked' in body
    assert not Comment.objects.exists()


def test_the_box_says_who_will_read_it(plan: Plan) -> None:
    seat(plan.deal, SeatRole.OBSERVER, make_member(plan.deal.organisation, name="Inês Castro"))
    seat(plan.deal, SeatRole.SPONSOR, make_member(plan.deal.organisation, name="Rita Lopes"))
    body = panel(plan)
    everybody, readers = body.split('class="small muted talk-open"')[1].split("talk-hidden")
    assert "Inês Castro" in everybody
    assert "Inês Castro" not in readers.split("</p>")[0]
    assert "Rita Lopes" in readers.split("</p>")[0]


def test_edit_and_remove_one_s_own(plan: Plan) -> None:
    row = comments.add(plan.deal, about=plan.price, text="First", by=plan.lead, at=NOW)
    url = deal_url("comment-edit", plan.deal, comment_id=row.pk)
    assert ">First</textarea>" in client_of(plan.lead).get(url).content.decode()
    assert "Second" in post(plan.lead, url, text="Second").content.decode()
    assert "edited" in panel(plan)
    observer = seat(plan.deal, SeatRole.OBSERVER)
    assert post(observer, url, text="Mine").status_code == 404
    assert post(make_plan().lead, url, text="Mine").status_code == 404
    gone = post(plan.lead, deal_url("comment-remove", plan.deal, comment_id=row.pk))
    assert "Second" not in gone.content.decode()
    assert "comment" not in panel(plan).split("issue-row")[1].split("</th>")[0]


def test_as_many_queries_whatever_was_said(plan: Plan) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            panel(plan)
        return len(counted)

    def say(times: int) -> None:
        for _ in range(times):
            other = seat(plan.deal, SeatRole.OBSERVER)
            comments.add(plan.deal, about=plan.price, text=f"@{other}", by=other, tell=[plan.lead.pk], at=NOW)

    say(3)  # enough that the recent history beside it holds nothing else
    panel(plan)
    few = queries()
    say(6)
    assert queries() <= few


def test_history_names_the_place_and_not_the_words(plan: Plan) -> None:
    comments.add(plan.deal, about=plan.price, text="pelican", by=plan.lead, at=NOW)
    comments.add(plan.deal, about=plan.deal, text="pelican", by=plan.lead, at=NOW)
    body = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "commented on the deal" in body
    assert "pelican" not in body


def test_of_somebody_on_their_own_page(plan: Plan) -> None:
    marta = make_stakeholder(plan.deal)
    home = deal_url("stakeholder-detail", plan.deal, stakeholder_id=marta.pk)
    url = deal_url("comment-thread", plan.deal, about="stakeholder", about_id=marta.pk)
    response = post(plan.lead, url, htmx=False, text="Call her first")
    assert response.headers["Location"] == home + "#thread"
    post(plan.lead, url, text="Her bonus is on volume", secret="1")
    shown = client_of(plan.lead).get(home).content.decode()
    assert "Call her first" in shown
    assert "Her bonus is on volume" in shown
    assert "About <bdi>Marta Alves</bdi>" in client_of(plan.lead).get(url).content.decode()
    blind = client_of(seat(plan.deal, SeatRole.OBSERVER)).get(home).content.decode()
    assert "Call her first" in blind
    assert "Her bonus" not in blind
