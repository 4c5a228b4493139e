"""How a view answers: the fragment for HTMX, the page or a redirect for everyone else."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, fragment: str, status: int = 200
) -> HttpResponse:
    """The page, or only its fragment for an HTMX request that swaps it in.

    The fragment's name is the DOM id that it replaces. A boosted link asks for the page like a browser does.
    """
    if wants_fragment(request):
        template = f"{template}#{fragment}"
    return render(request, template, context, status=status)


def wants_fragment(request: HttpRequest) -> bool:
    """Whether the answer is swapped into a page that is there already."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def done(request: HttpRequest, url: str, message: str = "", *, failed: bool = False) -> HttpResponseRedirect:
    """After a POST: say what was done (or, with ``failed``, what was not) and show the page (Post/Redirect/Get).

    HTMX follows the redirect too and so gets the fresh fragment, unless the page to show is another one.
    """
    if message:
        messages.add_message(request, messages.ERROR if failed else messages.SUCCESS, message)
    return HttpResponseRedirect(url)
