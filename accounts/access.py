"""The door to an organisation, as ``negotiations.access`` is the door to a deal."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import Membership, Organisation, User
from accounts.permissions import OrganisationRole, Permission, organisation_permissions


@dataclass(frozen=True)
class OrganisationAccess:
    """What one person may do in one organisation."""

    organisation: Organisation
    user: User
    role: str

    def can(self, permission: Permission) -> bool:
        """Whether this person may."""
        return permission in organisation_permissions(self.role)

    def require(self, permission: Permission) -> None:
        """Raise ``PermissionDenied`` unless this person may."""
        if not self.can(permission):
            raise PermissionDenied(permission.value)

    def can_manage(self, *roles: str) -> bool:
        """Whether this person may give these roles, take them away or invite to them."""
        needed = Permission.OWNERS_MANAGE if OrganisationRole.OWNER in roles else Permission.MEMBERS_MANAGE
        return self.can(Permission.MEMBERS_MANAGE) and self.can(needed)

    def grantable_roles(self) -> list[OrganisationRole]:
        """The roles that this person may give, the highest first."""
        return [role for role in OrganisationRole if self.can_manage(role)]


def standing_in(user: User, organisation: Organisation) -> OrganisationAccess | None:
    """Where a user stands in an organisation; ``None`` for an outsider. One query."""
    role = Membership.objects.filter(user=user, organisation=organisation).values_list("role", flat=True).first()
    return None if role is None else OrganisationAccess(organisation=organisation, user=user, role=role)


def open_organisation(user: User, organisation_id: UUID, permission: Permission) -> OrganisationAccess:
    """The organisation and what this user may do in it. One query.

    Raises ``Http404`` for an outsider, the same as for an id that does not exist, and ``PermissionDenied`` for a
    member without the right. Actions ask again, under the lock.
    """
    membership = (
        Membership.objects.filter(user=user, organisation_id=organisation_id).select_related("organisation").first()
    )
    if membership is None:
        raise Http404("No such organisation.")
    access = OrganisationAccess(organisation=membership.organisation, user=user, role=membership.role)
    access.require(permission)
    return access
