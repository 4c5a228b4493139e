"""The influence map: the drawing, the ways to who decides, the table, and changing it."""

import re

import pytest

from accounts.permissions import SeatRole
from negotiations.access import open_deal
from negotiations.charts.influence_map import BOX_HEIGHT, BOX_WIDTH, draw
from negotiations.models import Influence
from negotiations.queries.people.influence import influence_page
from tests.factories.negotiations import Plan, seat
from tests.factories.people import make_influence, make_stakeholder
from tests.support.fragments import fragment_is_in_page
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def page_of(plan: Plan, user: object = None) -> str:
    return client_of(user or plan.lead).get(deal_url("influence-list", plan.deal)).content.decode()


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_ways_to_who_decides_are_sentences(plan: Plan) -> None:
    owner = make_stakeholder(plan.deal, "Rui Frigo", veto=True)
    plant = make_stakeholder(plan.deal, "Plant manager")
    joao = make_stakeholder(plan.deal, "João Sá", side="ours")
    marta = make_stakeholder(plan.deal, "Marta Vilar", at_table=True)
    assert "Nobody whom we speak with reaches Rui Frigo yet" in page_of(plan)
    make_influence(plant, owner, kind="informal", strength=3)
    make_influence(joao, plant, kind="informal", strength=1)
    make_influence(marta, owner, kind="formal", strength=2)
    page = words_of(page_of(plan))
    assert "Through Marta Vilar (formal, clear) you reach Rui Frigo, who decides." in page
    assert (
        "Through João Sá (informal, weak) you reach Plant manager, and so Rui Frigo (informal, strong), who decides."
        in page
    )
    assert page.index("Through Marta") < page.index("Through João")  # the stronger way first
    assert "Plant manager: a way to Rui Frigo" in page


def test_an_edge_is_added_changed_and_taken_out(plan: Plan) -> None:
    one, other = make_stakeholder(plan.deal, "One"), make_stakeholder(plan.deal, "Other")
    url = deal_url("influence-create", plan.deal)
    data = {"influencer": str(one.pk), "influenced": str(other.pk), "kind": "informal", "strength": "3", "note": "golf"}
    response = post(plan.lead, url, **data)
    assert response.status_code == 200
    swapped_equals_fresh(plan.lead, response, deal_url("influence-list", plan.deal))
    row = Influence.objects.get(deal=plan.deal)
    assert (row.kind, row.strength, row.note) == ("informal", 3, "golf")
    assert post(plan.lead, url, **data).status_code == 422  # twice the same
    assert post(plan.lead, url, **{**data, "influenced": str(one.pk)}).status_code == 422
    assert post(plan.lead, url, **{**data, "influencer": "nobody"}).status_code == 422
    edit = deal_url("influence-edit", plan.deal, influence_id=row.pk, field="strength")
    assert post(plan.lead, edit, value="1", version="0").status_code == 200
    assert post(plan.lead, edit, value="9", version="999999").status_code == 422
    row.refresh_from_db()
    assert row.strength == 1
    observer = seat(plan.deal, SeatRole.OBSERVER)
    remove = deal_url("influence-remove", plan.deal, influence_id=row.pk)
    assert post(observer, remove).status_code == 403
    assert "golf" in page_of(plan, observer)
    assert post(plan.lead, remove).status_code == 200
    row.refresh_from_db()
    assert row.removed_at
    client_of(plan.lead).post(deal_url("deal-undo", plan.deal))
    row.refresh_from_db()
    assert row.removed_at is None


def test_the_page_costs_the_same_for_more_people(plan: Plan, django_assert_max_num_queries: object) -> None:
    client = client_of(plan.lead)
    page_of(plan)
    counts = []
    for n in range(3):
        rows = [make_stakeholder(plan.deal, f"Person {n}{m}", veto=m == 0) for m in range(4)]
        for a, b in zip(rows[1:], rows, strict=False):
            make_influence(a, b)
        with django_assert_max_num_queries(60) as counted:  # type: ignore[operator]
            client.get(deal_url("influence-list", plan.deal))
        counts.append(len(counted))
    assert len(set(counts[1:])) == 1
    assert fragment_is_in_page(client, deal_url("influence-list", plan.deal))
    first, second = (influence_page(open_deal(plan.lead, plan.deal.pk, "deal.view")).drawing for _ in range(2))
    assert first == second


def test_boxes_do_not_overlap_and_arrows_end_at_them() -> None:
    rows = [["a", "b"], [f"n{i}" for i in range(9)], ["z"]]
    edges = [(f"e{i}", f"n{i}", "ab"[i % 2]) for i in range(9)] + [("f", "z", "n3"), ("g", "a", "b"), ("h", "n4", "n5")]
    drawing = draw(rows, edges)
    for at, one in enumerate(drawing.nodes):
        for other in drawing.nodes[at + 1 :]:
            assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
        assert 0 <= one.x <= drawing.width - BOX_WIDTH
        assert 0 <= one.y <= drawing.height - BOX_HEIGHT
    at = {node.key: node for node in drawing.nodes}
    for arrow, (_, a, b) in zip(drawing.arrows, edges, strict=True):
        numbers = [float(text) for text in re.findall(r"-?\d+\.?\d*", arrow.path)]
        for (x, y), end in ((numbers[:2], at[a]), (numbers[-2:], at[b])):
            assert end.x <= x <= end.x + BOX_WIDTH
            assert y in {end.y, end.bottom}
