"""Long work: the row is the truth, the queue only rings the bell."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negotiations.enums import JobKind, JobState
from negotiations.models.base import Identified
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretJSONField


class Job(Identified):
    """A computation for a deal.

    Whoever works on it holds a lease that it renews; ``fence`` grows each time the job is taken, and a write under an
    older fence is refused, so that a worker that was thought dead cannot spoil the result of the one that took over.
    """

    ACTIVE: ClassVar[tuple[str, ...]] = (JobState.QUEUED, JobState.RUNNING)

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=16, choices=JobKind)
    digest = models.CharField(max_length=64)  # of the input: the same input is never computed twice
    plan_seq = models.PositiveBigIntegerField()  # the deal's last event when it was asked for
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=200, blank=True)  # for people; never a value of the plan
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    rung_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("deal", "kind", "digest"),
                condition=Q(state__in=(JobState.QUEUED, JobState.RUNNING, JobState.DONE)),
                name="job_once_per_input",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_progress_in_range"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False), name="job_running_has_lease"
            ),
        )
        indexes = (models.Index(fields=("state", "lease_until"), name="job_to_sweep"),)

    def __str__(self) -> str:
        return f"{self.kind} job {self.pk}"


class JobResult(models.Model):
    """What a job found: it rests on the secrets, so it is one."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="result", primary_key=True)
    document = SecretJSONField()

    def __str__(self) -> str:
        return f"result of {self.job_id}"


class JobChunk(Identified):
    """A part of a job that a worker does by itself: runs ``first`` to ``first + size - 1``.

    It is leased and fenced as a job is. The job ends when the last of its chunks is done, whoever did which.
    """

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="chunks")
    first = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    rung_at = models.DateTimeField(null=True, blank=True)
    result = SecretJSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("job", "first"), name="job_chunk_once"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_chunk_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False), name="job_chunk_running_has_lease"
            ),
        )
        indexes = (models.Index(fields=("state", "lease_until"), name="job_chunk_to_sweep"),)

    def __str__(self) -> str:
        return f"chunk {self.first} of {self.job_id}"
