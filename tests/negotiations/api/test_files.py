"""Files in and out, alternatives, package, levers and meetings over the API."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.permissions import SeatRole
from negotiations.models import Deal, Issue
from tests.factories.accounts import make_member, make_organisation
from tests.factories.negotiations import Plan, make_deal, seat
from tests.negotiations.api.client import ROOT, Api, problem

pytestmark = pytest.mark.django_db


def send(api: Api, path: str, content: bytes, name: str = "plan.xlsx", **typed: str) -> Any:
    """Upload a file as a form."""
    return api.client.post(ROOT + path, {"file": SimpleUploadedFile(name, content), **typed}, headers=api.headers)


def test_the_example_comes_in_and_goes_out_again() -> None:
    api = Api(make_member(make_organisation()))
    example = api.get("imports/example/")
    assert example["Content-Disposition"].endswith('.xlsx"')
    made = send(api, "deals/import/", example.content, currency="EUR")
    assert made.status_code == 201, made.content
    deal = made.json()
    names = [row["name"] for row in api.data(f"deals/{deal['id']}/issues/")["results"]]
    exported = api.get(f"deals/{deal['id']}/export/").content
    again = send(api, "deals/import/", exported, currency="EUR").json()
    assert [row["name"] for row in api.data(f"deals/{again['id']}/issues/")["results"]] == names


def test_faults_are_listed_and_nothing_is_imported(plan: Plan) -> None:
    api = Api(plan.lead)
    table = b"Issue,Kind,Low,High,Step\nPrice,money,10,5,1\n"
    refused = problem(send(api, "deals/import/", table, "plan.csv", currency="EUR", title="x", counterparty="y"), 422)
    assert refused.get("problems") or refused["errors"]
    for content in (b"", b"PK\x03\x04 no zip", b"\x00\xff", b"," * 100_000):
        problem(send(api, "deals/import/", content, currency="EUR", title="x", counterparty="y"), 422)
    assert "currency" in problem(send(api, "deals/import/", table, "plan.csv", currency="XXX"), 422)["errors"]
    assert Deal.objects.count() == 1


def test_into_a_deal_without_issues_only(plan: Plan) -> None:
    api = Api(plan.lead)
    content = api.get("imports/example/").content
    problem(send(api, f"deals/{plan.deal.pk}/import/", content), 422)
    empty = make_deal(plan.deal.organisation, lead=plan.lead, title="Empty")
    assert send(api, f"deals/{empty.pk}/import/", content).status_code == 204
    assert Issue.objects.filter(deal=empty).exists()
    other = make_deal(plan.deal.organisation, lead=plan.lead, title="Other")
    assert api.post(f"deals/{other.pk}/template/", {"template": "software"}).status_code == 204
    assert Issue.objects.filter(deal=other).exists()


def test_an_export_has_no_secret_unless_seen(plan: Plan) -> None:
    def text(user: Any, query: str = "") -> bytes:
        content = Api(user).get(f"deals/{plan.deal.pk}/export/{query}").content
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return b"".join(file.read(name) for name in file.namelist())

    assert b"Daikan" in text(plan.lead)
    assert b"Daikan" not in text(plan.lead, "?secrets=0")
    assert b"Daikan" not in text(seat(plan.deal, SeatRole.EXPERT))
    problem(Api(seat(plan.deal, SeatRole.OBSERVER)).get(f"deals/{plan.deal.pk}/export/"), 403)


def test_alternatives_and_package(plan: Plan) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/alternatives/"
    body = {
        "title": "Build it", "kind": "package", "probability": "50.5", "note": "Two\nlines", "expires_on": "2027-01-31",
        "levels": [{"issue": str(plan.price.pk), "level": "600"}],
    }  # fmt: skip
    made = api.post(path, body).json()
    assert {key: made[key] for key in body} == body
    one = f"{path}{made['id']}/"
    edited = api.patch(one, {"kind": "value", "value": "-12.5", "version": made["version"]}).json()
    assert (edited["kind"], edited["value"]) == ("value", "-12.5")
    problem(api.patch(one, {"value": "3", "version": made["version"]}), 409)
    problem(api.post(path, {**body, "probability": "101"}), 422)
    assert api.delete(one).status_code == 204
    assert [row["id"] for row in api.data(path)["results"]] == [str(plan.alternative.pk)]

    package = f"deals/{plan.deal.pk}/package/"
    levels = [{"issue": str(plan.payment.pk), "level": "45"}]
    version = api.data(package)["version"]
    assert api.patch(package, {"levels": levels, "version": version}).json()["levels"] == levels
    conflict = problem(api.patch(package, {"levels": [{**levels[0], "level": "60"}], "version": version}), 409)
    assert conflict["field"] == "levels"
    problem(api.patch(package, {"levels": [*levels, *levels], "version": version}), 422)


def test_levers(plan: Plan) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/levers/"
    draft = {"kind": "number", "unit": "pallets", "low": "0", "high": "10", "step": "0.5"}
    lever = api.post(path, {"title": "Storage", "why": "Cheap for us", "draft": draft}).json()
    issue = api.post(f"{path}{lever['id']}/issue/").json()
    assert (issue["name"], issue["low"], issue["step"]) == ("Storage", "0", "0.5")
    assert api.data(f"{path}{lever['id']}/")["issue"] == issue["id"]
    problem(api.post(f"{path}{lever['id']}/issue/"), 422)
    assert api.delete(f"{path}{plan.lever.pk}/").status_code == 204
    problem(api.get(f"{path}{plan.lever.pk}/"), 404)


def test_meetings_and_seats(plan: Plan) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/meetings/"
    made = api.post(path, {"starts_at": "2026-12-01T09:30:00+01:00", "title": "Kick-off"}).json()
    assert made["starts_at"] == "2026-12-01T08:30:00Z"
    moved = api.patch(f"{path}{made['id']}/", {"place": "Porto", "version": made["version"]}).json()
    assert moved["place"] == "Porto"
    assert api.data(path)["results"] == [moved]
    problem(api.post(path, {"starts_at": "2026-12-01T09:30:00"}), 422)
    assert api.delete(f"{path}{made['id']}/").status_code == 204

    path, member = f"deals/{plan.deal.pk}/seats/", make_member(plan.deal.organisation)
    made = api.post(path, {"user": member.pk, "role": "holdout"}).json()
    assert made["user"]["id"] == member.pk
    problem(api.post(path, {"user": plan.lead.pk, "role": "holdout"}), 422)
    assert api.delete(f"{path}{made['id']}/").status_code == 204
    (lead,) = api.data(path)["results"]
    problem(api.delete(f"{path}{lead['id']}/"), 422)
