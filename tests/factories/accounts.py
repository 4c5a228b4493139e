"""People and organisations for tests. The cast: Alice owns ours, Bob is a colleague, Charlie is from elsewhere."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.test import Client

from accounts.actions.invitations import digest_of
from accounts.models import ApiToken, Invitation, Membership, Organisation, User
from accounts.permissions import OrganisationRole

PASSWORD = "correct-horse-battery"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_user(name: str = "", *, email: str = "", verified: bool = True, **fields: object) -> User:
    """A person with the password ``PASSWORD`` and one primary address."""
    number = next(_numbers)
    name = name or f"Person {number}"
    email = email or f"{name.split()[0].lower()}-{number}@example.com"
    user = User.objects.create_user(email=email, password=PASSWORD, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    return user


def make_organisation(name: str = "", *, owner: User | None = None, at: datetime = NOW) -> Organisation:
    """An organisation with one owner."""
    organisation = Organisation.objects.create(name=name or f"Organisation {next(_numbers)}", created_at=at)
    join(organisation, owner or make_user("Owner"), OrganisationRole.OWNER, at=at)
    return organisation


def join(
    organisation: Organisation, user: User, role: str = OrganisationRole.MEMBER, *, at: datetime = NOW
) -> Membership:
    """Make somebody a member."""
    return Membership.objects.create(organisation=organisation, user=user, role=role, created_at=at)


def make_member(organisation: Organisation, role: str = OrganisationRole.MEMBER, *, name: str = "") -> User:
    """A new person in this organisation."""
    user = make_user(name)
    join(organisation, user, role)
    return user


def make_invitation(
    organisation: Organisation,
    email: str,
    *,
    role: str = OrganisationRole.MEMBER,
    token: str = "",
    at: datetime = NOW,
    by: User | None = None,
) -> tuple[Invitation, str]:
    """An open invitation and the token of its link; open for 72 hours from ``at``."""
    token = token or f"token-{next(_numbers)}"
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        token_digest=digest_of(token),
        invited_by=by,
        created_at=at,
        sent_at=at,
        expires_at=at + timedelta(hours=72),
    )
    return invitation, token


def make_api_token(user: User, name: str = "Script") -> tuple[ApiToken, str]:
    """A token for the API, and the text that goes into ``Authorization: Token …``."""
    row, text = ApiToken.objects.create(user=user, name=name)
    return row, text


def sign_in(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


@dataclass(frozen=True)
class Cast:
    """Alice owns ``ours``; Bob is a member of it; Charlie owns ``elsewhere`` and knows nothing of ours."""

    ours: Organisation
    elsewhere: Organisation
    alice: User
    bob: User
    charlie: User


def make_cast() -> Cast:
    """The three people most tests are about."""
    alice, bob, charlie = make_user("Alice Adler"), make_user("Bob Berg"), make_user("Charlie Cole")
    ours, elsewhere = make_organisation("Ours", owner=alice), make_organisation("Elsewhere", owner=charlie)
    join(ours, bob)
    return Cast(ours=ours, elsewhere=elsewhere, alice=alice, bob=bob, charlie=charlie)
