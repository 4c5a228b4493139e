"""Which organisation the pages show: the one chosen last in this session, if the user still belongs to it."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.access import OrganisationAccess
from accounts.models import Membership, Organisation, User
from accounts.permissions import Permission

SESSION_KEY = "organisation"
CACHE = "_current_organisation"


@dataclass
class Current:
    """The memberships of the user, by name of the organisation, and which of them is the current one."""

    user: User | None
    memberships: list[Membership]
    membership: Membership | None

    @property
    def organisation(self) -> Organisation | None:
        return self.membership.organisation if self.membership else None

    @property
    def role(self) -> str:
        return self.membership.role if self.membership else ""

    @cached_property
    def access(self) -> OrganisationAccess | None:
        if self.user is None or self.membership is None:
            return None
        return OrganisationAccess(organisation=self.membership.organisation, user=self.user, role=self.role)

    @property
    def may_manage_members(self) -> bool:
        return self.access is not None and self.access.can(Permission.MEMBERS_MANAGE)

    @property
    def may_create_deals(self) -> bool:
        return self.access is not None and self.access.can(Permission.DEAL_CREATE)


def current_organisation(request: HttpRequest) -> Current:
    """Read the memberships (one query a request) and pick the current one; the first by name when none was chosen.

    A membership that ended meanwhile is not in the list, so a removed member loses the organisation at once.
    """
    found: Current | None = getattr(request, CACHE, None)
    if found is None:
        found = _read(request)
        setattr(request, CACHE, found)
    return found


def choose(request: HttpRequest, organisation: Organisation) -> None:
    """Make it the current one for this session. The caller has opened it through the door."""
    request.session[SESSION_KEY] = str(organisation.pk)
    if hasattr(request, CACHE):
        delattr(request, CACHE)


def sidebar(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``current``, read only when a template looks at it (a fragment need not pay for it)."""
    return {"current": SimpleLazyObject(lambda: current_organisation(request))}


def _read(request: HttpRequest) -> Current:
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return Current(user=None, memberships=[], membership=None)
    memberships = list(
        Membership.objects.filter(user=user).select_related("organisation").order_by("organisation__name", "pk")
    )
    chosen = _as_uuid(request.session.get(SESSION_KEY))
    membership = next((row for row in memberships if row.organisation_id == chosen), None)
    return Current(user=user, memberships=memberships, membership=membership or next(iter(memberships), None))


def _as_uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
