"""The mandate: what we may do, drafted, submitted, approved or refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.reauthentication import NotProven, has_password, is_fresh, proven_at
from negotiations.access import DealAccess, open_deal
from negotiations.actions import mandates
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.levels import Errors
from negotiations.forms.mandates import AuthorityForm, read_mandate_field
from negotiations.models import Mandate
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history.fields import field_words
from negotiations.queries.mandate.page import SeatLine, mandate_page
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.reading import opened
from negotiations.secrets import Secret
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import Save, save, seen_version

TEMPLATE = "negotiations/mandate/mandate.html"


@require_GET
def detail(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What we may do, and where it stands."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_POST
def edit(request: HttpRequest, deal_id: UUID, field: str) -> HttpResponse:
    """Save one field of the draft."""
    access = open_deal(request.user, deal_id, Permission.MANDATE_DRAFT)
    if field not in mandates.FIELDS:
        raise Http404("No such field.")

    def words(value: Any) -> str:
        bare = opened(value, access) if isinstance(value, Secret) else value
        return field_words("value" if field == "margin" else field, bare, None, access.deal.currency)

    one = Save(
        cell=f"cell-mandate-{field.replace('_', '-')}",
        read=lambda text: read_mandate_field(access.deal, field, text),
        write=lambda value, seen: mandates.edit(
            access.deal, field, value, seen=seen, by=access.user, at=timezone.now()
        ),
        words=words,
    )

    def saved(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return answer(request, access, "Saved" if outcome else "")
        return show(request, access, outcome=outcome, status=status)

    return save(request, one, saved)


@require_POST
def never(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Put the issue named by ``issue`` on the list of what is never given, or take it off."""
    access = open_deal(request.user, deal_id, Permission.MANDATE_DRAFT)
    row = Mandate.objects.filter(deal=access.deal).first()
    now = set(opened(row.never, access) or []) if row else set()
    now ^= {request.POST.get("issue", "")}
    seen = min(seen_version(request.POST), row.version_of("never")) if row else 0
    try:
        chosen = [UUID(pk) for pk in now]
    except ValueError:
        raise Http404("No such issue.") from None
    return _do(
        request,
        access,
        lambda: mandates.set_never(access.deal, chosen, seen=seen, by=access.user, at=timezone.now()),
        "Saved",
    )


@require_POST
def authority(request: HttpRequest, deal_id: UUID, seat: str) -> HttpResponse:
    """Say how far a seat may commit us."""
    access = open_deal(request.user, deal_id, Permission.MANDATE_DRAFT)
    if seat not in mandates.SEATS:
        raise Http404("No such seat.")
    issues = list(access.deal.issues.filter(removed_at__isnull=True).prefetch_related("options").order_by("position"))
    form = AuthorityForm(access.deal, issues, request.POST)
    if form.errors:
        return show(request, access, typed={seat: form}, status=422)
    row = Mandate.objects.filter(deal=access.deal).first()
    seen = min(seen_version(request.POST), row.version_of("authority")) if row else 0
    return _do(
        request,
        access,
        lambda: mandates.set_authority(
            access.deal, seat, **form.fields(), seen=seen, by=access.user, at=timezone.now()
        ),
        "Saved",
    )


@require_POST
def submit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Lay it before the sponsor."""
    access = open_deal(request.user, deal_id, Permission.MANDATE_DRAFT)
    work = lambda: mandates.submit(access.deal, by=access.user, at=timezone.now())  # noqa: E731 - one line for _do
    return _do(request, access, work, "Submitted. The sponsor can approve it now.")


@require_POST
def withdraw(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Take back what waits for the sponsor."""
    access = open_deal(request.user, deal_id, Permission.MANDATE_DRAFT)
    number = seen_number(request)
    return _do(
        request,
        access,
        lambda: mandates.withdraw(access.deal, number=number, by=access.user, at=timezone.now()),
        "Withdrawn. Nothing waits for the sponsor.",
    )


@require_POST
def approve(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Sign the terms that were read; who signs is asked for the password again."""
    access = open_deal(request.user, deal_id, Permission.MANDATE_DECIDE)
    number, digest = seen_number(request), request.POST.get("digest", "")
    return _decide(
        request,
        access,
        lambda proven: mandates.approve(
            access.deal, number=number, digest=digest, proven_at=proven, by=access.user, at=timezone.now()
        ),
        "Approved and signed. Offers within it can be made now.",
    )


@require_POST
def refuse(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Send it back with a reason."""
    access = open_deal(request.user, deal_id, Permission.MANDATE_DECIDE)
    number, reason = seen_number(request), request.POST.get("reason", "")
    return _decide(
        request,
        access,
        lambda proven: mandates.refuse(
            access.deal, number=number, reason=reason, proven_at=proven, by=access.user, at=timezone.now()
        ),
        "Refused. The team sees your reason.",
    )


def _decide(request: HttpRequest, access: DealAccess, work: Callable[[Any], Any], text: str) -> HttpResponse:
    try:
        work(proven_at(request, request.POST.get("password", "")))
    except NotProven as error:
        return show(request, access, errors=Errors(password=error.message), status=429 if error.too_often else 422)
    except Rejected as error:
        return show(request, access, errors=Errors({error.field or "form": error.message}), status=422)
    return answer(request, access, text)


def _do(request: HttpRequest, access: DealAccess, work: Callable[[], Any], text: str) -> HttpResponse:
    try:
        work()
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    except Conflict as conflict:
        who = conflict.by or "Somebody"
        return answer(request, access, f"{who} changed this meanwhile. Look at it again; nothing was saved.", bad=True)
    return answer(request, access, text)


def _with_typed(line: SeatLine, form: AuthorityForm | None) -> tuple[SeatLine, AuthorityForm | None]:
    """The line of a seat with what was typed into its form, when that was refused."""
    if form is None:
        return line, None
    typed = form.typed
    fields = tuple(
        replace(one, text=typed.get(one.name, ""), chosen=typed.get(one.name, ""), error=form.errors[one.name])
        for one in line.fields
    )
    return replace(line, value=typed.get("value", ""), discount=typed.get("discount", ""), fields=fields), form


def seen_number(request: HttpRequest) -> int:
    """The number of the version that the form showed."""
    text = request.POST.get("number", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """After a change: the fresh fragment with a message, or the page again."""
    url = reverse("negotiations:mandate-detail", kwargs={"deal_id": access.deal.pk})
    return after(request, url, text, lambda: show(request, access), bad=bad)


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    outcome: Outcome | None = None,
    typed: dict[str, AuthorityForm] | None = None,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with what became of a change."""
    now = timezone.now()
    shown = mandate_page(access, today=timezone.localdate(now), outcome=outcome)
    context: dict[str, Any] = {
        "head": deal_head(access, "mandate", now=now),
        "deal": access.deal,
        "page": shown,
        "seats": [_with_typed(line, (typed or {}).get(line.seat)) for line in shown.seats],
        "errors": errors or Errors(),
        "typed_reason": request.POST.get("reason", "") if errors else "",
        "asks_password": has_password(access.user) and not is_fresh(proven_at(request), now),
        "has_password": has_password(access.user),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="mandate", status=status)
