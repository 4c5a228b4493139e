"""Their people across the deals that a reader may open: one line a person, whatever deals they were at."""

from collections.abc import Iterable
from dataclasses import dataclass

from negotiations.enums import Party
from negotiations.models import Acquaintance, Deal, Stakeholder
from negotiations.models.stakeholder import POWERFUL


@dataclass(frozen=True)
class TheirPerson:
    """One of theirs by name. ``at`` are the deals; ``known_by`` who of ours knows them, the best acquainted first."""

    name: str
    title: str
    traits: tuple[str, ...]
    at: tuple[Stakeholder, ...]
    known_by: tuple[str, ...]


def their_people(deals: Iterable[Deal], known: Iterable[Acquaintance]) -> tuple[TheirPerson, ...]:
    """By name; ``known`` in the order of how well. One query."""
    rows = Stakeholder.objects.filter(deal__in=[deal.pk for deal in deals], side=Party.THEIRS, removed_at=None)
    people: dict[str, list[Stakeholder]] = {}
    for row in rows.select_related("deal").order_by("-created_at", "pk"):
        people.setdefault(row.name.casefold(), []).append(row)
    by: dict[str, list[str]] = {}
    for one in known:
        by.setdefault(one.person.casefold(), []).append(str(one.member.user))
    return tuple(
        TheirPerson(
            name=found[0].name,
            title=next((row.title for row in found if row.title), ""),
            traits=_traits(found),
            at=tuple(found),
            known_by=tuple(dict.fromkeys(by.get(name, ()))),
        )
        for name, found in sorted(people.items())
    )


def _traits(rows: list[Stakeholder]) -> tuple[str, ...]:
    """What was so at one deal at least."""
    return tuple(
        words
        for words, holds in (
            ("veto", any(row.veto for row in rows)),
            ("powerful", any((row.power or 0) >= POWERFUL for row in rows)),
            ("behind the table", any(row.is_hidden for row in rows)),
        )
        if holds
    )
