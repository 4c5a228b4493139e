"""The record of a counterparty as one reader sees it: nothing of a deal that this person may not open."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.models import Membership
from accounts.permissions import Permission
from negotiations.enums_record import Closeness, LinkKind, Style
from negotiations.levels import date_words
from negotiations.models import Acquaintance, Counterparty, CounterpartyLink, Deal, StyleSighting
from negotiations.models.counterparty import OfCounterparty
from negotiations.queries.deal.deals import openable, value_words
from negotiations.queries.history.record import Change, changes_of
from negotiations.queries.money.words import range_words
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.record.dependency import Dependency, band_words, dependency, share_range
from negotiations.queries.record.people import TheirPerson, their_people
from negotiations.queries.record.satisfaction import ContentRow, content_of
from negotiations.queries.record.standing import RecordStanding, known_to

HOUSE = "The house"
CHANGES = 8
LABELS = {
    "sales_share": ("Our share of their sales", "60 – 70 – 75 %"),
    "sales_source": ("Known from", "Annual report 2025, page 12"),
    "sales_dated": ("Of", "12 Nov 2026"),
    "buy_share": ("Their share of our buy", "25 – 30 – 35 %"),
    "buy_category": ("Of what we buy", "Air conditioners"),
    "buy_source": ("Known from", "Orders of 2026"),
    "buy_dated": ("Of", "12 Nov 2026"),
    "website": ("Website", "example.com"),
    "sites": ("Sites", "Factory in Aveiro, warehouse in Vigo"),
    "note": ("Notes", "What helps at the next deal. No secrets of a deal: all who sit at one with them read this."),
}
DAYS = frozenset({"sales_dated", "buy_dated"})
KNOWS: Mapping[str, str] = {
    Closeness.MET: "has met them",
    Closeness.KNOWS: "knows them",
    Closeness.WELL: "knows them well",
}
CHAIN = (
    ("Before them", (LinkKind.MAKER, LinkKind.SUPPLIER, LinkKind.CARRIER)),
    ("After them", (LinkKind.DISTRIBUTOR,)),
    ("Their group", (LinkKind.OWNER, LinkKind.OWNED)),
)


@dataclass(frozen=True)
class DealRow:
    """A deal with them that this reader may open."""

    deal: Deal
    value: str
    since: str


@dataclass(frozen=True)
class Sighting:
    row: StyleSighting
    style: str
    seen_on: str
    where: Deal | None  # only a deal that this reader may open


@dataclass(frozen=True)
class StyleOf:
    """How one of them negotiates, by what was seen."""

    person: str
    words: str
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True)
class Known:
    row: Acquaintance
    closeness: str


@dataclass(frozen=True)
class KnownPerson:
    """One of theirs, and who of ours knows them; the one who knows them best first."""

    person: str
    title: str
    by: tuple[Known, ...]


@dataclass(frozen=True)
class LinkRow:
    row: CounterpartyLink
    kind: str
    share: str
    record: Counterparty | None  # the record of this house, if this reader may open it


@dataclass(frozen=True)
class RecordPage:
    counterparty: Counterparty
    dependency: Dependency
    cells: Mapping[str, Cell]
    deals: tuple[DealRow, ...]
    styles: tuple[StyleOf, ...]
    people: tuple[KnownPerson, ...]
    met: tuple[TheirPerson, ...]
    chain: tuple[tuple[str, tuple[LinkRow, ...]], ...]
    named_by: tuple[CounterpartyLink, ...]
    removed: tuple[tuple[str, OfCounterparty, str], ...]  # section, row, what it was
    content: tuple[ContentRow, ...]
    changes: tuple[Change, ...]
    may_edit: bool


def record_page(access: RecordStanding, today: date, outcome: Outcome | None = None) -> RecordPage:
    """The whole record. Thirteen queries, whatever is in it."""
    row, may_edit = access.counterparty, access.can(Permission.COUNTERPARTY_EDIT)
    deals = deals_with(access)
    sightings = list(StyleSighting.objects.filter(counterparty=row).select_related("added_by"))
    known = list(Acquaintance.objects.filter(counterparty=row).select_related("member__user"))
    live = _best_first([one for one in known if one.removed_at is None])
    links = list(CounterpartyLink.objects.filter(counterparty=row))
    removed = [
        (section, one, words)
        for section, rows in (("styles", sightings), ("acquaintances", known), ("links", links))
        for one in rows
        if one.removed_at is not None and (words := _words(one))
    ]
    return RecordPage(
        counterparty=row,
        dependency=dependency(row, today),
        cells={field: _cell(row, field, may_edit, outcome) for field in LABELS},
        deals=deals,
        styles=styles_of(sightings, {one.deal.pk: one.deal for one in deals}),
        people=_people(live),
        met=their_people([one.deal for one in deals], live),
        chain=_chain(access, [one for one in links if one.removed_at is None]),
        named_by=tuple(
            CounterpartyLink.objects.filter(
                Q(name__iexact=row.name), counterparty__in=known_to(access.user), removed_at__isnull=True
            )
            .filter(counterparty__organisation=row.organisation_id)
            .select_related("counterparty")
            .order_by("counterparty__name", "pk")
        ),
        removed=tuple(removed) if may_edit else (),
        content=content_of(row, {one.deal.pk: one.deal for one in deals}),
        changes=changes_of(row, CHANGES),
        may_edit=may_edit,
    )


def deals_with(access: RecordStanding) -> tuple[DealRow, ...]:
    """The deals with them that this reader may open, newest first."""
    rows = openable(access.user).filter(counterparty=access.counterparty).order_by("-created_at", "pk")
    return tuple(DealRow(deal, value_words(deal), date_words(deal.created_at.date())) for deal in rows)


def styles_of(rows: list[StyleSighting], deals: Mapping[Any, Deal]) -> tuple[StyleOf, ...]:
    """By person, what was seen; the house's own way first."""
    people: dict[str, list[StyleSighting]] = {}
    for row in sorted(rows, key=lambda one: (one.seen_on, one.added_at, one.pk), reverse=True):
        if row.removed_at is None:
            people.setdefault(row.person, []).append(row)
    return tuple(
        StyleOf(
            person or HOUSE,
            style_words([row.style for row in seen]),
            tuple(
                Sighting(row, Style(row.style).label, date_words(row.seen_on), deals.get(row.deal_id)) for row in seen
            ),
        )
        for person, seen in sorted(people.items(), key=lambda pair: (pair[0] != "", pair[0].casefold()))
    )


def style_words(styles: list[str]) -> str:
    """``Mostly competing: 3 of 4 sightings``; with as many of one as of another, both."""
    counted = Counter(styles)
    most = max(counted.values())
    names = " and ".join(style.label.lower() for style in Style if counted[style] == most)
    if len(styles) == 1:
        return f"Seen once: {names}"
    how = "Always" if most == len(styles) else "Mostly" if " and " not in names else "As often"
    return f"{how} {names}: {most} of {len(styles)} sightings" + (" each" if how == "As often" else "")


def members_of(access: RecordStanding) -> list[Membership]:
    """Who of ours may be said to know somebody. One query."""
    rows = Membership.objects.filter(organisation=access.counterparty.organisation_id).select_related("user")
    return list(rows.order_by("user__name", "user__email"))


def _best_first(rows: list[Acquaintance]) -> list[Acquaintance]:
    order = {closeness: place for place, closeness in enumerate(reversed(Closeness.values))}
    return sorted(rows, key=lambda one: (order[one.closeness], one.since or 9999, one.pk))


def _people(rows: list[Acquaintance]) -> tuple[KnownPerson, ...]:
    people: dict[str, list[Acquaintance]] = {}
    for row in rows:
        people.setdefault(row.person.casefold(), []).append(row)
    return tuple(
        KnownPerson(
            known[0].person,
            next((row.title for row in known if row.title), ""),
            tuple(Known(row, KNOWS[row.closeness]) for row in known),
        )
        for _, known in sorted(people.items())
    )


def _chain(access: RecordStanding, rows: list[CounterpartyLink]) -> tuple[tuple[str, tuple[LinkRow, ...]], ...]:
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(name__iexact=row.name)
    own = known_to(access.user).filter(organisation=access.counterparty.organisation_id)
    records = {one.name.casefold(): one for one in own.filter(wanted)}
    return tuple(_grouped(rows, records))


def _grouped(
    rows: list[CounterpartyLink], records: Mapping[str, Counterparty]
) -> list[tuple[str, tuple[LinkRow, ...]]]:
    groups = []
    for title, kinds in CHAIN:
        found = [row for row in rows if row.kind in kinds]
        found.sort(key=lambda one: (kinds.index(LinkKind(one.kind)), one.name.casefold(), one.pk))
        if found:
            lines = (
                LinkRow(row, row.get_kind_display(), _share(row), records.get(row.name.casefold())) for row in found
            )
            groups.append((title, tuple(lines)))
    return groups


def _share(row: CounterpartyLink) -> str:
    band = share_range(row.share)
    return "" if band is None else band_words(band)


def _words(row: OfCounterparty) -> str:
    """What a removed row was."""
    if isinstance(row, StyleSighting):
        return f"{row.person or HOUSE}, {Style(row.style).label.lower()}: {row.saw}"
    if isinstance(row, Acquaintance):
        return f"{row.member.user} and {row.person}"
    return str(row)


def _cell(row: Counterparty, field: str, may_edit: bool, outcome: Outcome | None) -> Cell:
    value = getattr(row, field)
    if field.endswith("_share"):
        text = range_words(value or {}, suffix="\u2009%")
    else:
        text = date_words(value) if field in DAYS and value else str(value or "")
    label, hint = LABELS[field]
    made = Cell(
        id=f"record-{field.replace('_', '-')}",
        url=reverse("negotiations:counterparty-edit", kwargs={"counterparty_id": row.pk, "field": field}),
        field=field,
        label=label,
        text=text,
        stored=text,
        version=row.version_of(field),
        editable=may_edit,
        shape="area" if field == "note" else "text",
        hint=hint,
    )
    return settled(made, outcome)
