"""Up to which event a reader may be told of a deal: that something secret was written is not told either."""

from django.db.models import Max

from accounts.permissions import Permission
from negotiations.queries.history.page import visible
from negotiations.queries.standing import Standing


def told_seq(access: Standing) -> int:
    """The number of the last event that this reader may see. No query for readers of secrets, else one."""
    if access.can(Permission.SECRETS_VIEW):
        return access.deal.seq
    return visible(access).aggregate(last=Max("seq"))["last"] or 0
