"""Invite by mail, send again, revoke, accept.

The link's token is random (256 bits), kept only as its digest, bound to one address, organisation and role, good for
72 hours and once. Every step is a conditional update, so of two at the same moment one wins.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts import mails
from accounts.access import OrganisationAccess
from accounts.actions.acting import acting, note
from accounts.models import Invitation, Membership, Organisation, User
from accounts.permissions import Permission

LIFETIME = timedelta(hours=72)
# A mail may be repeated after this; an organisation may send so many in a day. Both keep us from flooding mailboxes.
PAUSE = timedelta(minutes=1)
MAILS_PER_DAY = 100

Link = Callable[[str], str]  # from the token to the address that goes into the mail


class InvitationClosed(Exception):
    """Used, revoked, expired or replaced by a newer link: it cannot be accepted any more."""


class WrongAddress(Exception):
    """The signed-in person has not shown that the invited address is theirs."""


class AlreadyMember(Exception):
    """The address belongs to a member already."""


class TooManyMails(Exception):
    """Too soon for another mail to this address, or too many today."""


@dataclass(frozen=True)
class Sent:
    """An invitation, and whether the mail server took its mail."""

    invitation: Invitation
    delivered: bool


def digest_of(token: str) -> str:
    """What is kept of a token. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(*, organisation: Organisation, email: str, role: str, by: User, at: datetime, link: Link) -> Sent:
    """Offer a place by mail; an open invitation of the same address is replaced by it.

    Raises ``AlreadyMember``, ``TooManyMails``, and ``PermissionDenied`` without the right to give this role.
    """
    email = email.strip().lower()
    token = secrets.token_urlsafe(32)
    with acting(organisation, Permission.MEMBERS_MANAGE, by=by) as access:
        _require_grant(access, role)
        if _is_member(organisation, email):
            raise AlreadyMember
        _mind_the_pause(_open(organisation).filter(email=email), at)
        _mind_the_day(organisation, at)
        _open(organisation).filter(email=email).update(revoked_at=at)
        invitation = Invitation.objects.create(
            organisation=access.organisation,
            email=email,
            role=role,
            token_digest=digest_of(token),
            invited_by=by,
            created_at=at,
            sent_at=at,
            expires_at=at + LIFETIME,
        )
    note("invited", organisation, by, invitation=invitation.pk, role=role)
    return Sent(invitation, mails.send_invitation(invitation, by=by, url=link(token)))


def resend(*, invitation: Invitation, by: User, at: datetime, link: Link) -> Sent:
    """Send a new link, good for another 72 hours; the old link ends.

    Raises ``InvitationClosed``, ``TooManyMails``, and ``PermissionDenied`` without the right to give this role.
    """
    organisation = invitation.organisation
    token = secrets.token_urlsafe(32)
    with acting(organisation, Permission.MEMBERS_MANAGE, by=by) as access:
        _require_grant(access, invitation.role)
        mine = _open(organisation).filter(pk=invitation.pk)
        _mind_the_pause(mine, at)
        _mind_the_day(organisation, at)
        renewed = mine.update(token_digest=digest_of(token), sent_at=at, expires_at=at + LIFETIME, invited_by=by)
        if not renewed:
            raise InvitationClosed
    invitation.refresh_from_db()
    note("invited again", organisation, by, invitation=invitation.pk)
    return Sent(invitation, mails.send_invitation(invitation, by=by, url=link(token)))


def revoke(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take the offer back. Raises ``InvitationClosed`` when it was accepted or revoked before."""
    with acting(invitation.organisation, Permission.MEMBERS_MANAGE, by=by) as access:
        _require_grant(access, invitation.role)
        if not _open(invitation.organisation).filter(pk=invitation.pk).update(revoked_at=at):
            raise InvitationClosed
    note("invitation revoked", invitation.organisation, by, invitation=invitation.pk)


def find(token: str) -> Invitation | None:
    """The invitation that this token opens or once opened; ``None`` for a token that is unknown or replaced."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(token_digest=digest_of(token)).first()


def accept(*, invitation: Invitation, by: User, at: datetime) -> Membership:
    """Take the place that is offered. Twice is once: the second time raises ``InvitationClosed``.

    ``invitation`` is the row as the caller found it, by its token or by the user's own address; when its link was
    renewed meanwhile, the older one no longer holds. Raises ``WrongAddress`` unless the invited address is a verified
    one of this user. Who is a member already keeps the role they have.
    """
    if not invitation.is_open(at):
        raise InvitationClosed
    if not has_address(by, invitation.email):
        raise WrongAddress
    with transaction.atomic():
        # The organisation's lock comes first, as in every other change of its members: no deadlock, no race with
        # the removal of whoever sent the invitation.
        Organisation.objects.select_for_update().get(pk=invitation.organisation_id)
        taken = _open(invitation.organisation).filter(
            pk=invitation.pk, token_digest=invitation.token_digest, expires_at__gt=at
        )
        if not taken.update(accepted_at=at, accepted_by=by):
            raise InvitationClosed
        membership, _ = Membership.objects.get_or_create(
            organisation=invitation.organisation, user=by, defaults={"role": invitation.role, "created_at": at}
        )
    note("invitation accepted", invitation.organisation, by, invitation=invitation.pk)
    return membership


def has_address(user: User, email: str) -> bool:
    """Whether this user has shown that they read this mailbox."""
    return bool(EmailAddress.objects.filter(user=user, verified=True, email__iexact=email).exists())


def _open(organisation: Organisation) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(organisation=organisation, accepted_at__isnull=True, revoked_at__isnull=True)


def _require_grant(access: OrganisationAccess, role: str) -> None:
    if not access.can_manage(role):
        raise PermissionDenied(Permission.OWNERS_MANAGE.value)


def _is_member(organisation: Organisation, email: str) -> bool:
    verified = EmailAddress.objects.filter(verified=True, email__iexact=email).values("user")
    return Membership.objects.filter(organisation=organisation, user__in=verified).exists()


def _mind_the_pause(invitations: "QuerySet[Invitation]", at: datetime) -> None:
    if invitations.filter(sent_at__gt=at - PAUSE).exists():
        raise TooManyMails


def _mind_the_day(organisation: Organisation, at: datetime) -> None:
    today = Invitation.objects.filter(organisation=organisation, sent_at__gt=at - timedelta(days=1))
    if today.count() >= MAILS_PER_DAY:
        raise TooManyMails
