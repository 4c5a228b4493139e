"""Who is on a deal now. The stream itself is ``/live/deals/<id>/``, outside the API's views."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.api.base import DealAPIView, P, needs
from negotiations.live import presence


class HereSerializer(serializers.Serializer[Any]):
    """``place`` and ``issue`` are empty where you may not see the field."""

    user = PersonSerializer()
    present = serializers.BooleanField()
    place = serializers.CharField(source="place.element", allow_blank=True, help_text="A field, as pages call it.")
    issue = serializers.CharField(source="place.issue", allow_blank=True, help_text="The issue that is open.")
    words = serializers.CharField(allow_blank=True, help_text="The place in words.")


class PeopleHereSerializer(serializers.Serializer[Any]):
    people = HereSerializer(many=True)


class PlaceSerializer(Strict):
    tab = serializers.RegexField(r"^[a-z0-9]{1,16}$", help_text="A name of your own for this client.")
    present = serializers.BooleanField(default=True, help_text="False when you go.")
    place = serializers.RegexField(r"^[a-z][a-z0-9-]{0,79}$", allow_blank=True, default="")
    issue = serializers.UUIDField(allow_null=True, default=None)


class PresenceDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PUT=P.DEAL_VIEW)

    @operation("Read who is on the deal now, and where", gives=PeopleHereSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self._people()

    @operation("Say that you are on the deal, for 40 seconds", takes=PlaceSerializer, gives=PeopleHereSerializer)
    def put(self, request: Request, deal_id: UUID) -> Response:
        said = self.body(PlaceSerializer)
        issue = "" if said["issue"] is None else str(said["issue"])
        if said["present"]:
            presence.say(self.access, said["tab"], presence.Place(said["place"], issue))
        else:
            presence.leave(self.access, said["tab"])
        return self._people()

    def _people(self) -> Response:
        return self.show(PeopleHereSerializer, {"people": presence.here(self.access)})
