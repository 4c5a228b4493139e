"""Where somebody stands on a deal: member of its organisation, seats held, and what follows from both."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from accounts.models import Membership, User
from accounts.permissions import OWN_FORM, UNSEATED_PERMISSIONS, Permission, seat_permissions
from negotiations.models import Deal, Issue, Seat

secrets_log = logging.getLogger("parley.secrets")


@dataclass
class Standing:
    """What one person may do on one deal. It is also the reader that secrets ask before they show themselves."""

    deal: Deal
    user: User
    seats: frozenset[str]
    permissions: frozenset[Permission]
    # Own forms of rights on issues to which a seat is limited, by issue; those of issues owned are in ``permissions``.
    on_issues: Mapping[UUID, frozenset[Permission]] = field(default_factory=dict)
    _secrets_noted: bool = field(default=False, repr=False)

    def can(self, permission: Permission, issue: Issue | None = None) -> bool:
        """Whether this person may, on the deal or on this issue of it; an own right counts on an own issue."""
        return permission in self.permissions or (issue is not None and self.owns(issue, permission))

    def owns(self, issue: Issue, permission: Permission) -> bool:
        """Whether the own form of a right holds on this issue: it is owned, or a seat is limited to it."""
        own = OWN_FORM.get(permission)
        if own is None:
            return False
        owned = own in self.permissions and issue.owner_id == self.user.pk
        return owned or own in self.on_issues.get(issue.pk, ())

    def own_issues(self, permission: Permission) -> Q:
        """The issues on which the own form of a right holds, as a filter of the deal's issues."""
        own = OWN_FORM.get(permission)
        seated = Q(pk__in=[pk for pk, held in self.on_issues.items() if own in held])
        return seated | Q(owner=self.user) if own in self.permissions else seated

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
    return standing_with(user, deal, role, Seat.objects.filter(deal=deal, user=user))


def standing_with(user: User, deal: Deal, role: str, seats: Iterable[Seat]) -> Standing:
    """The standing of a member with this organisation role and these seats of theirs, as far as they count now."""
    held = [seat for seat in seats if seat.counts_in(deal.phase)]
    permissions, on_issues = set(UNSEATED_PERMISSIONS[role]), dict[UUID, frozenset[Permission]]()
    for seat in held:
        whole, own = seat_permissions(seat.role, on_issues=not seat.is_whole)
        permissions |= whole | own
        for pk in map(UUID, seat.issues):
            on_issues[pk] = on_issues.get(pk, frozenset()) | own
    return Standing(deal, user, frozenset(seat.role for seat in held), frozenset(permissions), on_issues)


class Worker:
    """The reader that a job is: it computes on behalf of the one who asked, whose right was checked when asking."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal

    def note_secret_read(self) -> None:
        secrets_log.info("secrets read: deal=%s by a worker", self.deal.pk)


def standings(user: User, deals: Iterable[Deal]) -> dict[UUID, Standing]:
    """The standing of a user on several deals at once, by deal; an outsider's is missing. Two queries."""
    found = {deal.pk: deal for deal in deals}
    memberships = Membership.objects.filter(user=user, organisation__in={row.organisation_id for row in found.values()})
    roles = dict(memberships.values_list("organisation_id", "role"))
    held: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(user=user, deal__in=list(found)):
        held[seat.deal_id].append(seat)
    return {
        pk: standing_with(user, deal, roles[deal.organisation_id], held[pk])
        for pk, deal in found.items()
        if deal.organisation_id in roles
    }


def team(deal: Deal) -> list[Standing]:
    """Where every member of the organisation stands on the deal, by name. Two queries."""
    held: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(deal=deal):
        held[seat.user_id].append(seat)
    rows = Membership.objects.filter(organisation=deal.organisation_id).select_related("user").order_by("pk")
    found = [standing_with(row.user, deal, row.role, held[row.user_id]) for row in rows]
    return sorted(found, key=lambda one: (str(one.user).casefold(), one.user.pk))
