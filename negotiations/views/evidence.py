"""Their side: what we noted of it, what follows, what to ask next."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import evidence
from negotiations.actions.writing import Rejected
from negotiations.enums import Confidence, EvidenceKind
from negotiations.forms.evidence import NewEvidence
from negotiations.models import Deal, Evidence
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.theirs.page import their_page
from negotiations.queries.trades.forms import offer_fields
from negotiations.views.rendering import after, page

TEMPLATE = "negotiations/theirs/theirs.html"
NOTE = {
    EvidenceKind.OFFER: evidence.note_offer,
    EvidenceKind.REFUSAL: evidence.note_refusal,
    EvidenceKind.PREFERENCE: evidence.note_preference,
    EvidenceKind.ORDER: evidence.note_order,
}


@require_GET
def evidence_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_POST
def evidence_note(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Note a piece of evidence: the field ``kind`` says which."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    rows = load_plan(access.deal)
    form = NewEvidence(access.deal, rows.issues, request.POST)
    fields = form.fields()
    if not form.errors:
        try:
            NOTE[EvidenceKind(form.kind)](access.deal, **fields, by=access.user, at=timezone.now())
        except Rejected as error:
            form.errors[_place(error.field)] = error.message
    if form.errors:
        return show(request, access, form=form, rows=rows, status=422)
    return answer(request, access, "Noted. What follows from it is on this page.")


@require_POST
def evidence_remove(request: HttpRequest, deal_id: UUID, evidence_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = Evidence.objects.filter(deal=access.deal, pk=evidence_id, removed_at__isnull=True).first()
    if row is None:
        raise Http404("No such evidence.")
    try:
        evidence.remove(row, by=access.user, at=timezone.now())
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    return answer(request, access, "Taken back. Undo brings it again.")


def _place(field: str | None) -> str:
    """The field of the form that a refusal is about; an issue's id is that of its level in an offer."""
    if not field:
        return "kind"
    return f"level-{field}" if len(field) == 36 else field


def answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """After a change: the fresh fragment with a message, or the page again."""
    return after(request, their_url(access.deal), text, lambda: show(request, access), bad=bad)


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    form: NewEvidence | None = None,
    rows: PlanRows | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with what became of a note."""
    now = timezone.now()
    rows = rows or load_plan(access.deal)
    form = form or NewEvidence(access.deal, rows.issues)
    package = form.package
    context: dict[str, Any] = {
        "head": deal_head(access, "theirs", now=now),
        "deal": access.deal,
        "page": their_page(access, rows, now),
        "issues": rows.issues,
        "form": form,
        "offer_fields": offer_fields(rows.issues, access.deal.currency, package.levels, package.typed, package.errors),
        "confidences": Confidence.choices,
        "may_edit": access.can(Permission.SECRETS_EDIT),
        "may_run": access.can(Permission.TRADES_RUN),
        "today": timezone.localdate(now),
    }
    return page(request, TEMPLATE, context, fragment="theirs", status=status)


def their_url(deal: Deal) -> str:
    """Where the page is."""
    return reverse("negotiations:evidence-list", kwargs={"deal_id": deal.pk})
