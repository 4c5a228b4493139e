"""The history of one field, and giving it an earlier value again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import undo
from negotiations.actions.undoable import right_of
from negotiations.actions.writing import Conflict, Rejected
from negotiations.queries.deal.head import deal_head
from negotiations.queries.history.field import field_history
from negotiations.views.rendering import after, page, wants_fragment

CHANGED_MEANWHILE = "Somebody changed this meanwhile. Here is what stands now; nothing was restored."


@require_GET
def field_values(request: HttpRequest, deal_id: UUID, noun: str, object_id: str, field: str) -> HttpResponse:
    """Who gave the field which value, when."""
    return _show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW), noun, object_id, field)


@require_POST
def field_restore(request: HttpRequest, deal_id: UUID, noun: str, object_id: str, field: str) -> HttpResponse:
    """Give the field the value that an event of it wrote; refused when somebody wrote since the page was made."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    asked = [request.POST.get(name, "") for name in ("seq", "version")]
    seq, version = (int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0 for text in asked)
    known = field_history(access, noun, object_id, field)
    problem = "" if any(past.seq == seq for past in known.values) and seq else "There is no such value."
    if not problem:
        try:
            undo.restore_value(access.deal, seq, seen=version, by=request.user, at=timezone.now())
        except Rejected as rejected:
            problem = rejected.message
        except Conflict:
            problem = CHANGED_MEANWHILE
    path = {"deal_id": deal_id, "noun": noun, "object_id": object_id, "field": field}
    url = reverse("negotiations:field-history", kwargs=path)
    return after(
        request,
        url,
        problem or "The earlier value stands again.",
        lambda: _show(request, access, noun, object_id, field),
        bad=bool(problem),
    )


def _show(request: HttpRequest, access: DealAccess, noun: str, object_id: str, field: str) -> HttpResponse:
    known = field_history(access, noun, object_id, field)
    issue = access.deal.issues.filter(pk=known.newest.issue_id).first() if known.newest else None
    context = {
        "head": deal_head(access, "history", now=timezone.now()),
        "deal": access.deal,
        "known": known,
        "noun": noun,
        "object_id": object_id,
        "field": field,
        "may_restore": known.newest is not None and access.can(right_of(known.newest), issue),
        "today": timezone.localdate(),
        "fragment": wants_fragment(request),
    }
    return page(request, "negotiations/history/field.html", context, fragment="values")
