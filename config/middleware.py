"""What every answer of ours promises a browser, whichever view made it."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def vary_by_htmx(get_response: GetResponse) -> GetResponse:
    """One URL has two answers, a page and a fragment: no cache may give one for the other."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


def keep_no_copies(get_response: GetResponse) -> GetResponse:
    """A signed-in page is stored nowhere, and signing out clears what the browser kept of this site."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        if was_signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def htmx_login_redirect(get_response: GetResponse) -> GetResponse:
    """An expired session sends the whole page of an htmx request to sign-in, and back to that page afterwards.

    Without this htmx would follow the redirect and put the sign-in form into some corner of the page.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not getattr(request, "htmx", False) or not isinstance(response, HttpResponseRedirect):
            return response
        login = resolve_url(settings.LOGIN_URL)
        if urlsplit(response.url).path != login or request.path == login:
            return response
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = page.path + (f"?{page.query}" if page.query else "")
        answer = HttpResponse(status=200)
        answer["HX-Redirect"] = f"{login}?{urlencode({'next': back})}" if back else login
        return answer

    return middleware
