"""The frontiers of all guesses about them, as the API shows what ``queries.finding_cloud`` found."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers


class LikelyPointSerializer(serializers.Serializer[Any]):
    ours = serializers.CharField()
    theirs = serializers.ListField(child=serializers.CharField(), help_text="10, 50 and 90 % over the guesses.")


class RegionSerializer(serializers.Serializer[Any]):
    ours = serializers.ListField(child=serializers.CharField())
    theirs = serializers.ListField(child=serializers.CharField())
    both_gain = serializers.FloatField(help_text="The part of the guesses in which both can gain.")


class LikelySerializer(serializers.Serializer[Any]):
    """The frontiers of all guesses: what they could have at most at each worth to us, and where the fair deal lies."""

    levels = LikelyPointSerializer(many=True)
    guesses = serializers.IntegerField()
    nash = RegionSerializer(allow_null=True)


class ShiftSerializer(serializers.Serializer[Any]):
    """What becomes of the fair deals when one side has a fifth more or less without this deal."""

    whose = serializers.ChoiceField(["ours", "theirs"])
    more = serializers.BooleanField()
    outlook = serializers.CharField()
    moved = serializers.DictField(child=serializers.CharField(), help_text="Rule: what its deal is then worth to us.")


def likely_shown(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """The document's likely frontiers."""
    found = document.get("likely")
    if not found:
        return None
    return {**found, "levels": [{"ours": ours, "theirs": theirs} for ours, *theirs in found["levels"]]}
