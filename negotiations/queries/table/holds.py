"""What each hold of ours brought, in words. For readers of secrets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from negotiations.engine.holds import Held, New, Option, Said, brought
from negotiations.engine.problem import OURS, THEIRS
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Move
from negotiations.queries.reading import opened
from negotiations.queries.wording import Names
from negotiations.secrets import Reader


@dataclass(frozen=True)
class OptionWords:
    """A new option: the entry it came in, what is new of it, what it is."""

    number: int
    what: str
    text: str


@dataclass(frozen=True)
class HoldWords:
    """A hold of ours. ``standing``: we have made no offer since, so more may come."""

    number: int
    said: str
    options: tuple[OptionWords, ...]
    standing: bool

    @property
    def text(self) -> str:
        """``2 new options`` or that nothing came."""
        count = len(self.options)
        if count:
            return f"{count} new option{'s' if count > 1 else ''} from them"
        return "nothing new from them yet" if self.standing else "nothing new from them"


WHAT = {New.ISSUE: "a new issue", New.LEVEL: "a new level", New.GIVE: "a give"}


def holds_of(moves: Iterable[Move], reader: Reader, names: Names) -> dict[int, HoldWords]:
    """Every hold of ours by its number; ``moves`` are all that stand, in their order. No query."""
    rows = {move.number: move for move in moves}
    found = brought([_said(move, reader) for move in rows.values()])
    return {one.number: _words(one, rows, reader, names) for one in found}


def _said(move: Move, reader: Reader) -> Said:
    levels: Mapping[str, Any] = opened(move.levels, reader) or {}
    return Said(
        number=move.number,
        party=OURS if move.party == Party.OURS else THEIRS,
        hold=move.kind == MoveKind.HOLD,
        offer=move.kind == MoveKind.OFFER and move.binding,
        issue=str(move.issue_id) if move.issue_id else None,
        levels={pk: str(level) for pk, level in levels.items()},
        gives=move.kind == MoveKind.GIVE,
    )


def _words(one: Held, rows: Mapping[int, Move], reader: Reader, names: Names) -> HoldWords:
    options = tuple(_option(option, rows[option.number], reader, names) for option in one.options)
    return HoldWords(one.number, str(opened(rows[one.number].words, reader)), options, one.until is None)


def _option(one: Option, move: Move, reader: Reader, names: Names) -> OptionWords:
    said = str(opened(move.words, reader))
    if one.issue is not None and one.level is not None:
        text = f"{names.issue(str(one.issue))} {names.level(str(one.issue), str(one.level))}"
    elif one.kind is New.ISSUE:
        text = f"{names.issue(str(one.issue))}: {said}"
    else:
        text = said
    return OptionWords(one.number, WHAT[one.kind], text)
