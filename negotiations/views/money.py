"""The money page: rates of both sides, and terms in one currency."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import conversions, rates
from negotiations.actions.writing import Rejected
from negotiations.enums import ConversionKind, Party
from negotiations.forms.money import read_figure, read_rate_field
from negotiations.models import Conversion, Issue
from negotiations.queries.deal.head import deal_head
from negotiations.queries.money.conversions import first_numbers
from negotiations.queries.money.page import money_page
from negotiations.queries.money.words import figure_words, range_words
from negotiations.queries.plan.cells import Outcome
from negotiations.secrets import unwrap_for_storage
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import Save, save

TEMPLATE = "negotiations/money/converter.html"


@require_GET
def converter(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Rates, and what terms are worth to both sides."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_POST
def rate_edit(request: HttpRequest, deal_id: UUID, party: str, field: str) -> HttpResponse:
    """Save one rate of one side."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    if party not in Party.values or field not in rates.EDITABLE:
        raise Http404("No such rate.")
    at = timezone.now()
    one = Save(
        cell=f"cell-{field}-{party}",
        read=lambda text: read_rate_field(field, text),
        write=lambda value, seen: rates.edit(access.deal, party, field, value, seen=seen, by=access.user, at=at),
        words=_words,
    )
    return save(request, one, _shown(request, access))


@require_POST
def conversion_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Put another term into money; what the plan knows of it is filled in."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    issue = _issue(access, request.POST.get("issue", ""))
    kind = request.POST.get("kind", "")
    try:
        numbers = first_numbers(access.deal, kind, issue) if kind in ConversionKind.values else {}
        conversions.add(access.deal, kind, issue=issue, **numbers, by=access.user, at=timezone.now())
    except Rejected as error:
        return show(request, access, problem=error.message, status=422)
    return answer(request, access, f"{ConversionKind(kind).label} added: fill in the numbers that are missing")


@require_POST
def conversion_edit(request: HttpRequest, deal_id: UUID, conversion_id: UUID, field: str) -> HttpResponse:
    """Save one number of a term."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = _row(access, conversion_id)
    if field not in conversions.EDITABLE:
        raise Http404("No such field.")
    at = timezone.now()

    def words(value: Any) -> str:
        bare = unwrap_for_storage(value)
        if isinstance(bare, dict):
            return range_words(bare, access.deal.currency)
        if field in {"issue", "note"}:
            return str(bare or "")
        return figure_words(row.kind, field, bare, access.deal.currency)

    one = Save(
        cell=f"cell-{field}-{row.pk}",
        read=lambda text: read_figure(access.deal, row.kind, field, text, lambda pk: _found(access, pk)),
        write=lambda value, seen: conversions.edit(row, field, value, seen=seen, by=access.user, at=at),
        words=words,
    )
    return save(request, one, _shown(request, access))


@require_POST
def conversion_use(request: HttpRequest, deal_id: UUID, conversion_id: UUID) -> HttpResponse:
    """Put the worth of a term into the plan, as the weights of its issue."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = _row(access, conversion_id)
    try:
        issue = conversions.use_as_weight(row, by=access.user, at=timezone.now())
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    return answer(request, access, f"The weights of {issue.name} are in the plan")


@require_POST
def conversion_remove(request: HttpRequest, deal_id: UUID, conversion_id: UUID) -> HttpResponse:
    """Take a term out."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = _row(access, conversion_id)
    conversions.remove(row, by=access.user, at=timezone.now())
    return answer(request, access, f"{ConversionKind(row.kind).label} is out")


def _words(value: Any) -> str:
    bare = unwrap_for_storage(value)
    return range_words(bare, suffix="\u2009%") if isinstance(bare, dict) else str(bare or "")


def _row(access: DealAccess, conversion_id: UUID) -> Conversion:
    rows = Conversion.objects.filter(deal=access.deal, pk=conversion_id, removed_at__isnull=True)
    row = rows.select_related("issue", "deal").first()
    if row is None:
        raise Http404("No such term.")
    return row


def _issue(access: DealAccess, text: str) -> Issue | None:
    try:
        return _found(access, UUID(text))
    except ValueError:
        return None


def _found(access: DealAccess, issue_id: UUID) -> Issue | None:
    return Issue.objects.filter(deal=access.deal, pk=issue_id, removed_at__isnull=True).first()


def _shown(request: HttpRequest, access: DealAccess) -> Any:
    def saved(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return answer(request, access, "Saved" if outcome else "")
        return show(request, access, outcome=outcome, status=status)

    return saved


def answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """After a save: the fresh fragment with a message, or the page again."""
    url = resolve_url("negotiations:money", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, access), bad=bad)


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    outcome: Outcome | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page with what became of a save."""
    context = {
        "page": money_page(access, outcome),
        "problem": problem,
        "news": "Saved" if outcome is not None and outcome.state == "saved" else "",
        "deal": access.deal,
        "head": deal_head(access, "money", now=timezone.now()),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="money", status=status)
