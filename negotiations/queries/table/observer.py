"""The observer's sheet: what was seen of the other side, the tactics in it, their styles. Nothing secret."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.permissions import Permission
from negotiations.catalogue.tactics import LIBRARY, TACTICS, Tactic
from negotiations.enums import Party
from negotiations.enums_record import Style
from negotiations.models import Sighting, Stakeholder, StyleSighting
from negotiations.queries.record.page import style_words
from negotiations.queries.standing import Standing


@dataclass(frozen=True)
class Seen:
    """A line of the sheet, with the tactic of the library where one was recognised."""

    row: Sighting
    tactic: Tactic | None

    @property
    def version(self) -> int:
        """The highest version of its fields."""
        return max((int(version) for version in self.row.versions.values()), default=0)


@dataclass(frozen=True)
class Recognised:
    """A tactic of which something was seen: how often, and by whom it was used."""

    tactic: Tactic
    count: int
    people: tuple[str, ...]


@dataclass(frozen=True)
class Rating:
    """How one of theirs negotiates, by what was seen on this deal; no person: the house."""

    person: str
    words: str
    rows: tuple[tuple[StyleSighting, str], ...]


@dataclass(frozen=True)
class ObserverPage:
    """``people`` are those of theirs whose names are known, to choose from."""

    seen: tuple[Seen, ...]
    recognised: tuple[Recognised, ...]
    ratings: tuple[Rating, ...]
    people: tuple[str, ...]
    library: tuple[Tactic, ...]
    styles: tuple[tuple[str, str], ...]
    may_observe: bool


def observer_page(access: Standing) -> ObserverPage:
    """Three queries, whatever was seen."""
    seen = seen_on(access)
    ratings = ratings_on(access)
    known = Stakeholder.objects.filter(deal=access.deal, side=Party.THEIRS, removed_at__isnull=True)
    names = {*known.values_list("name", flat=True), *(one.row.person for one in seen if one.row.person)}
    return ObserverPage(
        seen=seen,
        recognised=_recognised(seen),
        ratings=ratings,
        people=tuple(sorted(names, key=str.casefold)),
        library=LIBRARY,
        styles=tuple((style.value, style.label) for style in Style),
        may_observe=access.can(Permission.OBSERVE),
    )


def seen_on(access: Standing) -> tuple[Seen, ...]:
    """The sheet, the latest first. One query."""
    rows = Sighting.objects.filter(deal=access.deal, removed_at__isnull=True).select_related("author")
    return tuple(Seen(row, TACTICS.get(row.tactic)) for row in rows.order_by("-seen_at", "-added_at", "pk"))


def ratings_on(access: Standing) -> tuple[Rating, ...]:
    """The styles seen of theirs on this deal, by person. One query."""
    rows = StyleSighting.objects.filter(deal=access.deal, removed_at__isnull=True).select_related("added_by")
    people: dict[str, list[StyleSighting]] = {}
    for row in rows.order_by("-added_at", "pk"):
        people.setdefault(row.person, []).append(row)
    return tuple(
        Rating(person, style_words([row.style for row in seen]), tuple((row, Style(row.style).label) for row in seen))
        for person, seen in sorted(people.items(), key=lambda pair: pair[0].casefold())
    )


def _recognised(seen: Iterable[Seen]) -> tuple[Recognised, ...]:
    rows = [one for one in seen if one.tactic is not None]
    counted = Counter(one.row.tactic for one in rows)
    return tuple(
        Recognised(
            TACTICS[code],
            count,
            tuple(sorted({one.row.person for one in rows if one.row.tactic == code and one.row.person})),
        )
        for code, count in sorted(counted.items(), key=lambda pair: (-pair[1], TACTICS[pair[0]].name))
    )
