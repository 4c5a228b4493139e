"""Facts: to share and to ask for, with the balance of what changed hands; and the protected ones, which are secret."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Day, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import facts
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.registers import ENTER, PreparedSerializer, RegisterAPIView, issue_id
from negotiations.api.rows import Edit, Revealed, choices
from negotiations.enums import Party
from negotiations.enums_prepare import FactClass
from negotiations.models import Fact, ProtectedFact
from negotiations.queries.prepare.disclosure import balance

LONGEST, SOURCE = 300, 160


class FactSerializer(PreparedSerializer):
    """``exchanged_on``: the day on which we told them (class share) or they told us (class ask)."""

    text = serializers.CharField()
    about = serializers.ChoiceField(choices(Party))
    share_class = serializers.ChoiceField(choices(FactClass))
    source = serializers.CharField(allow_blank=True)
    dated = serializers.DateField(allow_null=True)
    exchanged_on = serializers.DateField(allow_null=True)
    question = serializers.UUIDField(source="question_id", allow_null=True, help_text="Whose answer brought it.")


class FactFields(Strict):
    about = serializers.ChoiceField(choices(Party), required=False)
    issue = issue_id()
    source = Text(SOURCE, allow_blank=True, required=False)
    dated = Day(allow_null=True, required=False)


OPEN = [str(FactClass.SHARE), str(FactClass.ASK)]


class OpenFactFields(FactFields):
    share_class = serializers.ChoiceField(OPEN, required=False)
    exchanged_on = Day(allow_null=True, required=False)


class NewFactSerializer(OpenFactFields):
    text = Text(LONGEST)


class FactEditSerializer(OpenFactFields, Edit):
    """The class ``protect`` moves it among the secrets; the answer is then 204, and the row is gone from here."""

    text = Text(LONGEST, required=False)
    share_class = serializers.ChoiceField(choices(FactClass), required=False)


class FactAPIView(RegisterAPIView):
    register, model, actions, shown = facts.REGISTER, Fact, facts, FactSerializer


class FactList(FactAPIView):
    permissions = needs(GET=ENTER, POST=ENTER)

    @operation("List the facts that are not protected", gives=page_of(FactSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write a fact down", takes=NewFactSerializer, gives=FactSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewFactSerializer)


class FactDetail(FactAPIView):
    permissions = needs(GET=ENTER, PATCH=ENTER, DELETE=ENTER)

    @operation("Read a fact", gives=FactSerializer)
    def get(self, request: Request, deal_id: UUID, fact_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), fact_id))

    @operation(
        "Change a fact: one action",
        takes=FactEditSerializer,
        gives=FactSerializer,
        or_nothing="It is protected now, and gone from here: read it among the protected facts.",
    )
    def patch(self, request: Request, deal_id: UUID, fact_id: UUID) -> Response:
        return self.changed(fact_id, FactEditSerializer)

    @operation("Take a fact out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, fact_id: UUID) -> Response:
        return self.removed(fact_id)


class BalanceSerializer(serializers.Serializer[Any]):
    """Protected facts are not in it. ``alert`` is empty unless telling goes one way."""

    told = serializers.IntegerField()
    received = serializers.IntegerField()
    alert = serializers.CharField(allow_blank=True)


class DisclosureDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW)

    @operation("Read the balance of what we told them and they told us", gives=BalanceSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(
            BalanceSerializer, balance(Fact.objects.filter(deal=self.access.deal, removed_at__isnull=True))
        )


class ProtectedFactSerializer(PreparedSerializer):
    """A fact that they must not know. Secret."""

    text = Revealed(serializers.CharField())
    about = serializers.ChoiceField(choices(Party))
    source = Revealed(serializers.CharField(allow_blank=True))
    dated = serializers.DateField(allow_null=True)


class NewProtectedFactSerializer(FactFields):
    text = Text(LONGEST)


class ProtectedFactEditSerializer(FactFields, Edit):
    text = Text(LONGEST, required=False)


class _Protected:
    """The actions of protected facts, as a register's views call them."""

    @staticmethod
    def add(deal: Any, **fields: Any) -> Any:
        return facts.add(deal, share_class=FactClass.PROTECT, **fields)

    edit = staticmethod(facts.edit_protected)
    remove = staticmethod(facts.remove)


class ProtectedFactAPIView(RegisterAPIView):
    register, model, actions, shown = facts.PROTECTED, ProtectedFact, _Protected, ProtectedFactSerializer


class ProtectedFactList(ProtectedFactAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=ENTER)

    @operation("List the facts that they must not know", gives=page_of(ProtectedFactSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation(
        "Write a protected fact down", takes=NewProtectedFactSerializer, gives=ProtectedFactSerializer, status=201
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewProtectedFactSerializer)


class ProtectedFactDetail(ProtectedFactAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=ENTER, DELETE=ENTER)

    @operation("Read a protected fact", gives=ProtectedFactSerializer)
    def get(self, request: Request, deal_id: UUID, protected_fact_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), protected_fact_id))

    @operation("Change a protected fact: one action", takes=ProtectedFactEditSerializer, gives=ProtectedFactSerializer)
    def patch(self, request: Request, deal_id: UUID, protected_fact_id: UUID) -> Response:
        return self.changed(protected_fact_id, ProtectedFactEditSerializer)

    @operation("Take a protected fact out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, protected_fact_id: UUID) -> Response:
        return self.removed(protected_fact_id)


__all__ = ["DisclosureDetail", "FactDetail", "FactList", "ProtectedFactDetail", "ProtectedFactList"]
