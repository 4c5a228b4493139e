"""How the house is changed: one transaction, the organisation locked, the right checked again under the lock."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import OrganisationAccess, standing_in
from accounts.models import Organisation, User
from accounts.permissions import Permission

log = logging.getLogger("parley.accounts")


@contextmanager
def acting(organisation: Organisation, permission: Permission, *, by: User) -> Iterator[OrganisationAccess]:
    """Lock the organisation and say what this user may do in it now.

    Changes of one organisation's members therefore happen one after the other, which is what makes "the last owner
    stays" true. Raises ``PermissionDenied`` when the membership or the right is gone meanwhile.
    """
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().filter(pk=organisation.pk).first()
        access = None if locked is None else standing_in(by, locked)
        if access is None:
            raise PermissionDenied(permission.value)
        access.require(permission)
        yield access


def note(what: str, organisation: Organisation, by: User, **ids: object) -> None:
    """Write a line of the audit log: who did what in which organisation. Ids only, no names or addresses."""
    details = "".join(f" {key}={value}" for key, value in ids.items())
    log.info("%s: organisation=%s by=%s%s", what, organisation.pk, by.pk, details)
