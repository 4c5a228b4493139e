"""The caucus: the board of a pause. Read and written by those of the team who see secrets."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Flag, Id, Text
from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import caucus
from negotiations.actions.moves import MAX_WORDS
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, Revealed, Version
from negotiations.models import CaucusNote
from negotiations.queries.table.caucus import Board, caucus_page


class CaucusNoteSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    author = PersonSerializer()
    at = serializers.DateTimeField()
    text = Revealed(serializers.CharField())
    decision = serializers.BooleanField()
    version = Version()


class BoardSerializer(serializers.Serializer[Any]):
    """A pause and what was said in it. ``words`` is what went into the log as its end."""

    pause = serializers.UUIDField()
    since = serializers.DateTimeField()
    about = serializers.CharField(allow_blank=True)
    resumed_at = serializers.DateTimeField(allow_null=True)
    words = serializers.CharField(allow_blank=True)
    notes = CaucusNoteSerializer(many=True)


class CaucusSerializer(serializers.Serializer[Any]):
    now = BoardSerializer(allow_null=True, help_text="Null while no pause is on.")
    earlier = BoardSerializer(many=True)


class NewCaucusNoteSerializer(Strict):
    text = Text(caucus.MOST)
    decision = Flag(default=False)


class NoteEditSerializer(Edit):
    decision = Flag(required=False)


class PauseSerializer(Strict):
    key = Id(help_text="Yours: the same one twice is one entry of the log.")
    words = Text(MAX_WORDS, allow_blank=True, default="")


class CaucusAPIView(DealAPIView):
    def notes_of(self) -> QuerySet[CaucusNote]:
        rows = CaucusNote.objects.filter(deal=self.access.deal, removed_at__isnull=True)
        return rows.select_related("deal", "author")

    def board(self, status: int = 200) -> Response:
        found = caucus_page(self.access)
        document = {"now": _board(found.now) if found.now else None, "earlier": [_board(one) for one in found.earlier]}
        return self.show(CaucusSerializer, document, status)


class CaucusDetail(CaucusAPIView):
    permissions = needs(GET=P.CAUCUS, POST=P.CAUCUS)

    @operation("Read the board of the pause that is on, and of those before", gives=CaucusSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.board()

    @operation("Write a line on the board", takes=NewCaucusNoteSerializer, gives=CaucusNoteSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = caucus.say(self.access.deal, **self.body(NewCaucusNoteSerializer), **self.by)
        return self.show(CaucusNoteSerializer, self.notes_of().get(pk=row.pk), 201)


class CaucusNoteDetail(CaucusAPIView):
    permissions = needs(PATCH=P.CAUCUS, DELETE=P.CAUCUS)

    @operation("Mark a line as decided, or no longer", takes=NoteEditSerializer, gives=CaucusNoteSerializer)
    def patch(self, request: Request, deal_id: UUID, caucus_note_id: UUID) -> Response:
        row = self.child(self.notes_of(), caucus_note_id)
        data = self.body(NoteEditSerializer)
        seen = self.seen(row, "decision", data["version"])
        caucus.decide(row, data["decision"], seen=seen, **self.by)
        return self.show(CaucusNoteSerializer, self.notes_of().get(pk=row.pk))

    @operation("Take a line of your own off the board; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, caucus_note_id: UUID) -> Response:
        caucus.remove(self.child(self.notes_of(), caucus_note_id), **self.by)
        return Response(status=204)


class CaucusPause(CaucusAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation("Call a pause: an entry of the log", takes=PauseSerializer, gives=CaucusSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        caucus.pause(self.access.deal, **self.body(PauseSerializer), **self.by)
        return self.board(201)


class CaucusResume(CaucusAPIView):
    permissions = needs(POST=P.MOVE_RECORD)

    @operation(
        "End the pause; without words the lines marked as decided go into the log",
        takes=PauseSerializer,
        gives=CaucusSerializer,
        status=201,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        caucus.resume(self.access.deal, **self.body(PauseSerializer), **self.by)
        return self.board(201)


def _board(board: Board) -> dict[str, Any]:
    return {
        "pause": board.pause.row.pk,
        "since": board.pause.row.happened_at,
        "about": board.pause.words,
        "resumed_at": board.resumed,
        "words": board.words,
        "notes": [note.row for note in board.notes],
    }
