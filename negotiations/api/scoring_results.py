"""What a closed round of blind scoring came to, and what is taken of it into the plan."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid, Problem
from accounts.rest.fields import Amount, Id, Text, Whole
from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import jobs, scoring_adoption
from negotiations.api.base import P, needs
from negotiations.api.levels import LONGEST, read_level
from negotiations.api.refusals import person
from negotiations.api.scoring import RoundAPIView
from negotiations.levels import scale_of
from negotiations.queries.scoring.numbers import KEEP, MEAN
from negotiations.queries.scoring.results import Results, results
from negotiations.queries.scoring.sealed import Sealed

SEALED = Problem(409, "The round is open: its sheets are sealed until it is closed.", code="sealed")


class PointsOfSerializer(serializers.Serializer[Any]):
    person = PersonSerializer()
    points = serializers.CharField()


class ProposedSerializer(serializers.Serializer[Any]):
    level = serializers.CharField(help_text="In words.")
    people = PersonSerializer(many=True)


class SpreadSerializer(serializers.Serializer[Any]):
    """An issue in a closed round: points on a scale on which the most that anybody gives is 100."""

    issue = serializers.UUIDField()
    mean = serializers.CharField()
    low = serializers.CharField()
    high = serializers.CharField()
    plan = serializers.CharField(allow_null=True)
    points = PointsOfSerializer(many=True)
    targets = ProposedSerializer(many=True)


class ListedSerializer(serializers.Serializer[Any]):
    """An issue in both ranked lists; theirs is estimated: 10, 50 and 90 % of our guesses, and how often among three."""

    issue = serializers.UUIDField()
    ours = serializers.IntegerField()
    theirs_likely = serializers.IntegerField()
    low = serializers.FloatField()
    likely = serializers.FloatField()
    high = serializers.FloatField()
    among_first_three = serializers.FloatField()


class ResultsSerializer(serializers.Serializer[Any]):
    """What a closed round came to, as far as one may see it: an expert the own issues, an observer nothing."""

    spreads = SpreadSerializer(many=True)
    kendall_w = serializers.FloatField(allow_null=True)
    by_chance = serializers.FloatField(allow_null=True)
    agreement = serializers.CharField()
    differences = serializers.ListField(child=serializers.CharField())
    plan_match = serializers.CharField()
    holdouts = serializers.ListField(child=serializers.CharField())
    lists = ListedSerializer(many=True)


WAYS = ["mean", "plan", "hand", "person"]


class ChoiceSerializer(Strict):
    """What is taken for an issue: `mean`, `plan`, `hand` (with a reason), or `person` with who it is."""

    issue = Id()
    weight = serializers.ChoiceField(WAYS, required=False)
    weight_person = Whole(required=False)
    points = Amount(digits=3, places=3, allow_null=True, required=False)
    target = serializers.ChoiceField(WAYS, required=False)
    target_person = Whole(required=False)
    level = Text(LONGEST, allow_null=True, required=False)
    reason = Text(scoring_adoption.MOST_REASON, allow_blank=True, required=False)


class AdoptSerializer(Strict):
    choices = ChoiceSerializer(many=True, max_length=1000)


class RoundResults(RoundAPIView):
    permissions = needs(GET=P.SCORE)

    @operation("Read what a closed round came to", gives=ResultsSerializer, too_early=True)
    def get(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        try:
            found = results(self.round_of(round_id), self.access, today=jobs.day(self.now))
        except Sealed:
            raise SEALED from None
        return Response(shown(found))


class RoundAdopt(RoundAPIView):
    permissions = needs(POST=P.SECRETS_EDIT)

    @operation("Take weights and targets of a closed round into the plan, as one action", takes=AdoptSerializer,
               gives=ResultsSerializer)  # fmt: skip
    def post(self, request: Request, deal_id: UUID, round_id: UUID) -> Response:
        row = self.round_of(round_id)
        issues = {issue.pk: issue for issue in self.issues_of(row)}
        chosen: dict[UUID, scoring_adoption.Choice] = {}
        for place, item in enumerate(self.body(AdoptSerializer)["choices"]):
            issue = issues.get(item["issue"])
            if issue is None or issue.pk in chosen:
                raise Invalid({f"choices.{place}.issue": ["Name issues of this round, each once."]})
            scale = scale_of(issue, self.access.deal.currency)
            chosen[issue.pk] = scoring_adoption.Choice(
                weight=_how(item, "weight", MEAN),
                points=item.get("points"),
                target=_how(item, "target", KEEP),
                level=read_level(scale, item.get("level"), f"choices.{place}.level"),
                reason=item.get("reason", ""),
            )
        try:
            scoring_adoption.adopt(row, chosen, **self.by)
        except Sealed:
            raise SEALED from None
        self.access.deal.refresh_from_db()
        return Response(shown(results(row, self.access, today=jobs.day(self.now))))


def _how(item: dict[str, Any], name: str, otherwise: str) -> str:
    how = item.get(name, otherwise)
    return {"plan": KEEP, "person": str(item.get(f"{name}_person", ""))}.get(how, how)


def shown(found: Results | None) -> dict[str, Any]:
    """Results as the API writes them; of nothing, the empty ones."""
    if found is None:
        found = Results((), (), None, "", "", (), "", (), (), "", None)
    return {
        "spreads": [
            {
                "issue": str(one.issue.pk),
                **{name: f"{getattr(one, name):.3f}" for name in ("mean", "low", "high")},
                "plan": None if one.plan is None else f"{one.plan:.3f}",
                "points": [{"person": person(mark.user), "points": f"{mark.points:.3f}"} for mark in one.marks],
                "targets": [
                    {"level": said.level, "people": [person(user) for user in said.users]} for said in one.proposed
                ],
            }
            for one in found.spreads
        ],
        "kendall_w": found.concord.w if found.concord else None,
        "by_chance": found.concord.chance if found.concord else None,
        "agreement": found.agreement,
        "differences": list(found.differences),
        "plan_match": found.plan_match,
        "holdouts": list(found.holdouts),
        "lists": [
            {
                "issue": str(one.issue.pk),
                "ours": one.ours,
                "theirs_likely": one.theirs,
                **{name: getattr(one, name) for name in ("low", "likely", "high")},
                "among_first_three": one.top,
            }
            for one in found.lists
        ],
    }
