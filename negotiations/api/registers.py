"""What the registers of the preparation share in the API: lists, rows, the right to one's own issues."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.rest.errors import Invalid
from accounts.rest.fields import Id, Whole
from accounts.rest.pagination import BY_ID, Key, page, whole
from negotiations.actions.registers import Register
from negotiations.api.base import DealAPIView, P
from negotiations.api.rows import Version
from negotiations.enums import Party
from negotiations.models import Issue, Meeting, Stakeholder
from negotiations.queries.prepare.register_fields import Kind


class PreparedSerializer(serializers.Serializer[Any]):
    """What every row of the preparation has."""

    id = serializers.UUIDField()
    issue = serializers.UUIDField(source="issue_id", allow_null=True)
    version = Version()


class RegisterAPIView(DealAPIView):
    """A register. Readers see it all; a writer needs the right on the deal, or on the own issue that it is about."""

    register: ClassVar[Register]
    model: ClassVar[type[Any]]
    actions: ClassVar[Any]
    shown: ClassVar[type[Any]]

    def rows_of(self) -> QuerySet[Any]:
        rows = self.model.objects.filter(deal=self.access.deal, removed_at__isnull=True)
        return rows.select_related("deal", "issue")

    def listed(self, request: Request) -> Response:
        return Response(page(request, self.rows_of(), [Key("number", whole), BY_ID], self.rows(self.shown)))

    def made(self, taken: type[Any]) -> Response:
        """Add a row of the body."""
        self.may(self.named_issue())
        row = self.actions.add(self.access.deal, **self.read(taken), **self.by)
        return self.show(self.shown, self.rows_of().get(pk=row.pk), 201)

    def changed(self, pk: UUID, taken: type[Any]) -> Response:
        """Set the fields of the body: one action."""
        row = self.mine(pk)
        data = self.read(taken)
        version = data.pop("version")
        self.actions.edit(row, data, seen={name: self.seen(row, name, version) for name in data}, **self.by)
        found = self.rows_of().filter(pk=pk).first()  # a fact that is protected now is elsewhere
        return self.show(self.shown, found) if found else Response(status=204)

    def removed(self, pk: UUID) -> Response:
        row = self.mine(pk)
        self.actions.remove(row, **self.by)
        return Response(status=204)

    def may(self, issue: Issue | None) -> None:
        self.access.require(self.register.permission, issue)

    def mine(self, pk: UUID) -> Any:
        """A row that this person may write; who may write none does not learn whether it is there."""
        if not self.access.can_somewhere(self.register.permission):
            raise PermissionDenied
        row = self.child(self.rows_of(), pk)
        self.may(row.issue)
        return row

    def named_issue(self) -> Issue | None:
        """The issue that the body names, read before the body is checked: who may not write learns nothing of it."""
        body = self.request.data
        try:
            pk = UUID(str(body.get("issue", "")))
        except (AttributeError, ValueError):
            return None
        return self.access.deal.issues.filter(pk=pk, removed_at__isnull=True).first()

    def read(self, taken: type[Any]) -> dict[str, Any]:
        """The validated body, ids as the rows they name. Raises ``Invalid`` for what is not of the deal."""
        data = self.body(taken)
        for field in self.register.fields:
            if data.get(field.name) is not None and field.kind in POINTERS:
                data[field.name] = POINTERS[field.kind](self, data[field.name], field.name)
        return data

    def issue_named(self, pk: UUID, name: str) -> Issue:
        return self._of(self.access.deal.issues.filter(removed_at__isnull=True), pk, name)

    def meeting_named(self, pk: UUID, name: str) -> Meeting:
        return self._of(Meeting.objects.filter(deal=self.access.deal, removed_at__isnull=True), pk, name)

    def stakeholder_named(self, pk: UUID, name: str) -> Stakeholder:
        rows = Stakeholder.objects.filter(deal=self.access.deal, side=Party.THEIRS, removed_at__isnull=True)
        return self._of(rows.filter(erased_at__isnull=True), pk, name)

    def person_named(self, pk: int, name: str) -> User:
        return self._of(User.objects.filter(memberships__organisation=self.access.deal.organisation_id), pk, name)

    def _of(self, rows: QuerySet[Any], pk: Any, name: str) -> Any:
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Invalid({name: ["Not of this deal."]})
        return found


POINTERS: dict[str, Any] = {
    Kind.ISSUE: RegisterAPIView.issue_named,
    Kind.MEETING: RegisterAPIView.meeting_named,
    Kind.STAKEHOLDER: RegisterAPIView.stakeholder_named,
    Kind.PERSON: RegisterAPIView.person_named,
}


def issue_id(**more: Any) -> Id:
    return Id(allow_null=True, required=False, **more)


def person_id(**more: Any) -> Whole:
    return Whole(allow_null=True, required=False, **more)


ENTER = P.DEAL_VIEW  # then ``may`` asks for the right on the row's own issue
