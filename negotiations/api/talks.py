"""How the talks go, and where the claim/create meter stands: parts of what a job computed."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers


class SpanSerializer(serializers.Serializer[Any]):
    """10, 50 and 90 % over our guesses about them; all three are the same where nothing of theirs is in it."""

    low = serializers.FloatField()
    median = serializers.FloatField()
    high = serializers.FloatField()


class MeterReasonSerializer(serializers.Serializer[Any]):
    part = serializers.CharField(help_text="room, issues, horizon, reciprocity, threats or one way.")
    figure = SpanSerializer(allow_null=True, help_text="What it was read from; null when it is not known yet.")
    pull = SpanSerializer(help_text="What it adds to the meter.")


class MeterSerializer(serializers.Serializer[Any]):
    """From -1, claim, to +1, create: the sum of the reasons in every guess."""

    stands = SpanSerializer()
    lean = serializers.CharField(help_text="claim, both or create.")
    reasons = MeterReasonSerializer(many=True)
    alarms = serializers.ListField(child=serializers.CharField(), help_text="one-way giving, one-way telling.")


class TalkBandSerializer(serializers.Serializer[Any]):
    low = serializers.CharField()
    median = serializers.CharField()
    high = serializers.CharField()
    chance = serializers.FloatField(help_text="The part of the guesses in which it is above 0.")


class TalkOfferSerializer(serializers.Serializer[Any]):
    party = serializers.CharField(help_text="ours or theirs.")
    hours = serializers.FloatField(help_text="Since the first offer.")
    ours = serializers.CharField(help_text="What it is worth to us.")
    theirs = TalkBandSerializer(allow_null=True)


class TalkStepSerializer(serializers.Serializer[Any]):
    party = serializers.CharField()
    offer = serializers.IntegerField(help_text="The place in ``offers`` of the later offer.")
    ours = serializers.CharField(help_text="What it changed for us.")
    to_them = TalkBandSerializer(allow_null=True, help_text="What it changed for them, of steps of ours.")
    kinds = serializers.DictField(
        child=serializers.FloatField(), help_text="Chances of demand, concession, trade-off, insistence: own side only."
    )
    classes = serializers.DictField(
        child=serializers.FloatField(),
        help_text="Chances of concession, selfish, fortunate, unfortunate, nice, silent: by the effect on both sides.",
    )
    changed = serializers.ListField(child=serializers.UUIDField(), help_text="Issues.")


class WhereSerializer(serializers.Serializer[Any]):
    """Of an offer, as parts of 1 (every issue at its best for a side)."""

    frontier = SpanSerializer(allow_null=True, help_text="What both could have more at once.")
    left = SpanSerializer(allow_null=True, help_text="The largest joint gain by which nobody loses.")
    nash = SpanSerializer(allow_null=True)
    kalai_smorodinsky = SpanSerializer(allow_null=True)
    efficient = serializers.FloatField(help_text="The chance that nothing is better for both.")


class TalkShrinkingSerializer(serializers.Serializer[Any]):
    issue = serializers.UUIDField()
    ratio = serializers.FloatField(help_text="Of each step to the one before.")
    limit = serializers.CharField(help_text="Where the steps would end: it need not be a floor.")


class SideSerializer(serializers.Serializer[Any]):
    offers = serializers.IntegerField()
    rate = SpanSerializer(allow_null=True, help_text="The part of the way from the first offer to the floor.")
    exponent = SpanSerializer(allow_null=True, help_text="Below 1 holds out, above 1 gives early.")
    trading = serializers.FloatField(allow_null=True, help_text="The part of the steps that trade.")
    shrinking = TalkShrinkingSerializer(many=True)
    last = WhereSerializer()


class HabitsSerializer(serializers.Serializer[Any]):
    """How hard we are to read, 0 to 1; null where too little was seen."""

    whole = serializers.FloatField(allow_null=True)
    timing = serializers.FloatField(allow_null=True)
    size = serializers.FloatField(allow_null=True)
    splits = serializers.FloatField(allow_null=True, help_text="The part of our answers that met them half-way.")
    rhythm = serializers.BooleanField(help_text="Whether our waits are nearly all alike.")


class StepInfluenceSerializer(serializers.Serializer[Any]):
    """Least squares of their steps: value and standard error."""

    own = serializers.ListField(child=serializers.FloatField(), help_text="On their own step before.")
    other = serializers.ListField(child=serializers.FloatField(), help_text="On our last step.")
    steps = serializers.IntegerField()


class TalksSerializer(serializers.Serializer[Any]):
    offers = TalkOfferSerializer(many=True)
    steps = TalkStepSerializer(many=True)
    ours = SideSerializer(allow_null=True)
    theirs = SideSerializer(allow_null=True)
    returned = SpanSerializer(allow_null=True, help_text="What they gave back for what we gave, as each side felt it.")
    mirroring = serializers.FloatField(allow_null=True)
    unanswered = serializers.IntegerField(help_text="Gives of ours in a row without one of theirs.")
    influence = StepInfluenceSerializer(allow_null=True)
    habits = HabitsSerializer()


def shown_meter(part: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The meter of a document as the API shows it."""
    if not part:
        return None
    return {
        "stands": span(part["band"]),
        "lean": part["lean"],
        "reasons": [
            {"part": one["part"], "figure": span(one["figure"]), "pull": span(one["band"])} for one in part["reasons"]
        ],
        "alarms": part["alarms"],
    }


def shown_talks(part: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The talks of a document as the API shows them."""
    if not part:
        return None
    habits = {name: _float(part["habits"][name]) for name in ("whole", "timing", "size", "splits")}
    return {
        "offers": [{**one, "hours": float(one["hours"]), "theirs": _worth(one["theirs"])} for one in part["offers"]],
        "steps": [_step(one) for one in part["steps"]],
        "ours": _side(part["sides"]["ours"]),
        "theirs": _side(part["sides"]["theirs"]),
        "returned": span(part["returned"]),
        "mirroring": _float(part["mirroring"]),
        "unanswered": part["unanswered"],
        "influence": part["influence"]
        and {
            "own": [float(value) for value in part["influence"]["own"]],
            "other": [float(value) for value in part["influence"]["other"]],
            "steps": part["influence"]["steps"],
        },
        "habits": {**habits, "rhythm": part["habits"]["rhythm"]},
    }


def span(texts: Sequence[str] | None) -> dict[str, float] | None:
    """Three figures as the API shows them."""
    return None if texts is None else dict(zip(("low", "median", "high"), map(float, texts), strict=True))


def _step(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "party": one["party"],
        "offer": one["place"],
        "ours": one["ours"],
        "to_them": _worth(one["given"]) if one["party"] == "ours" else None,
        "kinds": {name: float(chance) for name, chance in one["kinds"].items()},
        "classes": {name: float(chance) for name, chance in one["classes"].items()},
        "changed": one["changed"],
    }


def _side(side: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if side is None:
        return None
    last = {name: span(side["last"][name]) for name in ("frontier", "left", "nash", "kalai_smorodinsky")}
    return {
        "offers": side["offers"],
        "rate": span(side["rate"]),
        "exponent": span(side["exponent"]),
        "trading": _float(side["trading"]),
        "shrinking": [{**one, "ratio": float(one["ratio"])} for one in side["shrinking"]],
        "last": {**last, "efficient": float(side["last"]["efficient"])},
    }


def _worth(texts: Sequence[str] | None) -> dict[str, Any] | None:
    if texts is None:
        return None
    low, median, high, chance = texts
    return {"low": low, "median": median, "high": high, "chance": float(chance)}


def _float(text: str | None) -> float | None:
    return None if text is None else float(text)
