"""The page of their side: what it says, its forms, its questions; the same as page, fragment and without JavaScript."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.http import HttpResponse

from accounts.permissions import SeatRole
from negotiations.actions import evidence
from negotiations.enums import Confidence, Party
from negotiations.models import Evidence, Job
from negotiations.queries.plan.rows import evidence_of, load_plan
from negotiations.queries.standing import standing
from negotiations.queries.theirs.page import questions
from tests.factories.negotiations import NOW, Plan, estimate, make_plan, seat
from tests.factories.trades import compute
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh, text_of

pytestmark = pytest.mark.django_db


def do(plan: Plan) -> dict[str, Any]:
    return {"by": plan.lead, "at": NOW}


def page(plan: Plan, user: Any = None) -> str:
    return text_of(client_of(user or plan.lead).get(deal_url("evidence-list", plan.deal)))


def send(plan: Plan, *, htmx: bool = True, **data: Any) -> HttpResponse:
    return post(plan.lead, deal_url("evidence-note", plan.deal), htmx=htmx, **data)


def offers(plan: Plan, *packages: tuple[int, int, int]) -> None:
    for levels in packages:
        chosen = {issue.pk: D(level) for issue, level in zip(plan.issues, levels, strict=True)}
        evidence.note_offer(plan.deal, party=Party.THEIRS, levels=chosen, **do(plan))


def test_an_empty_page_teaches(plan: Plan) -> None:
    body = page(plan)
    assert "Every offer, refusal and remark of theirs" in body
    assert "there is no evidence yet" in body
    assert "Find questions" in body


def test_evidence_changes_bands_and_says_so(plan: Plan) -> None:
    offers(plan, (634, 0, 1), (622, 0, 2), (612, 0, 3))
    evidence.note_order(
        plan.deal, more=plan.price.pk, less=plan.payment.pk, confidence=Confidence.WRITTEN, source="Mail", **do(plan)
    )
    body = page(plan)
    assert "<b>They offered</b> Unit price €634, Payment 0 days and Warranty 2 years." in body
    assert "<b>Unit price</b> matters more to them than Payment." in body
    assert "in writing · Mail" in body
    assert "The newest piece moved" in body
    assert "By itself: Unit price comes before Payment in" in body
    assert body.count("By itself") == 5  # four pieces, and the word explained
    assert "those that explain the evidence count more" in body


@pytest.mark.parametrize("htmx", [True, False])
def test_each_kind_is_noted_from_its_form(plan: Plan, htmx: bool) -> None:
    price, payment = str(plan.price.pk), str(plan.payment.pk)
    sent = [
        send(plan, htmx=htmx, kind="order", more=payment, less="", confidence="hearsay", said_by="Rui"),
        send(plan, htmx=htmx, kind="preference", issue=payment, better="15 days", worse="60"),
        send(plan, htmx=htmx, kind="offer", party="ours", **{f"level-{price}": "€590"}),
    ]
    ours = Evidence.objects.get(deal=plan.deal, party="ours")
    sent += [
        send(plan, htmx=htmx, kind="refusal", answers=str(ours.pk)),
        send(plan, htmx=htmx, kind="offer", party="theirs", answers=str(ours.pk), **{f"level-{price}": "620"}),
    ]
    assert [response.status_code for response in sent] == [200 if htmx else 302] * 5
    rows = evidence_of(plan.deal)
    assert sorted(row.kind for row in rows) == ["offer", "offer", "order", "preference", "refusal"]
    if htmx:
        swapped_equals_fresh(plan.lead, sent[-1], deal_url("evidence-list", plan.deal))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "order", "more": ""}, "Choose an issue."),
        ({"kind": "preference", "issue": "PAY", "better": "soon", "worse": "60"}, "Write a number"),
        ({"kind": "preference", "issue": "PAY", "better": "500", "worse": "60"}, "Outside the range"),
        ({"kind": "preference", "issue": "PAY", "better": "15", "worse": ""}, "Give a level."),
        ({"kind": "offer", "level-PRICE": "€999"}, "Outside the range of this issue"),
        ({"kind": "offer"}, "Give at least one level"),
        ({"kind": "order", "more": "PAY", "when": "1 Dec 2999"}, "This day is still to come."),
        ({"kind": "order", "more": "PAY", "when": "someday"}, "Write a date"),
        ({"kind": "order", "more": "PAY", "less": "PAY"}, "two different issues"),
        ({"kind": "gossip"}, "Choose what it is."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(plan: Plan, fields: dict[str, str], said: str) -> None:
    names = {"PAY": str(plan.payment.pk)}
    data = {key.replace("PRICE", str(plan.price.pk)): names.get(value, value) for key, value in fields.items()}
    response = send(plan, **data)
    assert response.status_code == 422
    body = response.content.decode()
    assert said in body
    for typed in ("soon", "500", "€999", "someday"):
        assert typed not in fields.values() or f'value="{typed}"' in body
    assert not Evidence.objects.exists()


def test_taken_back_from_the_page(plan: Plan) -> None:
    offers(plan, (634, 0, 1))
    (row,) = evidence_of(plan.deal)
    response = post(plan.lead, deal_url("evidence-remove", plan.deal, evidence_id=row.pk))
    assert response.status_code == 200
    assert evidence_of(plan.deal) == ()
    assert post(plan.lead, deal_url("evidence-remove", plan.deal, evidence_id=row.pk)).status_code == 404


def test_shrinking_steps_and_an_odd_offer_are_told_with_both_readings(plan: Plan) -> None:
    offers(plan, (638, 0, 1), (626, 0, 1), (620, 0, 1), (617, 0, 1))
    body = page(plan)
    assert "Their steps on Unit price get smaller" in body
    assert "They gave nothing on the other issues meanwhile." in body
    offers(plan, (560, 90, 3))
    assert "Their latest offer is unlike what was to be expected" in page(plan)


def listed(plan: Plan) -> Any:
    reader = standing(plan.lead, plan.deal)
    assert reader is not None
    return questions(reader, load_plan(plan.deal), NOW)


def test_the_questions_are_listed_with_what_answers_change(plan: Plan) -> None:
    estimate(plan.payment, "unknown", 60, 90, 100)
    compute(plan.deal)
    found = listed(plan).listed
    assert "ideal for you on Payment" in found[0].text
    assert found[0].answers[0].label == "towards 90 days"
    assert any("offer" in one.change for one in found[0].answers)
    assert found[0].text in page(plan)


@pytest.mark.parametrize(("given", "kind"), [("first", "preference"), ("second", "preference"), ("silent", "silence")])
def test_an_answer_becomes_evidence(plan: Plan, given: str, kind: str) -> None:
    estimate(plan.payment, "unknown", 60, 90, 100)
    job = compute(plan.deal)
    first = listed(plan).listed[0]
    data = {"job": str(job.pk), "place": str(first.place), "answer": given}
    response = post(plan.lead, deal_url("question-answer", plan.deal), **data)
    assert response.status_code == 200
    (row,) = evidence_of(plan.deal)
    assert row.kind == kind
    assert Job.objects.filter(deal=plan.deal, state="queued").exists() == (kind != "silence")
    after = listed(plan)
    assert first.text not in [one.text for one in after.listed]
    assert [one.text for one in after.unanswered] == ([first.text] if kind == "silence" else [])


@pytest.mark.parametrize("fields", [{"place": "99"}, {"place": "-1"}, {"job": "x"}, {"answer": "maybe"}])
def test_an_answer_to_nothing_changes_nothing(plan: Plan, fields: dict[str, str]) -> None:
    job = compute(plan.deal)
    data = {"job": str(job.pk), "place": "0", "answer": "first", **fields}
    post(plan.lead, deal_url("question-answer", plan.deal), **data)
    foreign = compute(make_plan().deal)
    post(plan.lead, deal_url("question-answer", plan.deal), job=str(foreign.pk), place="0", answer="first")
    assert evidence_of(plan.deal) == ()


def test_they_leaned_to_a_package(plan: Plan) -> None:
    job = compute(plan.deal)
    chosen = job.suggestions.get(kind="package_set")
    url = deal_url("suggestion-lean", plan.deal, suggestion_id=chosen.pk)
    assert post(plan.lead, url, choice="9").status_code == 422
    assert post(plan.lead, url, choice="1").status_code == 200
    assert "They leaned to <b>package B</b>" in page(plan)
    other = job.suggestions.exclude(kind="package_set").first()
    assert (
        post(plan.lead, deal_url("suggestion-lean", plan.deal, suggestion_id=other.pk), choice="0").status_code == 422
    )


def test_a_sponsor_reads_it_and_cannot_write(plan: Plan) -> None:
    offers(plan, (634, 0, 1))
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    body = page(plan, sponsor)
    assert "<b>They offered</b>" in body
    assert "note-form" not in body
    assert post(sponsor, deal_url("evidence-note", plan.deal), kind="order", more=str(plan.price.pk)).status_code == 403


def test_the_page_takes_as_many_queries_with_much_evidence(plan: Plan, django_assert_max_num_queries: Any) -> None:
    offers(plan, *[(640 - 2 * n, 0, 1) for n in range(10)])
    compute(plan.deal)
    client = client_of(plan.lead)
    client.get(deal_url("evidence-list", plan.deal))
    with django_assert_max_num_queries(60):
        client.get(deal_url("evidence-list", plan.deal))
