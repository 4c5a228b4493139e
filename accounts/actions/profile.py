"""What people say about themselves; and people who are set up rather than signing up."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


def change(*, name: str, timezone: str, by: User, at: datetime) -> User:
    """Change one's own name and time zone (an IANA name, checked by the form)."""
    by.name, by.timezone = name, timezone
    by.save(update_fields=["name", "timezone"])
    return by


def register(*, email: str, name: str, password: str | None, at: datetime, timezone: str = "UTC") -> User:
    """Set up a person whose address is known to be theirs: for the demo and for an administrator's command.

    Raises ``django.db.IntegrityError`` when the address is taken.
    """
    with transaction.atomic():
        user = User.objects.create_user(email=email, password=password, name=name, timezone=timezone)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user
