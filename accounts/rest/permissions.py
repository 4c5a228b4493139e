"""Who may ask at all. In a module of its own: the framework imports the default permission before any view."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class Closed(BasePermission):
    """Nobody. The default permission: a view that is not a ``ClosedAPIView`` answers no one."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False


class Declared(BasePermission):
    """Signed-in people, for the methods that the view declares."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user.is_authenticated) and getattr(view, "permission", None) is not None
