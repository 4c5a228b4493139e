"""Notes about people, for their readers; and personal motives, for readers of secrets."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Day, Text
from accounts.rest.pagination import BY_ID, PAGING, page
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import interests, notes
from negotiations.api.base import P, needs
from negotiations.api.rows import Edit, Revealed, Version, choices
from negotiations.api.stakeholders import StakeholderAPIView
from negotiations.enums import NotePrivacy
from negotiations.models import Motive, StakeholderNote
from negotiations.queries.people.notes import NoteReader, readable
from negotiations.queries.reading import opened


class NoteSerializer(serializers.Serializer[Any]):
    """A note about somebody, erased for good on ``delete_on``."""

    id = serializers.UUIDField()
    stakeholder = serializers.UUIDField(source="stakeholder_id")
    author = PersonSerializer(allow_null=True)
    privacy = serializers.ChoiceField(choices(NotePrivacy))
    text = serializers.SerializerMethodField()
    delete_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()

    def get_text(self, row: StakeholderNote) -> str:
        return str(opened(row.text, NoteReader(row, self.context["access"])))


class NewNoteSerializer(Strict):
    stakeholder = serializers.UUIDField()
    text = Text(notes.LONGEST)
    privacy = serializers.ChoiceField(choices(NotePrivacy), required=False)
    delete_on = Day(allow_null=True, required=False)


class NoteAPIView(StakeholderAPIView):
    def notes_of(self) -> QuerySet[StakeholderNote]:
        rows = readable(self.access).filter(stakeholder__removed_at__isnull=True)
        return rows.select_related("stakeholder__deal", "author")

    def about(self, data: dict[str, Any]) -> Any:
        row = self.rows_of().filter(pk=data.pop("stakeholder")).first()
        if row is None:
            raise Invalid({"stakeholder": ["Nobody of this deal has this id."]})
        return row


class NoteList(NoteAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.PEOPLE_NOTE)

    @operation("List the notes that you may read", gives=page_of(NoteSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.notes_of(), [BY_ID], self.rows(NoteSerializer)))

    @operation("Write a note about somebody", takes=NewNoteSerializer, gives=NoteSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewNoteSerializer)
        row = notes.add(self.about(data), **data, **self.by)
        return self.show(NoteSerializer, self.notes_of().get(pk=row.pk), 201)


class NoteDetail(NoteAPIView):
    permissions = needs(GET=P.DEAL_VIEW, DELETE=P.PEOPLE_NOTE)

    @operation("Read a note", gives=NoteSerializer)
    def get(self, request: Request, deal_id: UUID, note_id: UUID) -> Response:
        return self.show(NoteSerializer, self.child(self.notes_of(), note_id))

    @operation("Erase a note for good", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, note_id: UUID) -> Response:
        notes.erase(self.child(self.notes_of(), note_id), **self.by)
        return Response(status=204)


class MotiveSerializer(serializers.Serializer[Any]):
    """What somebody wants for themselves, apart from their company. Secret."""

    id = serializers.UUIDField()
    stakeholder = serializers.UUIDField(source="stakeholder_id")
    text = Revealed(serializers.CharField())
    version = Version()


class NewMotiveSerializer(Strict):
    stakeholder = serializers.UUIDField()
    text = Text(interests.LONGEST)


class MotiveEditSerializer(Edit):
    text = Text(interests.LONGEST)


class MotiveAPIView(NoteAPIView):
    def motives_of(self) -> QuerySet[Motive]:
        rows = Motive.objects.filter(stakeholder__deal=self.access.deal, removed_at__isnull=True)
        return rows.filter(stakeholder__removed_at__isnull=True).select_related("stakeholder__deal")


class MotiveList(MotiveAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation("List personal motives", gives=page_of(MotiveSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.motives_of(), [BY_ID], self.rows(MotiveSerializer)))

    @operation("Write a personal motive down", takes=NewMotiveSerializer, gives=MotiveSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewMotiveSerializer)
        row = interests.add_motive(self.about(data), **data, **self.by)
        return self.show(MotiveSerializer, self.motives_of().get(pk=row.pk), 201)


class MotiveDetail(MotiveAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Read a personal motive", gives=MotiveSerializer)
    def get(self, request: Request, deal_id: UUID, motive_id: UUID) -> Response:
        return self.show(MotiveSerializer, self.child(self.motives_of(), motive_id))

    @operation("Edit a personal motive", takes=MotiveEditSerializer, gives=MotiveSerializer)
    def patch(self, request: Request, deal_id: UUID, motive_id: UUID) -> Response:
        row = self.child(self.motives_of(), motive_id)
        data = self.body(MotiveEditSerializer)
        interests.edit_motive(row, data["text"], seen=self.seen(row, "text", data["version"]), **self.by)
        return self.show(MotiveSerializer, self.motives_of().get(pk=motive_id))

    @operation("Take a personal motive out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, motive_id: UUID) -> Response:
        interests.remove_motive(self.child(self.motives_of(), motive_id), **self.by)
        return Response(status=204)


__all__ = ["MotiveDetail", "MotiveList", "NoteDetail", "NoteList"]
