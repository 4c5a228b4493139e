"""The concession plan: plans and their steps. Secret throughout."""

from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import SeatRole
from accounts.rest.fields import Amount, Text, Whole
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import concessions, jobs
from negotiations.actions.concessions import MAX_NAME, MAX_NOTE
from negotiations.actions.writing import Rejected
from negotiations.api.alternatives import Levels
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.levels import LevelOfIssueSerializer, read_levels
from negotiations.api.rows import Edit, Revealed, Version, choices
from negotiations.enums import ConcessionTrigger
from negotiations.models import ConcessionPlan, ConcessionStep
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.rehearsals.draft import drafted
from negotiations.queries.rehearsals.ladders import in_use

NOTHING_TO_DRAFT = "Add a second issue first: a concession plan gives on one issue and gets on another."


class ConcessionStepSerializer(serializers.Serializer[Any]):
    """A step: what we give, what they must have offered, when, and who may."""

    id = serializers.UUIDField()
    gives = Levels()
    gets = Levels()
    trigger = serializers.ChoiceField(choices(ConcessionTrigger))
    amount = Revealed(Amount(**MONEY), help_text="A round, rounds of deadlock, or what they must have moved by.")
    latest = serializers.IntegerField(allow_null=True, help_text="From this round on it is taken without its get.")
    authority = serializers.ChoiceField(choices(SeatRole), allow_blank=True)
    note = Revealed(serializers.CharField())
    version = Version()


class ConcessionSerializer(serializers.Serializer[Any]):
    """A concession plan with its steps in order."""

    id = serializers.UUIDField()
    name = Revealed(serializers.CharField())
    opening = Levels()
    rounds = serializers.IntegerField()
    patience = serializers.IntegerField(allow_null=True)
    in_use = serializers.BooleanField(help_text="Table, alerts and review follow the log along this plan.")
    steps = ConcessionStepSerializer(many=True, source="live_steps")
    version = Version()


class StepFields(Strict):
    gets = LevelOfIssueSerializer(many=True, required=False, max_length=1000)
    trigger = serializers.ChoiceField(choices(ConcessionTrigger), required=False)
    amount = Amount(**MONEY, required=False)
    latest = Whole(allow_null=True, required=False)
    authority = serializers.ChoiceField(choices(SeatRole), allow_blank=True, required=False)
    note = Text(MAX_NOTE, allow_blank=True, required=False)


class NewStepSerializer(StepFields):
    gives = LevelOfIssueSerializer(many=True, max_length=1000)


class StepEditSerializer(StepFields, Edit):
    gives = LevelOfIssueSerializer(many=True, max_length=1000, required=False)
    move = serializers.IntegerField(
        min_value=-100, max_value=100, required=False, help_text="Places to move it: negative is up the ladder."
    )


class NewConcessionSerializer(Strict):
    name = Text(MAX_NAME)
    draft = serializers.BooleanField(default=False, help_text="Take opening, rounds and steps from the plan itself.")
    opening = LevelOfIssueSerializer(many=True, max_length=1000, required=False)
    rounds = Whole(required=False)
    patience = Whole(allow_null=True, required=False)
    steps = NewStepSerializer(many=True, max_length=30, required=False)


class ConcessionEditSerializer(Edit):
    name = Text(MAX_NAME, required=False)
    opening = LevelOfIssueSerializer(many=True, max_length=1000, required=False)
    rounds = Whole(required=False)
    patience = Whole(allow_null=True, required=False)
    in_use = serializers.BooleanField(required=False, help_text="Only true: another plan in use takes its place.")

    def validate_in_use(self, value: bool) -> bool:
        if not value:
            raise serializers.ValidationError("Take another plan into use instead.")
        return value


class ConcessionAPIView(DealAPIView):
    def plans_of(self) -> QuerySet[ConcessionPlan]:
        live = ConcessionStep.objects.filter(removed_at__isnull=True).order_by("position", "pk")
        rows = ConcessionPlan.objects.filter(deal=self.access.deal, removed_at__isnull=True).select_related("deal")
        used = in_use(ConcessionPlan.objects.filter(deal=self.access.deal, removed_at__isnull=True))
        rows = rows.annotate(in_use=ExpressionWrapper(Q(pk=used.pk if used else None), BooleanField()))
        return rows.prefetch_related(Prefetch("steps", queryset=live, to_attr="live_steps"))

    def steps_of(self) -> QuerySet[ConcessionStep]:
        rows = ConcessionStep.objects.filter(plan__deal=self.access.deal, removed_at__isnull=True)
        return rows.filter(plan__removed_at__isnull=True).select_related("plan__deal")

    def stored(self, data: dict[str, Any], *names: str) -> dict[str, Any]:
        """Lists of levels as the documents that are stored."""
        for name in names:
            if name in data:
                levels = read_levels(self.access.deal, data[name], name)
                data[name] = {str(pk): format(level, "f") for pk, level in levels.items() if level is not None}
        return data


class ConcessionList(ConcessionAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation("List the concession plans of a deal", gives=page_of(ConcessionSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        keys = [Key("created_at", moment), BY_ID]
        return Response(page(request, self.plans_of(), keys, self.rows(ConcessionSerializer)))

    @operation("Add a concession plan", takes=NewConcessionSerializer, gives=ConcessionSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.stored(self.body(NewConcessionSerializer), "opening")
        steps = [self.stored(dict(step), "gives", "gets") for step in data.pop("steps", [])]
        fields: dict[str, Any] = {"opening": {}, "steps": steps}
        if data.pop("draft"):
            found = drafted(load_plan(self.access.deal), self.access, today=jobs.day(timezone.now()))
            if found is None:
                raise Rejected(NOTHING_TO_DRAFT)
            fields = found
        made = concessions.add_plan(self.access.deal, **{**fields, **data}, **self.by)
        return self.show(ConcessionSerializer, self.plans_of().get(pk=made.pk), 201)


class ConcessionDetail(ConcessionAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Read a concession plan", gives=ConcessionSerializer)
    def get(self, request: Request, deal_id: UUID, concession_id: UUID) -> Response:
        return self.show(ConcessionSerializer, self.child(self.plans_of(), concession_id))

    @operation("Edit a concession plan", takes=ConcessionEditSerializer, gives=ConcessionSerializer)
    def patch(self, request: Request, deal_id: UUID, concession_id: UUID) -> Response:
        row = self.child(self.plans_of(), concession_id)
        data = self.stored(self.body(ConcessionEditSerializer), "opening")
        version, use = data.pop("version"), data.pop("in_use", False)
        seen = {name: self.seen(row, name, version) for name in data}
        if use:
            concessions.use_plan(row, **self.by)
        concessions.edit_plan(row, data, seen=seen, **self.by)
        return self.show(ConcessionSerializer, self.plans_of().get(pk=row.pk))

    @operation("Take a concession plan away; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, concession_id: UUID) -> Response:
        concessions.remove_plan(self.child(self.plans_of(), concession_id), **self.by)
        return Response(status=204)


class StepList(ConcessionAPIView):
    permissions = needs(POST=P.SECRETS_EDIT)

    @operation("Add a step to a concession plan", takes=NewStepSerializer, gives=ConcessionStepSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, concession_id: UUID) -> Response:
        plan = self.child(self.plans_of(), concession_id)
        data = self.stored(self.body(NewStepSerializer), "gives", "gets")
        made = concessions.add_step(plan, **data, **self.by)
        return self.show(ConcessionStepSerializer, self.steps_of().get(pk=made.pk), 201)


class StepDetail(ConcessionAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Read a step", gives=ConcessionStepSerializer)
    def get(self, request: Request, deal_id: UUID, step_id: UUID) -> Response:
        return self.show(ConcessionStepSerializer, self.child(self.steps_of(), step_id))

    @operation("Edit or move a step", takes=StepEditSerializer, gives=ConcessionStepSerializer)
    def patch(self, request: Request, deal_id: UUID, step_id: UUID) -> Response:
        row = self.child(self.steps_of(), step_id)
        data = self.stored(self.body(StepEditSerializer), "gives", "gets")
        version, places = data.pop("version"), data.pop("move", 0)
        seen = {name: self.seen(row, name, version) for name in data}
        if data:
            concessions.edit_step(row, data, seen=seen, **self.by)
        if places:
            concessions.move_step(row, places, **self.by)
        return self.show(ConcessionStepSerializer, self.steps_of().get(pk=row.pk))

    @operation("Take a step out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, step_id: UUID) -> Response:
        concessions.remove_step(self.child(self.steps_of(), step_id), **self.by)
        return Response(status=204)
