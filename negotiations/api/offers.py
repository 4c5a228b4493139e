"""Offers on record, their check against the mandate, and releases by the holdout. Secret throughout."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Amount, Id, Moment, Text
from accounts.rest.pagination import PAGING, Key, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import evidence, guards, moves, offers
from negotiations.actions.ledger import MAX_WORDS as MAX_RETURN
from negotiations.actions.moves import Said
from negotiations.api.alternatives import Levels
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.levels import LevelOfIssueSerializer, read_levels
from negotiations.api.moves import MOST_PAYS
from negotiations.api.rows import Revealed, choices
from negotiations.enums import OfferStepKind, Party
from negotiations.enums_table import MoveKind
from negotiations.models import Guard, GuardPrice, Offer, OfferStep
from negotiations.queries.mandate.check import check
from negotiations.queries.plan.rows import load_plan


class OfferStepSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices(OfferStepKind))
    words = Revealed(serializers.CharField(), help_text="The price of releasing it as stated, or why it is held.")
    by = PersonSerializer()
    at = serializers.DateTimeField()


class OfferSerializer(serializers.Serializer[Any]):
    """What a side put on the table. It is made when a step says so; until then it waits, or was held or withdrawn."""

    id = serializers.UUIDField()
    party = serializers.ChoiceField(choices(Party))
    number = serializers.IntegerField(help_text="Counts the offers of its side.")
    entry = serializers.IntegerField(source="move.number", help_text="The number of its entry in the log.")
    levels = Levels()
    said_by = Revealed(serializers.CharField())
    note = Revealed(serializers.CharField())
    happened_at = serializers.DateTimeField()
    recorded_by = PersonSerializer()
    recorded_at = serializers.DateTimeField()
    mandate = serializers.IntegerField(source="mandate.number", allow_null=True, default=None)
    exception = serializers.UUIDField(source="exception_id", allow_null=True)
    steps = OfferStepSerializer(many=True, source="told")


class NewOfferSerializer(Strict):
    party = serializers.ChoiceField(choices(Party))
    levels = LevelOfIssueSerializer(many=True, max_length=1000, allow_empty=False)
    key = Id(help_text="Yours: the same one again is the same offer, however often it is sent.")
    said_by = Text(evidence.MAX_SAID_BY, allow_blank=True, required=False)
    note = Text(moves.MAX_WORDS, allow_blank=True, required=False)
    in_return = Text(MAX_RETURN, allow_blank=True, required=False, help_text="What they are to give for what it gives.")
    pays = serializers.ListField(
        child=Text(80), required=False, max_length=MOST_PAYS, help_text="Keys of gets in the ledger that it is for."
    )
    why = Text(moves.MAX_WHY, allow_blank=True, required=False, help_text="Why it gives for nothing.")
    happened_at = Moment(required=False)
    exception = Id(required=False, help_text="A granted exception for exactly these levels.")


class LevelsSerializer(Strict):
    levels = LevelOfIssueSerializer(many=True, max_length=1000, allow_empty=False)


class ReasonSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(
        help_text="walk_away, never, floor, threshold, not_named, value, discount, nobody, mandate"
    )
    issue = serializers.CharField(allow_blank=True)
    text = serializers.CharField()


class VerdictSerializer(serializers.Serializer[Any]):
    """What the mandate says of an offer of ours that is not on record."""

    within = serializers.BooleanField()
    reasons = ReasonSerializer(many=True)
    worth = serializers.CharField(allow_null=True, help_text="To us, in money or points.")
    over_floor = serializers.CharField(allow_null=True)
    waits_for = serializers.ListField(child=serializers.CharField(), help_text="Holdouts whose guard it crosses.")


class WordsSerializer(Strict):
    words = Text(offers.MAX_WORDS, allow_blank=True, required=False)


class OfferAPIView(DealAPIView):
    def offers_of(self) -> QuerySet[Offer]:
        rows = Offer.objects.filter(deal=self.access.deal)
        return rows.select_related("deal", "recorded_by", "mandate", "move")

    def told(self, rows: Any) -> Any:
        """The offers with what became of each. One query."""
        found = list(rows)
        steps: dict[UUID, list[OfferStep]] = {}
        for step in OfferStep.objects.filter(offer__in=found).select_related("by").order_by("seq"):
            steps.setdefault(step.offer_id, []).append(step)
        for row in found:
            row.told = steps.get(row.pk, [])
        return found

    def one(self, pk: UUID, status: int = 200) -> Response:
        return self.show(OfferSerializer, self.told(self.offers_of().filter(pk=pk))[0], status)

    def levels_in(self, data: dict[str, Any]) -> dict[UUID, Any]:
        levels = read_levels(self.access.deal, data["levels"], "levels")
        return {pk: level for pk, level in levels.items() if level is not None}


class OfferList(OfferAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.OFFER_RECORD)

    @operation("List the offers of both sides, oldest first", gives=page_of(OfferSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        shown = self.rows(OfferSerializer)
        return Response(page(request, self.offers_of(), [Key("seq", whole)], lambda rows: shown(self.told(rows))))

    @operation(
        "Put an offer on record and in the log, once for its key; one of ours is refused (409) outside the mandate, "
        "with its reasons, and when it gives and gets nothing",
        takes=NewOfferSerializer,
        gives=OfferSerializer,
        status=201,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewOfferSerializer)
        key, levels, party = data.pop("key"), self.levels_in(data), Party(data.pop("party"))
        how = {"words": data.pop("note", ""), "pays": tuple(data.pop("pays", ()))}
        said = Said(party, MoveKind.OFFER, **{**data, **how, "levels": levels})
        row = moves.record(self.access.deal, said, key=key, **self.by)
        if row.offer_id is None:
            raise Invalid({"key": ["This key is of an entry that is no offer."]})
        return self.one(row.offer_id, 201)


class OfferCheck(OfferAPIView):
    permissions = needs(POST=P.OFFER_RECORD)

    @operation("Check an offer of ours against the mandate", takes=LevelsSerializer, gives=VerdictSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        levels = self.levels_in(self.body(LevelsSerializer))
        today = timezone.localdate(self.now)
        found = check(load_plan(self.access.deal), self.access, levels, today=today, seats=self.access.seats)
        verdict = {
            "within": found.within,
            "reasons": found.reasons,
            "worth": None if found.worth is None else str(found.worth),
            "over_floor": None if found.over is None else str(found.over),
            "waits_for": [str(one.user) for one in found.guards],
        }
        return self.show(VerdictSerializer, verdict)


class OfferDetail(OfferAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read an offer", gives=OfferSerializer)
    def get(self, request: Request, deal_id: UUID, offer_id: UUID) -> Response:
        return self.one(self.child(self.offers_of(), offer_id).pk)


class OfferRelease(OfferAPIView):
    permissions = needs(POST=P.OFFER_RELEASE)

    @operation("Release an offer that waits for you, at your price", takes=WordsSerializer, gives=OfferSerializer)
    def post(self, request: Request, deal_id: UUID, offer_id: UUID) -> Response:
        row = self.child(self.offers_of(), offer_id)
        offers.release(row, price=self.body(WordsSerializer).get("words", ""), **self.by)
        return self.one(row.pk)


class OfferHold(OfferAPIView):
    permissions = needs(POST=P.OFFER_RELEASE)

    @operation("Hold back an offer that waits for you", takes=WordsSerializer, gives=OfferSerializer)
    def post(self, request: Request, deal_id: UUID, offer_id: UUID) -> Response:
        row = self.child(self.offers_of(), offer_id)
        offers.hold(row, why=self.body(WordsSerializer).get("words", ""), **self.by)
        return self.one(row.pk)


class OfferWithdraw(OfferAPIView):
    permissions = needs(POST=P.OFFER_RECORD)

    @operation("Withdraw an offer that waits for release", gives=OfferSerializer)
    def post(self, request: Request, deal_id: UUID, offer_id: UUID) -> Response:
        row = self.child(self.offers_of(), offer_id)
        offers.withdraw(row, **self.by)
        return self.one(row.pk)


class GuardSerializer(serializers.Serializer[Any]):
    """What you hold. ``price`` is the true one: nobody else reads it."""

    issues = Revealed(serializers.ListField(child=serializers.UUIDField()))
    threshold = Revealed(Amount(**MONEY), allow_null=True)
    stated = Revealed(serializers.CharField())
    price = Revealed(serializers.CharField())


class GuardEditSerializer(Strict):
    issues = serializers.ListField(child=Id(), required=False, max_length=1000)
    threshold = Amount(**MONEY, allow_null=True, required=False)
    stated = Text(guards.MAX_WORDS, allow_blank=True, required=False)
    price = Text(guards.MAX_WORDS, allow_blank=True, required=False)


class GuardDetail(DealAPIView):
    permissions = needs(GET=P.OFFER_RELEASE, PATCH=P.OFFER_RELEASE)

    @operation("Read your own guard", gives=GuardSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        row = Guard.objects.filter(deal=self.access.deal, user=self.user).first()
        kept = GuardPrice.objects.filter(guard=row).first() if row else None
        found = {name: getattr(row, name) if row else empty for name, empty in EMPTY.items()}
        return self.show(GuardSerializer, {**found, "price": kept.price if kept else ""})

    @operation("Change your own guard", takes=GuardEditSerializer, gives=GuardSerializer)
    def patch(self, request: Request, deal_id: UUID) -> Response:
        guards.edit_all(self.access.deal, **self.body(GuardEditSerializer), **self.by)
        return self.get(request, deal_id)


EMPTY: dict[str, Any] = {"issues": [], "threshold": None, "stated": ""}
