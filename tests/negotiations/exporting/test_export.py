"""The exported file: what its reader may see, texts that stay texts, no secret for who may not have one."""

import io
import json
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import imports, interests, issues
from negotiations.importing.plan import read_plan
from negotiations.models import Deal
from negotiations.reports import xlsx
from tests.factories.accounts import make_member, make_organisation, sign_in
from tests.factories.drafts import full_draft
from tests.factories.mandate import approved
from tests.factories.negotiations import NOW, Plan, make_deal, make_plan, seat
from tests.factories.people import make_interest, make_stakeholder
from tests.factories.preparation import fact
from tests.negotiations.api.client import Api


def cells(content: bytes) -> list[Any]:
    book = load_workbook(io.BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def url(deal: Deal, query: str = "") -> str:
    return reverse("negotiations:deal-export", kwargs={"deal_id": deal.pk}) + query


@pytest.fixture
def plan(db: None) -> Plan:
    return make_plan()


def test_no_text_becomes_a_formula() -> None:
    content = xlsx.write(full_draft(), secrets=True)
    found = [cell for cell in cells(content) if isinstance(cell.value, str) and cell.value[:1] in "=+-@"]
    assert {cell.value for cell in found} >= {"=2+5 volume", "+EXW", "@dock", "-DAP"}
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)
    assert not [cell for cell in cells(content) if cell.data_type == "f"]


def test_the_lead_gets_it_all(plan: Plan) -> None:
    response = sign_in(plan.lead).get(url(plan.deal))
    assert response["Content-Disposition"] == 'attachment; filename="air-conditioners.xlsx"'
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Read me", "Deal", "Issues", "Options", "Their side", "Alternatives", "Levers"]
    titles = [cell.value for cell in book["Issues"][1]]
    row = dict(zip(titles, (cell.value for cell in book["Issues"][2]), strict=True))
    assert (row["Issue"], row["Walk-away"], row["Target"], row["Times paid"]) == ("Unit price", 624, 598, 5000)
    assert book["Alternatives"]["A2"].value == "Daikan, quote 4412"


def test_secrets_can_be_left_out(plan: Plan) -> None:
    content = sign_in(plan.lead).get(url(plan.deal, "?secrets=0")).content
    book = load_workbook(io.BytesIO(content))
    assert "Alternatives" not in book.sheetnames
    assert "Walk-away" not in [cell.value for cell in book["Issues"][1]]
    assert not {598, 624, 605, 96000} & {cell.value for cell in cells(content)}


def test_an_expert_gets_the_secrets_of_own_issues(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    content = sign_in(expert).get(url(plan.deal)).content
    values = {cell.value for cell in cells(content)}
    assert not {598, 624, 605, 96000, "Daikan, quote 4412"} & values
    book = load_workbook(io.BytesIO(content))
    titles = [cell.value for cell in book["Issues"][1]]
    assert book["Issues"].cell(3, titles.index("Walk-away") + 1).value == 15


@pytest.mark.parametrize("role", [SeatRole.OBSERVER])
def test_who_may_not_export_gets_no_file(plan: Plan, role: SeatRole) -> None:
    assert sign_in(seat(plan.deal, role)).get(url(plan.deal)).status_code == 403
    admin = make_member(plan.deal.organisation, OrganisationRole.ADMIN)
    assert sign_in(admin).get(url(plan.deal)).status_code == 403
    assert sign_in(make_deal().created_by).get(url(plan.deal)).status_code == 404


@pytest.mark.django_db
def test_the_example_and_the_template_are_files_to_start_from() -> None:
    client = sign_in(make_member(make_organisation()))
    for name in ("import-example", "import-template"):
        response = client.get(reverse(f"negotiations:{name}"))
        assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        assert load_workbook(io.BytesIO(response.content)).sheetnames[0] == "Read me"


@pytest.mark.django_db
def test_odd_letters_do_not_break_the_file_or_its_name() -> None:
    organisation = make_organisation()
    by = make_member(organisation)
    deal = imports.create(organisation=organisation, draft=full_draft(), by=by, at=NOW)
    Deal.objects.filter(pk=deal.pk).update(title='شركة "x"\r\nSet-Cookie: a')
    issues.edit(deal.issues.first(), "description", "bell \x07 and form feed \x0c", seen=None, by=by, at=NOW)
    response = sign_in(by).get(url(deal))
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert load_workbook(io.BytesIO(response.content))


def test_people_preparation_and_mandate_go_out_with_the_plan(plan: Plan) -> None:
    marta = make_stakeholder(plan.deal, power=70, interest=80)
    make_interest(marta, issues=[str(plan.payment.pk)])
    fact(plan, "They plan by month")
    fact(plan, "capercaillie", share_class="protect")
    interests.add_motive(marta, text="lapwingnest", by=plan.lead, at=NOW)
    approved(plan)
    lead = sign_in(plan.lead)
    book = load_workbook(io.BytesIO(lead.get(url(plan.deal)).content))
    assert book.sheetnames[7:] == ["People", "Motives", "Facts", "Protected facts", "Mandate"]
    assert [cell.value for cell in book["People"][2]][:2] == ["Marta Alves", "Them"]
    assert "Need: Cash before the year ends (Payment)" in [cell.value for cell in book["People"][2]]
    assert book["Mandate"]["B2"].value == "approved, version 1"
    path = reverse("negotiations:deal-document", kwargs={"deal_id": plan.deal.pk})
    whole = json.loads(lead.get(path).content)
    assert (whole["deal"]["currency"], whole["issues"][0]["walk_away"]) == ("EUR", "624")
    assert whole["people"][0]["power"] == "70"
    assert whole["protected_facts"][0]["text"] == "capercaillie"
    assert whole == Api(plan.lead).data(f"deals/{plan.deal.pk}/everything/")
    expert = sign_in(seat(plan.deal, SeatRole.EXPERT))
    hidden = ("capercaillie", "lapwingnest", "mandate", "624")
    for client, query in ((lead, "?secrets=0"), (expert, "")):
        told = client.get(path + query).content.decode()
        assert "They plan by month" in told
        assert not [word for word in hidden if word in told]
    assert read_plan(lead.get(url(plan.deal)).content, currency="EUR", members=frozenset()).plan.issues
