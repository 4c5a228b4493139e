"""Levers: kept at hand, and turned into issues."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Text, plain
from accounts.rest.pagination import BY_ID, PAGING, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import levers
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.issues import LONGEST_TEXT, IssueFields, IssueSerializer, issue_rows, read_fields
from negotiations.api.rows import choices
from negotiations.enums import IssueKind
from negotiations.levels import Scale
from negotiations.models import Lever


class LeverSerializer(serializers.Serializer[Any]):
    """A resource that could become an issue; ``issue`` is the one that it became."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    why = serializers.CharField(allow_blank=True)
    draft = serializers.JSONField(help_text="The fields of the issue that it would become, as they are stored.")
    issue = serializers.UUIDField(source="issue_id", allow_null=True)


class DraftSerializer(IssueFields):
    """The issue that a lever would become; without one, a choice of No and Yes."""

    name = Text(required=False)
    kind = serializers.ChoiceField(choices(IssueKind))
    options = serializers.ListField(child=Text(), max_length=200, required=False)
    owner = None
    marker = None


class NewLeverSerializer(Strict):
    title = Text()
    why = Text(LONGEST_TEXT, allow_blank=True, default="")
    draft = DraftSerializer(required=False)


class LeverAPIView(DealAPIView):
    def levers_of(self) -> QuerySet[Lever]:
        return Lever.objects.filter(deal=self.access.deal, removed_at__isnull=True).select_related("deal")


class LeverList(LeverAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.LEVER_PROPOSE)

    @operation("List the levers of a deal", gives=page_of(LeverSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.levers_of(), [BY_ID], self.rows(LeverSerializer)))

    @operation("Add a lever", takes=NewLeverSerializer, gives=LeverSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewLeverSerializer)
        draft = self._stored(data.pop("draft", {}))
        return self.show(LeverSerializer, levers.add(self.access.deal, draft=draft, **data, **self.by), 201)

    def _stored(self, draft: dict[str, Any]) -> dict[str, Any]:
        """The draft as a document: numbers as text."""
        if not draft:
            return {}
        fields = read_fields(self.access, Scale(draft["kind"], currency=self.access.deal.currency), draft)
        given = {name: value for name, value in fields.items() if value is not None}
        return {name: plain(value) if name in levers.NUMBERS else value for name, value in given.items()}


class LeverDetail(LeverAPIView):
    permissions = needs(GET=P.DEAL_VIEW, DELETE=P.PLAN_EDIT)

    @operation("Read a lever", gives=LeverSerializer)
    def get(self, request: Request, deal_id: UUID, lever_id: UUID) -> Response:
        return self.show(LeverSerializer, self.child(self.levers_of(), lever_id))

    @operation("Take a lever off the list; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, lever_id: UUID) -> Response:
        levers.remove(self.child(self.levers_of(), lever_id), **self.by)
        return Response(status=204)


class LeverIssue(LeverAPIView):
    permissions = needs(POST=P.PLAN_EDIT)

    @operation("Put a lever on the table, as an issue", gives=IssueSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, lever_id: UUID) -> Response:
        issue = levers.make_issue(self.child(self.levers_of(), lever_id), **self.by)
        return self.show(IssueSerializer, issue_rows(self.access).get(pk=issue.pk), 201)
