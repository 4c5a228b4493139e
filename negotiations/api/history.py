"""The history of a deal: events that the reader may see, by their numbers; and undo."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import LARGEST_ID
from accounts.rest.pagination import PAGING, Key, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import undo
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import choices
from negotiations.enums import Verb
from negotiations.models import Event
from negotiations.queries.history import page as history
from negotiations.queries.history.words import load_names, sentence
from negotiations.queries.reading import opened

AFTER = OpenApiParameter(
    "after",
    {"type": "integer", "minimum": 0},
    description="Only events after this number, oldest first: ask again with the last `seq` you have seen.",
)

NARROWED = [
    OpenApiParameter("noun", str, description="Only events of this kind of row."),
    OpenApiParameter("object", str, description="Only events of the row with this id."),
    OpenApiParameter("field", str, description="Only events of this field: the values that it has had."),
]


class EventSerializer(serializers.Serializer[Any]):
    """One change. Events with the same ``batch`` are one action, and are undone together."""

    seq = serializers.IntegerField()
    batch = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = PersonSerializer(allow_null=True)
    verb = serializers.ChoiceField(choices(Verb))
    noun = serializers.CharField()
    object = serializers.CharField(source="object_id")
    issue = serializers.UUIDField(source="issue_id", allow_null=True)
    field = serializers.CharField(allow_blank=True)
    secret = serializers.BooleanField()
    before = serializers.SerializerMethodField(help_text="As it is stored: a date's level is its ordinal.")
    after = serializers.SerializerMethodField()
    undoes = serializers.IntegerField(allow_null=True, help_text="The batch that this takes back.")
    text = serializers.SerializerMethodField(help_text="The change in plain words, without who made it.")

    def get_before(self, event: Event) -> Any:
        return self._value(event, "before")

    def get_after(self, event: Event) -> Any:
        return self._value(event, "after")

    def get_text(self, event: Event) -> str:
        return " ".join(piece.text for piece in sentence(event, self.context["names"]))

    def _value(self, event: Event, name: str) -> Any:
        value = event.stored(name)
        return opened(value, self.context["access"]) if event.secret else value


class EventList(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW)

    @operation("Read the history, latest first", gives=page_of(EventSerializer), parameters=[*PAGING, AFTER, *NARROWED])
    def get(self, request: Request, deal_id: UUID) -> Response:
        events, after = history.visible(self.access), request.query_params.get("after")
        for parameter, column in (("noun", "noun"), ("object", "object_id"), ("field", "field")):
            if parameter in request.query_params:
                events = events.filter(**{column: request.query_params[parameter].replace("\0", "")})
        if after is not None:
            events = events.filter(seq__gt=self._seq(after))
        keys = [Key("seq", whole, descending=after is None)]
        return Response(page(request, events.select_related("actor", "secrets", "erasable"), keys, self._shown))

    def _shown(self, events: list[Event]) -> Iterable[Any]:
        names = load_names(self.access, events)
        return EventSerializer(events, many=True, context={"access": self.access, "names": names}).data

    def _seq(self, text: str) -> int:
        try:
            return whole(text)
        except ValueError:
            raise Invalid({"after": [f"A number from 0 to {LARGEST_ID}."]}) from None


class RestoreSerializer(Strict):
    version = serializers.IntegerField(
        min_value=0, max_value=LARGEST_ID, help_text="The `seq` of the field's last change that you have seen."
    )


class RestoredSerializer(serializers.Serializer[Any]):
    """``seq`` of the new event; null when the field had that value already."""

    seq = serializers.IntegerField(allow_null=True)


class EventRestore(DealAPIView):
    permissions = needs(POST=P.DEAL_VIEW)

    @operation("Give a field the value again that this event wrote", takes=RestoreSerializer, gives=RestoredSerializer)
    def post(self, request: Request, deal_id: UUID, seq: int) -> Response:
        form = RestoreSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        event = undo.restore_value(self.access.deal, seq, seen=form.validated_data["version"], **self.by)
        return Response({"seq": event.seq if event else None})


class UndoneSerializer(serializers.Serializer[Any]):
    verb = serializers.ChoiceField(choices(Verb))
    noun = serializers.CharField()
    object = serializers.CharField(source="object_id")
    field = serializers.CharField(allow_blank=True)


class UndoSerializer(serializers.Serializer[Any]):
    """The events that took the action back, or did it again, without their values."""

    events = UndoneSerializer(many=True)


class DealUndo(DealAPIView):
    permissions = needs(POST=P.DEAL_VIEW)

    @operation("Take back your own last action on this deal", gives=UndoSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        events = undo.undo_last(self.access.deal, **self.by)
        return Response({"events": UndoneSerializer(events, many=True).data})


class DealRedo(DealAPIView):
    permissions = needs(POST=P.DEAL_VIEW)

    @operation("Do again what your own last undo took back", gives=UndoSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        events = undo.redo_last(self.access.deal, **self.by)
        return Response({"events": UndoneSerializer(events, many=True).data})
