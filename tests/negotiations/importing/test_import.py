"""Importing through the pages: all of it or nothing, for those who may."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import issues
from negotiations.importing.example import example
from negotiations.models import Alternative, Deal, Event, Issue, Lever
from negotiations.queries.plan.drafts import deal_draft
from negotiations.queries.standing import standing
from negotiations.reports import xlsx
from tests.factories.accounts import make_member, make_organisation, make_user, sign_in
from tests.factories.genius import itex_cypress
from tests.factories.negotiations import NOW, make_deal, make_plan, seat

pytestmark = pytest.mark.django_db
NEW, GENIUS = reverse("negotiations:deal-import"), reverse("negotiations:deal-import-genius")
TODAY = date(2026, 11, 22)


def upload(content: bytes | None = None, name: str = "plan.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, xlsx.write(example(TODAY), secrets=True) if content is None else content)


def into(deal: Deal) -> str:
    return reverse("negotiations:plan-import", kwargs={"deal_id": deal.pk})


def test_a_new_deal_from_the_example() -> None:
    member = make_member(make_organisation())
    response = sign_in(member).post(NEW, {"file": upload(), "currency": "EUR"})
    deal = Deal.objects.get()
    assert response["Location"] == reverse("negotiations:deal-plan", kwargs={"deal_id": deal.pk})
    assert (deal.title, deal.counterparty.name) == ("Pumps for the new line", "Aquamotion GmbH")
    assert Issue.objects.filter(deal=deal).count() == 7
    assert deal_draft(standing(member, deal)).plan.issues == example(TODAY).plan.issues


def test_what_the_file_does_not_say_is_asked_for() -> None:
    client = sign_in(make_member(make_organisation()))
    csv = b"Issue,Kind,Lowest,Highest,Step\nPrice,Money,1,9,1"
    response = client.post(NEW, {"file": upload(csv, "plan.csv"), "currency": "USD"})
    assert response.status_code == 422
    assert "The file does not say it" in response.content.decode()
    assert not Deal.objects.exists()
    client.post(NEW, {"file": upload(csv, "plan.csv"), "currency": "USD", "title": "T", "counterparty": "C"})
    assert Deal.objects.get().currency == "USD"


def test_problems_are_listed_and_nothing_is_half_imported() -> None:
    client = sign_in(make_member(make_organisation()))
    csv = b"Issue,Kind,Lowest,Highest,Step\nPrice,Money,1,9,1\nTerm,Number,9,1,1"
    data = {"file": upload(csv, "frigotec.csv"), "currency": "EUR", "title": "T", "counterparty": "C"}
    response = client.post(NEW, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "1 thing to mend in frigotec.csv" in page
    assert "The lowest level must be below the highest." in page
    assert not Deal.objects.exists()
    assert not Issue.objects.exists()


@pytest.mark.parametrize(("content", "words"), [(b"PK\x03\x04", "not a spreadsheet"), (b"", "empty")])
def test_an_unreadable_file_is_said_at_the_field(content: bytes, words: str) -> None:
    response = sign_in(make_member(make_organisation())).post(NEW, {"file": upload(content), "currency": "EUR"})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_text_of_the_file_is_only_ever_shown_as_text() -> None:
    csv = b"Issue,Kind\n<script>alert(1)</script>,<b>Money</b>"
    data = {"file": upload(csv, "<i>.csv"), "currency": "EUR", "title": "T", "counterparty": "C"}
    page = sign_in(make_member(make_organisation())).post(NEW, data).content.decode()
    assert "<b>Money</b>" not in page
    assert "&lt;b&gt;Money&lt;/b&gt;" in page


def test_owners_must_be_members() -> None:
    organisation = make_organisation()
    member, stranger = make_member(organisation), make_user("Stranger")
    client = sign_in(member)
    for email, status in ((stranger.email, 422), (member.email, 302)):
        csv = f"Issue,Kind,Lowest,Highest,Step,Owner\nPrice,Money,1,9,1,{email}".encode()
        data = {"file": upload(csv, "p.csv"), "currency": "EUR", "title": "T", "counterparty": "C"}
        assert client.post(NEW, data).status_code == status
    assert Issue.objects.get().owner == member


def test_into_an_empty_deal_and_back_with_undo() -> None:
    deal = make_deal()
    client = sign_in(deal.created_by)
    response = client.post(into(deal), {"file": upload()})
    assert response.status_code == 302
    assert (Issue.objects.count(), Alternative.objects.count(), Lever.objects.count()) == (7, 2, 1)
    deal.refresh_from_db()
    assert deal.title == "Air conditioners", "the deal's own facts stay"
    client.post(reverse("negotiations:deal-undo", kwargs={"deal_id": deal.pk}))
    assert not Issue.objects.filter(removed_at=None).exists()
    assert not Alternative.objects.filter(removed_at=None).exists()


def test_not_on_top_of_a_plan() -> None:
    plan = make_plan()
    response = sign_in(plan.lead).post(into(plan.deal), {"file": upload()})
    assert response.status_code == 422
    assert "This plan has issues already" in response.content.decode()
    assert Issue.objects.filter(deal=plan.deal).count() == 3


@pytest.mark.parametrize("role", [SeatRole.EXPERT, SeatRole.OBSERVER, SeatRole.SPONSOR])
def test_who_may_not_imports_nothing(role: SeatRole) -> None:
    deal = make_deal()
    member = seat(deal, role)
    events = Event.objects.count()
    assert sign_in(member).post(into(deal), {"file": upload()}).status_code == 403
    assert sign_in(make_deal().created_by).post(into(deal), {"file": upload()}).status_code == 404
    assert not Issue.objects.filter(deal=deal).exists()
    assert Event.objects.filter(deal=deal).count() == events


def genius(**more: Any) -> dict[str, Any]:
    domain, ours, theirs = itex_cypress()
    files = {"domain": upload(domain, "d.xml"), "ours": upload(ours, "o.xml"), "theirs": upload(theirs, "t.xml")}
    return {**files, "title": "Bicycle parts", "counterparty": "Itex", "currency": "USD", **more}


def test_genius_files_become_a_deal() -> None:
    client = sign_in(make_member(make_organisation()))
    assert client.post(GENIUS, genius()).status_code == 302
    deal = Deal.objects.get()
    assert [issue.name for issue in Issue.objects.filter(deal=deal).order_by("position")] == [
        "Price", "Delivery", "Payment", "Returns",
    ]  # fmt: skip


def test_a_wrong_profile_is_refused_with_a_reason() -> None:
    response = sign_in(make_member(make_organisation())).post(GENIUS, genius(ours=upload(b"<a/>", "o.xml")))
    assert response.status_code == 422
    assert "profile of our side says nothing of Price" in response.content.decode()
    assert not Deal.objects.exists()


def test_a_large_plan_is_imported_within_a_request(django_assert_max_num_queries: Any) -> None:
    deal = make_deal()
    rows = "\n".join(f"Issue {n},Number,0,20,1,50,Opposite,10,20,30" for n in range(100))
    head = (
        "Issue,Kind,Lowest,Highest,Step,Weight,Their direction,Their weight low,Their weight likely,Their weight high"
    )
    with django_assert_max_num_queries(60):
        sign_in(deal.created_by).post(into(deal), {"file": upload(f"{head}\n{rows}".encode(), "p.csv")})
    assert Issue.objects.filter(deal=deal).count() == 100


def test_a_plan_that_somebody_began_meanwhile_is_kept() -> None:
    deal = make_deal()
    do: dict[str, Any] = {"by": deal.created_by, "at": NOW}
    issues.add(deal, name="Mine", kind="choice", options=("a", "b"), **do)
    assert sign_in(deal.created_by).post(into(deal), {"file": upload()}).status_code == 422
    assert Issue.objects.get(deal=deal).name == "Mine"
