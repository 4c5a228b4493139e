"""What we would do without this deal: alternatives, their expected value, the floor."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import alternatives
from negotiations.actions.writing import Rejected
from negotiations.forms.alternatives import FIELDS, NewAlternative, TheirFloorForm, read_alternative_field
from negotiations.models import Alternative
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history.fields import field_words
from negotiations.queries.plan.alternatives import alternative_page
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.reading import opened
from negotiations.secrets import Secret
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import Save, save

TEMPLATE = "negotiations/alternatives/list.html"


@require_GET
def listing(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All alternatives, and the form of a new one."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_POST
def create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Add an alternative."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    live = access.deal.issues.filter(removed_at__isnull=True).prefetch_related("options").order_by("position", "pk")
    form = NewAlternative(access.deal, list(live), request.POST)
    fields = form.fields()
    if not form.errors:
        try:
            alternatives.add(access.deal, **fields, by=access.user, at=timezone.now())
        except Rejected as error:
            form.errors[error.field or "title"] = error.message
    if form.errors:
        return show(request, access, form=form, status=422)
    return answer(request, access, f"{fields['title']} is among the alternatives")


@require_POST
def edit(request: HttpRequest, deal_id: UUID, alternative_id: UUID, field: str) -> HttpResponse:
    """Save one field of an alternative."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = _row(access, alternative_id)
    if field not in FIELDS:
        raise Http404("No such field.")

    def words(value: Any) -> str:
        bare = opened(value, access) if isinstance(value, Secret) else value
        return field_words(field, bare, None, access.deal.currency)

    one = Save(
        cell=f"cell-{field.replace('_', '-')}-{row.pk}",
        read=lambda text: read_alternative_field(access.deal, field, text),
        write=lambda value, seen: alternatives.edit(row, field, value, seen=seen, by=access.user, at=timezone.now()),
        words=words,
    )

    def saved(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return answer(request, access, "Saved" if outcome else "")
        return show(request, access, outcome=outcome, status=status)

    return save(request, one, saved)


@require_POST
def remove(request: HttpRequest, deal_id: UUID, alternative_id: UUID) -> HttpResponse:
    """Take an alternative out."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = _row(access, alternative_id)
    try:
        alternatives.remove(row, by=access.user, at=timezone.now())
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    return answer(request, access, f"{opened(row.title, access)} is out")


def _row(access: DealAccess, alternative_id: UUID) -> Alternative:
    row = Alternative.objects.filter(deal=access.deal, pk=alternative_id, removed_at__isnull=True).first()
    if row is None:
        raise Http404("No such alternative.")
    return row


def answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """After a save: the fresh fragment with a message, or the page again."""
    url = resolve_url("negotiations:alternative-list", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, access), bad=bad)


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    form: NewAlternative | None = None,
    outcome: Outcome | None = None,
    theirs: TheirFloorForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of alternatives, with what became of a save."""
    now = timezone.now()
    form = form or NewAlternative(access.deal, ())
    today = timezone.localdate(now)
    shown = alternative_page(access, today=today, outcome=outcome, typed=form.typed, errors=form.errors)
    context: dict[str, Any] = {
        "page": shown,
        "form": form,
        "theirs": theirs or TheirFloorForm(access.deal.currency, asdict(shown.theirs)),
        "news": "Saved" if outcome is not None and outcome.state == "saved" else "",
        "deal": access.deal,
        "head": deal_head(access, "alternatives", now=now),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="alternatives", status=status)
