"""What is likely of the other side, what to ask next, and what they answered. Chances and bands, never a claim."""

from datetime import UTC
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Id, Whole
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import questions
from negotiations.actions.writing import Rejected
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.evidence import EvidenceSerializer
from negotiations.api.jobs import JobSerializer
from negotiations.engine.doubt import Band
from negotiations.models import Evidence, Job, Suggestion
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.reading import opened
from negotiations.queries.theirs.estimates import Estimates, Lookback, effects, estimates
from negotiations.queries.theirs.evidence import offers
from negotiations.queries.theirs.page import questions as listed
from negotiations.queries.theirs.signs import shrinking, unlike

DIGITS = 4


class WeightBandSerializer(serializers.Serializer[Any]):
    """A weight as a part of 1: 10, 50 and 90 % of our guesses lie below."""

    low = serializers.FloatField()
    median = serializers.FloatField()
    high = serializers.FloatField()


class TheirIssueSerializer(serializers.Serializer[Any]):
    issue = serializers.UUIDField()
    before = WeightBandSerializer(help_text="By our estimates alone.")
    after = WeightBandSerializer(help_text="With the evidence.")
    top = serializers.FloatField(help_text="The chance that it matters most to them.")
    rises = serializers.FloatField(
        allow_null=True, help_text="The chance that they want its last level rather than its first; null: not in doubt."
    )


class PairSerializer(serializers.Serializer[Any]):
    first = serializers.UUIDField()
    second = serializers.UUIDField()
    chance = serializers.FloatField(help_text="That the first matters more to them.")


class EffectSerializer(serializers.Serializer[Any]):
    """What a piece of evidence tells by itself, before and with it: a weight or a chance, by ``what``."""

    evidence = serializers.UUIDField()
    what = serializers.CharField(help_text="weight, direction, order or top")
    issue = serializers.UUIDField()
    other = serializers.UUIDField(allow_null=True)
    before = serializers.FloatField()
    after = serializers.FloatField()


class ShrinkingSerializer(serializers.Serializer[Any]):
    """Their steps on an issue get smaller: where they would end, and what speaks for a limit or for a tactic."""

    issue = serializers.UUIDField()
    limit = serializers.CharField()
    near_floor = serializers.FloatField(allow_null=True)
    elsewhere = serializers.ListField(child=serializers.UUIDField())
    even_days = serializers.BooleanField()


class TheirSideSerializer(serializers.Serializer[Any]):
    guesses = serializers.IntegerField()
    effective = serializers.IntegerField(help_text="How many even guesses the weighted ones are worth.")
    moved = serializers.BooleanField(help_text="Hardly any guess explained the evidence; they were moved.")
    issues = TheirIssueSerializer(many=True)
    orders = PairSerializer(many=True, help_text="Every pair of issues, each once.")
    effects = EffectSerializer(many=True)
    surprise = serializers.FloatField(allow_null=True, help_text="How ordinary their latest offer is, when hardly.")
    shrinking = ShrinkingSerializer(many=True)


class TheirSideDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read what is likely of the other side", gives=TheirSideSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows = load_plan(self.access.deal)
        plan = plan_inputs(rows, self.access, today=self.now.astimezone(UTC).date())
        if plan is None:
            raise Rejected("Add issues first: there is nothing to hold likely yet.")
        back = Lookback(plan)
        found, odd = estimates(back), unlike(back)
        told = effects(back) if plan.posterior else {}
        return Response(
            {
                "guesses": found.guesses,
                "effective": found.effective,
                "moved": found.moved,
                "issues": [
                    {
                        "issue": one.issue,
                        "before": _band(one.before),
                        "after": _band(one.after),
                        "top": round(one.top, DIGITS),
                        "rises": None if one.rises is None else round(one.rises, DIGITS),
                    }
                    for one in found.issues
                ],
                "orders": _pairs(found),
                "effects": [
                    {
                        "evidence": pk,
                        "what": one.what,
                        "issue": one.issue,
                        "other": one.other,
                        "before": round(one.before, DIGITS),
                        "after": round(one.after, DIGITS),
                    }
                    for pk, one in told.items()
                    if one is not None
                ],
                "surprise": None if odd is None else round(odd.ordinary, DIGITS),
                "shrinking": [
                    {
                        "issue": one.issue,
                        "limit": str(one.limit),
                        "near_floor": None if one.near_floor is None else round(one.near_floor, DIGITS),
                        "elsewhere": one.elsewhere,
                        "even_days": one.even_days,
                    }
                    for one in shrinking(plan, offers(rows, self.access))
                ],
            }
        )


class AnswerSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()
    change = serializers.CharField(help_text="What our best next offer would be after it.")


class QuestionSerializer(serializers.Serializer[Any]):
    place = serializers.IntegerField()
    text = serializers.CharField()
    value = serializers.CharField(help_text="What our next offer would be worth more on average for knowing.")
    chance = serializers.CharField()
    answers = AnswerSerializer(many=True)


class QuestionsSerializer(serializers.Serializer[Any]):
    """The questions of the newest job (``result``); ``stale`` says what changed since."""

    result = JobSerializer(allow_null=True)
    stale = serializers.CharField(allow_blank=True)
    questions = QuestionSerializer(many=True)


class QuestionAnswerSerializer(Strict):
    job = Id(help_text="The job whose questions they are.")
    place = Whole()
    answer = serializers.ChoiceField(questions.ANSWERS, help_text="silent: they would not say; aside: not asked")


class QuestionList(DealAPIView):
    permissions = needs(GET=P.TRADES_VIEW, POST=P.SECRETS_EDIT)

    @operation("List the next best questions", gives=QuestionsSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        found = listed(self.access, load_plan(self.access.deal), self.now)
        rows = [
            {
                "place": one.place,
                "text": one.text,
                "value": one.value,
                "chance": one.chance,
                "answers": [{"code": a.code, "label": a.label, "change": a.change} for a in one.answers],
            }
            for one in found.listed
        ]
        result = JobSerializer(found.result).data if found.result else None
        return Response({"result": result, "stale": found.stale, "questions": rows})

    @operation(
        "Say what they answered to a question; ask for a job to compute with it",
        takes=QuestionAnswerSerializer,
        gives=EvidenceSerializer,
        status=201,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(QuestionAnswerSerializer)
        job: Job = self.child(Job.objects.filter(deal=self.access.deal).select_related("result"), data["job"])
        result = getattr(job, "result", None)
        parts = opened(result.document, self.access).get("questions", []) if result else []
        if not 0 <= data["place"] < len(parts):
            raise Rejected("The job has no such question.", "place")
        row = questions.answer(self.access.deal, part=parts[data["place"]], answer=data["answer"], **self.by)
        return self.show(EvidenceSerializer, Evidence.objects.get(pk=row.pk), 201)


class LeanSerializer(Strict):
    choice = Whole(help_text="The place of the package that they leaned to.")


class SuggestionLean(DealAPIView):
    permissions = needs(POST=P.SECRETS_EDIT)

    @operation("Say which package of a set they leaned to", takes=LeanSerializer, gives=EvidenceSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, suggestion_id: UUID) -> Response:
        row: Suggestion = self.child(Suggestion.objects.filter(deal=self.access.deal), suggestion_id)
        noted = questions.lean(self.access.deal, row.pk, choice=self.body(LeanSerializer)["choice"], **self.by)
        return self.show(EvidenceSerializer, Evidence.objects.get(pk=noted.pk), 201)


def _band(band: Band) -> dict[str, float]:
    return {name: round(getattr(band, name), DIGITS) for name in ("low", "median", "high")}


def _pairs(found: Estimates) -> list[dict[str, Any]]:
    return [
        {"first": one.issue, "second": found.issues[b].issue, "chance": round(chance, DIGITS)}
        for a, (one, row) in enumerate(zip(found.issues, found.matrix, strict=True))
        for b, chance in enumerate(row)
        if b > a and chance is not None
    ]
