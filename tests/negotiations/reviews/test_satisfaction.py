"""How content both sides are: theirs by a link that shows nothing of the deal, ours as said blind, side by side."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import confirmations, debrief_sheets, debriefs, link_mails
from negotiations.actions.writing import Rejected
from negotiations.enums_close import Asks
from negotiations.models import ConfirmLink, Deal, LinkMail, Satisfaction
from negotiations.queries.inbox.page import inbox
from negotiations.queries.review.debrief import Answers
from negotiations.queries.review.satisfaction import satisfaction_page
from negotiations.queries.standing import standing
from tests.factories.close import term
from tests.factories.negotiations import Plan, make_plan, seat
from tests.factories.reviews import END, ended, reviewed
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "keller@frigotec.example"


def asked(plan: Plan, **fields: Any) -> str:
    """The address of a link that asks, and is open."""
    made = {"title": "Delivery contract 2027", "to": "Mr Keller", "asks": Asks.CONTENT, **fields}
    _, token = confirmations.make_link(plan.deal, **made, by=plan.lead, at=timezone.now())
    return f"/asked/{token}/"


def page_of(plan: Plan, name: str = "review-satisfaction") -> str:
    return str(client_of(plan.lead).get(reverse(f"negotiations:{name}", args=[plan.deal.pk])).content.decode())


def test_it_is_asked_only_when_the_deal_is_over(plan: Plan) -> None:
    assert "comes when the deal is over" in page_of(plan)
    with pytest.raises(Rejected, match="not over yet"):
        asked(plan)
    problem(Api(plan.lead).get(f"deals/{plan.deal.pk}/review/satisfaction/"), 404)


def test_the_link_shows_nothing_of_the_deal_and_takes_one_answer(plan: Plan) -> None:
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    ended(plan)
    Deal.objects.filter(pk=plan.deal.pk).update(title="Wrentitle")
    url = asked(plan)
    browser = Client(enforce_csrf_checks=True)
    response = browser.get(url)
    page = response.content.decode()
    assert "Delivery contract 2027" in page
    hidden = ["Wrentitle", "Mr Keller", plan.deal.counterparty.name, "Daikan", "Unit price", "598", str(plan.deal.pk)]
    assert [words for words in hidden if words in page] == []
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert response.cookies == {}
    empty = browser.post(url, {})
    assert empty.status_code == 422
    assert browser.post(url, {"point-again": "9"}).status_code == 422
    said = {"point-result": "3", "point-again": "6", "words": "The days hurt us"}
    assert browser.post(url, said).status_code == 302
    assert (browser.get(url).status_code, browser.post(url, said).status_code) == (404, 404)
    row = Satisfaction.objects.get()
    assert (row.points, row.words) == ({"result": 3, "again": 6}, "The days hurt us")
    told = inbox(coordinator, today=timezone.localdate(), unread_only=True)
    assert "said how content they are" in str(told)


def test_a_link_for_one_thing_opens_nothing_else(plan: Plan) -> None:
    ended(plan)
    token = asked(plan).split("/")[2]
    assert Client().get(f"/confirm/{token}/").status_code == 404
    link = ConfirmLink.objects.get()
    withdraw = reverse("negotiations:confirm-link-withdraw", args=[plan.deal.pk, link.pk])
    assert client_of(plan.lead).post(withdraw).url == reverse("negotiations:review-satisfaction", args=[plan.deal.pk])
    assert Client().get(f"/asked/{token}/").status_code == 404


def test_both_sides_stand_beside_each_other(plan: Plan) -> None:
    reviewed(plan)
    row = debriefs.ask(plan.deal, by=plan.lead, at=END)
    debrief_sheets.hand_in(row, Answers({"next": "Ask"}, {"result": 6, "self": 5}), by=plan.lead, at=END)
    row.refresh_from_db()
    debriefs.open_all(row, by=plan.lead, at=END)
    Client().post(asked(plan), {"point-result": "3"})
    Client().post(asked(plan, to="Ms Roth"), {"point-result": "4", "point-relation": "5"})
    access = standing(plan.lead, plan.deal)
    assert access is not None
    found = satisfaction_page(access)
    parts = {part.key: (part.ours.value, part.theirs.value, part.apart) for part in found.parts}
    assert parts["result"] == (6, 3.5, True)
    assert (parts["self"], parts["relation"]) == ((5, 0, False), (0, 5, False))
    page = page_of(plan)
    for words in ("3.5 of 7", "3 to 4, 2 answered", "far apart", "likely worth", "Ms Roth"):
        assert words in page
    body = Api(plan.lead).data(f"deals/{plan.deal.pk}/review/satisfaction/")
    assert next(one for one in body["parts"] if one["part"] == "result")["theirs"]["value"] == 3.5


def test_ours_stays_sealed_with_the_debrief(plan: Plan) -> None:
    reviewed(plan)
    seat(plan.deal, SeatRole.HOLDOUT)
    row = debriefs.ask(plan.deal, by=plan.lead, at=END)
    debrief_sheets.hand_in(row, Answers({"next": "Ask"}, {"result": 6}), by=plan.lead, at=END)
    page = page_of(plan)
    assert "6 of 7" not in page
    assert "Ours shows when" in page


def test_the_record_keeps_it_over_deals_and_names_no_closed_one(plan: Plan) -> None:
    ended(plan)
    Client().post(asked(plan), {"point-result": "3", "words": "Too many days"})
    other = make_plan(organisation=plan.deal.organisation)
    Deal.objects.filter(pk=other.deal.pk).update(counterparty=plan.deal.counterparty)
    other.deal.refresh_from_db()
    ended(other)
    Client().post(asked(other), {"point-result": "5"})
    url = reverse("negotiations:counterparty-detail", args=[plan.deal.counterparty_id])
    mine = client_of(plan.lead).get(url).content.decode()
    assert "2.0 of 7 more than before" in mine
    assert "Too many days" in mine
    theirs = client_of(other.lead).get(url).content.decode()
    assert "2.0 of 7 more than before" in theirs
    assert "Too many days" not in theirs


def test_a_link_goes_by_mail_once_an_address_and_its_token_is_nowhere_else(plan: Plan) -> None:
    ended(plan)
    url = reverse("negotiations:satisfaction-ask", args=[plan.deal.pk])
    data = {"title": "Delivery contract 2027", "to": "Mr Keller", "address": ADDRESS}
    client = client_of(plan.lead)
    assert client.post(url, {**data, "address": "keller"}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302  # they have an open link: nothing more goes out
    row = LinkMail.objects.get()
    assert link_mails.deliver(row.pk)
    assert not link_mails.deliver(row.pk)
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS]
    (there,) = re.findall(r"http://testserver(/asked/\S+/)", sent.body)
    assert Client().get(there).status_code == 200
    assert "sent to" in page_of(plan)
    assert "/asked/" not in page_of(plan)


def test_a_link_that_was_withdrawn_is_not_sent(plan: Plan) -> None:
    ended(plan)
    who: dict[str, Any] = {"by": plan.lead, "at": timezone.now()}
    base = "http://testserver/"
    assert link_mails.send(plan.deal, title="T", address=ADDRESS, asks=Asks.CONTENT, base=base, **who)
    row = LinkMail.objects.get()
    confirmations.withdraw(row.link, **who)
    assert not link_mails.deliver(row.pk)
    assert mail.outbox == []


def test_the_agreed_points_go_by_mail_from_the_api(plan: Plan) -> None:
    term(plan)
    body = {"title": "Delivery contract 2027", "address": ADDRESS}
    made = Api(plan.lead).post(f"deals/{plan.deal.pk}/close/links/", body)
    assert (made.status_code, made.json()["url"], made.json()["mail"]) == (201, "", "queued")
    link_mails.sweep()
    assert link_mails.deliver(LinkMail.objects.get().pk)
    assert "/confirm/" in mail.outbox[0].body
