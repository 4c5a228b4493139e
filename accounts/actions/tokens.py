"""API tokens: named, hashed, shown once, with an end."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from accounts.bell import ring_user
from accounts.models import ApiToken, User

MAX_TOKENS = 50
LONGEST = timedelta(days=366)
USE_IS_NOTED_EVERY = timedelta(minutes=5)
log = logging.getLogger("parley.accounts")


class TooManyTokens(Exception):
    """Revoke one that is not used any more first."""


class LifetimeTooLong(Exception):
    """A token ends after a year at most."""


def create(*, name: str, lifetime: timedelta, by: User, at: datetime) -> tuple[ApiToken, str]:
    """A token for oneself: the row, and the text, which is kept nowhere and cannot be shown again.

    Raises ``LifetimeTooLong`` and ``TooManyTokens``.
    """
    if not timedelta(0) < lifetime <= LONGEST:
        raise LifetimeTooLong
    digest, text = get_digest_token()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if ApiToken.objects.filter(user=by, expiry__gt=at).count() >= MAX_TOKENS:
            raise TooManyTokens
        token = ApiToken(
            digest=digest, token_key=text[: CONSTANTS.TOKEN_KEY_LENGTH], user=by, name=name, expiry=at + lifetime
        )
        token.save(force_insert=True)
    log.info("token created: token=%s by=%s", token.reference, by.pk)
    return token, text


def revoke(*, token: ApiToken, by: User, at: datetime) -> None:
    """End a token of one's own, at once. Revoking twice is the same as once."""
    ApiToken.objects.filter(pk=token.pk, user=by).delete()
    ring_user(by.pk)
    log.info("token revoked: token=%s by=%s", token.reference, by.pk)


def note_use(*, token: ApiToken, at: datetime) -> None:
    """Remember when a token was last used, to within five minutes: a write for every request would be one too many."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - USE_IS_NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)
