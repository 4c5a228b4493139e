"""What people say about themselves; and people who are set up rather than signing up."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from accounts.models import User


def change(*, name: str, timezone: str, digest: str, by: User, at: datetime) -> User:
    """Change one's own name, time zone (an IANA name) and wish for mail (``Digest``); the form has checked them."""
    by.name, by.timezone, by.digest = name, timezone, digest
    by.save(update_fields=["name", "timezone", "digest"])
    return by


def claim_digest(user: User, day: date) -> bool:
    """Whether this caller is the one who may send somebody's mail of a day: each day is given once, and never back.

    A worker that dies after it has claimed the day sends nothing that day; the inbox has it all.
    """
    unclaimed = User.objects.filter(Q(digest_on__lt=day) | Q(digest_on__isnull=True), pk=user.pk)
    return bool(unclaimed.update(digest_on=day))


def register(*, email: str, name: str, password: str | None, at: datetime, timezone: str = "UTC") -> User:
    """Set up a person whose address is known to be theirs: for the demo and for an administrator's command.

    Raises ``django.db.IntegrityError`` when the address is taken.
    """
    with transaction.atomic():
        user = User.objects.create_user(email=email, password=password, name=name, timezone=timezone)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user
