"""What the pages and the API of the house show."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Lower

from accounts.models import ApiToken, Invitation, Membership, Organisation, User
from accounts.permissions import OrganisationRole

ROLE_ORDER = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate(OrganisationRole)),
    output_field=IntegerField(),
)


def members_of(organisation: Organisation) -> "QuerySet[Membership]":
    """The members, owners first, then by name; their people loaded."""
    rows = Membership.objects.filter(organisation=organisation).select_related("user")
    return rows.order_by(ROLE_ORDER, Lower("user__name"), "pk")


def invitations_of(organisation: Organisation) -> "QuerySet[Invitation]":
    """Invitations neither accepted nor revoked, the newest first; one that expired is still here, to be sent again."""
    rows = Invitation.objects.filter(organisation=organisation, accepted_at__isnull=True, revoked_at__isnull=True)
    return rows.select_related("invited_by", "organisation").order_by("-sent_at", "pk")


def invitations_for(user: User, at: datetime) -> "QuerySet[Invitation]":
    """Open invitations to an address that this user has shown to be theirs."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values(lower=Lower("email"))
    rows = Invitation.objects.annotate(address=Lower("email")).filter(
        address__in=addresses, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
    )
    return rows.select_related("organisation", "invited_by").order_by("-sent_at", "pk")


def tokens_of(user: User) -> "QuerySet[ApiToken]":
    """The API tokens of a user, the newest first."""
    return ApiToken.objects.filter(user=user).order_by("-created", "digest")
