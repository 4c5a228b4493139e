"""How content both sides are: ours as said blind, theirs as estimated and as asked by a link."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.enums_close import Asks
from negotiations.views.confirmations import make
from negotiations.views.satisfaction_page import asked_back, show


@require_GET
def review_satisfaction(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Both sides beside each other, and the links by which they are asked."""
    return show(request, open_deal(request.user, deal_id, Permission.SECRETS_VIEW))


@require_POST
def satisfaction_ask(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Make a link that asks how content they are, or send one by mail."""
    access = open_deal(request.user, deal_id, Permission.CLOSE_SEND)

    def refused(wrong: dict[str, Any]) -> HttpResponse:
        return show(request, access, status=422, **wrong)

    return make(request, access, Asks.CONTENT, "satisfaction", refused=refused, done=asked_back)
