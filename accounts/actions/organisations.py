"""Found an organisation, rename it."""

from datetime import datetime

from django.db import transaction

from accounts.actions.acting import acting, note
from accounts.models import Membership, Organisation, User
from accounts.permissions import OrganisationRole, Permission

MAX_OWNED = 50


class TooManyOrganisations(Exception):
    """Nobody needs this many; somebody is filling the database."""


def create(*, name: str, by: User, at: datetime) -> Organisation:
    """A new organisation with its founder as the owner. Raises ``TooManyOrganisations`` at the 51st."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if Membership.objects.filter(user=by, role=OrganisationRole.OWNER).count() >= MAX_OWNED:
            raise TooManyOrganisations
        organisation = Organisation.objects.create(name=name, created_at=at)
        Membership.objects.create(organisation=organisation, user=by, role=OrganisationRole.OWNER, created_at=at)
    note("organisation created", organisation, by)
    return organisation


def rename(*, organisation: Organisation, name: str, by: User, at: datetime) -> Organisation:
    """Give it another name. Raises ``PermissionDenied`` without the right."""
    with acting(organisation, Permission.ORGANISATION_EDIT, by=by) as access:
        access.organisation.name = name
        access.organisation.save(update_fields=["name"])
    note("organisation renamed", organisation, by)
    return access.organisation
