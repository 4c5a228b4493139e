"""Agreed points: what both sides agreed on, in whose words, where it is in writing."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Day, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import terms
from negotiations.api.base import P, needs
from negotiations.api.levels import Level, read_level
from negotiations.api.registers import PreparedSerializer, RegisterAPIView, issue_id, person_id
from negotiations.api.rows import Edit
from negotiations.levels import scale_of
from negotiations.models import Term

NAME, WORDING, WHERE, WHO, CLAUSE = 120, 2000, 160, 120, 40


class OwnLevel(Level):
    """A level of the row's issue, where it has one."""

    def get_attribute(self, instance: Any) -> Any:
        return None if instance.issue is None else super().get_attribute(instance)


class TermSerializer(PreparedSerializer):
    """``level`` is that of the issue, an option's number on one of choice; ``secured`` says where it is in writing."""

    text = serializers.CharField()
    level = OwnLevel(allow_null=True)
    wording = serializers.CharField(allow_blank=True)
    ours_by = serializers.IntegerField(source="ours_by_id", allow_null=True)
    ours_on = serializers.DateField(allow_null=True)
    theirs_by = serializers.CharField(allow_blank=True)
    theirs_on = serializers.DateField(allow_null=True)
    secured = serializers.CharField(allow_blank=True)
    secured_by = serializers.CharField(allow_blank=True)
    clause = serializers.CharField(allow_blank=True)


class TermFields(Strict):
    issue = issue_id()
    level = Level(allow_null=True, required=False)
    wording = Text(WORDING, allow_blank=True, required=False)
    ours_by = person_id()
    ours_on = Day(allow_null=True, required=False)
    theirs_by = Text(WHO, allow_blank=True, required=False)
    theirs_on = Day(allow_null=True, required=False)
    secured = Text(WHERE, allow_blank=True, required=False)
    secured_by = Text(WHO, allow_blank=True, required=False)
    clause = Text(CLAUSE, allow_blank=True, required=False)


class NewTermSerializer(TermFields):
    text = Text(NAME)


class TermEditSerializer(TermFields, Edit):
    text = Text(NAME, required=False)


class TermAPIView(RegisterAPIView):
    register, model, actions, shown = terms.REGISTER, Term, terms, TermSerializer
    row: Term | None = None

    def mine(self, pk: UUID) -> Term:
        self.row = super().mine(pk)
        return self.row

    def read(self, taken: type[Any]) -> dict[str, Any]:
        """The validated body, a level as that of the issue named, or of the row's."""
        data = super().read(taken)
        if data.get("level") is not None:
            issue = data.get("issue", self.row.issue if self.row else None)
            if issue is None:
                raise Invalid({"level": ["Name the issue first: it says what can be agreed."]})
            scale = replace(scale_of(issue, self.access.deal.currency), low=None, high=None)
            data["level"] = read_level(scale, data["level"], "level")
        return data


class TermList(TermAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.CLOSE_EDIT)

    @operation("List the agreed points", gives=page_of(TermSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write an agreed point down", takes=NewTermSerializer, gives=TermSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewTermSerializer)


class TermDetail(TermAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.CLOSE_EDIT, DELETE=P.CLOSE_EDIT)

    @operation("Read an agreed point", gives=TermSerializer)
    def get(self, request: Request, deal_id: UUID, term_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), term_id))

    @operation("Change an agreed point: one action", takes=TermEditSerializer, gives=TermSerializer)
    def patch(self, request: Request, deal_id: UUID, term_id: UUID) -> Response:
        return self.changed(term_id, TermEditSerializer)

    @operation("Take an agreed point out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, term_id: UUID) -> Response:
        return self.removed(term_id)
