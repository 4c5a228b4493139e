"""``@name`` in a text: whom it means, and the text in pieces for a page."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User

LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
AT = re.compile(r"(?<![\w@.])@")


@dataclass(frozen=True)
class Bit:
    """A piece of a text: plain, a mention (``who``) or a link (``url``). The template escapes it."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Named:
    """A place in a text that names somebody; several people when they are called the same."""

    start: int
    end: int
    people: tuple[User, ...]


def handles(people: Iterable[User]) -> dict[str, tuple[User, ...]]:
    """How each person can be called after an @, in lower case: the whole name, and the first where only one has it."""
    found: dict[str, dict[int, User]] = {}
    firsts: dict[str, dict[int, User]] = {}
    for user in people:
        whole = str(user).casefold()
        found.setdefault(whole, {})[user.pk] = user
        firsts.setdefault(whole.split()[0] if whole.split() else whole, {})[user.pk] = user
    for first, called in firsts.items():
        if len(called) == 1:
            found.setdefault(first, called)
    return {name: tuple(called.values()) for name, called in found.items()}


def named(text: str, names: Mapping[str, Sequence[User]]) -> list[Named]:
    """Every @ that names one of these, the longest name that fits; other @ signs are left alone."""
    folded, by_length = text.casefold(), sorted(names, key=len, reverse=True)
    if len(folded) != len(text):  # a letter whose lower case is two: places would shift
        folded = text.lower() if len(text.lower()) == len(text) else text
    found = []
    for at in AT.finditer(folded):
        for name in by_length:
            end = at.end() + len(name)
            if folded.startswith(name, at.end()) and not (end < len(text) and text[end].isalnum()):
                found.append(Named(at.start(), end, tuple(names[name])))
                break
    return found


def bits(text: str, mentioned: Collection[User]) -> tuple[Bit, ...]:
    """The text in pieces: who is mentioned and may still see it stands out, links are links, the rest is plain."""
    pieces: list[Bit] = []
    place = 0
    for one in named(text, handles(mentioned)):
        pieces += _linked(text[place : one.start])
        pieces.append(Bit(text[one.start : one.end], "mention"))
        place = one.end
    return tuple(pieces + _linked(text[place:]))


def _linked(text: str) -> list[Bit]:
    pieces, place = [], 0
    for link in LINK.finditer(text):
        pieces += [Bit(text[place : link.start()]), Bit(link.group(), "link")]
        place = link.end()
    return [piece for piece in [*pieces, Bit(text[place:])] if piece.text]
