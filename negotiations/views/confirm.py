"""The page of the other side: the agreed points and nothing else, without an account, for one answer.

Whoever has the link may answer; there is no session and no cookie to protect, so no token against forged requests
either: with `no-referrer`, which keeps the link out of other sites' logs, a browser would not send what one needs.
"""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from accounts.rest.throttling import AddressThrottle
from negotiations.actions import confirmations
from negotiations.actions.confirmations import Answer, Changed, LinkClosed
from negotiations.actions.writing import Rejected
from negotiations.models import ConfirmLink
from negotiations.queries.close.confirmations import points

KEPT_OUT = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "POST"])
def confirm_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the points; a POST answers. Unknown, used, withdrawn and expired links look the same."""
    throttle = AddressThrottle("confirm")
    if not throttle.allow_request(request, None):
        return sealed(render(request, "negotiations/confirm/slow.html", status=429))
    link = confirmations.find(token[:100], at=timezone.now())
    if link is None:
        return closed(request)
    if request.method != "POST":
        return show(request, link)
    answers = [one for key in request.POST if (one := given(request.POST, key)) is not None]
    try:
        confirmations.answer(token[:100], answers, name=request.POST.get("name", ""), at=timezone.now())
    except LinkClosed:
        return closed(request)
    except Changed:
        return show(request, link, changed=True, status=409)
    except Rejected as error:
        return show(request, link, error=error, status=422)
    return sealed(redirect("negotiations:confirm-thanks"))


@login_not_required
@require_GET
def confirm_thanks(request: HttpRequest) -> HttpResponse:
    """Where an answer ends: the same for everybody."""
    return sealed(render(request, "negotiations/confirm/thanks.html"))


def given(data: Mapping[str, str], key: str) -> Answer | None:
    """The answer in a field ``answer-<fingerprint>``; ``None`` where nothing was chosen."""
    name, _, fingerprint = key.partition("-")
    if name != "answer" or data[key] not in {"confirm", "comment"}:
        return None
    return Answer(fingerprint, data[key] == "confirm", data.get(f"comment-{fingerprint}", ""))


def show(
    request: HttpRequest, link: ConfirmLink, *, changed: bool = False, error: Rejected | None = None, status: int = 200
) -> HttpResponse:
    """The points as they stand, with what was typed."""
    lines = [
        {
            "shown": point.shown,
            "key": point.fingerprint,
            "chosen": request.POST.get(f"answer-{point.fingerprint}", ""),
            "comment": request.POST.get(f"comment-{point.fingerprint}", ""),
            "error": error.message if error is not None and error.field == point.fingerprint else "",
        }
        for point in points(link.deal)
    ]
    context = {
        "title": link.title,
        "organisation": link.deal.organisation.name,
        "expires_at": link.expires_at,
        "lines": lines,
        "name": request.POST.get("name", ""),
        "changed": changed,
        "error": error,
    }
    return sealed(render(request, "negotiations/confirm/points.html", context, status=status))


def closed(request: HttpRequest) -> HttpResponse:
    return sealed(render(request, "negotiations/confirm/closed.html", status=404))


def sealed(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, found by no search engine, named to no other site."""
    for name, value in KEPT_OUT.items():
        response[name] = value
    return response
