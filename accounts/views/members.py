"""Change a member's role, put a member out, leave."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import OrganisationAccess, open_organisation
from accounts.actions import members
from accounts.forms.house import RoleForm
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.rendering import done, page
from accounts.views.organisations import organisation_page, organisation_url

LAST_OWNER = "An organisation keeps one owner at least. Make somebody else an owner first."


@require_POST
def member_role(request: HttpRequest, organisation_id: UUID, membership_id: int) -> HttpResponse:
    access = open_organisation(request.user, organisation_id, Permission.MEMBERS_MANAGE)
    membership = open_membership(access, membership_id)
    form = RoleForm(request.POST, roles=access.grantable_roles())
    problem = "" if form.is_valid() else "Choose one of the roles that you may give."
    if not problem:
        try:
            members.change_role(
                membership=membership, role=form.cleaned_data["role"], by=request.user, at=timezone.now()
            )
        except members.LastOwner:
            problem = LAST_OWNER
        except members.MemberGone:
            problem = "Somebody put this member out meanwhile."
    if problem:
        return refused(request, access, membership, problem)
    name = membership.user
    return done(request, organisation_url(organisation_id), f"The role of {name} is changed.")


@require_http_methods(["GET", "POST"])
def member_remove(request: HttpRequest, organisation_id: UUID, membership_id: int) -> HttpResponse:
    """Ask first, then put out; for oneself it is called leaving, which every member may."""
    access = open_organisation(request.user, organisation_id, Permission.ORGANISATION_VIEW)
    membership = open_membership(access, membership_id)
    leaving = membership.user_id == request.user.pk
    if not leaving:
        access.require(Permission.MEMBERS_MANAGE)
    if request.method == "GET":
        context = {"organisation": access.organisation, "member": membership, "leaving": leaving}
        return page(request, "accounts/member_remove.html", context, fragment="member-remove")
    try:
        members.remove(membership=membership, by=request.user, at=timezone.now())
    except members.LastOwner:
        return refused(request, access, membership, LAST_OWNER)
    except members.MemberGone:
        raise Http404("No such member.") from None
    if leaving:
        return done(request, "/", f"You have left {access.organisation}.")
    return done(request, organisation_url(organisation_id), f"{membership.user} is no longer a member.")


def open_membership(access: OrganisationAccess, membership_id: int) -> Membership:
    """A member of the opened organisation; ``Http404`` when it is none of it."""
    rows = Membership.objects.filter(organisation=access.organisation, pk=membership_id)
    membership = rows.select_related("user", "organisation").first()
    if membership is None:
        raise Http404("No such member.")
    return membership


def refused(request: HttpRequest, access: OrganisationAccess, membership: Membership, problem: str) -> HttpResponse:
    """The page again, with the reason beside the member; nothing was changed."""
    return organisation_page(request, access, status=422, role_error={"id": membership.pk, "message": problem})
