"""Coverage: who can stop the deal, and whether somebody has thought of what they need."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.queries.deal.head import deal_head
from negotiations.queries.people.coverage import coverage_page
from negotiations.queries.plan.rows import load_plan
from negotiations.views.rendering import page


@require_GET
def coverage(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Every veto holder and every powerful person of both sides."""
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    context = {
        "page": coverage_page(access, load_plan(access.deal), today=timezone.localdate()),
        "deal": access.deal,
        "head": deal_head(access, "coverage", now=timezone.now()),
        "may_edit": access.can(Permission.PEOPLE_EDIT),
    }
    return page(request, "negotiations/people/coverage.html", context, fragment="coverage")
