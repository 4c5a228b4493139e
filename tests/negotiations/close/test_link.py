"""The other side's page: the agreed points and nothing else, one answer, one face for every link that is not open."""

import logging
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import confirmations, terms
from negotiations.actions.confirmations import Answer, Changed, LinkClosed
from negotiations.models import Confirmation, ConfirmLink, Deal, Event, InboxItem, Term
from negotiations.queries.close.confirmations import points
from negotiations.queries.inbox.page import inbox
from tests.factories.close import link, term
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_link(plan: Plan) -> str:
    """The address of an open link to two points."""
    term(plan, wording="Payment is due within 60 days of delivery.", level=Decimal(60))
    term(plan, "Unit price", issue=plan.price, level=Decimal(598))
    return f"/confirm/{link(plan, to='Mr Keller', at=timezone.now())[1]}/"


def keys(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="answer-([0-9a-f]{16})"', page)))


def get(url: str, client: Client | None = None) -> Any:
    return (client or Client()).get(url)


def test_it_shows_the_points_and_nothing_else(plan: Plan, open_link: str) -> None:
    row = Term.objects.order_by("number").first()
    assert row is not None
    secret = {"clause": "wrenclause", "secured": "wrenmail", "theirs_by": "Wrenkeller"}
    terms.edit(row, secret, seen={}, by=plan.lead, at=NOW)
    Deal.objects.filter(pk=plan.deal.pk).update(title="Wrentitle")
    response = get(open_link)
    page = response.content.decode()
    for words in ("Delivery contract 2027", "Payment 60 days after delivery", "60 days", "€598", "within 60 days of"):
        assert words in page
    assert plan.deal.organisation.name in page
    hidden = [
        *secret.values(),
        "Wrentitle",
        "Mr Keller",
        plan.deal.counterparty.name,
        "Daikan",
        "Storage at our",
        "624",
    ]
    hidden += [str(plan.deal.pk), str(plan.lead.pk) + "@", plan.lead.email, str(row.pk), "Frigotec", "deals/"]
    assert [words for words in hidden if words in page] == []
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "noindex" in response["X-Robots-Tag"]
    assert response.cookies == {}


def test_looking_changes_nothing(plan: Plan, open_link: str) -> None:
    before = (Event.objects.count(), list(ConfirmLink.objects.values()))
    for _ in range(2):
        assert get(open_link).status_code == 200
    assert (Event.objects.count(), list(ConfirmLink.objects.values())) == before
    assert Client().put(open_link).status_code == 405


def test_an_answer_is_kept_once(plan: Plan, open_link: str) -> None:
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    first, second = keys(get(open_link).content.decode())
    sent = {
        f"answer-{first}": "confirm",
        f"answer-{second}": "comment",
        f"comment-{second}": "We said 605",
        "name": "Keller",
    }
    browser = Client(enforce_csrf_checks=True)  # a browser that keeps the referrer back sends `Origin: null`
    response = browser.post(open_link, sent, headers={"origin": "null"}, follow=True)
    assert response.redirect_chain == [("/confirm/thanks/", 302)]
    assert "Your answer has arrived" in response.content.decode()
    paid, priced = points(plan.deal)
    assert (paid.theirs is not None, paid.theirs and paid.theirs.name, priced.theirs) == (True, "Keller", None)
    assert priced.comment is not None
    assert priced.comment.comment == "We said 605"
    assert get(open_link).status_code == 404
    assert Client().post(open_link, sent).status_code == 404
    assert Confirmation.objects.count() == 2
    page = client_of(plan.lead).get(deal_url("close-term-list", plan.deal)).content.decode()
    assert "We said 605" in page
    assert "answered by Keller" in page
    said = inbox(coordinator, today=NOW.date()).entries[0].said
    assert (said.text, InboxItem.objects.count()) == ("Keller confirmed 1, commented on 1", 2)
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal) + "?what=close").content.decode()
    assert "They confirmed:" in history or "confirmations" in history


def test_every_link_that_is_not_open_looks_the_same(plan: Plan, open_link: str) -> None:
    now = timezone.now()
    used, gone, over, shut = (link(plan, at=now) for _ in range(4))
    confirmations.answer(used[1], [Answer(points(plan.deal)[0].fingerprint, True)], name="Keller", at=now)
    confirmations.withdraw(gone[0], by=plan.lead, at=now)
    past = now - timedelta(days=4)
    ConfirmLink.objects.filter(pk=over[0].pk).update(made_at=past, expires_at=past + timedelta(hours=72))
    unknown = get("/confirm/no-such-token-at-all-0123456789012345678901234/")
    other = make_plan()
    term(other)
    foreign = link(other, at=now)
    Deal.objects.filter(pk=other.deal.pk).update(archived_at=now)
    for token in (used[1], gone[1], over[1], foreign[1], "x" * 300):
        for answer in (get(f"/confirm/{token}/"), Client().post(f"/confirm/{token}/", {"name": "Eve"})):
            assert (answer.status_code, answer.content) == (404, unknown.content)
            assert dict(answer.headers) == dict(unknown.headers)
    assert get(f"/confirm/{shut[1]}/").status_code == 200


def test_another_deals_point_cannot_be_answered(plan: Plan, open_link: str) -> None:
    other = make_plan()
    term(other, "Ravenpoint")
    assert "Ravenpoint" not in get(open_link).content.decode()
    token = open_link.split("/")[2]
    theirs = points(other.deal)[0].fingerprint
    with pytest.raises(Changed):
        confirmations.answer(token, [Answer(theirs, True)], name="Eve", at=timezone.now())
    assert not Confirmation.objects.exists()
    assert get(open_link).status_code == 200


def test_a_point_that_changes_has_to_be_confirmed_again(plan: Plan, open_link: str) -> None:
    token, now = open_link.split("/")[2], timezone.now()
    seen = [point.fingerprint for point in points(plan.deal)]
    assert confirmations.confirm(plan.deal, seen, by=plan.lead, at=now) == 2
    assert confirmations.confirm(plan.deal, seen, by=plan.lead, at=now) == 0
    confirmations.answer(token, [Answer(one, True) for one in seen], name="Keller", at=now)
    assert all(point.both for point in points(plan.deal))
    row = points(plan.deal)[0].term
    terms.edit(row, {"clause": "§ 4"}, seen={}, by=plan.lead, at=now)
    assert points(plan.deal)[0].both  # where it goes in the contract is ours to say
    terms.edit(row, {"level": Decimal(45)}, seen={}, by=plan.lead, at=now)
    first, second = points(plan.deal)
    assert (first.ours, first.theirs, first.void) == (None, None, True)
    assert second.both
    terms.edit(row, {"level": Decimal(60)}, seen={}, by=plan.lead, at=now)
    assert not points(plan.deal)[0].both  # nor does changing it back bring their word back
    page = client_of(plan.lead).get(deal_url("close-term-list", plan.deal)).content.decode()
    assert "Changed since it was confirmed" in page


def test_a_change_while_they_read_is_shown_and_keeps_the_link(plan: Plan, open_link: str) -> None:
    first, _ = keys(get(open_link).content.decode())
    terms.edit(points(plan.deal)[0].term, {"level": Decimal(45)}, seen={}, by=plan.lead, at=NOW)
    response = Client().post(open_link, {f"answer-{first}": "confirm", "name": "Keller"})
    assert response.status_code == 409
    assert "changed while you read" in response.content.decode()
    assert not Confirmation.objects.exists()
    assert get(open_link).status_code == 200


def test_what_is_wrong_is_said_at_its_place(plan: Plan, open_link: str) -> None:
    first, _ = keys(get(open_link).content.decode())
    for typed, words in (
        ({f"answer-{first}": "confirm", "name": " "}, "Give your name."),
        ({"name": "Keller"}, "Confirm a point, or say what is wrong"),
        ({f"answer-{first}": "comment", "name": "Keller"}, "what is wrong"),
    ):
        response = Client().post(open_link, typed)
        assert response.status_code == 422
        assert words in response.content.decode()
    assert get(open_link).status_code == 200


def test_two_answers_at_once_are_one(plan: Plan, open_link: str) -> None:
    token, now = open_link.split("/")[2], timezone.now()
    one = [Answer(points(plan.deal)[0].fingerprint, True)]
    confirmations.answer(token, one, name="Keller", at=now)
    with pytest.raises(LinkClosed):
        confirmations.answer(token, one, name="Keller", at=now)


def test_the_token_is_kept_nowhere_and_in_no_log(plan: Plan, open_link: str, caplog: Any, capsys: Any) -> None:
    token = open_link.split("/")[2]
    with caplog.at_level(logging.DEBUG):
        get(open_link)
        Client().post(open_link, {"name": ""})
        get(open_link[:-2] + "x/")  # a 404, which Django logs with its path
    assert token not in capsys.readouterr().err
    assert token[:-2] not in "".join(str(row) for row in ConfirmLink.objects.values())
    assert token not in "".join(f"{event.before} {event.after}" for event in Event.objects.all())
    page = client_of(plan.lead).get(deal_url("close-term-list", plan.deal)).content.decode()
    assert token not in page


def test_asking_too_often_is_slowed_down(settings: Any, plan: Plan, open_link: str) -> None:
    rates = {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "confirm": "3/min"}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    assert [get(open_link).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_the_link_is_shown_once_and_can_be_withdrawn(plan: Plan) -> None:
    term(plan)
    made = client_of(plan.lead).post(deal_url("confirm-link-make", plan.deal), {"title": "Contract", "to": "Mr Keller"})
    address = re.search(r'value="(http://testserver/confirm/[^"]{43}/)"', made.content.decode())
    assert address is not None
    assert get(address[1]).status_code == 200
    row = ConfirmLink.objects.get()
    assert post(plan.lead, deal_url("confirm-link-withdraw", plan.deal, link_id=row.pk)).status_code == 200
    assert get(address[1]).status_code == 404
    assert "withdrawn" in client_of(plan.lead).get(deal_url("close-term-list", plan.deal)).content.decode()
    wrong = client_of(plan.lead).post(deal_url("confirm-link-make", plan.deal), {"title": " "})
    assert wrong.status_code == 422
    assert "what they shall read" in wrong.content.decode()


def test_our_word_is_the_leads(plan: Plan) -> None:
    term(plan)
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    seen = points(plan.deal)[0].fingerprint
    url = deal_url("close-confirm", plan.deal)
    assert post(coordinator, url, seen=seen).status_code == 403
    assert post(plan.lead, url, seen="0" * 16).status_code == 200  # a message: it was changed meanwhile
    assert points(plan.deal)[0].ours is None
    assert post(plan.lead, url, seen=seen).status_code == 200
    assert points(plan.deal)[0].ours is not None


def test_api(plan: Plan) -> None:
    term(plan, level=Decimal(60))
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/close/"
    made = api.post(f"{root}links/", {"title": "Contract"})
    assert made.status_code == 201
    url = made.json()["url"]
    assert get(url).status_code == 200
    shown = api.data(f"{root}confirmation/")["points"][0]
    assert (shown["level"], shown["ours"]) == ("60 days", None)
    assert api.post(f"{root}confirmation/", {"seen": [shown["fingerprint"]]}).json()["points"][0]["ours"]["name"]
    problem(api.post(f"{root}confirmation/", {"seen": ["0" * 16]}), 422)
    assert "url" not in api.data(f"{root}links/")["results"][0]
    assert api.delete(f"{root}links/{made.json()['id']}/").status_code == 204
    assert get(url).status_code == 404
