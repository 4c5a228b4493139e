"""The pages of the house. Each name has its rule in tests/guards/rules_accounts.py."""

from django.urls import path

from accounts.views import home, invitations, members, organisations, profile, tokens

app_name = "accounts"

ONE = "organisations/<uuid:organisation_id>/"
MEMBER = ONE + "members/<int:membership_id>/"
INVITATION = ONE + "invitations/<uuid:invitation_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", home.welcome, name="welcome"),
    path("organisations/", organisations.organisation_list, name="organisation-list"),
    path("organisations/new/", organisations.organisation_create, name="organisation-create"),
    path(ONE, organisations.organisation_detail, name="organisation-detail"),
    path(ONE + "rename/", organisations.organisation_rename, name="organisation-rename"),
    path(ONE + "switch/", organisations.organisation_switch, name="organisation-switch"),
    path(MEMBER + "role/", members.member_role, name="member-role"),
    path(MEMBER + "remove/", members.member_remove, name="member-remove"),
    path(ONE + "invitations/", invitations.invitation_create, name="invitation-create"),
    path(INVITATION + "resend/", invitations.invitation_resend, name="invitation-resend"),
    path(INVITATION + "revoke/", invitations.invitation_revoke, name="invitation-revoke"),
    path("invitation/", invitations.invitation_accept, name="invitation-accept"),
    path("invitation/<str:token>/", invitations.invitation_open, name="invitation-open"),
    path("invitations/<uuid:invitation_id>/take/", invitations.invitation_take, name="invitation-take"),
    path("profile/", profile.profile, name="profile"),
    path("tokens/", tokens.token_list, name="token-list"),
    path("tokens/new/", tokens.token_create, name="token-create"),
    path("tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token-revoke"),
]
