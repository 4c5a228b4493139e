"""Invitations over the API: the same actions, and the same mails, as the pages."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import queries
from accounts.actions import invitations
from accounts.api import shapes
from accounts.api.organisations import InOrganisationView
from accounts.forms.house import InvitationForm
from accounts.models import Invitation
from accounts.permissions import OrganisationRole, Permission
from accounts.rest.errors import Invalid, Problem
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import operation, page_of
from accounts.rest.views import SIGNED_IN, ClosedAPIView

NEWEST_FIRST = [Key("sent_at", moment, descending=True), BY_ID]
TOO_MANY = "A mail went to this address a moment ago, or too many went today."
CLOSED = "This invitation was answered, revoked or renewed meanwhile."


def link_for(request: HttpRequest | Request) -> invitations.Link:
    """From a token to the address for the mail."""
    return lambda token: request.build_absolute_uri(reverse("accounts:invitation-open", kwargs={"token": token}))


def sent(row: invitations.Sent) -> dict[str, Any]:
    return {**shapes.invitation(row.invitation), "delivered": row.delivered}


class InvitationsView(InOrganisationView):
    permissions: ClassVar[dict[str, Any]] = dict.fromkeys(("GET", "POST"), Permission.MEMBERS_MANAGE)

    @operation("Invitations without an answer", gives=page_of(shapes.InvitationSerializer), parameters=PAGING)
    def get(self, request: Request, organisation_id: UUID) -> Response:
        rows = queries.invitations_of(self.access.organisation)
        return Response(page(request, rows, NEWEST_FIRST, lambda found: [shapes.invitation(row) for row in found]))

    @operation(
        "Invite somebody by mail",
        takes=shapes.InvitationRequestSerializer,
        gives=shapes.SentInvitationSerializer,
        status=201,
    )
    def post(self, request: Request, organisation_id: UUID) -> Response:
        typed = {"role": OrganisationRole.MEMBER, **shapes.sent_data(request, shapes.InvitationRequestSerializer)}
        data = shapes.checked(InvitationForm(typed, roles=self.access.grantable_roles()))
        try:
            row = invitations.invite(
                organisation=self.access.organisation,
                email=data["email"],
                role=data["role"],
                by=request.user,
                at=timezone.now(),
                link=link_for(request),
            )
        except invitations.AlreadyMember:
            raise Invalid({"email": ["This address belongs to a member already."]}) from None
        except invitations.TooManyMails:
            raise Problem(429, TOO_MANY) from None
        return Response(sent(row), status=201)


class OneInvitationView(InOrganisationView):
    invitation: Invitation

    def enter(self, request: Request, **kwargs: Any) -> None:
        super().enter(request, **kwargs)
        row = queries.invitations_of(self.access.organisation).filter(pk=kwargs["invitation_id"]).first()
        if row is None:
            raise Http404("No such invitation.")
        self.invitation = row


class InvitationView(OneInvitationView):
    permissions: ClassVar[dict[str, Any]] = {"DELETE": Permission.MEMBERS_MANAGE}

    @operation("Revoke an invitation", gives=None, status=204)
    def delete(self, request: Request, organisation_id: UUID, invitation_id: UUID) -> Response:
        try:
            invitations.revoke(invitation=self.invitation, by=request.user, at=timezone.now())
        except invitations.InvitationClosed:
            raise Problem(409, CLOSED, code="closed") from None
        return Response(status=204)


class InvitationResendView(OneInvitationView):
    permissions: ClassVar[dict[str, Any]] = {"POST": Permission.MEMBERS_MANAGE}

    @operation("Send a new link; the old one ends", gives=shapes.SentInvitationSerializer)
    def post(self, request: Request, organisation_id: UUID, invitation_id: UUID) -> Response:
        try:
            row = invitations.resend(
                invitation=self.invitation, by=request.user, at=timezone.now(), link=link_for(request)
            )
        except invitations.TooManyMails:
            raise Problem(429, TOO_MANY) from None
        except invitations.InvitationClosed:
            raise Problem(409, CLOSED, code="closed") from None
        return Response(sent(row))


class OffersView(ClosedAPIView):
    permissions: ClassVar[dict[str, Any]] = {"GET": SIGNED_IN}

    @operation("Invitations to you", gives=page_of(shapes.InvitationToYouSerializer), parameters=PAGING)
    def get(self, request: Request) -> Response:
        rows = queries.invitations_for(request.user, timezone.now())
        return Response(page(request, rows, NEWEST_FIRST, lambda found: [shapes.offer(row) for row in found]))


class OfferAcceptView(ClosedAPIView):
    permissions: ClassVar[dict[str, Any]] = {"POST": SIGNED_IN}

    @operation("Accept an invitation", gives=shapes.OrganisationSerializer)
    def post(self, request: Request, invitation_id: UUID) -> Response:
        now = timezone.now()
        row = queries.invitations_for(request.user, now).filter(pk=invitation_id).first()
        if row is None:
            raise Http404("No such invitation.")
        try:
            membership = invitations.accept(invitation=row, by=request.user, at=now)
        except (invitations.InvitationClosed, invitations.WrongAddress):
            raise Problem(409, CLOSED, code="closed") from None
        return Response(shapes.organisation(membership.organisation, membership.role))
