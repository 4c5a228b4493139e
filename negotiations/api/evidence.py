"""What was seen and heard of the other side. Secret throughout; noted and taken back, never edited."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Id, Moment, Text, Whole
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page, whole
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import evidence
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.levels import LevelOfIssueSerializer, read_levels, show_levels
from negotiations.api.rows import Revealed, choices
from negotiations.enums import Confidence, EvidenceKind, Party
from negotiations.models import Evidence
from negotiations.queries.reading import opened

NOTED = [one for one in choices(EvidenceKind) if one[0] != EvidenceKind.SILENCE]  # a silence answers a question
MOST_PACKAGES = 8


class EvidenceSerializer(serializers.Serializer[Any]):
    """One piece. Which of the fields below ``party`` are filled depends on its kind; the others are null."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices(EvidenceKind))
    party = serializers.ChoiceField(choices(Party))
    levels = LevelOfIssueSerializer(many=True, allow_null=True, help_text="Of an offer.")
    better = LevelOfIssueSerializer(many=True, allow_null=True, help_text="Of a preference.")
    worse = LevelOfIssueSerializer(many=True, allow_null=True)
    more = serializers.UUIDField(allow_null=True, help_text="Of an order: the issue that matters more to them.")
    less = serializers.UUIDField(allow_null=True, help_text="Of an order; null: than any other.")
    packages = serializers.ListField(
        child=LevelOfIssueSerializer(many=True), allow_null=True, help_text="Of a choice, or of a silence."
    )
    picked = serializers.IntegerField(allow_null=True, help_text="Of a choice: the place in ``packages``.")
    answers = serializers.UUIDField(allow_null=True, help_text="The offer that it answers.")
    confidence = serializers.ChoiceField(choices(Confidence))
    said_by = Revealed(serializers.CharField())
    source = Revealed(serializers.CharField())
    happened_at = serializers.DateTimeField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        access = self.context["access"]
        body = opened(instance.body, access)
        shown = {name: show_levels(access.deal, body[name]) for name in ("levels", "better", "worse") if name in body}
        if "packages" in body:
            shown["packages"] = [show_levels(access.deal, one) for one in body["packages"]]
        return {
            "id": str(instance.pk),
            "kind": instance.kind,
            "party": instance.party,
            **{name: shown.get(name) for name in ("levels", "better", "worse")},
            **{name: body.get(name) for name in ("more", "less")},
            "packages": shown.get("packages"),
            "picked": body.get("picked"),
            "answers": str(instance.answers_id) if instance.answers_id else None,
            "confidence": instance.confidence,
            "said_by": opened(instance.said_by, access),
            "source": opened(instance.source, access),
            "happened_at": serializers.DateTimeField().to_representation(instance.happened_at),
        }


class PackageSerializer(Strict):
    levels = LevelOfIssueSerializer(many=True, max_length=1000, allow_empty=False)


class NewEvidenceSerializer(Strict):
    """An offer takes ``levels`` (and ``party``, ``answers``), a refusal ``answers``, a preference ``better`` and
    ``worse``, an order ``more`` and ``less``, a choice ``packages`` and ``picked``.
    """

    kind = serializers.ChoiceField(NOTED)
    party = serializers.ChoiceField(choices(Party), required=False, help_text="Of an offer; theirs unless named.")
    levels = LevelOfIssueSerializer(many=True, required=False, max_length=1000)
    answers = Id(allow_null=True, required=False)
    better = LevelOfIssueSerializer(many=True, required=False, max_length=1000)
    worse = LevelOfIssueSerializer(many=True, required=False, max_length=1000)
    more = Id(required=False)
    less = Id(allow_null=True, required=False)
    packages = PackageSerializer(many=True, required=False, max_length=MOST_PACKAGES)
    picked = Whole(required=False)
    confidence = serializers.ChoiceField(choices(Confidence), required=False)
    said_by = Text(evidence.MAX_SAID_BY, allow_blank=True, required=False)
    source = Text(evidence.MAX_SOURCE, allow_blank=True, required=False)
    happened_at = Moment(required=False)


NEEDED: dict[str, tuple[Sequence[str], Sequence[str], Callable[..., Evidence]]] = {
    EvidenceKind.OFFER: (("levels",), ("party", "answers"), evidence.note_offer),
    EvidenceKind.REFUSAL: (("answers",), (), evidence.note_refusal),
    EvidenceKind.PREFERENCE: (("better", "worse"), (), evidence.note_preference),
    EvidenceKind.ORDER: (("more",), ("less",), evidence.note_order),
    EvidenceKind.CHOICE: (("packages", "picked"), (), evidence.note_choice),
}
FACTS = ("confidence", "said_by", "source", "happened_at")


class EvidenceAPIView(DealAPIView):
    def evidence_of(self) -> QuerySet[Evidence]:
        return Evidence.objects.filter(deal=self.access.deal, removed_at__isnull=True).select_related("deal")


class EvidenceList(EvidenceAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation(
        "List what was seen and heard of them, oldest first", gives=page_of(EvidenceSerializer), parameters=PAGING
    )
    def get(self, request: Request, deal_id: UUID) -> Response:
        keys = [Key("happened_at", moment), Key("number", whole), BY_ID]
        return Response(page(request, self.evidence_of(), keys, self.rows(EvidenceSerializer)))

    @operation("Note a piece of evidence", takes=NewEvidenceSerializer, gives=EvidenceSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewEvidenceSerializer)
        kind = data.pop("kind")
        needed, others, note = NEEDED[kind]
        wrong = {name: ["This kind needs it."] for name in needed if data.get(name) is None}
        wrong |= {name: ["Not of this kind."] for name in data if name not in (*needed, *others, *FACTS)}
        if wrong:
            raise Invalid(wrong)
        if kind == EvidenceKind.OFFER:
            data["party"] = Party(data.get("party", Party.THEIRS))
        row = note(self.access.deal, **self._levels(data), **self.by)
        return self.show(EvidenceSerializer, self.evidence_of().get(pk=row.pk), 201)

    def _levels(self, data: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(data)
        for name in ("levels", "better", "worse"):
            if name in found:
                found[name] = self._package(found[name], name)
        if "packages" in found:
            found["packages"] = [
                self._package(one["levels"], f"packages.{place}.levels") for place, one in enumerate(found["packages"])
            ]
        return found

    def _package(self, items: Any, field: str) -> dict[UUID, Any]:
        levels = read_levels(self.access.deal, items, field)
        return {pk: level for pk, level in levels.items() if level is not None}


class EvidenceDetail(EvidenceAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, DELETE=P.SECRETS_EDIT)

    @operation("Read a piece of evidence", gives=EvidenceSerializer)
    def get(self, request: Request, deal_id: UUID, evidence_id: UUID) -> Response:
        return self.show(EvidenceSerializer, self.child(self.evidence_of(), evidence_id))

    @operation("Take a piece of evidence back; undo brings it again", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, evidence_id: UUID) -> Response:
        evidence.remove(self.child(self.evidence_of(), evidence_id), **self.by)
        return Response(status=204)
