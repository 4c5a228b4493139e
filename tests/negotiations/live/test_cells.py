"""The levels of one issue alone, as a page fetches them when a teammate wrote one."""

import re

import pytest

from accounts.permissions import SeatRole
from negotiations.models import Issue
from tests.factories.negotiations import make_plan, seat
from tests.support.pages import HTMX, client_of, deal_url, text_of

pytestmark = pytest.mark.django_db


def test_they_are_the_cells_of_the_page_and_no_secrets_for_those_who_may_not() -> None:
    plan = make_plan()
    url = deal_url("issue-cells", plan.deal, issue_id=plan.payment.pk)
    answer = client_of(plan.lead).get(url, headers=HTMX)
    whole = text_of(client_of(plan.lead).get(deal_url("deal-plan", plan.deal)))
    parts = re.findall(r"<hx-partial[^>]*>(.*?)</hx-partial>", answer.content.decode(), re.DOTALL)
    assert len(parts) == 4
    for part in parts:
        answer.content = part.encode()
        assert text_of(answer) in whole
    assert int(answer.headers["Parley-Seq"]) > 0

    observer = seat(plan.deal, SeatRole.OBSERVER)
    theirs = client_of(observer).get(url, headers=HTMX).content.decode()
    assert theirs.count("<hx-partial") == 1
    assert "target" not in theirs.replace("hx-target", "")


def test_a_browser_is_led_to_the_issue_and_a_removed_one_is_missing() -> None:
    plan = make_plan()
    url = deal_url("issue-cells", plan.deal, issue_id=plan.payment.pk)
    assert client_of(plan.lead).get(url).headers["Location"].endswith(f"/issues/{plan.payment.pk}/")
    Issue.objects.filter(pk=plan.payment.pk).update(removed_at=plan.deal.created_at)
    assert client_of(plan.lead).get(url, headers=HTMX).status_code == 404
