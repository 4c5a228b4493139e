"""The one door: every page, endpoint, export and stream gets its deal here."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from accounts.permissions import Permission
from accounts.tenancy import visible_to
from negotiations.models import Counterparty, Deal, Issue
from negotiations.queries.record.standing import RecordStanding, standing_with
from negotiations.queries.standing import Standing, standing

DealAccess = Standing


def open_deal(user: User, deal_id: UUID, permission: Permission) -> DealAccess:
    """The deal and what this user may do on it.

    Raises ``Http404`` for an outsider, the same as for an id that does not exist, and ``PermissionDenied`` for a
    colleague without the right. A right on own issues is not enough here: a URL about one issue opens the deal with
    ``DEAL_VIEW`` and then the issue with the right itself (``open_issue``; checked again in the action under the lock).
    """
    deal = Deal.objects.filter(visible_to(user), pk=deal_id).select_related("organisation", "counterparty").first()
    access = None if deal is None else standing(user, deal)
    if access is None:
        raise Http404("No such deal.")
    if not access.can(permission):
        raise PermissionDenied(permission.value)
    access.deal.reader = access
    return access


def open_counterparty(user: User, counterparty_id: UUID, permission: Permission) -> RecordStanding:
    """The record of a counterparty and what this user may do with it.

    Raises ``Http404`` for everybody who has no deal with it to work on, colleagues included, the same as for an id that
    does not exist; ``PermissionDenied`` without the right.
    """
    row = Counterparty.objects.filter(visible_to(user), pk=counterparty_id).select_related("organisation").first()
    found = None if row is None else standing_with(user, row)
    if found is None:
        raise Http404("No such counterparty.")
    found.require(permission)
    return found


def open_issue(access: DealAccess, issue_id: UUID, permission: Permission) -> Issue:
    """An issue of the opened deal; ``Http404`` when it is not one of it, ``PermissionDenied`` without the right."""
    issue = access.deal.issues.filter(pk=issue_id, removed_at__isnull=True).first()
    if issue is None:
        raise Http404("No such issue.")
    access.require(permission, issue)
    return issue
