"""People and organisations for tests."""

from datetime import UTC, datetime
from itertools import count

from accounts.models import Membership, Organisation, User
from accounts.permissions import OrganisationRole

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_user(name: str = "", email: str = "", *, password: str | None = PASSWORD, **fields: object) -> User:
    """Somebody with an account, a member of nothing."""
    number = next(_numbers)
    name = name or f"Person {number}"
    email = email or f"{name.lower().replace(' ', '.')}.{number}@example.org"
    return User.objects.create_user(email, password, name=name, **fields)


def make_organisation(name: str = "") -> Organisation:
    return Organisation.objects.create(name=name or f"Organisation {next(_numbers)}", created_at=NOW)


def make_member(
    organisation: Organisation | None = None,
    role: str = OrganisationRole.MEMBER,
    user: User | None = None,
    **fields: str,
) -> User:
    """A member of an organisation, a new one unless named."""
    user = user or make_user(**fields)
    organisation = organisation or make_organisation()
    Membership.objects.create(organisation=organisation, user=user, role=role, created_at=NOW)
    return user
