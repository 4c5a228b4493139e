"""Events in plain words. Everything that words need is loaded for a page of events at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.models import User
from negotiations.enums import ConversionKind, Party, Verb
from negotiations.levels import Scale
from negotiations.models import (
    Alternative,
    Claim,
    Conversion,
    Counterparty,
    Deal,
    Event,
    Evidence,
    Issue,
    Lever,
    Meeting,
    Option,
    Rates,
    Valuation,
)
from negotiations.queries.history import prepare as prepared
from negotiations.queries.history.close import CLOSE, close_sentence
from negotiations.queries.history.floor import concession_words as _concession
from negotiations.queries.history.floor import future_words as _future
from negotiations.queries.history.floor import their_floor_words as _their_floor
from negotiations.queries.history.ledger import LEDGER, ledger_sentence
from negotiations.queries.history.mandate import MANDATE, mandate_sentence
from negotiations.queries.history.people import people_titles, people_value, people_words
from negotiations.queries.history.piece import FIELD_WORDS, Piece
from negotiations.queries.history.review import REVIEW, review_sentence
from negotiations.queries.history.scoring import NOUNS as SCORING
from negotiations.queries.history.scoring import scoring_event
from negotiations.queries.history.talk import TALK
from negotiations.queries.history.team import TEAM, phase_words, team_sentence, team_titles, user_ids
from negotiations.queries.history.values import level_words, value_words
from negotiations.queries.reading import opened
from negotiations.queries.rules.words import RULE_FIELDS, rule_titles
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.evidence import evidence_title
from negotiations.secrets import unwrap_for_storage

PEOPLE = ("stakeholder", "interest", "motive", "influence", "note")
NO_VALUES = frozenset({"description", "note", "ratings", "levels", "draft", "why", "reason", "archived_at", "issue",
                       "parts"}) | prepared.NO_VALUES  # fmt: skip


@dataclass
class Names:
    """What things are called, by id, for the events at hand."""

    deal: Deal
    issues: dict[str, Issue] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    options: dict[str, Option] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)  # valuation -> party
    titles: dict[str, str] = field(default_factory=dict)  # alternatives (secret), levers, meetings
    users: dict[int, str] = field(default_factory=dict)
    counterparties: dict[str, str] = field(default_factory=dict)

    def issue(self, event: Event) -> str:
        issue = self.issues.get(str(event.issue_id))
        return issue.name if issue else "an issue"


def load_names(access: Standing, events: Iterable[Event]) -> Names:
    """The names for these events. Fourteen queries at most, whatever their number."""
    deal, ids = access.deal, _ids(events)
    names = Names(deal)
    options: dict[UUID, dict[int, str]] = {}
    for option in Option.objects.filter(issue__deal=deal).order_by("position", "number"):
        options.setdefault(option.issue_id, {})[option.number] = option.label
        names.options[str(option.pk)] = option
    for issue in Issue.objects.filter(deal=deal):
        names.issues[str(issue.pk)] = issue
        names.scales[str(issue.pk)] = Scale(
            issue.kind, issue.unit, deal.currency, None, None, None, options.get(issue.pk, {})
        )
    for pk, party in Valuation.objects.filter(pk__in=ids.get("valuation", ())).values_list("pk", "party"):
        names.parties[str(pk)] = party
    for lever in Lever.objects.filter(deal=deal, pk__in=ids.get("lever", ())):
        names.titles[str(lever.pk)] = lever.title
    for meeting in Meeting.objects.filter(deal=deal, pk__in=ids.get("meeting", ())):
        names.titles[str(meeting.pk)] = meeting.title or "the meeting"
    for row in Alternative.objects.filter(deal=deal, pk__in=ids.get("alternative", ())):
        names.titles[str(row.pk)] = opened(row.title, access)
    for piece in Evidence.objects.filter(deal=deal, pk__in=ids.get("evidence", ())):
        names.titles[str(piece.pk)] = evidence_title(piece)
    names.titles |= _money_titles(access, ids) | team_titles(access, ids)
    names.titles |= rule_titles(access, ids.get("rule", ())) | people_titles(deal, ids) | prepared.titles(access, ids)
    names.users = {user.pk: str(user) for user in User.objects.filter(pk__in=ids.get("user", ()))}
    names.counterparties = {
        str(row.pk): row.name for row in Counterparty.objects.filter(pk__in=ids.get("counterparty", ()))
    }
    return names


def _money_titles(access: Standing, ids: dict[str, set[Any]]) -> dict[str, str]:
    """What the rows of the money page are called."""
    deal = access.deal
    rates = Rates.objects.filter(deal=deal, pk__in=ids.get("rates", ())).values_list("pk", "party")
    terms = Conversion.objects.filter(deal=deal, pk__in=ids.get("conversion", ())).values_list("pk", "kind")
    claims = Claim.objects.filter(deal=deal, pk__in=ids.get("claim", ()))
    return {
        **{str(pk): Party(party).label.lower() for pk, party in rates},
        **{str(pk): ConversionKind(kind).label.lower() for pk, kind in terms},
        **{str(claim.pk): opened(claim.title, access) for claim in claims},
    }


def _ids(events: Iterable[Event]) -> dict[str, set[Any]]:
    ids: dict[str, set[Any]] = {}
    for event in events:
        ids.setdefault(event.noun, set()).add(event.object_id)
        if event.noun == "seat":
            ids.setdefault("user", set()).update(user_ids(event))
        if event.field in {"owner", "counterparty"}:
            kind = "user" if event.field == "owner" else "counterparty"
            ids.setdefault(kind, set()).update(pk for pk in (event.before, event.after) if pk)
    return ids


def sentence(event: Event, names: Names) -> list[Piece]:
    """What was done, without who did it: ``changed the target of Unit price from €600 to €598``."""
    say: dict[str, Callable[[Event, Names], list[Piece]]] = {
        "deal": _deal, "meeting": _titled, "lever": _titled, "alternative": _titled, "issue": _issue,
        "option": _option, "limits": _of_issue, "valuation": _valuation, "package": _package,
        "their_floor": _their_floor, "future_deals": _future, "evidence": _evidence, "rates": _rates,
        "conversion": _conversion, "claim": _titled, "rule": _rule, "give_cap": _cap, "concession_plan": _concession,
        "concession_step": _concession, **dict.fromkeys(PEOPLE, _people),
        **dict.fromkeys(SCORING, lambda one, _: [Piece(scoring_event(one))]),
    }  # fmt: skip
    if event.noun in TEAM:
        return team_sentence(event, names)
    if event.noun in MANDATE:
        return mandate_sentence(event)
    if event.noun in LEDGER:
        return ledger_sentence(event)
    if event.noun in REVIEW:
        return review_sentence(event)
    if event.noun in TALK:
        value = stored(event, "after" if event.verb == Verb.CREATED else "before")
        return TALK[event.noun](event, value, names.issue(event) if event.issue_id else "")
    if event.noun in CLOSE:
        return close_sentence(event)
    if event.noun == "pie_answer":
        return prepared.pie_sentence(event)
    known = _titled if event.noun in prepared.NOUNS else say.get(event.noun)
    return known(event, names) if known else _other(event)


def _people(event: Event, names: Names) -> list[Piece]:
    done, whom, with_values = people_words(event, names)
    pieces = [Piece(done), Piece(whom, "b", event.secret)]
    return [*pieces, *_values(event, names)] if with_values else pieces


def _deal(event: Event, names: Names) -> list[Piece]:
    if event.verb == Verb.CREATED:
        return [Piece("created the deal")]
    if event.verb == Verb.MOVED:
        return [Piece("changed the order of the issues")]
    if event.field == "archived_at":
        return [Piece("archived the deal" if event.after else "took the deal out of the archive")]
    if event.field == "phase":
        return phase_words(event)
    if event.field == "solo":
        return [Piece("marked the deal as solo" if event.after else "marked the deal as no longer solo")]
    return [Piece(f"changed the {_field(event)} of the deal"), *_values(event, names)]


def _titled(event: Event, names: Names) -> list[Piece]:
    name = Piece(names.titles.get(event.object_id, ""), "b", event.secret)
    if event.verb != Verb.CHANGED:
        return [Piece(f"{Verb(event.verb).label} the {event.noun.replace('_', ' ')}"), name]
    if event.noun == "lever" and event.field == "issue":
        return [Piece("put the lever"), name, Piece("on the table")]
    return [Piece(f"changed the {_field(event)} of the {event.noun.replace('_', ' ')}"), name, *_values(event, names)]


def _rule(event: Event, names: Names) -> list[Piece]:
    name = Piece(names.titles.get(event.object_id, ""), "b", event.secret)
    if event.verb != Verb.CHANGED:
        return [Piece(f"{Verb(event.verb).label} the rule"), name]
    values = _values(event, names) if event.field in {"most", "requester", "importance"} else []
    return [Piece(f"changed {RULE_FIELDS[event.field]} of the rule"), name, *values]


def _cap(event: Event, names: Names) -> list[Piece]:
    return [Piece("changed what the small gives may cost together"), *_values(event, names)]


def _rates(event: Event, names: Names) -> list[Piece]:
    whose = names.titles.get(event.object_id, "them")
    return [Piece(f"changed the {_field(event)} for {whose}"), *_values(event, names)]


def _conversion(event: Event, names: Names) -> list[Piece]:
    name = Piece(names.titles.get(event.object_id, "a term"), "b", event.secret)
    if event.verb != Verb.CHANGED:
        done = {Verb.CREATED: "put into money:", Verb.REMOVED: "took off the money page:"}
        return [Piece(done.get(Verb(event.verb), "put back into money:")), name]
    return [Piece(f"changed the {_field(event)} of"), name, *_values(event, names)]


def _evidence(event: Event, names: Names) -> list[Piece]:
    done = {Verb.CREATED: "noted", Verb.REMOVED: "took back", Verb.RESTORED: "noted again"}
    title = names.titles.get(event.object_id, "a piece of evidence")
    return [Piece(f"{done.get(Verb(event.verb), 'changed')} {title}")]


def _issue(event: Event, names: Names) -> list[Piece]:
    if event.verb != Verb.CHANGED:
        return [Piece(f"{Verb(event.verb).label} the issue"), Piece(names.issue(event), "b")]
    if event.field == "tradeable":
        return [Piece("made"), Piece(names.issue(event), "b"), Piece("tradeable" if event.after else "fixed")]
    return _of_issue(event, names)


def _option(event: Event, names: Names) -> list[Piece]:
    option = names.options.get(event.object_id)
    label = Piece(option.label if option else "an option", "b")
    of = [Piece("of"), Piece(names.issue(event), "b")]
    if event.verb != Verb.CHANGED:
        return [Piece(f"{Verb(event.verb).label} the option"), label, *of]
    return [Piece("renamed an option"), *of, *_values(event, names)]


def _of_issue(event: Event, names: Names) -> list[Piece]:
    return [Piece(f"changed the {_field(event)} of"), Piece(names.issue(event), "b"), *_values(event, names)]


def _valuation(event: Event, names: Names) -> list[Piece]:
    side = "for them" if names.parties.get(event.object_id) == Party.THEIRS else "for us"
    if event.before == event.after:
        return [Piece("confirmed the weight of"), Piece(names.issue(event), "b"), Piece(side)]
    return [
        Piece(f"changed the {_field(event)} of"), Piece(names.issue(event), "b"), Piece(side), *_values(event, names),
    ]  # fmt: skip


def _package(event: Event, names: Names) -> list[Piece]:
    before, after = (stored(event, side) or {} for side in ("before", "after"))
    changed = [pk for pk in {**before, **after} if before.get(pk) != after.get(pk) and pk in names.issues]
    pieces = [Piece("changed the package on the page")]
    for place, pk in enumerate(changed):
        level = level_words(after.get(pk), names.scales[pk]) or "its target"
        joint = ":" if place == 0 else ","
        pieces[-1] = Piece(pieces[-1].text + joint, pieces[-1].kind, pieces[-1].secret)
        pieces += [Piece(names.issues[pk].name, "b"), Piece(level, "", True)]
    return pieces


def _other(event: Event) -> list[Piece]:
    if event.noun == "suggestion" and event.field == "state":
        done = {"accepted": "took a suggestion into the plan", "dismissed": "dismissed a suggestion"}
        return [Piece(done.get(stored(event, "after"), "opened a suggestion again"))]
    if event.noun == "style_share":
        gone = event.verb == Verb.REMOVED
        return [Piece("made their style private again" if gone else "shared their style with the team")]
    if event.noun == "lever_worth":
        return [Piece("changed what a lever is worth")]
    if event.noun == "must_have":
        taken_up = event.verb == Verb.REMOVED
        return [Piece("took a must-have up again" if taken_up else "decided to keep a must-have at its price")]
    return [Piece(f"{Verb(event.verb).label} the {_field(event)} of a {event.noun}" if event.field else
                  f"{Verb(event.verb).label} a {event.noun}")]  # fmt: skip


def _field(event: Event) -> str:
    return {**FIELD_WORDS, **prepared.WORDS}.get(event.field, event.field.replace("_", " "))


def stored(event: Event, side: str) -> Any:
    """The value before or after; that of a secret event only reaches those whom the query let see the event."""
    return unwrap_for_storage(event.stored(side))


def _values(event: Event, names: Names) -> list[Piece]:
    if event.field in NO_VALUES:
        return []
    sides = [stored(event, side) for side in ("before", "after")]
    before, after = (people_value(event, value) or value_words(event, value, names) for value in sides)
    shown = [Piece("from"), Piece(before, "was", event.secret)] if before else []
    return [*shown, Piece("to"), Piece(after or "nothing", "to", event.secret)]
