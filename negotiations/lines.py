"""What one typed line says: ``their offer price 3.60, 45 days``. Pure; the server reads with it what the page sends.

``[10:40] [informally] [who] [what] [levels or words] [for what in return] [#issue] [@who said it]``
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from uuid import UUID

from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.line_levels import Found, Named, Names, NotUnderstood, read_levels

__all__ = ["Heard", "Named", "NotUnderstood", "Person", "Vocabulary", "line_of", "read_line"]

LONGEST = 1200
OURS = frozenset({"we", "us", "our", "ours", "i", "we've", "we'll"})
THEIRS = frozenset({"they", "them", "their", "theirs", "they've", "they'll"})
INFORMAL = ("informally", "informal", "off the record", "between us", "~")
AUXILIARY = re.compile(r"(?i)^(?:have|has|will|would|can|could|just|now|then|also)\s+")
KINDS: dict[MoveKind, tuple[str, ...]] = {
    MoveKind.OFFER: ("offer", "offers", "offered", "propose", "proposes", "proposed", "bid", "want", "wants"),
    MoveKind.GIVE: ("give", "gives", "gave", "concede", "concedes", "conceded"),
    MoveKind.AGREE: ("agree", "agrees", "agreed", "settled"),
    MoveKind.QUESTION: ("question", "ask", "asks", "asked"),
    MoveKind.ANSWER: ("answer", "answers", "answered"),
    MoveKind.INFORMATION: (
        "information", "info", "say", "says", "said", "tell", "tells", "told", "share", "shares", "shared",
    ),
    MoveKind.THREAT: ("threat", "threaten", "threatens", "threatened", "sanction"),
    MoveKind.LEVERAGE: ("leverage", "point", "points", "pointed"),
    MoveKind.OBJECTION: ("objection", "object", "objects", "objected"),
    MoveKind.REPLY: ("reply", "replies", "replied"),
    MoveKind.BOGEY: ("bogey",),
    MoveKind.DEADLINE: ("deadline",),
    MoveKind.HOLD: ("hold", "holds", "held"),
    MoveKind.PAUSE: ("pause", "caucus", "recess", "break"),
    MoveKind.RESUME: ("resume", "resumes", "resumed", "back"),
    MoveKind.NOTE: ("note",),
}  # fmt: skip
KIND_WORDS = {word: kind for kind, words in KINDS.items() for word in words}
GETS = frozenset({"get", "gets", "got"})  # a give of the other side
VERBS = {
    MoveKind.QUESTION: "ask", MoveKind.INFORMATION: "say", MoveKind.THREAT: "threaten", MoveKind.OBJECTION: "object",
    MoveKind.LEVERAGE: "point out",
}  # fmt: skip
SAID_AS = {kind: VERBS.get(kind, words[0]) for kind, words in KINDS.items()}
# Whose an entry is when nobody is named; the rest must say it.
WHOSE = {
    MoveKind.THREAT: Party.THEIRS, MoveKind.OBJECTION: Party.THEIRS, MoveKind.BOGEY: Party.THEIRS,
    MoveKind.DEADLINE: Party.THEIRS, MoveKind.NOTE: Party.OURS, MoveKind.AGREE: Party.OURS,
    MoveKind.LEVERAGE: Party.OURS, MoveKind.HOLD: Party.OURS, MoveKind.PAUSE: Party.OURS, MoveKind.RESUME: Party.OURS,
}  # fmt: skip
LEVELLED = frozenset({MoveKind.OFFER, MoveKind.GIVE, MoveKind.AGREE})
IN_RETURN = re.compile(r"(?i)[,;]?\s+(?:in return for|in exchange for|against|for|if they|if we)\s+")


@dataclass(frozen=True)
class Person:
    """Somebody at the table, on a side."""

    name: str
    party: Party


@dataclass(frozen=True)
class Vocabulary:
    """What a line may speak of: the issues on the table, and who sits at it."""

    issues: tuple[Named, ...]
    people: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Heard:
    """What the line says. ``answers`` is the number of the entry that it replies to; ``in_return`` the get promised.

    ``why`` is what stands after "because" in a give or an offer of ours: a reason to give without a get.
    """

    party: Party
    kind: MoveKind
    words: str = ""
    levels: Mapping[UUID, Decimal] = field(default_factory=dict)
    in_return: str = ""
    issue: UUID | None = None
    binding: bool = True
    said_by: str = ""
    answers: int | None = None
    clock: time | None = None
    why: str = ""


@dataclass
class _Head:
    """What stands before the rest of a line."""

    rest: str
    clock: time | None = None
    binding: bool = True
    party: Party | None = None
    said_by: str = ""
    kind: MoveKind | None = None


def read_line(text: str, known: Vocabulary) -> Heard:
    """What a line says. Raises ``NotUnderstood`` with what to write instead."""
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        raise NotUnderstood("Type what happened, such as: their offer price 590, 45 days.")
    if len(text) > LONGEST:
        raise NotUnderstood(f"At most {LONGEST} characters.")
    head = _head(text, known)
    names = Names(known.issues)
    head.rest, said_by = _said_by(head.rest, known)
    head.said_by = said_by or head.said_by
    answers = None
    if head.kind in {MoveKind.ANSWER, MoveKind.REPLY, MoveKind.RESUME, None} and head.rest:
        match = re.match(r"(?i)(?:to\s+|re\s+)(?:entry\s+)?#?(\d{1,6})\b[:,]?\s*", head.rest)
        if match:
            answers, head.rest = int(match[1]), head.rest[match.end() :]
    why = ""
    if head.party == Party.OURS and head.kind in {MoveKind.GIVE, MoveKind.OFFER}:
        head.rest, why = _because(head.rest)
    found, in_return = _levels(head, names)
    kind = head.kind or (
        MoveKind.OFFER if found.levels else MoveKind.QUESTION if head.rest.endswith("?") else MoveKind.NOTE
    )
    if kind == MoveKind.OFFER and not found.levels:
        raise NotUnderstood("Give at least one level of the offer, such as: price 590, 45 days.")
    issue, words = (None, found.words) if kind in LEVELLED else names.spoken(head.rest)
    if kind in LEVELLED and not found.levels:
        issue, words = names.spoken(found.words)
    party = head.party or WHOSE.get(kind)
    if party is None:
        raise NotUnderstood(f"Begin with we or they: whose {kind.label.lower()} is it?")
    if kind not in {MoveKind.PAUSE, MoveKind.RESUME} and not found.levels and not words:
        raise NotUnderstood("Say in a few words what happened.")
    return Heard(
        party,
        kind,
        words,
        found.levels,
        in_return,
        issue,
        head.binding,
        head.said_by,
        answers,
        head.clock,
        why,
    )


def line_of(heard: Heard, known: Vocabulary) -> str:
    """A line that says the same, for editing it; ``read_line`` understands it."""
    names = Names(known.issues)
    parts = [] if heard.binding else ["informally"]
    whose = "we" if heard.party == Party.OURS else "they"
    parts += [whose, SAID_AS[heard.kind] + (f" to {heard.answers}" if heard.answers else "")]
    line = " ".join(parts)
    told = [names.said(pk, level) for pk, level in heard.levels.items() if pk in names]
    rest = ", ".join([*told, *([heard.words] if heard.words else [])])
    if rest:
        line += f" {rest}" if told else f": {rest}"
    if heard.in_return:
        line += f" for {heard.in_return}"
    if heard.issue in names and not heard.levels and names.spoken(heard.words)[0] != heard.issue:
        line += f" #{names.name(heard.issue)}"
    if heard.why:
        line += f" because {heard.why}"
    return line + (f" @{heard.said_by}" if heard.said_by else "")


def _head(text: str, known: Vocabulary) -> _Head:
    head = _Head(text)
    clock = re.match(r"([01]?\d|2[0-3])[:.h]([0-5]\d)\s+(?=\S)", text)
    if clock:
        head.clock, head.rest = time(int(clock[1]), int(clock[2])), text[clock.end() :]
    _informal(head)
    _side(head, known)
    _informal(head)
    if head.party is not None:
        head.rest = AUXILIARY.sub("", head.rest)
    _kind(head)
    _informal(head)
    return head


def _informal(head: _Head) -> None:
    for word in INFORMAL:
        match = re.match(rf"(?i){re.escape(word)}(?:[:,]?\s+|$)" if word != "~" else r"~\s*", head.rest)
        if match:
            head.binding, head.rest = False, head.rest[match.end() :]
            return


def _side(head: _Head, known: Vocabulary) -> None:
    word, rest = _word(head.rest)
    if word in OURS | THEIRS:
        head.party = Party.OURS if word in OURS else Party.THEIRS
        head.rest = rest
        return
    for person in sorted(known.people, key=lambda one: -len(one.name)):
        for name in (person.name, person.name.split(" ")[0]):
            if name and _only(name, person, known):
                match = re.match(rf"(?i){re.escape(name)}(?:['’]s)?(?::\s*|\s+|$)", head.rest)
                if match:
                    head.party, head.said_by, head.rest = person.party, person.name, head.rest[match.end() :]
                    return
    same = [one.name for one in known.people if one.name.split(" ")[0].casefold() == word.removesuffix("'s")]
    if len(same) > 1:
        raise NotUnderstood(f"Which one: {' or '.join(same)}?")


def _kind(head: _Head) -> None:
    word, rest = _word(head.rest)
    if word in GETS and head.party is not None:
        head.party = Party.THEIRS if head.party == Party.OURS else Party.OURS
        head.kind, head.rest = MoveKind.GIVE, rest
    elif word in KIND_WORDS:
        head.kind, head.rest = KIND_WORDS[word], rest
    else:
        return
    if head.kind == MoveKind.LEVERAGE:
        head.rest = re.sub(r"(?i)^(?:out|to)\b(?:\s+that\b)?[:,]?\s*", "", head.rest)
    if head.kind in {MoveKind.INFORMATION, MoveKind.QUESTION, MoveKind.GIVE, MoveKind.OFFER}:
        head.rest = re.sub(r"(?i)^(?:us|them)\b[:,]?\s*", "", head.rest)


def _word(text: str) -> tuple[str, str]:
    """The first word in small letters without its colon, and what follows it."""
    match = re.match(r"([\w'’-]+)\s*:?\s*", text)
    return (match[1].casefold().replace("’", "'"), text[match.end() :]) if match else ("", text)


def _only(name: str, person: Person, known: Vocabulary) -> bool:
    """Whether the name can mean nobody else."""
    same = [one for one in known.people if name.casefold() in {one.name.casefold(), one.name.split(" ")[0].casefold()}]
    return same == [person]


def _because(text: str) -> tuple[str, str]:
    match = re.search(r"(?i)[,;]?\s+because\s+", text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def _said_by(text: str, known: Vocabulary) -> tuple[str, str]:
    match = re.search(r"(?:^|\s)@([^@#]{1,120})$", text)
    if not match:
        return text, ""
    typed = match[1].strip()
    full = [one.name for one in known.people if one.name.casefold().startswith(typed.casefold())]
    return text[: match.start()].rstrip(), full[0] if len(full) == 1 else typed


def _levels(head: _Head, names: Names) -> tuple[Found, str]:
    """The levels that the rest speaks of, and what is promised in return for a give."""
    if head.kind is not None and head.kind not in LEVELLED:
        return Found({}, ""), ""
    if head.kind != MoveKind.GIVE:
        return read_levels(head.rest, names, strict=head.kind is not None), ""
    for match in IN_RETURN.finditer(head.rest):
        if names.inside_option(head.rest, match.start()):
            continue
        given = read_levels(head.rest[: match.start()], names, strict=True)
        returned = head.rest[match.end() :].strip()
        if returned and (given.levels or given.words):
            promised = read_levels(returned, names, strict=False)
            told = [names.said(pk, level) for pk, level in promised.levels.items()]
            return given, ", ".join([*told, *([promised.words] if promised.words else [])])
    return read_levels(head.rest, names, strict=True), ""
