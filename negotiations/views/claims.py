"""Claims of theirs, tested against their costs."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import claims
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.money import ClaimForm
from negotiations.levels import number
from negotiations.models import Claim
from negotiations.queries.deal.head import deal_head
from negotiations.queries.theirs.claims import claim_cards, typed
from negotiations.secrets import unwrap_for_storage
from negotiations.views.rendering import done, page, wants_fragment
from negotiations.views.saving import conflicting, seen_version

TEMPLATE = "negotiations/money/claims.html"


@require_GET
def claim_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The saved claims and the form of a new one."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_POST
def claim_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Test a claim and keep it."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    form = ClaimForm(request.POST)
    fields = form.fields()
    if request.POST.get("more"):
        form.add_rows()
        return show(request, access, form=form)
    if not form.errors:
        try:
            claims.add(access.deal, **fields, by=access.user, at=timezone.now())
        except Rejected as error:
            form.errors[error.field or "title"] = error.message
    if form.errors:
        return show(request, access, form=form, status=422)
    return answer(request, access, "Tested and kept")


@require_http_methods(["GET", "POST"])
def claim_edit(request: HttpRequest, deal_id: UUID, claim_id: UUID) -> HttpResponse:
    """Look at one claim again, and change it."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = _row(access, claim_id)
    if request.method == "GET":
        return show(request, access, form=ClaimForm(typed(row, access)), edited=row)
    if request.POST.get("resolve") == "theirs":
        return answer(request, access, "")
    form = ClaimForm(request.POST)
    fields = form.fields()
    if request.POST.get("more"):
        form.add_rows()
        return show(request, access, form=form, edited=row)
    if form.errors:
        return show(request, access, form=form, edited=row, status=422)
    seen = min(seen_version(request.POST), access.deal.seq)
    versions: dict[str, int | None] = {field: min(seen, row.version_of(field)) for field in fields}
    try:
        claims.edit(row, fields, seen=versions, by=access.user, at=timezone.now())
    except Rejected as error:
        form.errors[error.field or "title"] = error.message
        return show(request, access, form=form, edited=row, status=422)
    except Conflict as conflict:
        form.conflict = conflicting(conflict, _words)
        return show(request, access, form=form, edited=row, status=409)
    return answer(request, access, "Saved")


@require_POST
def claim_remove(request: HttpRequest, deal_id: UUID, claim_id: UUID) -> HttpResponse:
    """Take a claim out."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    claims.remove(_row(access, claim_id), by=access.user, at=timezone.now())
    return answer(request, access, "The claim is out")


def _words(value: Any) -> str:
    bare = unwrap_for_storage(value)
    if isinstance(bare, list):
        return ", ".join(f"{part['name']} {part['share'][1]} % × {part['move'][1]} %" for part in bare)
    return str(bare) if isinstance(bare, str) else f"{number(bare)}\u2009%"


def _row(access: DealAccess, claim_id: UUID) -> Claim:
    row = Claim.objects.filter(deal=access.deal, pk=claim_id, removed_at__isnull=True).select_related("deal").first()
    if row is None:
        raise Http404("No such claim.")
    return row


def answer(request: HttpRequest, access: DealAccess, text: str) -> HttpResponse:
    """After a save: the list again, also for HTMX, whose address may be that of one claim."""
    return done(request, resolve_url("negotiations:claim-list", deal_id=access.deal.pk), text)


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    form: ClaimForm | None = None,
    edited: Claim | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with its form, of a new claim or of one that is changed."""
    context = {
        "cards": claim_cards(access),
        "form": form or ClaimForm({}),
        "edited": edited,
        "may_edit": access.can(Permission.SECRETS_EDIT),
        "deal": access.deal,
        "head": deal_head(access, "claims", now=timezone.now()),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="claims", status=status)
