"""Whether it is really this person, now: before something is signed in their name.

A page takes the password at the form itself, or a sign-in (or "Is it you?") of the last minutes; a script sends the
password in the body. Tries are counted: the limit is that of the library's own page for it.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core import ratelimit
from django.http import HttpRequest

from accounts.models import User

FRESH = timedelta(minutes=5)


class NotProven(Exception):
    """Who asks has not shown lately that it is them. Nothing was written."""

    def __init__(self, message: str = "", *, too_often: bool = False) -> None:
        self.message = message or "Give your password: what you sign here is signed in your name."
        self.too_often = too_often
        super().__init__(self.message)


def proven_at(request: HttpRequest, password: str = "") -> datetime | None:
    """When this person last showed who they are: now with the right password, else as the session remembers.

    None when it knows nothing. Raises ``NotProven`` for a wrong password, and for too many of them.
    """
    user: Any = request.user
    if password:
        if not ratelimit.consume(request, action="reauthenticate", user=user):
            raise NotProven("Too many tries. Wait some minutes.", too_often=True)
        if not user.check_password(password):
            raise NotProven("That is not your password.")
        return datetime.now(UTC)
    if not getattr(request, "session", None):
        return None
    moments = [record["at"] for record in get_authentication_records(request, user)]
    return datetime.fromtimestamp(min(max(moments), time.time()), UTC) if moments else None


def is_fresh(proven: datetime | None, at: datetime) -> bool:
    """Whether that is recent enough to sign something."""
    return proven is not None and at - proven <= FRESH


def require_fresh(proven: datetime | None, at: datetime) -> None:
    """Raise ``NotProven`` unless it is."""
    if not is_fresh(proven, at):
        raise NotProven


def has_password(user: User) -> bool:
    """Whether this account has a password to give, or signs in with a key alone."""
    return user.has_usable_password()
