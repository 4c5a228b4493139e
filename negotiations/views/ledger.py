"""The paired ledger: what was had for our gives, what is in writing, who sees to a debt."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import ledger
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import Errors
from negotiations.models import Pairing, Securing
from negotiations.queries.deal.head import deal_head
from negotiations.queries.ledger import ledger_of
from negotiations.queries.ledger.page import ledger_page
from negotiations.views.rendering import after, page, wants_fragment

TEMPLATE = "negotiations/ledger/ledger.html"


@dataclass
class Shown:
    """A form that was refused: whose it is, which of them, what was typed and why not."""

    at: str = ""
    form: str = ""
    text: Errors = field(default_factory=Errors)
    error: str = ""


@require_GET
def ledger_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Every give beside its get, debts first."""
    return show(request, open_deal(request.user, deal_id, Permission.SECRETS_VIEW))


@require_POST
def ledger_pair(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Say what was had for a give, what is to be had for it, or why nothing is asked."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    data, words = request.POST, request.POST.get("words", "")
    chosen = data.get("get", "")
    facts: dict[str, str] = (
        {"promise": words} if chosen == "promise" else {"let_go": words} if chosen == "let_go" else {}
    )
    facts = facts or {"get": chosen}

    def work() -> str:
        ledger.pair(access.deal, give=data.get("give", ""), **facts, by=access.user, at=timezone.now())
        return "Paired" if "get" in facts else "Written down"

    return _do(request, access, data.get("give", ""), "pair", work)


@require_POST
def ledger_secure(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """A get is confirmed in writing."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    data = request.POST

    def work() -> str:
        facts = {"place": data.get("place", ""), "person": data.get("person", "")}
        ledger.secure(access.deal, get=data.get("get", ""), **facts, by=access.user, at=timezone.now())
        return "It is secured"

    return _do(request, access, data.get("get", ""), "secure", work)


@require_POST
def ledger_assign(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Say who sees to a debt, and by when."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    data = request.POST

    def work() -> str:
        owner, due = _owner(data.get("owner", "")), _day(data.get("due", ""))
        ledger.assign(access.deal, give=data.get("give", ""), owner=owner, due=due, by=access.user, at=timezone.now())
        return f"{owner} sees to it"

    return _do(request, access, data.get("give", ""), "assign", work)


@require_POST
def pairing_reverse(request: HttpRequest, deal_id: UUID, pairing_id: UUID) -> HttpResponse:
    """Take a pairing back."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    row = Pairing.objects.filter(deal=access.deal, pk=pairing_id).select_related("deal").first()
    return _reverse(request, access, row)


@require_POST
def securing_reverse(request: HttpRequest, deal_id: UUID, securing_id: UUID) -> HttpResponse:
    """Take back that a get is in writing."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    row = Securing.objects.filter(deal=access.deal, pk=securing_id).select_related("deal").first()
    return _reverse(request, access, row)


def _reverse(request: HttpRequest, access: DealAccess, row: Any) -> HttpResponse:
    if row is None:
        raise Http404("No such entry.")

    def work() -> str:
        ledger.take_back(row, by=access.user, at=timezone.now())
        return "Taken back"

    return _do(request, access, str(row.pk), "back", work)


def _do(request: HttpRequest, access: DealAccess, at: str, form: str, work: Callable[[], str]) -> HttpResponse:
    """Do the work of a line: the fresh page, or the error at its line with what was typed."""
    try:
        said = work()
    except Rejected as error:
        shown = Shown(at, form, Errors(request.POST.dict()), error.message)
        return show(request, access, shown=shown, status=422)
    url = reverse("negotiations:ledger-list", kwargs={"deal_id": access.deal.pk})
    return after(request, url, said, lambda: show(request, access))


def _owner(text: str) -> User:
    row = User.objects.filter(pk=int(text)).first() if text.isascii() and text.isdecimal() and len(text) < 10 else None
    if row is None:
        raise Rejected("Choose who sees to it.", "owner")
    return row


def _day(text: str) -> Any:
    if not text.strip():
        return None
    try:
        found = parse_date(text.strip())
    except ValueError:
        found = None
    if found is None:
        raise Rejected("Give the day as year-month-day.", "due")
    return found


def show(request: HttpRequest, access: DealAccess, *, shown: Shown | None = None, status: int = 200) -> HttpResponse:
    """The page, with what became of a change."""
    now = timezone.now()
    book = ledger_of(access.deal, access, today=timezone.localdate(now))
    context: dict[str, Any] = {
        "head": deal_head(access, "ledger", now=now),
        "deal": access.deal,
        "page": ledger_page(book, access, now=now),
        "form": shown or Shown(),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="ledger", status=status)
