"""One person's page, drawn after whatever became of a save on it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from negotiations.access import DealAccess
from negotiations.forms.comments import CommentForm
from negotiations.forms.levels import Errors
from negotiations.models import Stakeholder
from negotiations.queries.deal.comments import thread
from negotiations.queries.deal.head import deal_head
from negotiations.queries.people.person import person_page
from negotiations.queries.plan.cells import Outcome
from negotiations.views.rendering import after, page, wants_fragment

TEMPLATE = "negotiations/people/person.html"


def show_person(
    request: HttpRequest,
    access: DealAccess,
    row: Stakeholder,
    *,
    outcome: Outcome | None = None,
    typed: Mapping[str, str] | None = None,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``typed`` and ``errors`` are those of one of its forms for something new."""
    now = timezone.now()
    context: dict[str, Any] = {
        "page": person_page(access, row, today=timezone.localdate(now), outcome=outcome),
        "thread": thread(access, row),
        "talk_form": CommentForm(),
        "typed": Errors((typed or {}).items()),  # a field without a text has an empty one
        "errors": errors or Errors(),
        "news": "Saved" if outcome is not None and outcome.state == "saved" else "",
        "deal": access.deal,
        "head": deal_head(access, "people", now=now),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="person", status=status)


def person_answer(
    request: HttpRequest, access: DealAccess, row: Stakeholder, text: str, *, bad: bool = False
) -> HttpResponse:
    """After a change on the page: the fresh page with a message."""
    url = resolve_url("negotiations:stakeholder-detail", deal_id=access.deal.pk, stakeholder_id=row.pk)
    return after(request, url, text, lambda: show_person(request, access, row), bad=bad)
