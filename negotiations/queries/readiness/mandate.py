"""The mandate: without one in force nobody may make an offer, so it is drafted, submitted and approved before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.permissions import Permission, SeatRole
from negotiations.enums import ExceptionState, OfferStepKind, Verdict
from negotiations.models import MandateException, MandateRuling, MandateVersion, Offer, OfferStep, Seat
from negotiations.queries.mandate.state import DRAFT, EXPIRED, VOID, MandateState, state_of
from negotiations.queries.readiness.count import BARGAINING, EXPLORING, PREPARING, Count, Part, Step
from negotiations.queries.standing import Standing

ENDED = {VOID: "The mandate is void", EXPIRED: "The mandate has expired"}


def load(readers: Sequence[Standing]) -> Mapping[UUID, Any]:
    """The latest version of each deal, its rulings, who may rule, requests and offers that wait. Five queries."""
    deals = [reader.deal for reader in readers if reader.can(Permission.SECRETS_VIEW)]
    latest = MandateVersion.objects.filter(deal__in=deals).select_related("submitted_by").order_by("deal", "-number")
    versions = {row.deal_id: row for row in latest.distinct("deal")}
    rulings: dict[UUID, list[MandateRuling]] = {}
    for row in MandateRuling.objects.filter(version__in=versions.values()).select_related("by").order_by("number"):
        rulings.setdefault(row.version_id, []).append(row)
    sponsors = Seat.objects.filter(deal__in=deals, role=SeatRole.SPONSOR).select_related("user")
    names = {seat.deal_id: str(seat.user) for seat in sponsors.order_by("-pk")}
    asked = _counted(MandateException.objects.filter(deal__in=deals, state=ExceptionState.ASKED))
    waits = OfferStep.objects.filter(offer__deal__in=deals, kind=OfferStepKind.WAITS)
    over = OfferStep.objects.exclude(kind__in=(OfferStepKind.WAITS, OfferStepKind.RELEASED))
    held = _counted(Offer.objects.filter(pk__in=waits.values("offer")).exclude(pk__in=over.values("offer")))
    return {
        deal.pk: (versions.get(deal.pk), tuple(rulings.get(versions[deal.pk].pk, ())) if deal.pk in versions else (),
                  names.get(deal.pk, ""), asked[deal.pk], held[deal.pk])
        for deal in deals
    }  # fmt: skip


def _counted(rows: Any) -> Counter[UUID]:
    return Counter(rows.values_list("deal", flat=True))


def check(count: Count, loaded: Any) -> None:
    version, rulings, sponsor, asked, held = loaded or (None, (), "", 0, 0)
    table = count.url("offer-list")
    if asked:
        why = "somebody asks in a recess for an offer outside the mandate"
        step = Step("Decide on a one-time exception", why, table, "lock", "bad", secret=True)
        count.warn(0, Permission.MANDATE_DECIDE, step)
    if held:
        step = Step("Release an offer, or hold it back", "it waits for you", table, "clock", "bad", secret=True)
        count.warn(0, Permission.OFFER_RELEASE, step)
    state = MandateState(DRAFT)
    if version is not None:
        state = state_of(version, rulings, count.reader, today=count.today)
    url = count.url("mandate-detail")
    if version is not None and state.waits:
        words = f"{sponsor or 'A sponsor'} has to approve the mandate"
        why = f"{version.submitted_by} submitted version {version.number}"
        step = Step(words, why, url, "check", secret=True, must=True)
        count.part(False, 3, Permission.SECRETS_VIEW, step)
        return
    if state.ended or state.code == VOID:
        why = f"{state.reason} Submit it again".strip()
        step = Step(ENDED[state.code], why, url, "warning", "bad", secret=True, must=True)
        count.part(False, 2, Permission.MANDATE_DRAFT, step)
        return
    refused = state.code == Verdict.REFUSED
    words = "Mend the mandate and submit it again" if refused else "Submit the mandate"
    why = "the sponsor refused it" if refused else "without one no offer of ours can be made"
    press = 4 if refused else 45
    step = Step(words, why, url, "lock", secret=True, must=True)
    count.part(state.in_force, press, Permission.MANDATE_DRAFT, step)


PARTS = (Part(check, PREPARING | EXPLORING | BARGAINING, load, sees=Permission.SECRETS_VIEW),)
