"""One-time exceptions from the mandate, on the page of the offers: asked for, answered by the sponsor, used once."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from accounts.reauthentication import proven_at
from negotiations.access import DealAccess, open_deal
from negotiations.actions import exceptions, moves
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import Errors
from negotiations.models import MandateException
from negotiations.views.offers import answer, do, place, price, read, show


@require_POST
def exception_ask(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Take a recess and ask the sponsor to allow what is typed, once."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    rows, shown = read(request, access)
    if shown.errors or shown.typed is None:
        return show(request, access, rows=rows, shown=shown, status=422)
    try:
        exceptions.ask(access.deal, levels=shown.typed.levels, why=shown.text["why"], by=access.user, at=timezone.now())
    except Rejected as error:
        shown.errors[place(error.field)] = error.message
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
    return do(request, access, str(row.pk), work, text, answer=why)


@require_POST
def exception_use(request: HttpRequest, deal_id: UUID, exception_id: UUID) -> HttpResponse:
    """Put on record what the sponsor allowed; or withdraw the request (``do`` is withdraw)."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    row = _exception(access, exception_id)
    who: dict[str, Any] = {"by": access.user, "at": timezone.now()}
    if request.POST.get("do") == "withdraw":
        return do(request, access, str(row.pk), lambda: exceptions.withdraw(row, **who), "Withdrawn")
    text = Errors({name: request.POST.get(name, "") for name in ("pays", "in_return", "for_nothing")})
    work = lambda: moves.record_excepted(row, **price(text), **who)  # noqa: E731 - one line for do
    return do(request, access, str(row.pk), work, "On record, by exception", **text)


def _exception(access: DealAccess, pk: UUID) -> MandateException:
    row = MandateException.objects.filter(deal=access.deal, pk=pk).select_related("deal").first()
    if row is None:
        raise Http404("No such request.")
    return row
