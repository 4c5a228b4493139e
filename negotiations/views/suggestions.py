"""What the team does with a suggestion: into the plan, aside, up again, a word on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import comments, jobs, questions, suggestions
from negotiations.actions.writing import Rejected
from negotiations.models import Suggestion
from negotiations.views.rendering import done, wants_fragment
from negotiations.views.trades import Shown, show, trades_url


@require_POST
def suggestion_accept(request: HttpRequest, deal_id: UUID, suggestion_id: UUID) -> HttpResponse:
    access = _open(request, deal_id, suggestion_id, Permission.TRADES_DECIDE)
    choice = request.POST.get("choice", "0")
    number = int(choice) if choice.isdecimal() and len(choice) < 3 else -1
    return _decide(
        request,
        access,
        lambda **who: suggestions.accept(access.deal, suggestion_id, choice=number, **who),
        "It is in the plan now. Undo takes it out again.",
    )


@require_POST
def suggestion_dismiss(request: HttpRequest, deal_id: UUID, suggestion_id: UUID) -> HttpResponse:
    access = _open(request, deal_id, suggestion_id, Permission.TRADES_DECIDE)
    reason = request.POST.get("reason", "")
    return _decide(
        request,
        access,
        lambda **who: suggestions.dismiss(access.deal, suggestion_id, reason=reason, **who),
        "Dismissed. It stays at the end of the page.",
    )


@require_POST
def suggestion_reopen(request: HttpRequest, deal_id: UUID, suggestion_id: UUID) -> HttpResponse:
    access = _open(request, deal_id, suggestion_id, Permission.TRADES_DECIDE)
    return _decide(request, access, lambda **who: suggestions.reopen(access.deal, suggestion_id, **who), "")


@require_POST
def suggestion_comment(request: HttpRequest, deal_id: UUID, suggestion_id: UUID) -> HttpResponse:
    access = _open(request, deal_id, suggestion_id, Permission.TRADES_VIEW)
    access.require(Permission.COMMENT)
    text = request.POST.get("text", "")
    about = Suggestion.objects.get(deal=access.deal, pk=suggestion_id)
    return _decide(request, access, lambda **who: comments.add(access.deal, about=about, text=text, **who), "")


@require_POST
def suggestion_lean(request: HttpRequest, deal_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """They leaned to one of the packages: evidence, and a new computation from it."""
    access = _open(request, deal_id, suggestion_id, Permission.SECRETS_EDIT)
    choice = request.POST.get("choice", "")
    number = int(choice) if choice.isdecimal() and len(choice) < 3 else -1

    def lean(**who: Any) -> None:
        questions.lean(access.deal, suggestion_id, choice=number, **who)
        if access.can(Permission.TRADES_RUN):
            jobs.request(access.deal, **who)

    return _decide(request, access, lean, "Noted. Looking at what it changes.")


def _open(request: HttpRequest, deal_id: UUID, suggestion_id: UUID, permission: Permission) -> DealAccess:
    access = open_deal(request.user, deal_id, permission)
    if not Suggestion.objects.filter(deal=access.deal, pk=suggestion_id).exists():
        raise Http404("No such suggestion.")
    return access


def _decide(request: HttpRequest, access: DealAccess, act: Callable[..., Any], said: str) -> HttpResponse:
    try:
        act(by=request.user, at=timezone.now())
    except Rejected as rejected:
        return show(request, access, Shown(problem=rejected.message), status=422)
    if not wants_fragment(request):
        return done(request, trades_url(access.deal), said)
    if said:
        messages.success(request, said)
    return show(request, access)
