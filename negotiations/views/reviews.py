"""The review: what came of the talks, and how they went."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import reviews
from negotiations.actions.writing import Rejected
from negotiations.queries.deal.head import deal_head
from negotiations.queries.review.credit import credit_of
from negotiations.queries.review.page import closed_words, review_page
from negotiations.queries.review.roles import roles_of
from negotiations.views.rendering import after, page

RESULT, TALKS = "negotiations/review/review.html", "negotiations/review/talks.html"


@require_GET
def review_detail(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What came of the talks: the result, what was left and why."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_GET
def review_talks(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """How the talks went."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access, template=TALKS, key="review-talks", fragment="review-talks")


@require_POST
def review_run(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Compute the review anew."""
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    text, bad = "The review is being computed.", False
    try:
        job = reviews.request(access.deal, by=access.user, at=timezone.now())
        if job.state == "done":
            text = "Nothing has changed since: the review is as it was."
    except Rejected as error:
        text, bad = error.message, True
    url = reverse("negotiations:review-detail", kwargs={"deal_id": access.deal.pk})
    return after(request, url, text, lambda: show(request, access), bad=bad)


def show(
    request: HttpRequest, access: DealAccess, *, template: str = RESULT, key: str = "review", fragment: str = "review"
) -> HttpResponse:
    """One of both pages, or its fragment."""
    found = review_page(access)
    context: dict[str, Any] = {
        "page": found,
        "deal": access.deal,
        "head": deal_head(access, key, now=timezone.now()),
        "closed": closed_words(found.review) if found.review else "",
        "may_run": access.can(Permission.TRADES_RUN),
        "may_export": access.can(Permission.EXPORT),
    }
    if template == TALKS and found.way is not None:
        context |= {"roles": roles_of(access, now=timezone.now()), "credit": credit_of(access)}
    return page(request, template, context, fragment=fragment)
