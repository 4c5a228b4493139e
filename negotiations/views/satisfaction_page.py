"""The page of how content both sides are, shown by whoever changes something of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from negotiations.access import DealAccess
from negotiations.queries.deal.head import deal_head
from negotiations.queries.review.satisfaction import satisfaction_page
from negotiations.views.rendering import after, page

NOTHING = {"link_error": "", "link_wrong": "", "link_typed": {"title": "", "to": "", "address": ""}}


def show(request: HttpRequest, access: DealAccess, *, status: int = 200, **wrong: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "page": satisfaction_page(access),
        "deal": access.deal,
        "head": deal_head(access, "satisfaction", now=timezone.now()),
        **NOTHING,
        **wrong,
    }
    return page(request, "negotiations/review/satisfaction.html", context, fragment="satisfaction", status=status)


def asked_back(request: HttpRequest, access: DealAccess, text: str, *, bad: bool = False) -> HttpResponse:
    """The fresh page with a message."""
    url = resolve_url("negotiations:review-satisfaction", deal_id=access.deal.pk)
    return after(request, url, text, lambda: show(request, access), bad=bad)
