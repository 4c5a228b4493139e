"""The map of power and interest, the table under it, and one person's page."""

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import interests, notes, stakeholders
from negotiations.models import Interest, Motive, Stakeholder, StakeholderNote
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.people import make_interest, make_stakeholder
from tests.support.fragments import fragment_is_in_page
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def page_of(plan: Plan, user: object = None, name: str = "stakeholder-list", **ids: object) -> str:
    return client_of(user or plan.lead).get(deal_url(name, plan.deal, **ids)).content.decode()


def test_somebody_is_added_and_stands_in_the_tray(plan: Plan) -> None:
    assert "Who has a say?" in page_of(plan)
    response = post(
        plan.lead, deal_url("stakeholder-create", plan.deal), name="Marta Alves", title="Sales", side="theirs",
        kind="person", at_table="True",
    )  # fmt: skip
    assert response.status_code == 200
    page = response.content.decode()
    assert "Not on the map yet" in page
    assert "Marta Alves" in page
    swapped_equals_fresh(plan.lead, response, deal_url("stakeholder-list", plan.deal))
    bad = post(plan.lead, deal_url("stakeholder-create", plan.deal), name=" ", side="ours", title="Kept")
    assert bad.status_code == 422
    assert 'value="Kept"' in bad.content.decode()
    assert "Give a name" in bad.content.decode()


def test_a_move_sets_both_and_stands_where_it_was_put(plan: Plan) -> None:
    who = make_stakeholder(plan.deal, power=None, interest=None)
    url = deal_url("stakeholder-place", plan.deal, stakeholder_id=who.pk)
    response = post(plan.lead, url, power="80", interest="30", version="0")
    assert response.status_code == 200
    page = response.content.decode()
    assert 'x="30.0%" y="20.0%"' in page or 'x="30%" y="20%"' in page
    assert "Keep satisfied" in page
    assert 'aria-valuetext="Power 80, interest 30: keep satisfied"' in page
    assert "60–100" in page  # theirs is never sharp: a guess may be off by twenty
    who.refresh_from_db()
    assert who.version_of("power") > 0
    assert post(plan.lead, url, power="101", interest="30", version="999999").status_code == 422
    assert post(plan.lead, url, power="high", interest="30", version="999999").status_code == 422


def test_a_move_that_did_not_see_anothers_shows_both(plan: Plan) -> None:
    who = make_stakeholder(plan.deal)
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    stakeholders.place(who, power=20, interest=60, seen={}, by=holdout, at=NOW)
    url = deal_url("stakeholder-place", plan.deal, stakeholder_id=who.pk)
    response = post(plan.lead, url, power="90", interest="90", version="0")
    assert response.status_code == 409
    page = response.content.decode()
    assert "power 20" in page
    assert "power 90" in page
    who.refresh_from_db()
    assert (who.power, who.interest) == (20, 60)  # neither field of the move was written
    version = who.version_of("power")
    assert post(plan.lead, url, power="90", interest="90", version=str(version), resolve="mine").status_code == 200
    who.refresh_from_db()
    assert (who.power, who.interest) == (90, 90)


def test_fields_are_edited_in_place(plan: Plan) -> None:
    who = make_stakeholder(plan.deal)
    for field, text, words in (("stance", "opponent", "Opponent"), ("veto", "True", "Has a veto")):
        url = deal_url("stakeholder-edit", plan.deal, stakeholder_id=who.pk, field=field)
        response = post(plan.lead, url, value=text, version="0")
        assert response.status_code == 200
        assert words in response.content.decode()
        assert post(plan.lead, url, value="nonsense", version="999999").status_code == 422
    page = page_of(plan)
    assert "no interest known" in page  # a veto, and nobody knows what for
    assert "hidden" in page  # power 70 and a veto behind the table


def test_an_observer_sees_the_map_and_moves_nobody(plan: Plan) -> None:
    who = make_stakeholder(plan.deal)
    observer = seat(plan.deal, SeatRole.OBSERVER)
    page = page_of(plan, observer)
    assert who.name in page
    assert 'role="slider"' not in page
    url = deal_url("stakeholder-place", plan.deal, stakeholder_id=who.pk)
    assert post(observer, url, power="1", interest="1", version="0").status_code == 403
    who.refresh_from_db()
    assert who.power == 70


def test_interests_are_linked_to_issues(plan: Plan) -> None:
    who = make_stakeholder(plan.deal)
    url = deal_url("interest-create", plan.deal, stakeholder_id=who.pk)
    response = post(plan.lead, url, kind="concern", text="Cash before January", issue=str(plan.payment.pk))
    assert response.status_code == 200
    row = Interest.objects.get(stakeholder=who)
    assert (row.kind, row.issues) == ("concern", [str(plan.payment.pk)])
    detail = deal_url("stakeholder-detail", plan.deal, stakeholder_id=who.pk)
    swapped_equals_fresh(plan.lead, response, detail)
    link = deal_url("interest-link", plan.deal, interest_id=row.pk)
    assert post(plan.lead, link, issue=str(plan.price.pk)).status_code == 200
    assert post(plan.lead, link, issue=str(plan.payment.pk), linked="no").status_code == 200
    row.refresh_from_db()
    assert row.issues == [str(plan.price.pk)]
    assert post(plan.lead, url, text=" ").status_code == 422


def test_motives_are_for_readers_of_secrets(plan: Plan) -> None:
    who = make_stakeholder(plan.deal)
    url = deal_url("motive-create", plan.deal, stakeholder_id=who.pk)
    assert post(plan.lead, url, motive="Wants the regional job").status_code == 200
    motive = Motive.objects.get(stakeholder=who)
    assert "regional job" in page_of(plan, None, "stakeholder-detail", stakeholder_id=who.pk)
    sponsor, expert = seat(plan.deal, SeatRole.SPONSOR), seat(plan.deal, SeatRole.EXPERT)
    assert "regional job" in page_of(plan, sponsor, "stakeholder-detail", stakeholder_id=who.pk)
    shown = page_of(plan, expert, "stakeholder-detail", stakeholder_id=who.pk)
    assert "regional job" not in shown
    assert "For themselves" not in shown
    assert post(expert, url, motive="x").status_code == 403
    edit = deal_url("motive-edit", plan.deal, motive_id=motive.pk)
    assert post(plan.lead, edit, value="Wants two jobs", version="0").status_code == 200
    assert "two jobs" in page_of(plan, None, "stakeholder-detail", stakeholder_id=who.pk)


def test_each_note_has_its_readers(plan: Plan) -> None:
    who = make_stakeholder(plan.deal)
    observer = seat(plan.deal, SeatRole.OBSERVER)
    url = deal_url("note-create", plan.deal, stakeholder_id=who.pk)
    for user, privacy, text in (
        (plan.lead, "team", "Decides late"),
        (plan.lead, "secret", "Bonus on volume"),
        (observer, "mine", "Looks tired"),
    ):
        assert post(user, url, note=text, privacy=privacy).status_code == 200
    lead, seen = (page_of(plan, one, "stakeholder-detail", stakeholder_id=who.pk) for one in (plan.lead, observer))
    assert ("Decides late" in lead, "Bonus on volume" in lead, "Looks tired" in lead) == (True, True, False)
    assert ("Decides late" in seen, "Bonus on volume" in seen, "Looks tired" in seen) == (True, False, True)
    assert post(observer, url, note="x", privacy="secret").status_code == 422
    assert post(observer, url, note="x", delete_on="1 Jan 2001").status_code == 422
    team = StakeholderNote.objects.get(stakeholder=who, privacy="team")
    refused = post(observer, deal_url("note-erase", plan.deal, note_id=team.pk))
    assert "Only who wrote a note" in refused.content.decode()
    secret = StakeholderNote.objects.get(stakeholder=who, privacy="secret")
    assert post(observer, deal_url("note-erase", plan.deal, note_id=secret.pk)).status_code == 404
    assert post(plan.lead, deal_url("note-erase", plan.deal, note_id=team.pk)).status_code == 200
    assert StakeholderNote.objects.filter(stakeholder=who).count() == 2


def test_erasing_asks_first(plan: Plan) -> None:
    who = make_stakeholder(plan.deal, title="Head of Narwhals")
    assert "Head of Narwhals" in page_of(plan)
    make_interest(who)
    url = deal_url("stakeholder-erase", plan.deal, stakeholder_id=who.pk)
    assert "cannot be undone" in client_of(plan.lead).get(url).content.decode()
    assert client_of(plan.lead).post(url).status_code == 302
    assert Stakeholder.objects.get(pk=who.pk).name == ""
    assert "Head of Narwhals" not in page_of(plan)
    assert client_of(seat(plan.deal, SeatRole.HOLDOUT)).get(url).status_code == 403


def test_fragments_and_queries(plan: Plan, django_assert_max_num_queries: object) -> None:
    client = client_of(plan.lead)
    counts = []
    client.get(deal_url("stakeholder-list", plan.deal))  # the first page of a session asks for more
    for n in range(2):
        for m in range(3):
            who = make_stakeholder(plan.deal, f"Person {n}{m}", power=10 * m, interest=10 * n)
            make_interest(who, issues=[str(plan.price.pk)])
            interests.add_motive(who, text="x", by=plan.lead, at=NOW)
            notes.add(who, text="x", by=plan.lead, at=NOW)
        for name, ids in (("stakeholder-list", {}), ("stakeholder-detail", {"stakeholder_id": who.pk})):
            with django_assert_max_num_queries(60) as counted:  # type: ignore[operator]
                client.get(deal_url(name, plan.deal, **ids))
            counts.append(len(counted))
    assert counts[:2] == counts[2:]
    assert fragment_is_in_page(client, deal_url("stakeholder-list", plan.deal))
    assert fragment_is_in_page(client, deal_url("stakeholder-detail", plan.deal, stakeholder_id=who.pk))
