"""How a view answers: as the pages of the house do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from accounts import rendering
from accounts.rendering import done, wants_fragment
from negotiations.queries.history.told import told_seq
from negotiations.queries.standing import Standing

__all__ = ["after", "done", "page", "wants_fragment"]


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, fragment: str, status: int = 200
) -> HttpResponse:
    """The page, or only its fragment.

    ``Parley-Seq`` says up to which event of the deal it holds what was written, of the events that its reader may see.
    """
    response = rendering.page(request, template, context, fragment=fragment, status=status)
    deal = context.get("deal")
    access = getattr(deal, "reader", None)
    if isinstance(access, Standing):
        response["Parley-Seq"] = told_seq(access)
    return response


def after(
    request: HttpRequest, url: str, text: str, fragment: Callable[[], HttpResponse], *, bad: bool = False
) -> HttpResponse:
    """After a change: the fresh fragment with a message, or a redirect to the page that says it."""
    if not wants_fragment(request):
        return done(request, url, text, failed=bad)
    if text:
        messages.add_message(request, messages.ERROR if bad else messages.SUCCESS, text)
    return fragment()
