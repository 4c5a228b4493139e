"""The review of a deal that is over: read as numbers, computed anew. The job is watched and stopped under jobs."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.actions import reviews
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.jobs import JobSerializer
from negotiations.api.rows import choices
from negotiations.engine.review.gap import Cause
from negotiations.enums_review import Outcome
from negotiations.queries.review.page import review_page


class ReviewResultSerializer(serializers.Serializer[Any]):
    """What the deal came to; amounts in the deal's currency, or points of 100."""

    levels = serializers.DictField(child=serializers.CharField(), help_text="Issue: level.")
    worth = serializers.CharField()
    target = serializers.CharField(allow_null=True, help_text="The result less our targets.")
    floor = serializers.CharField(allow_null=True, help_text="The result less our best alternative.")
    savings = serializers.CharField(allow_null=True, help_text="The result less their first offer.")
    opening = serializers.CharField(allow_null=True, help_text="The result less our opening.")
    claimed = serializers.CharField(allow_null=True, help_text="Our part of the room, 0..1.")
    theirs = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="Likely worth to them: low, likely, high, chance."
    )


class GapLineSerializer(serializers.Serializer[Any]):
    cause = serializers.ChoiceField([cause.value for cause in Cause])
    amount = serializers.CharField()
    moves = serializers.ListField(child=serializers.IntegerField(), help_text="Numbers of entries of the log.")
    issues = serializers.ListField(child=serializers.CharField())


class GapSerializer(serializers.Serializer[Any]):
    """What was left against the best deal as now known. ``parts`` by cause sum to ``whole``."""

    whole = serializers.CharField()
    parts = serializers.DictField(child=serializers.CharField())
    between = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="Low, middle, high over the guesses."
    )
    lines = GapLineSerializer(many=True)
    best = serializers.DictField(child=serializers.CharField(), allow_null=True)
    needed = serializers.ListField(child=serializers.IntegerField())


class ReviewIssueSerializer(serializers.Serializer[Any]):
    issue = serializers.CharField()
    target = serializers.CharField(allow_null=True)
    opening = serializers.CharField(allow_null=True)
    their_opening = serializers.CharField(allow_null=True)
    result = serializers.CharField(allow_null=True)
    against_target = serializers.CharField(allow_null=True)
    asked = serializers.CharField(allow_null=True, help_text="ours or theirs: who spoke of it first.")
    moves = serializers.ListField(child=serializers.IntegerField())


class TurnSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    party = serializers.CharField()
    turn = serializers.CharField()
    share = serializers.CharField(allow_null=True)


class ReviewSerializer(serializers.Serializer[Any]):
    """``computed_at`` is null while a worker has not computed it. Parts with drawings keep the page's own shapes."""

    outcome = serializers.ChoiceField(choices(Outcome))
    closed_at = serializers.DateTimeField()
    computed_at = serializers.DateTimeField(allow_null=True)
    active = JobSerializer(allow_null=True)
    result = ReviewResultSerializer(allow_null=True)
    gap = GapSerializer(allow_null=True)
    issues = ReviewIssueSerializer(many=True)
    turns = TurnSerializer(many=True)
    dance = serializers.DictField(allow_null=True)
    sides = serializers.DictField(allow_null=True)
    reciprocity = serializers.DictField(allow_null=True)
    time = serializers.ListField(child=serializers.DictField())
    calibration = serializers.DictField(allow_null=True)
    alternatives = serializers.ListField(child=serializers.DictField())
    plan = serializers.DictField(allow_null=True)


class ReviewDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.TRADES_RUN)
    throttle_scopes = needs(POST="jobs")

    @operation("Read the review of a deal that is over", gives=ReviewSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        found = review_page(self.access)
        review = self.found(found.review)
        parts = dict.fromkeys(("result", "gap", "dance", "sides", "reciprocity", "calibration", "plan"))
        lists: dict[str, Any] = {name: [] for name in ("issues", "turns", "time", "alternatives")}
        document = found.document or {}
        kept = {name: document.get(name) for name in parts} | {name: document.get(name, []) for name in lists}
        about = {"outcome": review.outcome, "closed_at": review.closed_at, "computed_at": review.computed_at}
        return self.show(ReviewSerializer, {**about, "active": found.active, **kept})

    @operation("Compute the review anew; the same log gives the one that is there", gives=JobSerializer, status=202)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.show(JobSerializer, reviews.request(self.access.deal, **self.by), 202)

    def found(self, review: Any) -> Any:
        """The review; ``Http404`` while the deal is not over."""
        if review is None:
            raise Http404
        return review
