"""The house in the API, under /api/v1/. Names become ``api:<noun>-<verb>``."""

from django.urls import path

from accounts.api import invitations, organisations, person

ONE = "organisations/<uuid:organisation_id>/"
INVITATION = ONE + "invitations/<uuid:invitation_id>/"

urlpatterns = [
    path("me/", person.MeView.as_view(), name="me"),
    path("tokens/", person.TokensView.as_view(), name="token-list"),
    path("tokens/<uuid:token_id>/", person.TokenView.as_view(), name="token-detail"),
    path("invitations/", invitations.OffersView.as_view(), name="offer-list"),
    path("invitations/<uuid:invitation_id>/accept/", invitations.OfferAcceptView.as_view(), name="offer-accept"),
    path("organisations/", organisations.OrganisationsView.as_view(), name="organisation-list"),
    path(ONE, organisations.OrganisationView.as_view(), name="organisation-detail"),
    path(ONE + "members/", organisations.MembersView.as_view(), name="member-list"),
    path(ONE + "members/<int:membership_id>/", organisations.MemberView.as_view(), name="member-detail"),
    path(ONE + "invitations/", invitations.InvitationsView.as_view(), name="invitation-list"),
    path(INVITATION, invitations.InvitationView.as_view(), name="invitation-detail"),
    path(INVITATION + "resend/", invitations.InvitationResendView.as_view(), name="invitation-resend"),
]
