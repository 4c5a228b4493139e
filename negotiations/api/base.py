"""What all views of a deal share: the one door, versions, and the actions' refusals as problems."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.permissions import Permission
from accounts.rest.errors import Invalid
from accounts.rest.views import SIGNED_IN, ClosedAPIView
from negotiations.access import DealAccess, open_deal, open_issue
from negotiations.api.refusals import as_problem
from negotiations.models import Issue
from negotiations.models.base import Versioned

P = Permission


class ApiView(ClosedAPIView):
    """A view of the workspace: it reads and validates, calls one action, and shows what came of it."""

    access: DealAccess | None = None

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(as_problem(exc, self.access))

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - for the types: nobody else gets past `Declared`
        return user

    @property
    def by(self) -> dict[str, Any]:
        """Who acts and when, as every action wants it."""
        return {"by": self.user, "at": self.now}

    @property
    def now(self) -> datetime:
        return timezone.now()

    def body(self, serializer: type[Any]) -> dict[str, Any]:
        """The validated body, its fields in the order they were sent. Raises ``ValidationError``, which becomes 422."""
        checked = serializer(data=self.request.data, context={"access": self.access})
        checked.is_valid(raise_exception=True)
        data = checked.validated_data
        return {name: data[name] for name in [*self.request.data, *data] if name in data}

    def show(self, serializer: type[Any], row: Any, status: int = 200) -> Response:
        return Response(serializer(row, context={"access": self.access}).data, status=status)

    def rows(self, serializer: type[Any]) -> Any:
        """How a list shows its rows with this serializer."""
        return lambda rows: serializer(rows, many=True, context={"access": self.access}).data


class DealAPIView(ApiView):
    """A view of one deal. The permission must hold on the whole deal, not only on one's own issues."""

    access: DealAccess

    def enter(self, request: Request, **kwargs: Any) -> None:
        assert isinstance(self.permission, Permission)  # noqa: S101 - a deal is never open to any account
        self.access = open_deal(self.user, kwargs["deal_id"], self.permission)

    def seen(self, row: Versioned, field: str, version: int) -> int:
        """The version of a field that a client saw who last read the row at ``version``.

        A row's version is the highest of its fields': what was written later than that, the client did not see.
        """
        if version > self.access.deal.seq:
            raise Invalid({"version": ["The deal has no such version yet."]})
        return min(row.version_of(field), version)

    def child(self, rows: Any, pk: UUID | int) -> Any:
        """A row of this deal by its id; ``Http404`` when it is not one of it."""
        row = rows.filter(pk=pk).first()
        if row is None:
            raise Http404
        return row


class IssueAPIView(DealAPIView):
    """A view of one issue of a deal: the right to one's own issues is enough for one's own."""

    issue: Issue

    def enter(self, request: Request, **kwargs: Any) -> None:
        assert isinstance(self.permission, Permission)  # noqa: S101 - see DealAPIView
        self.access = open_deal(self.user, kwargs["deal_id"], P.DEAL_VIEW)
        self.issue = open_issue(self.access, kwargs["issue_id"], self.permission)


def needs(**permissions: Permission | str) -> Mapping[str, Permission | str]:
    """What each method of a view takes: ``needs(GET=P.DEAL_VIEW, PATCH=P.DEAL_EDIT)``."""
    return MappingProxyType(permissions)


__all__ = ["SIGNED_IN", "ApiView", "DealAPIView", "IssueAPIView", "P", "needs"]
