"""A deal's history for a reader: only what this reader may see, in plain words, an action at a time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from negotiations.enums import Verb
from negotiations.models import Event, Issue
from negotiations.queries.history.piece import Piece
from negotiations.queries.history.team import AFTERTHOUGHTS
from negotiations.queries.history.undone import Undone, undone
from negotiations.queries.history.words import Names, load_names, sentence
from negotiations.queries.standing import Standing

PAGE_SIZE = 50
KINDS: dict[str, tuple[str, ...]] = {
    "issues": ("issue", "option", "limits", "valuation", "lever", "lever_worth"),
    "package": ("package", "suggestion", "must_have", "rule"),
    "talk": ("comment", "task", "agenda_item"),
    "alternatives": ("alternative",),
    "concessions": ("concession_plan", "concession_step"),
    "theirs": ("evidence", "their_floor"),
    "preparation": (
        "question",
        "fact",
        "protected_fact",
        "assumption",
        "comparable",
        "objection",
        "pie_answer",
        "bogey",
        "sanction",
        "small_give",
        "give_cap",
        "goal",
        "power_source",
        "deadline",
        "pressure",
        "future_deals",
    ),
    "money": ("rates", "conversion", "claim"),
    "mandate": ("mandate", "mandate_version", "mandate_ruling", "exception", "guard", "guard_price"),
    "offers": (
        "offer",
        "offer_step",
        "move",
        "pairing",
        "securing",
        "debt",
        "dismissal",
        "caucus_note",
        "sighting",
    ),
    "people": (
        "seat",
        "hand_over",
        "meeting",
        "stakeholder",
        "interest",
        "motive",
        "influence",
        "note",
        "score_round",
        "settlement",
        "style_share",
    ),
    "close": ("term", "confirmation", "confirm_link", "link_mail", "next_step", "summary", "summary_mail"),
    "review": ("review", "debrief", "lesson", "satisfaction"),
    "deal": ("deal", "phase_move"),
}
LEADING = ("move", "offer")  # what the rest of an action follows from
ONLY_ONE = {
    "mandate": "the mandate",
    "deal": "the deal",
    "package": "the package",
    "their_floor": "what they have without this deal",
    "future_deals": "the deals that may follow",
}
COUNTED = {  # one of them, and several, where that is not the noun with an s
    "stakeholder": ("person", "people"),
    "agenda_item": ("agenda item", "agenda items"),
    "limits": ("set of limits", "sets of limits"),
    "lever_worth": ("worth of a lever", "worths of levers"),
    "must_have": ("must-have", "must-haves"),
    "concession_plan": ("concession plan", "concession plans"),
    "concession_step": ("step of a concession plan", "steps of a concession plan"),
    "rates": ("set of rates", "sets of rates"),
    "score_round": ("round of blind scoring", "rounds of blind scoring"),
    "style_share": ("shared style", "shared styles"),
    "settlement": ("result of blind scoring", "results of blind scoring"),
    "conversion": ("term in money", "terms in money"),
    "guard_price": ("price of a guard", "prices of guards"),
    "offer_step": ("step of an offer", "steps of an offer"),
    "securing": ("confirmation in writing", "confirmations in writing"),
    "dismissal": ("alert put away", "alerts put away"),
    "mandate_version": ("version of the mandate", "versions of the mandate"),
    "mandate_ruling": ("decision on the mandate", "decisions on the mandate"),
    "small_give": ("small give", "small gives"),
    "give_cap": ("cap of small gives", "caps of small gives"),
    "pie_answer": ("answer of the pie check", "answers of the pie check"),
    "next_step": ("next step", "next steps"),
    "goal": ("common goal", "common goals"),
    "power_source": ("source of power", "sources of power"),
    "summary": ("summary", "summaries"),
    "summary_mail": ("mail of the summary", "mails of the summary"),
    "confirm_link": ("link for the other side", "links for the other side"),
    "link_mail": ("mail with a link", "mails with links"),
    "satisfaction": ("answer on how content they are", "answers on how content they are"),
    "protected_fact": ("protected fact", "protected facts"),
    "hand_over": ("hand-over", "hand-overs"),
    "phase_move": ("passing of a gate", "passings of a gate"),
    "caucus_note": ("line in the caucus", "lines in the caucus"),
    "sighting": ("sighting of theirs", "sightings of theirs"),
    "evidence": ("piece of evidence", "pieces of evidence"),
}


@dataclass
class Entry:
    """One action: who, when, and what. ``details`` has the single changes when there are several."""

    batch: int
    at: datetime
    actor: User | None
    pieces: list[Piece]
    details: list[list[Piece]] = field(default_factory=list)
    undone: bool = False
    undoes: bool = False
    may_undo: bool = False

    @property
    def text(self) -> str:
        """The sentence as one text, for lists without markup."""
        return " ".join([*([str(self.actor)] if self.actor else []), *(piece.text for piece in self.pieces)])


@dataclass(frozen=True)
class Page:
    """Entries, latest first; ``older`` is where the next page starts, ``None`` on the last."""

    entries: list[Entry]
    older: int | None


def visible(access: Standing) -> QuerySet[Event]:
    """The events that this reader may see: secret ones are not among them for those who may not."""
    events = Event.objects.filter(deal=access.deal)
    if access.can(Permission.SECRETS_VIEW):
        return events
    own = Issue.objects.none()
    if access.can_somewhere(Permission.SECRETS_VIEW):
        own = Issue.objects.filter(access.own_issues(Permission.SECRETS_VIEW), deal=access.deal)
    return events.filter(Q(secret=False) | Q(issue_id__in=own.values("pk")))


def page(access: Standing, query: Mapping[str, str], *, undoable: int | None = None) -> Page:
    """A page of the history, narrowed by ``what`` and ``who``, from before the batch ``before``.

    ``undoable`` is the batch that this reader could take back now. Constant number of queries.
    """
    events = visible(access)
    if query.get("what") in KINDS:
        events = events.filter(noun__in=KINDS[query["what"]])
    if query.get("who", "").isascii() and query.get("who", "").isdigit():
        events = events.filter(actor=int(query["who"][:9]))
    before = query.get("before", "")
    if before.isascii() and before.isdigit():
        events = events.filter(batch__lt=int(before[:18]))
    return _page(access, events, PAGE_SIZE, undoable)


def recent(access: Standing, limit: int = 6) -> list[Entry]:
    """The last few actions, for the side of a page."""
    return _page(access, visible(access), limit, None).entries


def entries_of(access: Standing, events: list[Event]) -> list[Entry]:
    """The events of one action in words, for the message after an undo."""
    shown = visible(access).filter(pk__in=[event.pk for event in events])
    return _entries(access, list(shown.select_related("actor", "secrets", "erasable").order_by("seq")), None)


def people(access: Standing) -> list[User]:
    """Who did something that this reader may see."""
    actors = visible(access).values("actor")
    return list(User.objects.filter(pk__in=actors).order_by("name", "email"))


def _page(access: Standing, events: QuerySet[Event], size: int, undoable: int | None) -> Page:
    batches = list(events.order_by("-batch").values_list("batch", flat=True).distinct()[: size + 1])
    rows = events.filter(batch__in=batches[:size]).select_related("actor", "secrets", "erasable").order_by("seq")
    entries = _entries(access, list(rows), undoable)
    return Page(entries, batches[size - 1] if len(batches) > size else None)


def _entries(access: Standing, events: list[Event], undoable: int | None) -> list[Entry]:
    if any(event.secret for event in events):
        access.note_secret_read()
    names = load_names(access, events)
    groups: dict[int, list[Event]] = {}
    for event in events:
        groups.setdefault(event.batch, []).append(event)
    known = undone(access.deal)
    return [_entry(batch, groups[batch], names, known, undoable) for batch in sorted(groups, reverse=True)]


def _entry(batch: int, events: list[Event], names: Names, known: Undone, undoable: int | None) -> Entry:
    first = events[0]
    details = [sentence(event, names) for event in events]
    prefix = [Piece("did again:" if known.is_redo(batch) else "took back a change:")] if first.undoes else []
    pieces = details[0] if len(events) == 1 else _summary(events, names)
    return Entry(
        batch=batch,
        at=first.at,
        actor=first.actor,
        pieces=[*prefix, *pieces],
        details=details if len(events) > 1 and len(pieces) < sum(map(len, details)) else [],
        undone=batch in known.dead,
        undoes=bool(prefix),
        may_undo=batch == undoable,
    )


def _summary(events: list[Event], names: Names) -> list[Piece]:
    """Several changes of one action in a few words: ``added 10 issues and 7 levers``."""
    if events[0].noun == "deal" and events[0].verb == Verb.CREATED:
        return sentence(events[0], names)
    lead = next(
        (one for noun in LEADING for one in reversed(events) if (one.noun, one.verb) == (noun, Verb.CREATED)), None
    )
    if lead is not None:
        return sentence(lead, names)
    then = next((event for event in events if event.noun in AFTERTHOUGHTS), None)
    main = next((event for event in events if event.field in {"phase", "user"}), None)
    if main is not None and (then is not None or main.noun == "seat"):
        more = [Piece("–"), *sentence(then, names)] if then is not None and not main.undoes else []
        return [*sentence(main, names), *more]
    issues = {str(event.issue_id) for event in events}
    if len(issues) == 1 and None not in {event.issue_id for event in events}:
        name = Piece(names.issue(events[0]), "b")
        if all(event.noun == "valuation" for event in events):
            return [Piece("changed the estimate and the curve of"), name]
        return [Piece(f"made {len(events)} changes to"), name]
    if all(event.noun == "valuation" and event.field == "swing" for event in events):
        return [Piece(f"weighed {len(events)} issues")]
    counted: dict[str, Counter[str]] = {}
    for event in events:
        counted.setdefault(event.verb, Counter())[event.noun] += 1
    parts = [f"{Verb(verb).label} {_joined(_counted(nouns))}" for verb, nouns in counted.items()]
    return [Piece(_joined(parts))]


def _counted(nouns: Mapping[str, int]) -> list[str]:
    """``9 issues``, ``the package``."""
    words = {noun: COUNTED.get(noun, (noun, f"{noun}s")) for noun in nouns}
    return [ONLY_ONE.get(noun) or f"{count} {words[noun][count > 1]}" for noun, count in nouns.items()]


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
