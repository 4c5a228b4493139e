"""Where somebody stands on a deal: member of its organisation, seats held, and what follows from both."""

import logging
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied

from accounts.models import Membership, User
from accounts.permissions import OWN_FORM, Permission, deal_permissions
from negotiations.models import Deal, Issue, Seat

secrets_log = logging.getLogger("parley.secrets")


@dataclass
class Standing:
    """What one person may do on one deal. It is also the reader that secrets ask before they show themselves."""

    deal: Deal
    user: User
    seats: frozenset[str]
    permissions: frozenset[Permission]
    _secrets_noted: bool = field(default=False, repr=False)

    def can(self, permission: Permission, issue: Issue | None = None) -> bool:
        """Whether this person may, on the deal or on this issue of it; the owner's right counts on an own issue."""
        if permission in self.permissions:
            return True
        own = OWN_FORM.get(permission)
        return issue is not None and own is not None and own in self.permissions and issue.owner_id == self.user.pk

    def can_somewhere(self, permission: Permission) -> bool:
        """Whether this person may on the deal or on an issue of their own, were there one."""
        return permission in self.permissions or OWN_FORM.get(permission) in self.permissions

    def require(self, permission: Permission, issue: Issue | None = None) -> None:
        """Raise ``PermissionDenied`` unless this person may."""
        if not self.can(permission, issue):
            raise PermissionDenied(permission.value)

    def note_secret_read(self) -> None:
        """Write down, once per request, that this person read secrets of the deal."""
        if not self.can_somewhere(Permission.SECRETS_VIEW):
            raise PermissionDenied(Permission.SECRETS_VIEW.value)
        if not self._secrets_noted:
            self._secrets_noted = True
            secrets_log.info("secrets read: deal=%s user=%s", self.deal.pk, self.user.pk)


def standing(user: User, deal: Deal) -> Standing | None:
    """The standing of a user on a deal; ``None`` for an outsider. Two queries, or one when an outsider asks."""
    memberships = Membership.objects.filter(user=user, organisation=deal.organisation_id)
    role = memberships.values_list("role", flat=True).first()
    if role is None:
        return None
    seats = frozenset(Seat.objects.filter(deal=deal, user=user).values_list("role", flat=True))
    return Standing(deal=deal, user=user, seats=seats, permissions=deal_permissions(role, seats))


class Worker:
    """The reader that a job is: it computes on behalf of the one who asked, whose right was checked when asking."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal

    def note_secret_read(self) -> None:
        secrets_log.info("secrets read: deal=%s by a worker", self.deal.pk)
