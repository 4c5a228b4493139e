"""How sure a suggestion is: as the API shows what ``queries.finding_doubt`` found."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from negotiations.api.trades import BandSerializer, band
from negotiations.queries.trades.doubt import DoubtWords


class ChanceBandSerializer(serializers.Serializer[Any]):
    """A chance between the hardest and the softest that they may be, as parts of 1. Not learned from data."""

    low = serializers.FloatField()
    middle = serializers.FloatField()
    high = serializers.FloatField()


class LeaningSerializer(serializers.Serializer[Any]):
    issue = serializers.UUIDField()
    weight = serializers.FloatField(help_text="Its mean weight in the guesses in which this package is the best.")
    likely = serializers.FloatField(help_text="Its mean weight in all guesses.")


class FlipSerializer(serializers.Serializer[Any]):
    issue = serializers.UUIDField()
    times = serializers.FloatField(
        allow_null=True,
        help_text="At so many times the weight that we think, their mean gain is nothing. Null: a wrong direction.",
    )
    possible = serializers.BooleanField(help_text="Whether that lies inside the band of 80 of 100 guesses.")


class DoubtSerializer(serializers.Serializer[Any]):
    """One proposed package over all guesses about them. Amounts in the plan's money or points, chances of 1."""

    accept = ChanceBandSerializer()
    worst = serializers.CharField(help_text="What the move does for us at the low end of our own weights.")
    ours = BandSerializer(
        required=False, help_text="What it brings us over the interval of our own weights, where the team left one."
    )
    unsure = serializers.ListField(child=serializers.UUIDField(), help_text="Issues whose weight of ours is assumed.")
    tail = serializers.CharField(help_text="Their mean gain in the worst tenth of the guesses.")
    efficient = serializers.FloatField(allow_null=True, help_text="The part of the guesses in which nothing is better.")
    left = BandSerializer(allow_null=True, help_text="What another package of the same worth to us gives them more.")
    of = serializers.IntegerField(help_text="How many packages the ranks and the regret compare.")
    best = serializers.FloatField(help_text="The chance that it is their best of them.")
    top = serializers.FloatField(help_text="The chance that it is among their best three.")
    leanings = LeaningSerializer(many=True)
    confidence = serializers.FloatField(help_text="The chance that it is the best at the weights that favour it.")
    regret = serializers.CharField(help_text="The most that they could lose by it against the best of them.")
    least_regret = serializers.BooleanField()
    flips = FlipSerializer(many=True)
    sure = serializers.ListField(child=serializers.CharField(), help_text="The same in words.")
    changes = serializers.ListField(child=serializers.CharField(), help_text="What would turn it, in words.")


def doubts_shown(parts: Sequence[Mapping[str, Any]], words: Sequence[tuple[str, DoubtWords]]) -> list[dict[str, Any]]:
    """One for each proposed package that has one."""
    said = [one for _, one in words]
    found = [part["doubt"] for part in parts if part.get("doubt")]
    if len(said) != len(found):  # what is settled already has numbers, but nothing is said of it
        return []
    return [
        {
            **doubt,
            "accept": dict(zip(("low", "middle", "high"), doubt["accept"], strict=True)),
            "left": band(doubt["left"]),
            **({"ours": band(doubt["ours"])} if doubt.get("ours") else {}),
            "sure": [f"{what}: {text}" for what, text in one.sure],
            "changes": list(one.changes),
        }
        for doubt, one in zip(found, said, strict=True)
    ]
