"""Where somebody stands with a counterparty: by a seat on any deal with it, or by running the organisation."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from accounts.permissions import UNSEATED_PERMISSIONS, OrganisationRole, Permission, seat_permissions
from accounts.tenancy import visible_to
from negotiations.models import Counterparty, Seat

RECORD = frozenset({Permission.COUNTERPARTY_VIEW, Permission.COUNTERPARTY_EDIT})
SEES_ALL = [role for role in OrganisationRole.values if Permission.COUNTERPARTY_VIEW in UNSEATED_PERMISSIONS[role]]


@dataclass(frozen=True)
class RecordStanding:
    """What one person may do with the record of one counterparty. It opens no secret of any deal."""

    counterparty: Counterparty
    user: User
    permissions: frozenset[Permission]

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise ``PermissionDenied`` unless this person may."""
        if not self.can(permission):
            raise PermissionDenied(permission.value)


def standing_with(user: User, counterparty: Counterparty) -> RecordStanding | None:
    """The standing of a user with a counterparty; ``None`` for whoever may not know its record. Two queries."""
    memberships = Membership.objects.filter(user=user, organisation=counterparty.organisation_id)
    role = memberships.values_list("role", flat=True).first()
    if role is None:
        return None
    seats = Seat.objects.awake().filter(user=user, deal__counterparty=counterparty)
    held = [seat_permissions(seat, on_issues=False)[0] for seat in seats.values_list("role", flat=True).distinct()]
    found = RecordStanding(counterparty, user, UNSEATED_PERMISSIONS[role].union(*held) & RECORD)
    return found if found.can(Permission.COUNTERPARTY_VIEW) else None


def known_to(user: User) -> QuerySet[Counterparty]:
    """The counterparties whose records this person may open."""
    runs = Membership.objects.filter(user=user, role__in=SEES_ALL).values("organisation")
    seated = Q(pk__in=Seat.objects.awake().filter(user=user).values("deal__counterparty"))
    return Counterparty.objects.filter(visible_to(user)).filter(seated | Q(organisation__in=runs))
