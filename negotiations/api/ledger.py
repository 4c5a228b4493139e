"""The paired ledger: gives of ours beside what was had for them, gets and where they are in writing. Secret."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.rest.errors import Invalid
from accounts.rest.fields import Day, Text, Whole
from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import ledger
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Revealed, choices
from negotiations.engine.ledger import GiveState
from negotiations.enums import Party
from negotiations.enums_ledger import PairingKind
from negotiations.models import Debt, Pairing, Securing
from negotiations.queries.ledger import Ledger, Line, item_key, ledger_of
from negotiations.queries.ledger.page import Words, age_words, effect_words, step_words

KEY = 80
STATES = [(state.value, state.value) for state in GiveState]


class LedgerBandSerializer(serializers.Serializer[Any]):
    """In money or points: 10, 50 and 90 of 100 guesses lie below."""

    low = serializers.CharField()
    median = serializers.CharField()
    high = serializers.CharField()


class PairingSerializer(serializers.Serializer[Any]):
    """What stands against a give: ``get`` is the key of a get, else ``words`` say what is to come or why nothing is."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices(PairingKind))
    give = serializers.SerializerMethodField()
    get = serializers.SerializerMethodField()
    words = Revealed(serializers.CharField())
    automatic = serializers.BooleanField(help_text="It followed from the log: nobody said so.")
    by = PersonSerializer()
    at = serializers.DateTimeField()

    def get_give(self, row: Pairing) -> str:
        return item_key(row.give_id, row.give_issue_id)

    def get_get(self, row: Pairing) -> str | None:
        return None if row.get_id is None else item_key(row.get_id, row.get_issue_id)


class SecuringSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    place = Revealed(serializers.CharField())
    person = Revealed(serializers.CharField())
    by = PersonSerializer()
    at = serializers.DateTimeField()


class DebtSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    give = serializers.SerializerMethodField()
    owner = PersonSerializer()
    due = serializers.DateField(allow_null=True)

    def get_give(self, row: Debt) -> str:
        return item_key(row.give_id, row.issue_id)


class LineSerializer(serializers.Serializer[Any]):
    """A give of ours or a get on one issue. ``ours`` is what it brings us (below 0: costs us), ``theirs`` what it
    likely brings them; both null where they are not known."""

    key = serializers.CharField(help_text="Names it in the other calls: the id of its entry, and of its issue.")
    party = serializers.ChoiceField(choices(Party))
    move = serializers.UUIDField(allow_null=True)
    number = serializers.IntegerField(allow_null=True)
    issue = serializers.UUIDField(allow_null=True)
    words = serializers.CharField()
    ours = serializers.CharField(allow_null=True)
    theirs = LedgerBandSerializer(allow_null=True)
    state = serializers.ChoiceField(STATES)
    step = serializers.CharField(help_text="What kind of step it was part of, by its own side.")
    effect = serializers.CharField(help_text="What that step likely did to both.")
    why = serializers.CharField(help_text="The reason for which it was given for nothing.")
    age = serializers.CharField()
    pairings = PairingSerializer(many=True)
    securing = SecuringSerializer(allow_null=True)
    owner = PersonSerializer(allow_null=True)
    due = serializers.DateField(allow_null=True)


class LedgerSerializer(serializers.Serializer[Any]):
    """``balance`` is what all gives and takings together brought us, ``their_balance`` what they brought them."""

    balance = serializers.CharField()
    their_balance = LedgerBandSerializer(allow_null=True)
    gives = LineSerializer(many=True)
    gets = LineSerializer(many=True)
    open_debts = serializers.ListField(child=serializers.CharField(), help_text="Keys of gives.")
    promised = serializers.ListField(child=serializers.CharField(), help_text="Keys of gives.")
    unsecured = serializers.ListField(child=serializers.CharField(), help_text="Keys of gets.")


class PairSerializer(Strict):
    """Exactly one of ``get``, ``promise`` and ``let_go``."""

    give = Text(KEY)
    get = Text(KEY, required=False)
    promise = Text(ledger.MAX_WORDS, required=False)
    let_go = Text(ledger.MAX_WORDS, required=False)


class SecureSerializer(Strict):
    get = Text(KEY)
    place = Text(ledger.MAX_WORDS)
    person = Text(ledger.MAX_WORDS, allow_blank=True, required=False)


class AssignSerializer(Strict):
    give = Text(KEY)
    owner = Whole(help_text="The id of a member of the team.")
    due = Day(allow_null=True, required=False)


class LedgerAPIView(DealAPIView):
    def book(self) -> Ledger:
        return ledger_of(self.access.deal, self.access, today=timezone.localdate(self.now))


class LedgerDetail(LedgerAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read the paired ledger", gives=LedgerSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        book = self.book()
        words = Words(book, self.access, self.now)
        shown = {
            "balance": str(book.balance),
            "their_balance": book.their_balance,
            "gives": [_line(one, book, words) for one in book.gives],
            "gets": [_line(one, book, words) for one in book.gets],
            "open_debts": [one.key for one in book.debts],
            "promised": [one.key for one in book.promised],
            "unsecured": [one.key for one in book.unsecured],
        }
        return self.show(LedgerSerializer, shown)


class LedgerPair(LedgerAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Say what was had for a give", takes=PairSerializer, gives=PairingSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = ledger.pair(self.access.deal, **self.body(PairSerializer), **self.by)
        return self.show(PairingSerializer, row, 201)


class PairingReverse(LedgerAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Take a pairing back", gives=None, status=204)
    def post(self, request: Request, deal_id: UUID, pairing_id: UUID) -> Response:
        rows = Pairing.objects.filter(deal=self.access.deal).select_related("deal")
        ledger.take_back(self.child(rows, pairing_id), **self.by)
        return Response(status=204)


class LedgerSecure(LedgerAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Say where a get is confirmed in writing", takes=SecureSerializer, gives=SecuringSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = ledger.secure(self.access.deal, **self.body(SecureSerializer), **self.by)
        return self.show(SecuringSerializer, row, 201)


class SecuringReverse(LedgerAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Take back that a get is in writing", gives=None, status=204)
    def post(self, request: Request, deal_id: UUID, securing_id: UUID) -> Response:
        rows = Securing.objects.filter(deal=self.access.deal).select_related("deal")
        ledger.take_back(self.child(rows, securing_id), **self.by)
        return Response(status=204)


class LedgerAssign(LedgerAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Say who sees to a debt", takes=AssignSerializer, gives=DebtSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(AssignSerializer)
        owner = User.objects.filter(pk=data.pop("owner")).first()
        if owner is None:
            raise Invalid({"owner": ["There is no such member."]})
        row = ledger.assign(self.access.deal, owner=owner, **data, **self.by)
        return self.show(DebtSerializer, row, 201)


def _line(one: Line, book: Ledger, words: Words) -> dict[str, Any]:
    item, labels = words.item(one), book.labels.get(one.entry.key)
    return {
        "key": one.key,
        "party": one.entry.party if not one.change.agreed else ("ours" if one.ours_to_give else "theirs"),
        "move": one.move.pk if one.move else None,
        "number": item.number,
        "issue": one.issue.pk if one.issue else None,
        "words": item.title.removeprefix(f"{item.number}: "),
        "ours": None if one.ours is None else str(one.ours),
        "theirs": one.theirs,
        "state": one.state.value,
        "step": step_words(labels),
        "effect": effect_words(labels),
        "why": item.why,
        "age": age_words(one.days(words.now)),
        "pairings": one.pairings,
        "securing": one.securing,
        "owner": one.owner if one.owes else None,
        "due": one.due,
    }
