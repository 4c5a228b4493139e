"""What one may not see is not in an answer: not masked, not null, not a byte that depends on it."""

import io
import re
import zipfile
from decimal import Decimal as D
from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, issues
from negotiations.models import Deal
from tests.factories.accounts import make_api_token
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db

CANARY, WORD = D("617.313131"), "Kakapo quote"


@pytest.fixture
def secret_plan(plan: Plan) -> Plan:
    """The plan with secrets that no other number or word of it contains."""
    do: dict[str, Any] = {"by": plan.lead, "at": NOW}
    for field in ("target", "realistic", "walk_away"):
        issues.set_limit(plan.price, field, CANARY, seen=None, **do)
    alternatives.edit(plan.alternative, "title", WORD, seen=None, **do)
    alternatives.edit(plan.alternative, "value", D("617313.13"), seen=None, **do)
    alternatives.set_package(plan.deal, {plan.price.pk: CANARY}, **do)
    return plan


def paths(plan: Plan) -> list[str]:
    """Every address of the deal that can be read."""
    deal = f"deals/{plan.deal.pk}/"
    issue = f"{deal}issues/{plan.price.pk}/"
    ends = (
        "",
        "seats/",
        "meetings/",
        "issues/",
        "valuations/",
        "weights/",
        "alternatives/",
        "package/",
        "levers/",
        "jobs/",
    )
    others = f"alternatives/{plan.alternative.pk}/", "suggestions/", "events/", "readiness/", "trades/", "export/"
    inner = "", "limits/", "options/", "valuations/ours/", "valuations/theirs/"
    return [
        "deals/", f"counterparties/{plan.deal.counterparty_id}/", *(deal + end for end in (*ends, *others)),
        *(issue + end for end in inner),
    ]  # fmt: skip


def everything(user: Any, plan: Plan) -> dict[str, bytes]:
    api = Api(user)
    return {path: b"%d " % (answer := api.get(path)).status_code + readable(answer.content) for path in paths(plan)}


def readable(content: bytes) -> bytes:
    """The content, a spreadsheet unpacked; without the minute of the export, which no secret moves."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = b"".join(file.read(name) for name in file.namelist() if name != "docProps/core.xml")
    return re.sub(rb"exported [^<]*", b"", parts)


def test_who_may_sees_them(secret_plan: Plan) -> None:
    """The leak test's own control: the canaries are there to be found."""
    for role in (SeatRole.SPONSOR, SeatRole.HOLDOUT):
        found = b"".join(everything(seat(secret_plan.deal, role), secret_plan).values())
        assert all(canary in found for canary in (b"617.313131", b"617313.13", WORD.encode()))


@pytest.mark.parametrize("role", [SeatRole.OBSERVER, SeatRole.EXPERT])
def test_who_may_not_gets_none(secret_plan: Plan, role: SeatRole) -> None:
    for path, content in everything(seat(secret_plan.deal, role), secret_plan).items():
        words = b"617.?313|Kakapo|\xe2\x80\xa2" + (b"" if "export" in path else b"|target|walk_away|realistic")
        assert not re.search(words, content), path


def test_an_owner_of_the_organisation_gets_none(secret_plan: Plan) -> None:
    owner = secret_plan.deal.organisation.memberships.get(role="owner").user
    for path, content in everything(owner, secret_plan).items():
        assert not re.search(rb"617.?313|Kakapo|walk_away", content), path


def test_an_expert_sees_the_limits_of_own_issues_only(secret_plan: Plan) -> None:
    expert = seat(secret_plan.deal, SeatRole.EXPERT)
    issues.edit(secret_plan.payment, "owner", expert, seen=None, by=secret_plan.lead, at=NOW)
    rows = Api(expert).data(f"deals/{secret_plan.deal.pk}/issues/")["results"]
    assert {row["name"]: "limits" in row for row in rows} == {"Unit price": False, "Payment": True, "Warranty": False}


@pytest.mark.parametrize("role", [SeatRole.OBSERVER, SeatRole.EXPERT])
def test_changing_secrets_changes_no_byte_for_others(secret_plan: Plan, role: SeatRole) -> None:
    user = seat(secret_plan.deal, role)
    do: dict[str, Any] = {"by": secret_plan.lead, "at": NOW}
    before = everything(user, secret_plan)
    issues.set_limit(secret_plan.price, "target", D(570), seen=None, **do)
    issues.set_limit(secret_plan.payment, "walk_away", None, seen=None, **do)
    alternatives.add(secret_plan.deal, title="Another", probability=D(50), value=D(10), **do)
    alternatives.set_package(secret_plan.deal, {secret_plan.price.pk: None, secret_plan.warranty.pk: D(1)}, **do)
    assert everything(user, secret_plan) == before


def test_a_conflict_echoes_no_secret_to_who_lost_the_right(secret_plan: Plan) -> None:
    """The right is checked before anything is compared."""
    expert = seat(secret_plan.deal, SeatRole.EXPERT)
    path = f"deals/{secret_plan.deal.pk}/issues/{secret_plan.price.pk}/limits/"
    answer = Api(expert).patch(path, {"target": "600", "version": 0})
    assert problem(answer, 403)
    assert b"617" not in answer.content


def test_a_removed_member_and_a_revoked_token_stop_at_once(secret_plan: Plan) -> None:
    holdout = seat(secret_plan.deal, SeatRole.HOLDOUT)
    api, path = Api(holdout), f"deals/{secret_plan.deal.pk}/"
    assert api.get(path).status_code == 200
    holdout.memberships.all().delete()
    problem(api.get(path), 404)
    token, text = make_api_token(secret_plan.lead)
    bearer = Api(None)
    bearer.headers = {"Authorization": f"Token {text}"}
    assert bearer.get(path).status_code == 200
    token.delete()
    refused = bearer.get(path)
    assert problem(refused, 401)
    assert refused["WWW-Authenticate"] == "Token"


def test_an_inactive_user_is_refused(secret_plan: Plan) -> None:
    api = Api(secret_plan.lead)
    secret_plan.lead.is_active = False
    secret_plan.lead.save()
    problem(api.get(f"deals/{secret_plan.deal.pk}/"), 401)
    assert Deal.objects.filter(pk=secret_plan.deal.pk).exists()
