"""Issues of a deal: list, add, read, edit, remove, reorder."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.fields import SkipField
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Flag, Id, Text, Whole
from accounts.rest.pagination import BY_ID, PAGING, Key, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.access import DealAccess
from negotiations.actions import issues
from negotiations.actions.issues import RANGE_FIELDS
from negotiations.api.base import DealAPIView, IssueAPIView, P, needs
from negotiations.api.levels import Level, read_bound, read_level
from negotiations.api.limits import LimitsSerializer
from negotiations.api.rows import Edit, Version, choices
from negotiations.api.seats import member
from negotiations.enums import Better, Importance, IssueKind
from negotiations.levels import Scale, scale_of
from negotiations.models import Issue, Option

LONGEST_TEXT = 10_000
MOST_OPTIONS = 200
MULTIPLIER: dict[str, Any] = {"digits": 14, "places": 4}


class OptionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    number = serializers.IntegerField(help_text="The level that stands for this option; never given to another.")
    label = serializers.CharField()
    version = Version()


class LimitsForReaders(LimitsSerializer):
    """Absent, not null, for those who may not see the limits of this issue."""

    def get_attribute(self, instance: Issue) -> Any:
        if not self.context["access"].can(P.SECRETS_VIEW, instance):
            raise SkipField
        return super().get_attribute(instance)


class IssueSerializer(serializers.Serializer[Any]):
    """An issue; ``limits`` is there only for those who may see them."""

    id = serializers.UUIDField()
    position = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices(IssueKind))
    unit = serializers.CharField(allow_blank=True)
    low = Level(allow_null=True)
    high = Level(allow_null=True)
    step = Amount(allow_null=True)
    options = OptionSerializer(many=True)
    better = serializers.ChoiceField(choices(Better))
    multiplier = Amount(help_text="How often the money is paid: a price per unit times the units.")
    tradeable = serializers.BooleanField()
    importance = serializers.ChoiceField(choices(Importance))
    owner = PersonSerializer(allow_null=True)
    requester = serializers.CharField(allow_blank=True)
    marker = Level(allow_null=True)
    limits = LimitsForReaders(required=False)
    version = Version()


class IssueFields(Strict):
    """What a new issue and an edit have in common."""

    description = Text(LONGEST_TEXT, allow_blank=True, required=False)
    unit = Text(24, allow_blank=True, required=False)
    low = Level(allow_null=True, required=False)
    high = Level(allow_null=True, required=False)
    step = Level(allow_null=True, required=False)
    better = serializers.ChoiceField(choices(Better), required=False)
    multiplier = Amount(**MULTIPLIER, required=False)
    tradeable = Flag(required=False)
    importance = serializers.ChoiceField(choices(Importance), required=False)
    owner = Whole(allow_null=True, required=False, help_text="The id of a member.")
    requester = Text(allow_blank=True, required=False)
    marker = Level(allow_null=True, required=False)


class NewIssueSerializer(IssueFields):
    name = Text()
    kind = serializers.ChoiceField(choices(IssueKind))
    options = serializers.ListField(child=Text(), max_length=MOST_OPTIONS, required=False)


class IssueEditSerializer(IssueFields, Edit):
    name = Text(required=False)


class OrderSerializer(Strict):
    order = serializers.ListField(child=Id(), max_length=1000, allow_empty=False)


class IssueList(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.PLAN_EDIT)

    @operation("List the issues of a deal", gives=page_of(IssueSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        keys = [Key("position", whole), BY_ID]
        return Response(page(request, issue_rows(self.access), keys, self.rows(IssueSerializer)))

    @operation("Add an issue at the end", takes=NewIssueSerializer, gives=IssueSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewIssueSerializer)
        labels = [" ".join(label.split()) for label in data.get("options", [])]
        scale = Scale(data["kind"], currency=self.access.deal.currency, options=dict(enumerate(labels, 1)))
        fields = read_fields(self.access, scale, data)
        issue = issues.add(self.access.deal, **fields, **self.by)
        return self.show(IssueSerializer, issue_rows(self.access).get(pk=issue.pk), 201)


class IssueDetail(IssueAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.PLAN_EDIT, DELETE=P.PLAN_EDIT)

    @operation("Read an issue", gives=IssueSerializer)
    def get(self, request: Request, deal_id: UUID, issue_id: UUID) -> Response:
        return self.show(IssueSerializer, issue_rows(self.access).get(pk=issue_id))

    @operation("Edit an issue; each field is an action of its own", takes=IssueEditSerializer, gives=IssueSerializer)
    def patch(self, request: Request, deal_id: UUID, issue_id: UUID) -> Response:
        data = self.body(IssueEditSerializer)
        version = data.pop("version")
        fields = read_fields(self.access, scale_of(self.issue, self.access.deal.currency), data)
        with transaction.atomic():
            for field in in_safe_order(self.issue, fields):
                seen = self.seen(self.issue, field, version)
                issues.edit(self.issue, field, fields[field], seen=seen, **self.by)
        return self.show(IssueSerializer, issue_rows(self.access).get(pk=issue_id))

    @operation("Take an issue out of the plan; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, issue_id: UUID) -> Response:
        issues.remove(self.issue, **self.by)
        return Response(status=204)


class IssueOrder(DealAPIView):
    permissions = needs(PUT=P.PLAN_EDIT)

    @operation("Put the issues in this order; those not named follow", takes=OrderSerializer, gives=None, status=204)
    def put(self, request: Request, deal_id: UUID) -> Response:
        issues.reorder(self.access.deal, self.body(OrderSerializer)["order"], **self.by)
        return Response(status=204)


def issue_rows(access: DealAccess) -> QuerySet[Issue]:
    """The issues of a deal with all that is shown of them; secrets are loaded only for those who may see some."""
    live = Option.objects.filter(removed_at__isnull=True).order_by("position", "pk")
    rows = access.deal.issues.filter(removed_at__isnull=True).select_related("owner")
    if access.can_somewhere(P.SECRETS_VIEW):
        rows = rows.select_related("limits")
    return rows.prefetch_related(Prefetch("options", live))


def read_fields(access: DealAccess, scale: Scale, data: dict[str, Any]) -> dict[str, Any]:
    """The body's fields as the action wants them: levels as decimals, the owner as a user. Raises ``Invalid``."""
    fields = dict(data)
    for name in RANGE_FIELDS & set(fields):
        fields[name] = read_bound(scale, name, fields[name])
    if "marker" in fields:
        fields["marker"] = read_level(scale, fields["marker"], "marker")
    if fields.get("owner") is not None:
        fields["owner"] = member(access.deal, fields["owner"], "owner")
    return fields


def in_safe_order(issue: Issue, fields: dict[str, Any]) -> list[str]:
    """The fields so that a range moved as a whole stays a range after each: the end that makes room goes first."""
    low = fields.get("low")
    raised = low is not None and issue.high is not None and low >= issue.high
    first = ["step", "high", "low"] if raised else ["step", "low", "high"]
    if "step" in fields and issue.step is not None and fields["step"] is not None and fields["step"] < issue.step:
        first = [*first[1:], "step"]  # a finer step only once the range is narrow
    return [name for name in first if name in fields] + [name for name in fields if name not in first]
