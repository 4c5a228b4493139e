"""Claims of theirs, tested against what their costs explain."""

from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import claims, undo
from negotiations.actions.writing import Rejected
from negotiations.models import Claim
from negotiations.queries.standing import Worker
from negotiations.queries.theirs.claims import claim_card
from tests.factories.money import RESIN, claim_of
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Letter of 3 November", "claim": "8 %", "note": "Annual report", "name-1": "Resin",
    "share-1": "50 – 54 – 58",
    "move-1": "1.5 – 2 – 2.5", "name-2": "Freight", "share-2": "18", "move-2": "4", "name-3": "", "share-3": "",
    "move-3": "",
}  # fmt: skip


def page_of(plan: Plan) -> str:
    return client_of(plan.lead).get(deal_url("claim-list", plan.deal)).content.decode()


def test_the_example_of_the_brief(plan: Plan) -> None:
    """54 % resin +2, 18 % freight +4, 12 % energy +3, 16 % labour +4.5 explain 2.9 % of 8.0 %."""
    card = claim_card(claim_of(plan), Worker(plan.deal))
    assert (card.claim, card.likely, card.excess) == ("8.0\u2009%", "2.9\u2009%", "5.1\u2009%")
    assert card.verdict == "Their costs do not explain it"
    assert card.said.startswith("By the indices your costs explain 2.9\u2009%, not 8.0\u2009%: Resin 1.1\u2009%")
    assert "not 8.0" in page_of(plan)


def test_a_claim_is_typed_tested_and_kept(plan: Plan) -> None:
    response = post(plan.lead, deal_url("claim-create", plan.deal), htmx=False, **TYPED)
    assert response.status_code == 302
    row = Claim.objects.get(deal=plan.deal)
    parts = row.parts.reveal(Worker(plan.deal))
    assert [part["share"] for part in parts] == [["50", "54", "58"], ["18", "18", "18"]]
    page = page_of(plan)
    assert "Letter of 3 November" in page
    assert "Not in the shares: margin and the rest" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Give the claim a name"),
        ({"claim": ""}, "By how many per cent"),
        ({"share-1": "60 – 50"}, "must be in this order"),
        ({"share-2": "70"}, "more than all of it"),
        ({"move-2": ""}, "Give a per cent, or a range."),
        ({"share-1": "a lot"}, "Write a number"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed(plan: Plan, changes: dict[str, str], says: str) -> None:
    response = post(plan.lead, deal_url("claim-create", plan.deal), htmx=False, **{**TYPED, **changes})
    assert response.status_code == 422
    body = response.content.decode()
    assert says in body
    assert 'value="Resin"' in body
    assert not Claim.objects.exists()


def test_more_rows_say_nothing_of_errors_and_keep_nothing(plan: Plan) -> None:
    body = post(plan.lead, deal_url("claim-create", plan.deal), **{**TYPED, "claim": "", "more": "1"}).content.decode()
    assert body.count('name="name-') == 6
    assert 'role="alert"' not in body
    assert not Claim.objects.exists()


def test_it_is_changed_with_its_version(plan: Plan) -> None:
    row, holdout = claim_of(plan), seat(plan.deal, SeatRole.HOLDOUT)
    url = deal_url("claim-edit", plan.deal, claim_id=row.pk)
    form = client_of(plan.lead).get(url).content.decode()
    assert 'value="54"' in form
    assert post(plan.lead, url, htmx=False, **TYPED, version="0").status_code == 302
    other = post(holdout, url, htmx=False, **{**TYPED, "title": "Mine"}, version="0")
    assert other.status_code == 409
    assert "Letter of 3 November" in other.content.decode()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert Claim.objects.get().title.reveal(Worker(plan.deal)) == "Resin letter"


def test_remove_and_undo(plan: Plan) -> None:
    row = claim_of(plan)
    post(plan.lead, deal_url("claim-remove", plan.deal, claim_id=row.pk), htmx=False)
    assert "Resin letter" not in page_of(plan).split("toasts")[0]
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert "Resin letter" in page_of(plan)
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "Resin letter" in history


def test_nonsense_is_refused(plan: Plan) -> None:
    for parts in ([], [{**RESIN[0], "name": " "}], [{**RESIN[0], "share": ["0", "120", "120"]}]):
        with pytest.raises(Rejected):
            claims.add(plan.deal, title="x", claim=D(1), parts=parts, by=plan.lead, at=NOW)


def test_who_may_not(plan: Plan) -> None:
    row = claim_of(plan)
    url = deal_url("claim-edit", plan.deal, claim_id=row.pk)
    assert post(seat(plan.deal, SeatRole.OBSERVER), url, **TYPED).status_code == 403
    assert post(make_plan().lead, url, **TYPED).status_code == 404
    assert client_of(seat(plan.deal, SeatRole.EXPERT)).get(deal_url("claim-list", plan.deal)).status_code == 403
    sponsor = client_of(seat(plan.deal, SeatRole.SPONSOR)).get(deal_url("claim-list", plan.deal)).content.decode()
    assert "Resin letter" in sponsor
    assert 'id="claim-form"' not in sponsor
