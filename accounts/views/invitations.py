"""Invite people, and answer an invitation."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import queries
from accounts.access import OrganisationAccess, open_organisation, standing_in
from accounts.actions import invitations
from accounts.actions.invitations import Link, Sent
from accounts.current import choose
from accounts.forms.house import InvitationForm
from accounts.models import Invitation
from accounts.permissions import Permission
from accounts.rendering import done
from accounts.views.organisations import organisation_page, organisation_url

TOKEN_KEY = "invitation"  # noqa: S105 - the name of a session key
TOO_MANY = "A mail went to this address a moment ago, or too many went today. Please wait a little."
NOT_SENT = "The mail server did not take the mail. The invitation is kept: send it again later."


@require_POST
def invitation_create(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    access = open_organisation(request.user, organisation_id, Permission.MEMBERS_MANAGE)
    form = InvitationForm(request.POST, roles=access.grantable_roles())
    if form.is_valid():
        try:
            sent = invitations.invite(
                organisation=access.organisation,
                email=form.cleaned_data["email"],
                role=form.cleaned_data["role"],
                by=request.user,
                at=timezone.now(),
                link=link_for(request),
            )
        except invitations.AlreadyMember:
            form.add_error("email", "This address belongs to a member already.")
        except invitations.TooManyMails:
            form.add_error("email", TOO_MANY)
        else:
            return tell(request, sent)
    return organisation_page(request, access, invite_form=form, status=422)


@require_POST
def invitation_resend(request: HttpRequest, organisation_id: UUID, invitation_id: UUID) -> HttpResponse:
    access = open_organisation(request.user, organisation_id, Permission.MEMBERS_MANAGE)
    invitation = open_invitation(access, invitation_id)
    try:
        sent = invitations.resend(invitation=invitation, by=request.user, at=timezone.now(), link=link_for(request))
    except invitations.TooManyMails:
        return refused(request, access, invitation, TOO_MANY)
    except invitations.InvitationClosed:
        return refused(request, access, invitation, "This invitation was answered or revoked meanwhile.")
    return tell(request, sent)


@require_POST
def invitation_revoke(request: HttpRequest, organisation_id: UUID, invitation_id: UUID) -> HttpResponse:
    access = open_organisation(request.user, organisation_id, Permission.MEMBERS_MANAGE)
    invitation = open_invitation(access, invitation_id)
    try:
        invitations.revoke(invitation=invitation, by=request.user, at=timezone.now())
    except invitations.InvitationClosed:
        return refused(request, access, invitation, "This invitation was answered or revoked meanwhile.")
    return done(request, organisation_url(organisation_id), f"The invitation of {invitation.email} is revoked.")


@login_not_required
@require_GET
def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that it is in no history, log or referrer, and go on.

    Whatever the token is, the answer is the same; nothing is looked up and nothing changes but this session.
    """
    request.session[TOKEN_KEY] = token[:100]
    return redirect("accounts:invitation-accept")


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Show the invitation of this session's link; a POST by the one who is invited accepts it."""
    invitation = invitations.find(request.session.get(TOKEN_KEY, ""))
    if request.method == "POST" and request.user.is_authenticated and invitation is not None:
        try:
            return joined(request, invitation)
        except (invitations.InvitationClosed, invitations.WrongAddress):
            invitation = invitations.find(request.session.get(TOKEN_KEY, ""))
    state = state_of(request, invitation)
    context = {"invitation": invitation, "state": state, "token": request.session.get(TOKEN_KEY, "")}
    return render(request, "accounts/invitation.html", context, status=410 if state == "closed" else 200)


@require_POST
def invitation_take(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Accept an invitation seen in one's own list, without going back to the mail."""
    invitation = queries.invitations_for(request.user, timezone.now()).filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404("No such invitation.")
    try:
        return joined(request, invitation)
    except (invitations.InvitationClosed, invitations.WrongAddress):
        raise Http404("No such invitation.") from None


def joined(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Accept, make it the current organisation, and go to work."""
    membership = invitations.accept(invitation=invitation, by=request.user, at=timezone.now())
    request.session.pop(TOKEN_KEY, None)
    choose(request, membership.organisation)
    return done(request, "/", f"You are now a member of {membership.organisation}.")


def state_of(request: HttpRequest, invitation: Invitation | None) -> str:
    """What the page has to say: none, closed, member, anonymous, stranger (another address), ready."""
    if invitation is None:
        return "none"
    user = request.user
    if user.is_authenticated and standing_in(user, invitation.organisation) is not None:
        return "member"
    if not invitation.is_open(timezone.now()):
        return "closed"
    if not user.is_authenticated:
        return "anonymous"
    return "ready" if invitations.has_address(user, invitation.email) else "stranger"


def link_for(request: HttpRequest) -> Link:
    """From a token to the address for the mail."""
    return lambda token: request.build_absolute_uri(reverse("accounts:invitation-open", kwargs={"token": token}))


def open_invitation(access: OrganisationAccess, invitation_id: UUID) -> Invitation:
    """An invitation of the opened organisation that waits for an answer; ``Http404`` otherwise."""
    invitation = queries.invitations_of(access.organisation).filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404("No such invitation.")
    return invitation


def tell(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Back to the page, saying whether the mail went."""
    invitation = sent.invitation
    message = f"Invitation sent to {invitation.email}; the link is good for 72 hours." if sent.delivered else NOT_SENT
    return done(request, organisation_url(invitation.organisation_id), message, failed=not sent.delivered)


def refused(request: HttpRequest, access: OrganisationAccess, invitation: Invitation, problem: str) -> HttpResponse:
    """The page again, with the reason beside the invitation."""
    error = {"id": invitation.pk, "message": problem}
    return organisation_page(request, access, status=422, invitation_error=error)
