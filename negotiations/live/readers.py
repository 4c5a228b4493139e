"""Who holds a stream open: a browser's session or an API token, and whether it still stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest, parse_cookie
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import ApiToken, User
from accounts.rest.authentication import ApiTokenAuthentication

SCHEME = b"token "


@dataclass(frozen=True)
class Reader:
    """Somebody who was let in, and by what. ``stamp`` changes with the password; a token does not depend on it."""

    user_id: int
    session: str = ""
    token: str = ""
    stamp: str = ""


def enter(headers: Mapping[bytes, bytes]) -> Reader | None:
    """The reader that these headers let in, by token when there is one, else by session; ``None`` for nobody."""
    given = headers.get(b"authorization", b"")
    if given:
        return _by_token(given)
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    key = cookies.get(settings.SESSION_COOKIE_NAME, "")
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    return Reader(user.pk, session=key, stamp=stamp(user)) if isinstance(user, User) else None


def signed_in(keys: Iterable[str]) -> dict[str, User]:
    """Whose sessions these are, by key; one that no longer stands is missing. Two queries, however many they are.

    As ``get_user`` asks, for many at once: expiry, backend, account and password. A session signed with an earlier
    secret key is left to that function, which renews it.
    """
    rows = Session.objects.filter(session_key__in=set(keys), expire_date__gt=timezone.now())
    kept = {row.session_key: row.get_decoded() for row in rows}
    users = User.objects.in_bulk({one[SESSION_KEY] for one in kept.values() if SESSION_KEY in one})
    found = {}
    for key, one in kept.items():
        user = users.get(int(one.get(SESSION_KEY, 0)))
        if user is None or not user.is_active or one.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
            continue
        if constant_time_compare(one.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
            found[key] = user
    return found


def _by_token(given: bytes) -> Reader | None:
    if not given.lower().startswith(SCHEME):
        return None
    try:
        user, row = ApiTokenAuthentication().authenticate_credentials(given[len(SCHEME) :].strip())
    except (AuthenticationFailed, UnicodeDecodeError):
        return None
    return Reader(user.pk, token=row.digest)


def stamp(user: User) -> str:
    """What a stream remembers of a password: enough to notice a change, too little to be of use to anybody."""
    return salted_hmac("negotiations.live.readers", user.password).hexdigest()


def standing_still(readers: Iterable[Reader]) -> dict[Reader, User]:
    """Those of the readers whose account, password, session or token still stand. Three queries at most."""
    asked = list(readers)
    users = {user.pk: user for user in User.objects.filter(pk__in={one.user_id for one in asked}, is_active=True)}
    now = timezone.now()
    keys, digests = {one.session for one in asked} - {""}, {one.token for one in asked} - {""}
    live: set[str] = set()
    if keys:
        live |= set(
            Session.objects.filter(session_key__in=keys, expire_date__gt=now).values_list("session_key", flat=True)
        )
    if digests:
        live |= set(ApiToken.objects.filter(digest__in=digests, expiry__gt=now).values_list("digest", flat=True))
    return {
        one: users[one.user_id]
        for one in asked
        if one.user_id in users
        and (one.session or one.token) in live
        and (not one.session or one.stamp == stamp(users[one.user_id]))
    }
