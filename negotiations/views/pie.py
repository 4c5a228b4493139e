"""The pie check, and what kind of deal it is."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import pie as actions
from negotiations.actions.writing import Conflict, Rejected
from negotiations.enums_prepare import PieFamily, Stance
from negotiations.forms.levels import Errors
from negotiations.queries.deal.head import deal_head
from negotiations.queries.prepare.pie import pie
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import conflicting, seen_version

TEMPLATE = "negotiations/prepare/pie.html"


@require_GET
def pie_check(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The four families, and the stance."""
    return show(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW))


@require_POST
def pie_answer(request: HttpRequest, deal_id: UUID, family: str) -> HttpResponse:
    """A lever of the library (``lever``), one's own (``title``, ``why``), or nothing here (``reason``)."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    _known(family)
    typed, who = request.POST, {"by": access.user, "at": timezone.now()}
    try:
        if typed.get("found") == "nothing":
            actions.find_nothing(access.deal, family, reason=typed.get("reason", ""), **who)
            return answer(request, access, "Noted: nothing here")
        found = {"key": typed.get("lever", ""), "title": typed.get("title", ""), "why": typed.get("why", "")}
        row = actions.find_lever(access.deal, family, **found, **who)
    except Rejected as error:
        return show(
            request, access, wrong={"family": family, "said": error.message, "typed": Errors(typed.items())}, status=422
        )
    return answer(request, access, f"{row.lever} is among the levers")


@require_POST
def pie_reopen(request: HttpRequest, deal_id: UUID, family: str) -> HttpResponse:
    """Look through a family again."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    _known(family)
    try:
        actions.reopen(access.deal, family, by=access.user, at=timezone.now())
    except Rejected as error:
        return answer(request, access, error.message, bad=True)
    return answer(request, access, "Open again")


@require_POST
def pie_stance(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Say what kind of deal it is; distributive only after the check."""
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    stance = request.POST.get("stance", "")
    seen = min(seen_version(request.POST), access.deal.seq)
    try:
        actions.set_stance(access.deal, stance, seen=seen, by=access.user, at=timezone.now())
    except Rejected as error:
        return show(request, access, wrong={"family": "stance", "said": error.message, "typed": Errors()}, status=422)
    except Conflict as conflict:
        both = conflicting(conflict, lambda value: Stance(value).label)
        said = f"{both.who} made it “{both.theirs}” at {both.when}. Choose again if you still want another."
        return show(request, access, wrong={"family": "stance", "said": said, "typed": Errors()}, status=409)
    return answer(request, access, "Saved")


def _known(family: str) -> None:
    if family not in PieFamily.values:
        raise Http404("No such family.")


def answer(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """After a change: the fresh fragment with a message, or the page again."""
    url = resolve_url("negotiations:pie-check", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, access), bad=bad)


def show(
    request: HttpRequest, access: DealAccess, *, wrong: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page, with what is wrong and what was typed (``wrong``)."""
    access.deal.refresh_from_db()
    context: dict[str, Any] = {
        "pie": pie(access.deal),
        "wrong": wrong or {"family": "", "said": "", "typed": Errors()},
        "stances": Stance.choices,
        "may_edit": access.can(Permission.PLAN_EDIT),
        "may_decide": access.can(Permission.DEAL_EDIT),
        "deal": access.deal,
        "head": deal_head(access, "pie-check", now=timezone.now()),
        "saved": "",
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="pie", status=status)
