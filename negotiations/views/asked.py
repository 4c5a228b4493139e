"""The page on which the other side says how content it is: no account, one answer, nothing of the deal."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.rest.throttling import AddressThrottle
from negotiations.actions import confirmations, satisfaction
from negotiations.actions.confirmations import LinkClosed
from negotiations.actions.writing import Rejected
from negotiations.enums_close import Asks
from negotiations.enums_review import ASKED_PARTS, LEAST, MOST
from negotiations.models import ConfirmLink
from negotiations.views.confirm import closed, sealed


@login_not_required
@csrf_exempt  # as on the page of the agreed points: there is no session that a forged request could use
@require_http_methods(["GET", "POST"])
def asked_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questions; a POST answers. Unknown, used, withdrawn and expired links look the same."""
    throttle = AddressThrottle("confirm")
    if not throttle.allow_request(request, None):
        return sealed(render(request, "negotiations/confirm/slow.html", status=429))
    link = confirmations.find(token[:100], asks=Asks.CONTENT, at=timezone.now())
    if link is None:
        return closed(request)
    if request.method != "POST":
        return show(request, link)
    given = {key: request.POST.get(f"point-{key}", "") for key in ASKED_PARTS}
    points = {key: int(text) for key, text in given.items() if len(text) == 1 and text in "0123456789"}
    try:
        satisfaction.answer(token[:100], points, request.POST.get("words", ""), at=timezone.now())
    except LinkClosed:
        return closed(request)
    except Rejected as error:
        return show(request, link, error=error, status=422)
    return sealed(redirect("negotiations:confirm-thanks"))


def show(request: HttpRequest, link: ConfirmLink, *, error: Rejected | None = None, status: int = 200) -> HttpResponse:
    """The questions with what was chosen."""
    context = {
        "title": link.title,
        "organisation": link.deal.organisation.name,
        "expires_at": link.expires_at,
        "scale": [str(value) for value in range(LEAST, MOST + 1)],
        "parts": [
            {"key": key, "label": label, "hint": hint, "chosen": request.POST.get(f"point-{key}", "")}
            for key, (label, hint) in ASKED_PARTS.items()
        ],
        "words": request.POST.get("words", ""),
        "error": error,
    }
    return sealed(render(request, "negotiations/confirm/content.html", context, status=status))
