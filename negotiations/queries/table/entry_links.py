"""Numbers of entries in a sentence, so that a page can make each a link to its line of the log."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NAMED = re.compile(r"\b[Ee]ntr(?:y|ies) \d+(?:(?:, | and )\d+)*")
NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; ``number`` is that of the entry that it names."""

    text: str
    number: int | None = None


def linked(text: str) -> tuple[Part, ...]:
    """The sentence in pieces: ``entries 3 and 7 were`` names two."""
    return tuple(part for part in _parts(text) if part.text)


def _parts(text: str) -> Iterator[Part]:
    end = 0
    for found in NAMED.finditer(text):
        yield Part(text[end : found.start()])
        for piece in NUMBER.split(found.group()):
            yield Part(piece, int(piece) if piece.isdecimal() else None)
        end = found.end()
    yield Part(text[end:])
