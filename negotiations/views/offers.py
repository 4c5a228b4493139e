"""The table: offers of both sides on record, exceptions, releases."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.reauthentication import NotProven, has_password, is_fresh, proven_at
from negotiations.access import DealAccess, open_deal
from negotiations.actions import exceptions, offers
from negotiations.actions.offers import Outside
from negotiations.actions.writing import Rejected
from negotiations.enums import Party
from negotiations.forms.levels import Errors, bare
from negotiations.forms.packages import TypedPackage, read_package
from negotiations.levels import NotALevel
from negotiations.models import MandateException, Offer
from negotiations.queries.deal.head import deal_head
from negotiations.queries.mandate.check import Checked, check, our_standing
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.table.offers import offer_page
from negotiations.queries.trades.forms import offer_fields
from negotiations.views.rendering import after, page, wants_fragment

TEMPLATE = "negotiations/offers/offers.html"


@dataclass
class Shown:
    """What the page shows besides what is stored."""

    typed: TypedPackage | None = None
    party: str = Party.OURS
    verdict: Checked | None = None
    asking: bool = False
    errors: Errors = field(default_factory=Errors)
    text: Errors = field(default_factory=Errors)
    at: str = ""  # the row whose form was refused


@require_GET
def offer_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What was offered, what waits, and the form of the next offer."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_POST
def offer_check(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Say whether what is typed is within the mandate, without putting it on record."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    rows, shown = _read(request, access)
    return show(request, access, rows=rows, shown=shown)


@require_POST
def offer_record(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Put an offer on record. One outside the mandate is refused with its reasons, and a way to ask the sponsor."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    rows, shown = _read(request, access)
    if shown.errors or shown.typed is None:
        return show(request, access, rows=rows, shown=shown, status=422)
    try:
        offer = offers.record(
            access.deal,
            party=Party(shown.party),
            levels=shown.typed.levels,
            said_by=shown.text["said_by"],
            note=shown.text["note"],
            by=access.user,
            at=timezone.now(),
        )
    except Outside:
        shown.asking = True
        return show(request, access, rows=rows, shown=shown, status=409)
    except Rejected as error:
        shown.errors[_place(error.field)] = error.message
        return show(request, access, rows=rows, shown=shown, status=422)
    return answer(request, access, f"Offer {offer.number} is on record")


@require_POST
def exception_ask(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Take a recess and ask the sponsor to allow what is typed, once."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    rows, shown = _read(request, access)
    shown.asking = True
    if shown.errors or shown.typed is None:
        return show(request, access, rows=rows, shown=shown, status=422)
    try:
        exceptions.ask(access.deal, levels=shown.typed.levels, why=shown.text["why"], by=access.user, at=timezone.now())
    except Rejected as error:
        shown.errors[_place(error.field)] = error.message
        return show(request, access, rows=rows, shown=shown, status=422)
    return answer(request, access, "Asked. Take a recess: nothing is on record until the sponsor allows it.")


@require_POST
def exception_answer(request: HttpRequest, deal_id: UUID, exception_id: UUID) -> HttpResponse:
    """The sponsor grants it (``do`` is grant) or refuses it with a reason."""
    access = open_deal(request.user, deal_id, Permission.MANDATE_DECIDE)
    row = _exception(access, exception_id)
    grants = request.POST.get("do") == "grant"
    why = request.POST.get("answer", "")

    def work() -> Any:
        proven = proven_at(request, request.POST.get("password", ""))
        who: dict[str, Any] = {"proven_at": proven, "by": access.user, "at": timezone.now()}
        return exceptions.grant(row, **who) if grants else exceptions.refuse(row, answer=why, **who)

    text = "Granted, once and for exactly these levels" if grants else "Refused. Who asked sees your reason."
    return _do(request, access, str(row.pk), work, text, answer=why)


@require_POST
def exception_use(request: HttpRequest, deal_id: UUID, exception_id: UUID) -> HttpResponse:
    """Put on record what the sponsor allowed; or withdraw the request (``do`` is withdraw)."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    row = _exception(access, exception_id)
    who: dict[str, Any] = {"by": access.user, "at": timezone.now()}
    if request.POST.get("do") == "withdraw":
        return _do(request, access, str(row.pk), lambda: exceptions.withdraw(row, **who), "Withdrawn")
    return _do(request, access, str(row.pk), lambda: offers.record_excepted(row, **who), "On record, by exception")


@require_POST
def offer_release(request: HttpRequest, deal_id: UUID, offer_id: UUID) -> HttpResponse:
    """The holdout releases an offer at a stated price, or holds it back (``do`` is hold)."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RELEASE)
    row, words = _offer(access, offer_id), request.POST.get("words", "")
    who: dict[str, Any] = {"by": access.user, "at": timezone.now()}
    if request.POST.get("do") == "hold":
        work: Callable[[], Any] = lambda: offers.hold(row, why=words, **who)  # noqa: E731 - as below
        return _do(request, access, str(row.pk), work, "Held back. Who recorded it sees your reason.", words=words)
    work = lambda: offers.release(row, price=words, **who)  # noqa: E731 - one line for _do
    return _do(request, access, str(row.pk), work, "Released", words=words)


@require_POST
def offer_withdraw(request: HttpRequest, deal_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take back an offer that waits for release."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    row = _offer(access, offer_id)
    work = lambda: offers.withdraw(row, by=access.user, at=timezone.now())  # noqa: E731 - one line for _do
    return _do(request, access, str(row.pk), work, "Withdrawn: it was not made")


def _do(
    request: HttpRequest, access: DealAccess, at: str, work: Callable[[], Any], text: str, **typed: str
) -> HttpResponse:
    """Do the work of a line: the fresh page, or the error at its line."""
    try:
        work()
    except NotProven as error:
        shown = Shown(errors=Errors(password=error.message), text=Errors(typed), at=at)
        return show(request, access, shown=shown, status=429 if error.too_often else 422)
    except Outside as error:
        reasons = " ".join(one.text for one in error.reasons)
        return show(request, access, shown=Shown(errors=Errors(line=reasons), text=Errors(typed), at=at), status=409)
    except Rejected as error:
        return show(
            request, access, shown=Shown(errors=Errors(line=error.message), text=Errors(typed), at=at), status=422
        )
    return answer(request, access, text)


def _read(request: HttpRequest, access: DealAccess) -> tuple[PlanRows, Shown]:
    """What was typed into the form of an offer, and what the mandate says of it when it is ours."""
    rows, data = load_plan(access.deal), request.POST
    typed = read_package(rows.issues, access.deal.currency, data)
    party = data.get("party", Party.OURS)
    shown = Shown(typed=typed, party=party if party in Party.values else Party.OURS)
    for name, longest in (("said_by", 120), ("note", offers.MAX_NOTE), ("why", exceptions.MAX_WHY)):
        shown.text[name] = data.get(name, "")
        try:
            shown.text[name] = bare(data.get(name, ""), longest=longest)
        except NotALevel as error:
            shown.errors[name] = str(error)
    for pk, message in typed.errors.items():
        shown.errors[f"level-{pk}"] = message
    if not typed.levels and not typed.errors:
        shown.errors["levels"] = "Give at least one level of the offer."
    if shown.party == Party.OURS and typed.levels:
        today = timezone.localdate()
        shown.verdict = check(rows, access, typed.levels, today=today, seats=access.seats)
    return rows, shown


def _place(name: str) -> str:
    return f"level-{name}" if len(name) == 36 else name or "levels"


def _exception(access: DealAccess, pk: UUID) -> MandateException:
    row = MandateException.objects.filter(deal=access.deal, pk=pk).select_related("deal").first()
    if row is None:
        raise Http404("No such request.")
    return row


def _offer(access: DealAccess, pk: UUID) -> Offer:
    row = Offer.objects.filter(deal=access.deal, pk=pk).select_related("deal").first()
    if row is None:
        raise Http404("No such offer.")
    return row


def answer(request: HttpRequest, access: DealAccess, text: str) -> HttpResponse:
    """After a change: the fresh fragment with a message, or the page again."""
    url = reverse("negotiations:offer-list", kwargs={"deal_id": access.deal.pk})
    return after(request, url, text, lambda: show(request, access))


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    rows: PlanRows | None = None,
    shown: Shown | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with what became of a change."""
    now = timezone.now()
    rows, shown = rows or load_plan(access.deal), shown or Shown()
    package = shown.typed
    stood = our_standing(rows, access) if shown.typed is None else {}
    levels, typed, wrong = (package.levels, package.typed, package.errors) if package else ({}, {}, {})
    context: dict[str, Any] = {
        "head": deal_head(access, "offers", now=now),
        "deal": access.deal,
        "page": offer_page(rows, access, now=now, today=timezone.localdate(now)),
        "issues": rows.issues,
        "fields": offer_fields(rows.issues, access.deal.currency, levels or stood, typed, wrong),
        "form": shown,
        "asks_password": has_password(access.user) and not is_fresh(proven_at(request), now),
        "has_password": has_password(access.user),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="offers", status=status)
