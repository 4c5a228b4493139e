"""The pie check: four families before a deal may be called distributive, and a way back from it always."""

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues, pie, undo
from negotiations.actions.writing import Rejected
from negotiations.catalogue.library import FAMILY_OF, LIBRARY
from negotiations.enums_prepare import PieFamily
from negotiations.models import Deal, Lever, PieAnswer
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def page_of(plan: Plan, user: object = None) -> str:
    response = client_of(user or plan.lead).get(deal_url("pie-check", plan.deal))
    assert response.status_code == 200
    return response.content.decode()


def look_through(plan: Plan, *families: str) -> None:
    for family in families:
        pie.find_nothing(plan.deal, family, reason="Looked", by=plan.lead, at=NOW)


def test_the_library_has_every_kind_and_family() -> None:
    wanted = {"timing", "transport", "storage", "financing", "training", "support", "volume", "schedule", "reference",
              "risk"}  # fmt: skip
    assert wanted <= {one.kind for one in LIBRARY} <= set(FAMILY_OF)
    assert {one.family for one in LIBRARY} == set(PieFamily.values)
    assert len({one.key for one in LIBRARY}) == len(LIBRARY)


def test_distributive_only_after_the_check(plan: Plan) -> None:
    url = deal_url("pie-stance", plan.deal)
    look_through(plan, "timing", "transport")
    refused = post(plan.lead, url, stance="distributive", version="0")
    assert refused.status_code == 422
    assert "Look through extraneous costs and sourcing first" in refused.content.decode()
    look_through(plan, "costs", "sourcing")
    accepted = post(plan.lead, url, stance="distributive", version="0")
    assert accepted.status_code == 200
    assert "3 issues can be traded" in accepted.content.decode()
    swapped_equals_fresh(plan.lead, accepted, deal_url("pie-check", plan.deal))
    assert Deal.objects.get(pk=plan.deal.pk).stance == "distributive"


def test_looking_again_takes_it_back(plan: Plan) -> None:
    look_through(plan, *PieFamily.values)
    pie.set_stance(plan.deal, "distributive", seen=0, by=plan.lead, at=NOW)
    assert post(plan.lead, deal_url("pie-reopen", plan.deal, family="timing")).status_code == 200
    assert Deal.objects.get(pk=plan.deal.pk).stance == "undecided"
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert Deal.objects.get(pk=plan.deal.pk).stance == "distributive"
    assert PieAnswer.objects.filter(family="timing", removed_at__isnull=True).count() == 1
    pie.set_stance(plan.deal, "integrative", seen=None, by=plan.lead, at=NOW)  # the way back is never closed
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "looked for levers in the pie check:" in history


def test_a_lever_of_the_library_and_one_of_our_own(plan: Plan) -> None:
    url = deal_url("pie-answer", plan.deal, family="transport")
    assert "Room in our warehouse" in page_of(plan)
    assert post(plan.lead, url, lever="room-in-our-warehouse").status_code == 200
    lever = Lever.objects.get(deal=plan.deal, title="Room in our warehouse")
    assert lever.draft["options"] == ["None", "For 4 weeks", "For 12 weeks"]
    assert PieAnswer.objects.get().lever == lever
    assert post(plan.lead, url, lever="decide-fast").status_code == 422  # of another family
    own = deal_url("pie-answer", plan.deal, family="costs")
    assert post(plan.lead, own, title="Our tooling", why="They rent theirs").status_code == 200
    assert "Our tooling" in page_of(plan)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert not Lever.objects.filter(deal=plan.deal, title="Our tooling", removed_at__isnull=True).exists()
    assert PieAnswer.objects.filter(removed_at__isnull=True).count() == 1


def test_nothing_needs_a_reason(plan: Plan) -> None:
    url = deal_url("pie-answer", plan.deal, family="timing")
    refused = post(plan.lead, url, found="nothing", reason=" ")
    assert refused.status_code == 422
    assert "Say why there is nothing here." in refused.content.decode()
    assert post(plan.lead, url, title=" ").status_code == 422
    assert not PieAnswer.objects.exists()
    assert post(plan.lead, deal_url("pie-answer", plan.deal, family="magic"), title="x").status_code == 404


def test_one_issue_is_warned_about(plan: Plan) -> None:
    assert "Only one issue can be traded" not in page_of(plan)
    for issue in (plan.payment, plan.warranty):
        issues.edit(issue, "tradeable", False, seen=None, by=plan.lead, at=NOW)
    assert "Only one issue can be traded" in page_of(plan)


def test_who_may(plan: Plan) -> None:
    observer, holdout = seat(plan.deal, SeatRole.OBSERVER), seat(plan.deal, SeatRole.HOLDOUT)
    assert "stance-form" not in page_of(plan, observer)
    assert post(observer, deal_url("pie-answer", plan.deal, family="timing"), title="x").status_code == 403
    assert post(holdout, deal_url("pie-stance", plan.deal), stance="integrative").status_code == 403
    with pytest.raises(Rejected, match="open already"):
        pie.reopen(plan.deal, "timing", by=plan.lead, at=NOW)


def test_api(plan: Plan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/pie/"
    found = api.data(root)
    assert found["missing"] == ["timing", "transport", "costs", "sourcing"]
    problem(api.patch(root, {"stance": "distributive", "version": found["version"]}), 422)
    key = found["families"][0]["prompts"][0]["key"]
    assert api.put(f"{root}timing/", {"key": key}).json()["families"][0]["done"] is True
    problem(api.put(f"{root}costs/", {"key": key, "reason": "x"}), 422)
    for family in ("transport", "costs", "sourcing"):
        assert api.put(f"{root}{family}/", {"reason": "Looked"}).status_code == 200
    assert api.patch(root, {"stance": "distributive", "version": 0}).json()["stance"] == "distributive"
    assert api.delete(f"{root}costs/").status_code == 204
    assert api.data(root)["stance"] == "undecided"
    problem(api.put(f"{root}magic/", {"reason": "x"}), 404)


def test_what_is_taken_back_asks_the_check_again(plan: Plan) -> None:
    lead, other = plan.lead, seat(plan.deal, SeatRole.COORDINATOR)

    def stance() -> str:
        return Deal.objects.get(pk=plan.deal.pk).stance

    def choose(wanted: str) -> None:
        pie.set_stance(plan.deal, wanted, seen=None, by=lead, at=NOW)

    look_through(plan, "timing", "transport", "costs")
    pie.find_nothing(plan.deal, "sourcing", reason="Looked", by=other, at=NOW)
    choose("distributive")
    undo.undo_last(plan.deal, by=other, at=NOW)
    assert stance() == "undecided", "a family is open again"
    undo.redo_last(plan.deal, by=other, at=NOW)
    assert stance() == "distributive", "done again, with its answer"
    choose("integrative")
    PieAnswer.objects.filter(deal=plan.deal, family="costs").update(removed_at=NOW)
    with pytest.raises(Rejected, match="Look through extraneous costs first"):
        undo.undo_last(plan.deal, by=lead, at=NOW)
    assert stance() == "integrative"
