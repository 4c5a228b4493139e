"""The headers that every page promises a browser, for answers that do not go through Django's middlewares."""

from functools import lru_cache

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.module_loading import import_string

# Of settings.MIDDLEWARE, in its order: those that only add headers, the same ones to every answer for a signed-in user.
PROMISING = {
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.vary_by_htmx",
    "config.middleware.keep_no_copies",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
}


@lru_cache
def promises(secure: bool) -> list[tuple[bytes, bytes]]:
    """What the middlewares themselves write on an empty answer, and that it differs from browser to browser."""
    request = HttpRequest()
    request.user = get_user_model()()
    if secure:
        setattr(request, "_get_scheme", lambda: "https")  # noqa: B010 - what is_secure() asks; the stubs do not know it

    def empty(_: HttpRequest) -> HttpResponseBase:
        return HttpResponse(headers={"Vary": "Cookie"})

    handler = empty
    for name in reversed(settings.MIDDLEWARE):
        if name in PROMISING:
            handler = import_string(name)(handler)
    headers = handler(request).headers
    return [(name.lower().encode(), value.encode()) for name, value in headers.items() if name != "Content-Type"]
