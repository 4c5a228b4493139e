"""Options of an issue of choice."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Text, Whole
from accounts.rest.pagination import PAGING, Key, page, whole
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import issues
from negotiations.api.base import IssueAPIView, P, needs
from negotiations.api.issues import MOST_OPTIONS, OptionSerializer
from negotiations.api.rows import Edit
from negotiations.models import Option


class NewOptionSerializer(Strict):
    label = Text()


class OptionEditSerializer(Edit):
    label = Text()


class OptionOrderSerializer(Strict):
    order = serializers.ListField(
        child=Whole(), max_length=MOST_OPTIONS, allow_empty=False, help_text="Ids of options."
    )


class OptionAPIView(IssueAPIView):
    def options_of(self) -> QuerySet[Option]:
        return Option.objects.filter(issue=self.issue, removed_at__isnull=True).select_related("issue__deal")


class OptionList(OptionAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.PLAN_EDIT)

    @operation("List the options of an issue", gives=page_of(OptionSerializer), parameters=PAGING)
    def get(self, request: Request, **ids: Any) -> Response:
        keys = [Key("position", whole), Key("pk", whole)]
        return Response(page(request, self.options_of(), keys, self.rows(OptionSerializer)))

    @operation("Add an option at the end", takes=NewOptionSerializer, gives=OptionSerializer, status=201)
    def post(self, request: Request, **ids: Any) -> Response:
        option = issues.add_option(self.issue, self.body(NewOptionSerializer)["label"], **self.by)
        return self.show(OptionSerializer, option, 201)


class OptionDetail(OptionAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.PLAN_EDIT, DELETE=P.PLAN_EDIT)

    @operation("Read an option", gives=OptionSerializer)
    def get(self, request: Request, deal_id: UUID, issue_id: UUID, option_id: int) -> Response:
        return self.show(OptionSerializer, self.child(self.options_of(), option_id))

    @operation("Rename an option; its number stays", takes=OptionEditSerializer, gives=OptionSerializer)
    def patch(self, request: Request, deal_id: UUID, issue_id: UUID, option_id: int) -> Response:
        option = self.child(self.options_of(), option_id)
        data = self.body(OptionEditSerializer)
        seen = self.seen(option, "label", data["version"])
        return self.show(OptionSerializer, issues.rename_option(option, data["label"], seen=seen, **self.by))

    @operation("Take an option away; at least two stay", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, issue_id: UUID, option_id: int) -> Response:
        issues.remove_option(self.child(self.options_of(), option_id), **self.by)
        return Response(status=204)


class OptionOrder(OptionAPIView):
    permissions = needs(PUT=P.PLAN_EDIT)

    @operation("Put the options in this order", takes=OptionOrderSerializer, gives=None, status=204)
    def put(self, request: Request, **ids: Any) -> Response:
        issues.reorder_options(self.issue, self.body(OptionOrderSerializer)["order"], **self.by)
        return Response(status=204)
