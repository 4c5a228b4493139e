"""The organisations of a person, and the page of one: its name, its members, its open invitations."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import queries
from accounts.access import OrganisationAccess, open_organisation
from accounts.actions import organisations
from accounts.current import choose, current_organisation
from accounts.forms.house import InvitationForm, OrganisationForm
from accounts.permissions import OrganisationRole, Permission
from accounts.rendering import done, page


@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every organisation one belongs to, and invitations that wait for an answer."""
    context = {
        "current_id": getattr(current_organisation(request).organisation, "pk", None),
        "memberships": current_organisation(request).memberships,
        "invitations": queries.invitations_for(request.user, timezone.now()),
    }
    return page(request, "accounts/organisations.html", context, fragment="organisations")


@require_http_methods(["GET", "POST"])
def organisation_create(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            created = organisations.create(name=form.cleaned_data["name"], by=request.user, at=timezone.now())
        except organisations.TooManyOrganisations:
            form.add_error("name", "You own fifty organisations already. Leave one first.")
        else:
            choose(request, created)
            return done(request, organisation_url(created.pk), f"{created} is yours. Invite your colleagues.")
    status = 422 if form.errors else 200
    return page(request, "accounts/organisation_new.html", {"form": form}, fragment="organisation-new", status=status)


@require_GET
def organisation_detail(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    access = open_organisation(request.user, organisation_id, Permission.ORGANISATION_VIEW)
    return organisation_page(request, access)


@require_POST
def organisation_rename(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    access = open_organisation(request.user, organisation_id, Permission.ORGANISATION_EDIT)
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return organisation_page(request, access, rename_form=form, status=422)
    organisations.rename(
        organisation=access.organisation, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
    )
    return done(request, organisation_url(organisation_id), "The name is changed.")


@require_POST
def organisation_switch(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show this organisation from now on, in this session."""
    access = open_organisation(request.user, organisation_id, Permission.ORGANISATION_VIEW)
    choose(request, access.organisation)
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(onward)
    return redirect("accounts:home")


def organisation_url(organisation_id: UUID) -> str:
    return reverse("accounts:organisation-detail", kwargs={"organisation_id": organisation_id})


def organisation_page(
    request: HttpRequest, access: OrganisationAccess, *, status: int = 200, **changes: Any
) -> HttpResponse:
    """The page of an organisation; ``changes`` are forms that were refused, with what was typed, or an error."""
    organisation, roles = access.organisation, access.grantable_roles()
    may_manage = access.can(Permission.MEMBERS_MANAGE)
    context: dict[str, Any] = {
        "organisation": organisation,
        "members": [
            {"row": row, "may_manage": access.can_manage(row.role), "is_self": row.user_id == request.user.pk}
            for row in queries.members_of(organisation)
        ],
        "roles": roles,
        "may_edit": access.can(Permission.ORGANISATION_EDIT),
        "may_manage": may_manage,
        "rename_form": OrganisationForm(initial={"name": organisation.name}, prefix=None),
        "role_error": None,
    }
    if may_manage:
        # Addresses of people who are not here yet are shown to those only who invite.
        now = timezone.now()
        context["invitations"] = [
            {"row": row, "is_open": row.is_open(now), "may_manage": access.can_manage(row.role)}
            for row in queries.invitations_of(organisation)
        ]
        context["invite_form"] = InvitationForm(roles=roles, initial={"role": OrganisationRole.MEMBER})
    context.update(changes)
    return page(request, "accounts/organisation.html", context, fragment="organisation", status=status)
