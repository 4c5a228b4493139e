"""How often one may ask. Counted in the cache: while Redis is down, nobody is held up (see config.cache)."""

from typing import Any

from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle


class _Throttle(SimpleRateThrottle):
    def get_rate(self) -> str | None:
        # Read when asked, not when imported: a test and an operator may set another one.
        return api_settings.DEFAULT_THROTTLE_RATES.get(self.scope)

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        user = request.user if request.user and request.user.is_authenticated else None
        if (user is None) != self.for_anonymous:
            return None
        ident = user.pk if user else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}

    for_anonymous = False


class UserThrottle(_Throttle):
    scope = "user"


class AnonThrottle(_Throttle):
    scope = "anon"
    for_anonymous = True


class ScopeThrottle(_Throttle):
    """A narrower limit of its own for what costs more, such as asking for a computation."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()


class AddressThrottle(ScopeThrottle):
    """A limit by address, whoever asks from there: for pages that need no account."""

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
