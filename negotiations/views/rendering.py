"""How a view answers: as the pages of the house do."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from accounts.rendering import done, page, wants_fragment

__all__ = ["after", "done", "page", "wants_fragment"]


def after(
    request: HttpRequest, url: str, text: str, fragment: Callable[[], HttpResponse], *, bad: bool = False
) -> HttpResponse:
    """After a change: the fresh fragment with a message, or a redirect to the page that says it."""
    if not wants_fragment(request):
        return done(request, url, text, failed=bad)
    if text:
        messages.add_message(request, messages.ERROR if bad else messages.SUCCESS, text)
    return fragment()
