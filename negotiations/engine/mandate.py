"""Whether an offer stays within what was allowed. Pure comparison: every limit is a level's worth to us.

A *good* orders the levels of one issue by what they are to us (higher is better): the level itself on a range where
more is better, its negative where less is, our rating among options. It means nothing across issues.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

FLOOR, VALUE, DISCOUNT, NOT_NAMED, NOBODY = "floor", "value", "discount", "not_named", "nobody"


@dataclass(frozen=True)
class Line:
    """A limit on one issue: its level must be at least as good as ``least``. ``code`` says which kind of limit."""

    code: str
    issue: str
    least: Decimal


@dataclass(frozen=True)
class Offered:
    """An offer: the good of each issue that it names, what the whole package is worth (money or points), what the
    contract comes to, and the worst price against its target in per cent; None where it cannot be said.
    """

    goods: Mapping[str, Decimal]
    worth: Decimal | None
    value: Decimal | None = None
    discount: Decimal | None = None


@dataclass(frozen=True)
class Bounds:
    """What nobody may pass: limits by issue, and the least that a package is worth."""

    lines: tuple[Line, ...]
    least: Decimal | None = None


@dataclass(frozen=True)
class Authority:
    """How far one seat may go. ``only``: the issues that it may speak of, None for all."""

    lines: tuple[Line, ...] = ()
    only: frozenset[str] | None = None
    value: Decimal | None = None
    discount: Decimal | None = None


@dataclass(frozen=True)
class Breach:
    """A limit that is passed; ``issue`` is empty for one of the whole package."""

    code: str
    issue: str = ""


@dataclass(frozen=True)
class Hold:
    """A holdout's guard: ``lines`` are where the guarded issues stand, ``least`` what a package has to be worth."""

    lines: tuple[Line, ...] = ()
    least: Decimal | None = None


def breaches(bounds: Bounds, offered: Offered) -> tuple[Breach, ...]:
    """Every limit that an offer passes, issue by issue, then the floor. O(limits).

    An issue that the offer does not name passes no limit of its own; the floor counts the whole package. A package
    whose worth cannot be said breaks a floor.
    """
    found = _passed(bounds.lines, offered)
    if bounds.least is not None and (offered.worth is None or offered.worth < bounds.least):
        found.append(Breach(FLOOR))
    return tuple(found)


def beyond(authority: Authority | None, offered: Offered) -> tuple[Breach, ...]:
    """What a seat may not commit of an offer; without any authority, all of it."""
    if authority is None:
        return (Breach(NOBODY),)
    found = _passed(authority.lines, offered)
    if authority.only is not None:
        found += [Breach(NOT_NAMED, issue) for issue in offered.goods if issue not in authority.only]
    for code, most, here in (
        (VALUE, authority.value, offered.value),
        (DISCOUNT, authority.discount, offered.discount),
    ):
        if most is not None and here is not None and here > most:
            found.append(Breach(code))
    return tuple(found)


def crosses(hold: Hold, offered: Offered) -> bool:
    """Whether an offer gives on a guarded issue, or is worth less than the guard lets pass."""
    short = hold.least is not None and (offered.worth is None or offered.worth < hold.least)
    return short or bool(_passed(hold.lines, offered))


def _passed(lines: tuple[Line, ...], offered: Offered) -> list[Breach]:
    goods = offered.goods
    return [Breach(line.code, line.issue) for line in lines if line.issue in goods and goods[line.issue] < line.least]
