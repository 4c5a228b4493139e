"""Change a member's role, put a member out, leave."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.access import OrganisationAccess
from accounts.actions.acting import acting, note
from accounts.bell import ring_user
from accounts.models import Invitation, Membership, Organisation, User
from accounts.permissions import OrganisationRole, Permission


class LastOwner(Exception):
    """An organisation keeps one owner at least; otherwise nobody could ever run it again."""


class MemberGone(Exception):
    """Somebody put this member out meanwhile."""


class AlreadyMember(Exception):
    """This person belongs to the organisation already."""


def add(*, organisation: Organisation, user: User, role: str, by: User, at: datetime) -> Membership:
    """Make a person a member without an invitation: for setting up, from the demo or a command; no page does it.

    Raises ``AlreadyMember``, and ``PermissionDenied`` without the right to give this role.
    """
    with acting(organisation, Permission.MEMBERS_MANAGE, by=by) as access:
        _require_manage(access, role)
        membership, is_new = Membership.objects.get_or_create(
            organisation=access.organisation, user=user, defaults={"role": role, "created_at": at}
        )
        if not is_new:
            raise AlreadyMember
    note("member added", organisation, by, member=user.pk, role=role)
    return membership


def change_role(*, membership: Membership, role: str, by: User, at: datetime) -> Membership:
    """Give a member another role.

    Raises ``LastOwner``, ``MemberGone``, and ``PermissionDenied`` without the right: giving or taking the role of
    owner needs an owner.
    """
    organisation = membership.organisation
    with acting(organisation, Permission.MEMBERS_MANAGE, by=by) as access:
        member = _member(membership)
        if not access.can_manage(member.role, role):
            raise PermissionDenied(Permission.OWNERS_MANAGE.value)
        if member.role == role:
            return member
        _keep_an_owner(member, role)
        member.role = role
        member.save(update_fields=["role"])
        if role == OrganisationRole.MEMBER:
            _end_invitations(member, at)
        ring_user(member.user_id)
    note(f"role changed to {role}", organisation, by, member=member.user_id)
    return member


def remove(*, membership: Membership, by: User, at: datetime) -> None:
    """Put a member out, or leave oneself. Their open pages lose sight at once, because every door asks the database.

    Open invitations that they sent end with them. Raises ``LastOwner``, ``MemberGone`` and ``PermissionDenied``.
    """
    organisation = membership.organisation
    leaving = membership.user_id == by.pk
    needed = Permission.ORGANISATION_VIEW if leaving else Permission.MEMBERS_MANAGE
    with acting(organisation, needed, by=by) as access:
        member = _member(membership)
        if not leaving:
            _require_manage(access, member.role)
        _keep_an_owner(member, None)
        _end_invitations(member, at)
        ring_user(member.user_id)
        member.delete()
    note("left" if leaving else "member removed", organisation, by, member=membership.user_id)


def _member(membership: Membership) -> Membership:
    """The membership as it is now, under the organisation's lock."""
    current = Membership.objects.filter(pk=membership.pk, organisation=membership.organisation_id).first()
    if current is None:
        raise MemberGone
    return current


def _require_manage(access: OrganisationAccess, role: str) -> None:
    if not access.can_manage(role):
        raise PermissionDenied(Permission.OWNERS_MANAGE.value)


def _keep_an_owner(member: Membership, role: str | None) -> None:
    if member.role != OrganisationRole.OWNER or role == OrganisationRole.OWNER:
        return
    others = Membership.objects.filter(organisation=member.organisation_id, role=OrganisationRole.OWNER)
    if not others.exclude(pk=member.pk).exists():
        raise LastOwner


def _end_invitations(member: Membership, at: datetime) -> None:
    """Who may no longer invite must not have left a door open for a second address of theirs."""
    Invitation.objects.filter(
        organisation=member.organisation_id,
        invited_by=member.user_id,
        accepted_at__isnull=True,
        revoked_at__isnull=True,
    ).update(revoked_at=at)
