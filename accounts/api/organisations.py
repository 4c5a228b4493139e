"""Organisations and their members over the API: the same actions as the pages."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import queries
from accounts.access import OrganisationAccess, open_organisation
from accounts.actions import members, organisations
from accounts.api import shapes
from accounts.forms.house import OrganisationForm, RoleForm
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.rest.errors import Problem
from accounts.rest.pagination import PAGING, Key, page, whole
from accounts.rest.schema import operation, page_of
from accounts.rest.views import SIGNED_IN, ClosedAPIView

BY_NUMBER = Key("pk", whole)
LAST_OWNER = "An organisation keeps one owner at least."


class OrganisationsView(ClosedAPIView):
    permissions: ClassVar[dict[str, Any]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}

    @operation("Your organisations", gives=page_of(shapes.OrganisationSerializer), parameters=PAGING)
    def get(self, request: Request) -> Response:
        rows = Membership.objects.filter(user=request.user).select_related("organisation")
        return Response(
            page(request, rows, [BY_NUMBER], lambda found: [shapes.organisation(r.organisation, r.role) for r in found])
        )

    @operation(
        "Found an organisation",
        takes=shapes.OrganisationRequestSerializer,
        gives=shapes.OrganisationSerializer,
        status=201,
    )
    def post(self, request: Request) -> Response:
        data = shapes.checked(OrganisationForm(shapes.sent_data(request, shapes.OrganisationRequestSerializer)))
        try:
            row = organisations.create(name=data["name"], by=request.user, at=timezone.now())
        except organisations.TooManyOrganisations:
            raise Problem(409, "You own fifty organisations already.", code="too_many") from None
        return Response(shapes.organisation(row, "owner"), status=201)


class InOrganisationView(ClosedAPIView):
    """A view of one organisation: opened for the right that the method declares, before the body is read."""

    access: OrganisationAccess

    def enter(self, request: Request, **kwargs: Any) -> None:
        self.access = open_organisation(request.user, kwargs["organisation_id"], Permission(str(self.permission)))


class OrganisationView(InOrganisationView):
    permissions: ClassVar[dict[str, Any]] = {
        "GET": Permission.ORGANISATION_VIEW,
        "PATCH": Permission.ORGANISATION_EDIT,
    }

    @operation("An organisation", gives=shapes.OrganisationSerializer)
    def get(self, request: Request, organisation_id: UUID) -> Response:
        return Response(shapes.organisation(self.access.organisation, self.access.role))

    @operation("Rename it", takes=shapes.OrganisationRequestSerializer, gives=shapes.OrganisationSerializer)
    def patch(self, request: Request, organisation_id: UUID) -> Response:
        data = shapes.checked(OrganisationForm(shapes.sent_data(request, shapes.OrganisationRequestSerializer)))
        row = organisations.rename(
            organisation=self.access.organisation, name=data["name"], by=request.user, at=timezone.now()
        )
        return Response(shapes.organisation(row, self.access.role))


class MembersView(InOrganisationView):
    permissions: ClassVar[dict[str, Any]] = {"GET": Permission.ORGANISATION_VIEW}

    @operation("Its members", gives=page_of(shapes.MemberSerializer), parameters=PAGING)
    def get(self, request: Request, organisation_id: UUID) -> Response:
        rows = queries.members_of(self.access.organisation)
        return Response(page(request, rows, [BY_NUMBER], lambda found: [shapes.member(row) for row in found]))


class MemberView(InOrganisationView):
    permissions: ClassVar[dict[str, Any]] = {
        "GET": Permission.ORGANISATION_VIEW,
        "PATCH": Permission.MEMBERS_MANAGE,
        "DELETE": Permission.ORGANISATION_VIEW,  # oneself; anybody else takes MEMBERS_MANAGE
    }
    membership: Membership

    def enter(self, request: Request, **kwargs: Any) -> None:
        super().enter(request, **kwargs)
        row = queries.members_of(self.access.organisation).filter(pk=kwargs["membership_id"]).first()
        if row is None:
            raise Http404("No such member.")
        if request.method == "DELETE" and row.user_id != request.user.pk:
            self.access.require(Permission.MEMBERS_MANAGE)
        row.organisation = self.access.organisation
        self.membership = row

    @operation("A member", gives=shapes.MemberSerializer)
    def get(self, request: Request, organisation_id: UUID, membership_id: int) -> Response:
        return Response(shapes.member(self.membership))

    @operation("Change a member's role", takes=shapes.MemberRequestSerializer, gives=shapes.MemberSerializer)
    def patch(self, request: Request, organisation_id: UUID, membership_id: int) -> Response:
        data = shapes.sent_data(request, shapes.MemberRequestSerializer)
        role = shapes.checked(RoleForm(data, roles=self.access.grantable_roles()))["role"]
        try:
            row = members.change_role(membership=self.membership, role=role, by=request.user, at=timezone.now())
        except members.LastOwner:
            raise Problem(409, LAST_OWNER, code="last_owner") from None
        except members.MemberGone:
            raise Http404("No such member.") from None
        row.user = self.membership.user
        return Response(shapes.member(row))

    @operation("Put a member out, or leave", gives=None, status=204)
    def delete(self, request: Request, organisation_id: UUID, membership_id: int) -> Response:
        try:
            members.remove(membership=self.membership, by=request.user, at=timezone.now())
        except members.LastOwner:
            raise Problem(409, LAST_OWNER, code="last_owner") from None
        except members.MemberGone:
            raise Http404("No such member.") from None
        return Response(status=204)
