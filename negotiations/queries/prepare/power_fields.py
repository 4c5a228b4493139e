"""The fields of the registers of power, time and pressure, and of common goals."""

from collections.abc import Mapping

from negotiations.enums import Party, Sureness
from negotiations.enums_power import PowerBase, PressureFor, Strength
from negotiations.queries.prepare.register_fields import Field, Kind

SIDES: Mapping[str, str] = {str(Party.OURS): "Ours", str(Party.THEIRS): "Theirs"}
HARD: Mapping[str, str] = {"True": "Hard", "False": "Soft"}
BASES: Mapping[str, str] = {
    PowerBase.ALTERNATIVE: "what one can do without the other",
    PowerBase.INFORMATION: "knowing what the other does not",
    PowerBase.LEGITIMACY: "standards, precedents, rules that back a claim",
    PowerBase.TIME: "being able to wait",
    PowerBase.RESOURCES: "money, volume, capacity that the other needs",
    PowerBase.RELATIONSHIP: "being trusted by whoever decides",
    PowerBase.EXPERTISE: "knowing the matter better",
    PowerBase.COMMITMENT: "a team that stands behind its position",
}

POWER_SOURCE = (
    Field("text", "Source", hint="Daikan can deliver the same units", required="Say where the power comes from."),
    Field("side", "Whose", Kind.CHOICE, choices=SIDES),
    Field("base", "Kind", Kind.CHOICE, choices=dict(PowerBase.choices)),
    Field("strength", "Strength", Kind.CHOICE, choices=dict(Strength.choices), first=Strength.FAIR),
    Field("sureness", "How sure", Kind.CHOICE, choices=dict(Sureness.choices), under="strength", typed=False),
    Field("evidence", "Evidence", hint="where we know it from", under="text"),
    Field("raise_by", "How we make it stronger", hint="how to increase it", typed=False),
    Field("owner", "Owner", Kind.PERSON, typed=False),
    Field("due_on", "By", Kind.DAY, hint="by when", under="owner", typed=False),
)

DEADLINE = (
    Field("text", "Deadline", hint="Their bank wants the order book", required="Say what must be done by then."),
    Field("side", "Whose", Kind.CHOICE, choices=SIDES),
    Field("day", "Day", Kind.DAY, hint="1 Dec 2026", required="Give the day, or the first day on which it may be."),
    Field("latest", "or as late as", Kind.DAY, hint="or as late as", under="day"),
    Field("hard", "Firm", Kind.FLAG, choices=HARD, first="True"),
    Field("cost", "What missing it costs", hint="The credit line ends"),
    Field("sureness", "How sure", Kind.CHOICE, choices=dict(Sureness.choices), typed=False),
    Field("source", "Source", hint="where we know it from", longest=160, under="sureness", typed=False),
)

PRESSURE = (
    Field("text", "Who presses us, and why", hint="Sales wants units before the heat", required="Say who presses."),
    Field("wants", "For", Kind.CHOICE, choices=dict(PressureFor.choices)),
    Field("strength", "How strongly", Kind.CHOICE, choices=dict(Strength.choices), first=Strength.FAIR),
    Field("since", "Since", Kind.DAY, hint="1 Nov 2026", required="Since when?"),
    Field("until", "Over", Kind.DAY, hint="still on", typed=False),
    Field("note", "What would ease it", hint="a date that they can rely on", typed=False),
)

GOAL = (
    Field("text", "Common goal", hint="No unit missing in June", longest=200, required="Say what both sides want."),
    Field("our_proof", "How they know that it is ours", hint="we said so in the request for quotes"),
    Field("their_proof", "How we know that it is theirs", hint="Rui Frigo, visit of 3 Nov"),
    Field("kept", "Say it", Kind.FLAG, choices={"False": "May be said", "True": "Keep to us"}, typed=False),
)
