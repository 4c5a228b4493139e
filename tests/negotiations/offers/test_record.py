"""An offer of ours is recorded within the mandate and by who may, once excepted, or after the holdout's release."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from accounts.permissions import SeatRole
from accounts.reauthentication import NotProven
from negotiations.actions import evidence, exceptions, guards, issues, mandates, offers, undo
from negotiations.actions.offers import Outside
from negotiations.actions.writing import Rejected
from negotiations.enums import Party
from negotiations.models import Evidence, MandateException, Offer, OfferStep
from tests.factories.mandate import approved, granted, guarded, levels, offer, sponsor_of
from tests.factories.negotiations import NOW, Plan, seat

pytestmark = pytest.mark.django_db


def codes(plan: Plan, package=None, **fields) -> list[str]:
    with pytest.raises(Outside) as found:
        offer(plan, package, **fields)
    assert not Offer.objects.filter(deal=plan.deal).exists()
    return [one.code for one in found.value.reasons]


def steps(row: Offer) -> list[str]:
    return list(OfferStep.objects.filter(offer=row).order_by("seq").values_list("kind", flat=True))


def test_within_the_mandate_it_is_made_and_learned_from(plan: Plan) -> None:
    version = approved(plan)
    row = offer(plan)
    assert (row.number, row.mandate, steps(row)) == (1, version, ["made"])
    learnt = Evidence.objects.get(deal=plan.deal)
    assert (learnt.party, learnt.kind) == ("ours", "offer")
    theirs = offer(plan, {plan.price.pk: D(640)}, party=Party.THEIRS)
    assert (theirs.number, theirs.mandate, steps(theirs)) == (1, None, ["made"])
    assert offer(plan, levels(plan, 601)).number == 2


def test_what_is_outside_is_refused_with_every_reason(plan: Plan) -> None:
    assert codes(plan) == ["mandate"]
    mandates.set_never(plan.deal, [plan.warranty.pk], seen=None, by=plan.lead, at=NOW)
    approved(plan)
    found = codes(plan, levels(plan, price=630, payment=0, warranty=1))
    assert found == ["walk_away", "walk_away", "never", "floor"]
    issues.set_limit(plan.price, "walk_away", D(635), seen=None, by=plan.lead, at=NOW)
    assert codes(plan) == ["mandate"]


def test_only_the_lead_commits_and_who_is_named_up_to_a_threshold(plan: Plan) -> None:
    coordinator, observer = seat(plan.deal, SeatRole.COORDINATOR), seat(plan.deal, SeatRole.OBSERVER)
    approved(plan)
    assert codes(plan, by=coordinator) == ["nobody"]
    with pytest.raises(PermissionDenied):
        offer(plan, by=observer)
    given = {"levels": {plan.payment.pk: D(45)}, "value": D(3_100_000), "seen": None, "by": plan.lead, "at": NOW}
    mandates.set_authority(plan.deal, "coordinator", may=True, **given)
    approved(plan)
    assert codes(plan, {plan.price.pk: D(600)}, by=coordinator) == ["not_named"]
    assert codes(plan, {plan.payment.pk: D(30)}, by=coordinator) == ["threshold"]
    assert offer(plan, {plan.payment.pk: D(45)}, by=coordinator).recorded_by == coordinator


def test_thresholds_of_the_lead(plan: Plan) -> None:
    given = {"value": D(3_010_000), "discount": D(1), "seen": None, "by": plan.lead, "at": NOW}
    mandates.set_authority(plan.deal, "lead", may=True, **given)
    approved(plan)
    assert codes(plan, levels(plan, 603)) == ["value"]
    assert codes(plan, levels(plan, 605)) == ["value", "discount"]
    assert offer(plan, levels(plan, 602)).number == 1


def test_an_exception_covers_exactly_what_was_asked_for_and_once(plan: Plan) -> None:
    approved(plan)
    package = levels(plan, 630)
    row = exceptions.ask(plan.deal, levels=package, why="They close today", by=plan.lead, at=NOW)
    sponsor = sponsor_of(plan)
    with pytest.raises(PermissionDenied):
        exceptions.grant(row, proven_at=NOW, by=plan.lead, at=NOW)
    with pytest.raises(NotProven):
        exceptions.grant(row, proven_at=None, by=sponsor, at=NOW)
    with pytest.raises(Rejected, match="not granted"):
        offer(plan, package, exception=row.pk)
    exceptions.grant(row, proven_at=NOW, by=sponsor, at=NOW)
    with pytest.raises(Rejected, match="other levels"):
        offer(plan, levels(plan, 629), exception=row.pk)
    assert offer(plan, package, exception=row.pk).exception_id == row.pk
    assert MandateException.objects.get(pk=row.pk).state == "used"
    with pytest.raises(Rejected, match="used already"):
        offer(plan, package, exception=row.pk)


def test_an_exception_does_not_cover_what_came_later(plan: Plan) -> None:
    approved(plan)
    row = granted(plan, levels(plan, 630))
    issues.set_limit(plan.payment, "walk_away", D(75), seen=None, by=plan.lead, at=NOW)
    approved(plan)
    assert codes(plan, levels(plan, 630), exception=row.pk) == ["walk_away"]
    assert MandateException.objects.get(pk=row.pk).state == "granted"


def test_what_is_within_needs_no_exception_and_a_refusal_says_why(plan: Plan) -> None:
    approved(plan)
    with pytest.raises(Rejected, match="needs no exception"):
        exceptions.ask(plan.deal, levels=levels(plan), why="x", by=plan.lead, at=NOW)
    row = exceptions.ask(plan.deal, levels=levels(plan, 630), why="x", by=plan.lead, at=NOW)
    with pytest.raises(Rejected, match="Say why"):
        exceptions.refuse(row, answer="", proven_at=NOW, by=sponsor_of(plan), at=NOW)
    exceptions.refuse(row, answer="Too dear", proven_at=NOW, by=sponsor_of(plan), at=NOW)
    with pytest.raises(Rejected, match="meanwhile"):
        exceptions.grant(row, proven_at=NOW, by=sponsor_of(plan), at=NOW)


def test_what_crosses_the_guard_waits_for_the_holdout(plan: Plan) -> None:
    holdout = guarded(plan, plan.payment)
    approved(plan)
    offer(plan, levels(plan, payment=60))
    row = offer(plan, levels(plan, payment=45))
    assert steps(row) == ["waits"]
    assert Evidence.objects.filter(deal=plan.deal).count() == 1  # not made yet
    with pytest.raises(PermissionDenied):
        offers.release(row, price="", by=plan.lead, at=NOW)
    other = seat(plan.deal, SeatRole.HOLDOUT)
    with pytest.raises(Rejected, match="not wait for you"):
        offers.release(row, price="", by=other, at=NOW)
    offers.release(row, price="Five years of warranty", by=holdout, at=NOW)
    assert steps(row) == ["waits", "released", "made"]
    assert Evidence.objects.filter(deal=plan.deal).count() == 2
    with pytest.raises(Rejected, match="any more"):
        offers.hold(row, why="No", by=holdout, at=NOW)


def test_a_release_checks_the_mandate_again(plan: Plan) -> None:
    holdout = guarded(plan, plan.payment)
    approved(plan)
    offer(plan, levels(plan, payment=60))
    row = offer(plan, levels(plan, payment=45))
    issues.set_limit(plan.payment, "walk_away", D(50), seen=None, by=plan.lead, at=NOW)
    with pytest.raises(Outside), transaction.atomic():
        offers.release(row, price="", by=holdout, at=NOW)
    assert steps(row) == ["waits"]
    offers.hold(row, why="Not now", by=holdout, at=NOW)
    assert steps(row) == ["waits", "held"]


def test_a_threshold_over_the_floor_is_guarded_too(plan: Plan) -> None:
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    guards.edit(plan.deal, "threshold", D(180_000), by=holdout, at=NOW)
    approved(plan)
    assert steps(offer(plan, levels(plan, 570, 90))) == ["made"]
    row = offer(plan, levels(plan, 620, 30, 2))
    assert steps(row) == ["waits"]
    offers.withdraw(row, by=plan.lead, at=NOW)
    assert steps(row) == ["waits", "withdrawn"]


def test_what_is_on_record_stays(plan: Plan) -> None:
    approved(plan)
    row = offer(plan)
    for model in (Offer, OfferStep):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            model.objects.update(seq=0)
    learnt = Evidence.objects.get(deal=plan.deal)
    with pytest.raises(Rejected, match="on record"):
        evidence.remove(learnt, by=plan.lead, at=NOW)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)  # takes back what was before it
    assert steps(row) == ["made"]
    assert Evidence.objects.get(deal=plan.deal).removed_at is None


def test_no_way_around_it(plan: Plan) -> None:
    approved(plan)
    with pytest.raises(Rejected, match="at the table"):
        evidence.note_offer(plan.deal, party=Party.OURS, levels=levels(plan, 639), by=plan.lead, at=NOW)
