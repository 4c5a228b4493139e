"""The base of every API view: closed, unless the view says for this method who may come in."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework.exceptions import AuthenticationFailed, MethodNotAllowed
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.permissions import Permission
from accounts.rest.errors import Problem
from accounts.rest.parsing import check_text
from accounts.rest.permissions import Declared
from accounts.rest.throttling import AnonThrottle, ScopeThrottle, UserThrottle

# Any account may; what it sees or makes is scoped to its own organisations by the view.
SIGNED_IN = "signed in"


class ClosedAPIView(APIView):
    """``permissions`` says for each method what it takes: a ``Permission`` or ``SIGNED_IN``. Else nobody enters.

    Subclasses open what the URL is about in ``enter``, before the body is even read. ``throttle_scopes`` names a
    narrower limit for a method.
    """

    permissions: ClassVar[Mapping[str, Permission | str]] = {}
    throttle_scopes: ClassVar[Mapping[str, str]] = {}
    permission_classes = (Declared,)
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]  # noqa: RUF012 - Django's own declaration
    permission: Permission | str | None = None
    format_kwarg = None  # there are no format suffixes

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        request.version, request.versioning_scheme = None, None
        try:
            self.perform_authentication(request)
        except AuthenticationFailed:
            self._throttle_guessing(request)
            raise
        self.check_throttles(request)
        self.permission = self._declared(request)
        self.check_permissions(request)
        for values in request.query_params.lists():
            check_text("".join([values[0], *values[1]]))
        self.enter(request, **kwargs)

    def enter(self, request: Request, **kwargs: Any) -> None:
        """Open what the URL is about, or raise ``Http404`` or ``PermissionDenied``."""

    def get_throttles(self) -> list[BaseThrottle]:
        scope = self.throttle_scopes.get(self.request.method or "")
        return [AnonThrottle(), UserThrottle(), *([ScopeThrottle(scope)] if scope else [])]

    def _declared(self, request: Request) -> Permission | str | None:
        method = "GET" if request.method == "HEAD" else request.method or ""
        has_handler = method.lower() in self.http_method_names and hasattr(self, method.lower())
        if request.user.is_authenticated and not has_handler:
            raise MethodNotAllowed(method)
        return self.permissions.get(method)

    def _throttle_guessing(self, request: Request) -> None:
        """A wrong token counts against the address that sent it."""
        throttle = AnonThrottle()
        if not throttle.allow_request(request, self):
            self.throttled(request, throttle.wait())


class NotHere(ClosedAPIView):
    """Every other path under the API: 404 as a problem, to whoever is signed in."""

    permissions: ClassVar[Mapping[str, Permission | str]] = dict.fromkeys(
        ("GET", "POST", "PUT", "PATCH", "DELETE"), SIGNED_IN
    )
    schema = None

    def enter(self, request: Request, **kwargs: Any) -> None:
        raise Problem(404, "There is no such address in this API.")

    def get(self, request: Request, **kwargs: Any) -> None:
        """Never reached."""

    post = put = patch = delete = get
