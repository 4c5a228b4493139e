"""Jobs: ask for trades, watch, cancel. The row is the truth; poll it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import evidence, jobs
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.levels import LevelOfIssueSerializer, read_levels
from negotiations.api.rows import choices
from negotiations.enums import JobKind, JobState
from negotiations.models import Job


class JobSerializer(serializers.Serializer[Any]):
    """A computation. ``done`` of ``total`` steps; what it found is under suggestions and trades."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices(JobKind))
    state = serializers.ChoiceField(choices(JobState))
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    stage = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True, help_text="For people, when it failed.")
    requested_by = PersonSerializer(allow_null=True)
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class NewJobSerializer(Strict):
    offer = LevelOfIssueSerializer(
        many=True, required=False, max_length=1000, help_text="Their last offer, to be countered: noted as evidence."
    )


class JobAPIView(DealAPIView):
    def jobs_of(self) -> QuerySet[Job]:
        return Job.objects.filter(deal=self.access.deal).select_related("requested_by")


class JobList(JobAPIView):
    permissions = needs(GET=P.TRADES_VIEW, POST=P.TRADES_RUN)
    throttle_scopes = needs(POST="jobs")

    @operation("List the jobs of a deal, newest first", gives=page_of(JobSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        keys = [Key("created_at", moment, descending=True), BY_ID]
        return Response(page(request, self.jobs_of(), keys, self.rows(JobSerializer)))

    @operation(
        "Suggest trades; the same plan gives the job that is there already",
        takes=NewJobSerializer,
        gives=JobSerializer,
        status=202,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        levels = read_levels(self.access.deal, self.body(NewJobSerializer).get("offer", []), "offer")
        offer = {pk: level for pk, level in levels.items() if level is not None}
        if offer:
            evidence.put_offer(self.access.deal, levels=offer, **self.by)
        job = jobs.request(self.access.deal, **self.by)
        return self.show(JobSerializer, self.jobs_of().get(pk=job.pk), 202)


class JobDetail(JobAPIView):
    permissions = needs(GET=P.TRADES_VIEW, DELETE=P.TRADES_RUN)

    @operation("Read a job", gives=JobSerializer)
    def get(self, request: Request, deal_id: UUID, job_id: UUID) -> Response:
        return self.show(JobSerializer, self.child(self.jobs_of(), job_id))

    @operation("Cancel a job that waits or runs; what is over stays as it is", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, job_id: UUID) -> Response:
        jobs.cancel(self.access.deal, self.child(self.jobs_of(), job_id).pk, **self.by)
        return Response(status=204)
