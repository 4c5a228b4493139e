"""Changes to people, interests and influence in plain words. What was erased is called so."""

from typing import Any, Protocol

from negotiations.enums import (
    Belonging,
    DecisionRole,
    InfluenceKind,
    InterestKind,
    Party,
    StakeholderKind,
    Stance,
    Sureness,
    Verb,
)
from negotiations.models import Deal, Event, Influence, Interest, Motive, Stakeholder, StakeholderNote

ERASED = "somebody who was erased"
STRENGTHS = {1: "weak", 2: "clear", 3: "strong"}
CODES: dict[str, dict[str, str]] = {
    "side": {Party.OURS: "our side", Party.THEIRS: "their side"},
    "belonging": dict(Belonging.choices),
    "stance": dict(Stance.choices),
    "decision_role": dict(DecisionRole.choices),
    "sureness": dict(Sureness.choices),
    "kind": {**dict(StakeholderKind.choices), **dict(InterestKind.choices), **dict(InfluenceKind.choices)},
    "strength": {str(number): words for number, words in STRENGTHS.items()},
}
FIELDS = {"at_table": "seat at the table", "decision_role": "role in the decision", "sureness": "sureness",
          "belonging": "place", "member": "account", "power": "power", "interest": "interest in the deal",
          "issues": "issues", "dated": "date", "title": "title", "kind": "kind"}  # fmt: skip


class Named(Protocol):
    """What things are called."""

    @property
    def titles(self) -> dict[str, str]: ...


def people_titles(deal: Deal, ids: dict[str, set[Any]]) -> dict[str, str]:
    """What people are called, and whom their interests, motives, notes and influences concern. Five queries."""
    rows = Stakeholder.objects.filter(deal=deal, pk__in=ids.get("stakeholder", ()))
    people = {str(pk): name or ERASED for pk, name in rows.values_list("pk", "name")}
    for noun, model in (("interest", Interest), ("motive", Motive), ("note", StakeholderNote)):
        if ids.get(noun):
            about = model._default_manager.filter(stakeholder__deal=deal, pk__in=ids[noun])
            people |= {str(pk): name or ERASED for pk, name in about.values_list("pk", "stakeholder__name")}
    if ids.get("influence"):
        edges = Influence.objects.filter(deal=deal, pk__in=ids["influence"])
        people |= {str(pk): f"{left} on {right}" for pk, left, right in
                   edges.values_list("pk", "influencer__name", "influenced__name")}  # fmt: skip
    return people


def people_words(event: Event, names: Named) -> tuple[str, str, bool]:
    """What was done, whom it was about (a name), and whether the values are worth showing after it."""
    verb, noun = Verb(event.verb), event.noun
    name = names.titles.get(event.object_id, ERASED if noun in {"stakeholder", "influence"} else "somebody")
    field = FIELDS.get(event.field, event.field)
    if noun == "stakeholder":
        if verb == Verb.ERASED:
            return "erased all that was written about", "a person", False
        if verb == Verb.CHANGED:
            return f"changed the {field} of", name, event.field not in {"member"}
        return {Verb.CREATED: "added", Verb.REMOVED: "took out"}.get(verb, "brought back"), name, False
    if noun == "note":
        return ("erased a note about" if verb == Verb.ERASED else "wrote a note about"), name, False
    what = {"interest": "an interest of", "motive": "a personal motive of", "influence": "the influence of"}[noun]
    if verb == Verb.CHANGED:
        shown = event.field not in {"issues", "note"}
        return (f"changed {what}" if event.field in {"text", ""} else f"changed the {field} of {what}"), name, shown
    return f"{verb.label} {what}", name, False


def people_value(event: Event, value: Any) -> str | None:
    """A coded value in words; ``None`` when it is not one of ours."""
    if event.noun not in {"stakeholder", "interest", "influence"}:
        return None
    return CODES.get(event.field, {}).get(str(value))
