"""A mandate is drafted, submitted, approved or refused; any change of its terms makes it void."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from accounts.permissions import SeatRole
from accounts.reauthentication import NotProven
from negotiations.actions import alternatives, issues, levers, mandates, undo, valuations
from negotiations.actions.writing import Rejected
from negotiations.models import Event, IssueLimits, MandateRuling, MandateVersion
from negotiations.queries.mandate.page import version_lines
from negotiations.queries.standing import standing
from negotiations.secrets import Secret
from tests.factories.mandate import approved, sponsor_of, state, submitted
from tests.factories.negotiations import NOW, Plan, seat, set_weights

pytestmark = pytest.mark.django_db


def do(plan: Plan) -> dict:
    return {"by": plan.lead, "at": NOW}


def test_approved_is_what_was_submitted(plan: Plan) -> None:
    version = submitted(plan)
    assert state(plan).code == "submitted"
    sponsor = sponsor_of(plan)
    mandates.approve(plan.deal, number=1, digest=version.digest, proven_at=NOW, by=sponsor, at=NOW)
    found = state(plan)
    assert found.in_force
    assert found.approval is not None
    assert found.approval.by == sponsor
    assert found.terms is not None
    salt = version.terms["salt"]
    assert found.terms.digest(salt) == version.digest
    assert found.terms.issues[str(plan.price.pk)]["walk_away"] == "624"
    assert found.terms.floor is not None
    assert found.terms.floor["least"] == "74800"


CHANGES = {
    "walk-away of Unit price": lambda p: issues.set_limit(p.price, "walk_away", D(626), seen=None, **do(p)),
    "package floor": lambda p: alternatives.edit(p.alternative, "value", D(90000), seen=None, **do(p)),
    "issue Cake": lambda p: issues.add(
        p.deal, name="Cake", kind="number", low=D(0), high=D(9), step=D(1), **do(p)
    ),
    "issue Payment": lambda p: issues.remove(p.payment, **do(p)),
    "what Payment can be": lambda p: issues.edit(p.payment, "high", D(120), seen=None, **do(p)),
    "what Unit price is worth to us": lambda p: set_weights(p.deal, {p.price: 70}),
    "what is never given on Warranty": lambda p: mandates.set_never(p.deal, [p.warranty.pk], seen=None, **do(p)),
    "what the coordinator may commit": lambda p: mandates.set_authority(
        p.deal, "coordinator", may=True, value=D(50000), seen=None, **do(p)
    ),
    "expiry": lambda p: mandates.edit(p.deal, "expires_on", date(2027, 1, 1), seen=None, **do(p)),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_any_change_of_the_terms_voids_the_approval(plan: Plan, what: str) -> None:
    approved(plan)
    CHANGES[what](plan)
    found = state(plan)
    assert found.code == "void"
    assert found.ended
    assert what in found.reason
    assert str(plan.lead) in found.reason
    assert "624" not in found.reason  # what, never the value
    assert MandateRuling.objects.get(version=found.version, verdict="void").by == plan.lead


KEEPS = {
    "a rename": lambda p: issues.edit(p.price, "name", "Price", seen=None, **do(p)),
    "a target": lambda p: issues.set_limit(p.price, "target", D(590), seen=None, **do(p)),
    "a marker": lambda p: issues.edit(p.price, "marker", D(580), seen=None, **do(p)),
    "a worse alternative": lambda p: alternatives.add(
        p.deal, title="Another", probability=D(50), kind="value", value=D(100), **do(p)
    ),
    "their weights": lambda p: valuations.edit(p.price, "theirs", "swing", D(50), seen=None, **do(p)),
    "a lever": lambda p: levers.add(p.deal, title="Training", why="", **do(p)),
    "a note to the sponsor": lambda p: mandates.edit(p.deal, "note", "Please look", seen=None, **do(p)),
}


@pytest.mark.parametrize("what", sorted(KEEPS))
def test_what_is_no_limit_keeps_it(plan: Plan, what: str) -> None:
    approved(plan)
    KEEPS[what](plan)
    assert state(plan).in_force


def test_undoing_the_change_brings_no_approval_back(plan: Plan) -> None:
    approved(plan)
    issues.set_limit(plan.price, "walk_away", D(626), seen=None, **do(plan))
    undo.undo_last(plan.deal, **do(plan))
    assert IssueLimits.objects.get(issue=plan.price).walk_away == Secret(D(624))
    assert state(plan).code == "void"
    version = submitted(plan)
    assert version.number == 2
    mandates.approve(plan.deal, number=2, digest=version.digest, proven_at=NOW, by=sponsor_of(plan), at=NOW)
    assert state(plan).in_force


def test_what_waits_is_void_too_when_it_changes(plan: Plan) -> None:
    version = submitted(plan)
    issues.set_limit(plan.price, "walk_away", D(626), seen=None, **do(plan))
    assert state(plan).code == "void"
    with pytest.raises(Rejected):
        mandates.approve(plan.deal, number=1, digest=version.digest, proven_at=NOW, by=sponsor_of(plan), at=NOW)


def test_the_void_is_an_action_of_its_own(plan: Plan) -> None:
    approved(plan)
    issues.set_limit(plan.price, "walk_away", D(626), seen=None, **do(plan))
    last, change = Event.objects.filter(deal=plan.deal).order_by("-seq")[:2]
    assert (last.noun, change.noun) == ("mandate_ruling", "limits")
    assert last.batch != change.batch
    assert last.secret
    assert last.after is None


def test_the_clock_ends_it(plan: Plan) -> None:
    approved(plan, expires_on=date(2026, 11, 30))
    assert state(plan, at=NOW + timedelta(days=8)).in_force
    ended = state(plan, at=NOW + timedelta(days=9))
    assert (ended.code, ended.ended) == ("expired", True)
    assert "30 Nov 2026" in ended.reason


def test_the_end_of_the_alternative_under_the_floor_ends_it(plan: Plan) -> None:
    alternatives.edit(plan.alternative, "expires_on", date(2026, 12, 1), seen=None, **do(plan))
    approved(plan)
    assert state(plan, at=NOW + timedelta(days=9)).in_force
    assert state(plan, at=NOW + timedelta(days=10)).code == "expired"


def test_who_may_sign(plan: Plan) -> None:
    version = submitted(plan)
    signs = {"number": 1, "digest": version.digest, "proven_at": NOW, "at": NOW}
    for role in (SeatRole.COORDINATOR, SeatRole.HOLDOUT, SeatRole.EXPERT, SeatRole.OBSERVER):
        with pytest.raises(PermissionDenied):
            mandates.approve(plan.deal, **signs, by=seat(plan.deal, role))
    with pytest.raises(PermissionDenied):
        mandates.approve(plan.deal, **signs, by=plan.lead)
    seat(plan.deal, SeatRole.SPONSOR, plan.lead)
    with pytest.raises(Rejected, match="somebody else"):
        mandates.approve(plan.deal, **signs, by=plan.lead)
    with pytest.raises(Rejected, match="changed since"):
        mandates.approve(plan.deal, **{**signs, "digest": "0" * 64}, by=seat(plan.deal, SeatRole.SPONSOR))
    assert state(plan).waits


@pytest.mark.parametrize("proven", [None, NOW - timedelta(minutes=6)])
def test_nobody_signs_without_showing_who_they_are(plan: Plan, proven) -> None:
    version, sponsor = submitted(plan), sponsor_of(plan)
    with pytest.raises(NotProven):
        mandates.approve(plan.deal, number=1, digest=version.digest, proven_at=proven, by=sponsor, at=NOW)
    with pytest.raises(NotProven):
        mandates.refuse(plan.deal, number=1, reason="No", proven_at=proven, by=sponsor, at=NOW)
    assert state(plan).waits


def test_refused_with_a_reason_and_submitted_better(plan: Plan) -> None:
    submitted(plan)
    sponsor = sponsor_of(plan)
    with pytest.raises(Rejected, match="Say why"):
        mandates.refuse(plan.deal, number=1, reason=" ", proven_at=NOW, by=sponsor, at=NOW)
    mandates.refuse(plan.deal, number=1, reason="Too high a price", proven_at=NOW, by=sponsor, at=NOW)
    assert (state(plan).code, state(plan).reason) == ("refused", "Too high a price")
    issues.set_limit(plan.price, "walk_away", D(610), seen=None, **do(plan))
    submitted(plan)
    access = standing(plan.lead, plan.deal)
    assert access is not None
    line = version_lines(access, today=NOW.date())[0]
    assert [(one.what, one.before, one.after) for one in line.changes] == [("walk-away of Unit price", "€624", "€610")]


def test_the_same_is_not_submitted_twice(plan: Plan) -> None:
    submitted(plan)
    with pytest.raises(Rejected, match="waits"):
        submitted(plan)
    mandates.withdraw(plan.deal, number=1, **do(plan))
    assert state(plan).code == "withdrawn"
    approved(plan)
    with pytest.raises(Rejected, match="approved"):
        submitted(plan)


@pytest.mark.parametrize("model", [MandateVersion, MandateRuling])
def test_what_was_signed_is_never_changed(plan: Plan, model) -> None:
    approved(plan)
    for write in (lambda: model.objects.all().delete(), lambda: model.objects.update(**FIRST[model])):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            write()


FIRST = {MandateVersion: {"digest": "x"}, MandateRuling: {"verdict": "void"}}
