"""The people of a deal on one page: the map, who is not on it yet, and the same as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.charts.power_map import Placed, Spot, draw
from negotiations.enums import Belonging, Party, StakeholderKind
from negotiations.levels import date_words
from negotiations.models import Stakeholder
from negotiations.queries.history.people_fields import CHOICES, LABELS, people_field_words
from negotiations.queries.people.facts import ADVICE, Flag, People, Quarter, band_of, flags_of, load_people, quarter_of
from negotiations.queries.plan.cells import Cell, Group, Outcome, settled, settled_group
from negotiations.queries.plan.whys import IssueWhys, orphans
from negotiations.queries.standing import Standing

TABLE_CELLS = ("at_table", "stance", "decision_role", "veto")


@dataclass(frozen=True)
class PersonCard:
    """Somebody in the table, and as a mark on the map."""

    row: Stakeholder
    url: str
    initials: str
    sub: str  # title and house in one line
    cells: Mapping[str, Cell]
    place: Group
    quarter: Quarter | None
    flags: tuple[Flag, ...]
    power_words: str  # theirs: between what it likely lies
    interest_words: str
    interests: int

    @property
    def theirs(self) -> bool:
        return self.row.side == Party.THEIRS

    @property
    def kind(self) -> str:
        return StakeholderKind(self.row.kind).label

    @property
    def says(self) -> str:
        """Where the mark stands, for a reader of the screen."""
        where = self.quarter.value.lower() if self.quarter else ""
        return f"Power {self.row.power}, interest {self.row.interest}: {where}"


@dataclass(frozen=True)
class Mark:
    """A mark of the map."""

    card: PersonCard
    at: Placed


@dataclass(frozen=True)
class QuarterBox:
    """A quarter of the map with its advice and who stands in it."""

    quarter: Quarter
    advice: str
    cards: tuple[PersonCard, ...]


@dataclass(frozen=True)
class PeoplePage:
    people: People
    theirs: tuple[PersonCard, ...]
    ours: tuple[PersonCard, ...]
    marks: tuple[Mark, ...]
    tray: tuple[PersonCard, ...]
    quarters: tuple[QuarterBox, ...]
    orphans: tuple[IssueWhys, ...]
    may_edit: bool

    @property
    def sides(self) -> tuple[tuple[str, str, tuple[PersonCard, ...]], ...]:
        return (("theirs", "Their side", self.theirs), ("ours", "Our side", self.ours))

    @property
    def is_empty(self) -> bool:
        return not self.people.rows


def people_page(access: Standing, outcome: Outcome | None = None) -> PeoplePage:
    """The map and the table. Five queries."""
    people = load_people(access.deal)
    may = access.can(Permission.PEOPLE_EDIT)
    cards = [card_of(row, people, may, outcome) for row in people.rows]
    shown = [card for card in cards if card.row.is_placed]
    spots = draw([_spot(card) for card in shown])
    return PeoplePage(
        people=people,
        theirs=tuple(card for card in cards if card.theirs),
        ours=tuple(card for card in cards if not card.theirs),
        marks=tuple(Mark(card, at) for card, at in zip(shown, spots, strict=True)),
        tray=tuple(card for card in cards if not card.row.is_placed),
        quarters=tuple(
            QuarterBox(quarter, ADVICE[quarter], tuple(card for card in shown if card.quarter is quarter))
            for quarter in (Quarter.SATISFIED, Quarter.CLOSELY, Quarter.WATCH, Quarter.INFORMED)
        ),
        orphans=orphans(access) if people.rows else (),
        may_edit=may,
    )


def card_of(row: Stakeholder, people: People, may: bool, outcome: Outcome | None = None) -> PersonCard:
    """Somebody as the table shows them. No query."""
    interests = people.interests.get(row.pk, ())
    theirs = row.side == Party.THEIRS
    return PersonCard(
        row=row,
        url=person_url("stakeholder-detail", row),
        initials=initials_of(row.name),
        sub=", ".join(part for part in (row.title, _house(row)) if part),
        cells={name: person_cell(row, name, may, outcome) for name in TABLE_CELLS},
        place=place_group(row, may, outcome),
        quarter=quarter_of(row),
        flags=flags_of(row, interests),
        power_words=_between(row, row.power) if theirs else "",
        interest_words=_between(row, row.interest) if theirs else "",
        interests=len(interests),
    )


def person_url(name: str, row: Stakeholder, **more: Any) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": row.deal_id, "stakeholder_id": row.pk, **more})


def person_cell(row: Stakeholder, name: str, may: bool, outcome: Outcome | None, suffix: str = "") -> Cell:
    """One field of somebody as an editable cell."""
    value = getattr(row, name)
    choices = CHOICES.get(name)
    text = people_field_words(name, value)
    cell = Cell(
        id=f"cell-{name.replace('_', '-')}-{row.pk}",
        url=person_url("stakeholder-edit", row, field=name) + suffix,
        field=name,
        label=f"{LABELS[name]}, {row.name}",
        text=text,
        stored=text,
        version=row.version_of(name),
        editable=may,
        choices=tuple(choices.items()) if choices else (),
        chosen=str(value),
    )
    return settled(cell, outcome)


def place_group(row: Stakeholder, may: bool, outcome: Outcome | None, suffix: str = "") -> Group:
    """Power and interest, saved together."""
    fields = tuple(
        Cell(
            id=f"cell-{name}-{row.pk}",
            url="",
            field=name,
            label=LABELS[name],
            text="" if value is None else str(value),
            stored="" if value is None else str(value),
            version=row.version_of(name),
            editable=may,
        )
        for name, value in (("power", row.power), ("interest", row.interest))
    )
    group = Group(
        id=f"place-{row.pk}",
        url=person_url("stakeholder-place", row) + suffix,
        label=f"Place of {row.name}",
        version=max(row.version_of("power"), row.version_of("interest")),
        fields=fields,
        editable=may,
    )
    return settled_group(group, outcome)


def initials_of(name: str) -> str:
    """Two letters that stand for a name: of the first and the last word."""
    words = [word for word in name.split() if word[:1].isalnum()] or [name or "?"]
    letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else words[0][1:2])
    return letters.upper()


def _spot(card: PersonCard) -> Spot:
    row = card.row
    power, interest = row.power or 0, row.interest or 0
    words = ["veto"] if row.veto else []
    words += [flag.word for flag in card.flags if flag.word == "hidden"]
    return Spot(
        key=str(row.pk),
        label=row.name if len(row.name) <= 26 else f"{row.name[:25]}…",
        note=", ".join(words),
        power=power,
        interest=interest,
        power_band=band_of(row, power) if card.theirs else None,
        interest_band=band_of(row, interest) if card.theirs else None,
    )


def _house(row: Stakeholder) -> str:
    if row.company:
        return row.company
    return "" if row.belonging == Belonging.COMPANY else Belonging(row.belonging).label.lower()


def _between(row: Stakeholder, value: int | None) -> str:
    if value is None:
        return ""
    low, high = band_of(row, value)
    return f"{low}–{high}"


def as_of(row: Stakeholder) -> str:
    """Where a judgement is from, and of when: ``their annual report, 3 Nov 2026``."""
    return ", ".join(part for part in (row.source, date_words(row.dated) if row.dated else "") if part)
