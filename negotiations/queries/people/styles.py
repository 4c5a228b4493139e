"""Styles on a deal: ours by our own answers, theirs by what was seen, and the one chosen for each meeting."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import Membership, User
from accounts.permissions import Permission
from negotiations.engine import styles
from negotiations.engine.styles import ITEMS, Item
from negotiations.enums_record import Style
from negotiations.models import Meeting, Seat, StyleProfile, StyleShare, StyleSighting
from negotiations.queries.deal.deals import openable
from negotiations.queries.people.style_words import FITS, MEANS, NAMES, clash, leading_words
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.record.page import StyleOf, styles_of
from negotiations.queries.standing import Standing


@dataclass(frozen=True)
class Bar:
    """A score of one style: the number, and as a part of the most that it can be."""

    style: str
    score: int
    part: float


@dataclass(frozen=True)
class Profile:
    """Somebody of ours who shares, or oneself."""

    user: User
    leads: str
    bars: tuple[Bar, ...]
    answered_at: datetime


@dataclass(frozen=True)
class MeetingLine:
    """A meeting with the style chosen for it; ``alerts`` say what goes wrong against those whom they send."""

    row: Meeting
    style: Cell
    reason: Cell
    alerts: tuple[str, ...]
    is_past: bool


@dataclass(frozen=True)
class StylePage:
    team: tuple[Profile, ...]
    silent: tuple[User, ...]  # seated, and not shared
    mine: Profile | None
    shared: bool
    may_share: bool
    theirs: tuple[StyleOf, ...]
    meetings: tuple[MeetingLine, ...]
    kinds: tuple[tuple[str, str, str], ...]
    may_edit: bool


def style_page(access: Standing, *, now: datetime, outcome: Outcome | None = None) -> StylePage:
    """The page of a deal. Seven queries, whatever is in it."""
    deal = access.deal
    seated = {seat.user_id: seat.user for seat in Seat.objects.filter(deal=deal).select_related("user").order_by("pk")}
    sharing = set(StyleShare.objects.filter(deal=deal, removed_at=None).values_list("membership__user", flat=True))
    rows = StyleProfile.objects.filter(
        membership__organisation=deal.organisation_id, membership__user__in={*sharing, access.user.pk}
    ).select_related("membership__user")
    profiles = {row.membership.user_id: profile_of(row) for row in rows}
    shown = tuple(profiles[pk] for pk in sorted(sharing & set(profiles), key=lambda pk: str(profiles[pk].user)))
    mine = profiles.get(access.user.pk)
    sightings = list(StyleSighting.objects.filter(counterparty=deal.counterparty_id).select_related("added_by"))
    mentioned = {one.deal_id for one in sightings if one.deal_id is not None}
    open_to = {one.pk: one for one in openable(access.user).filter(pk__in=mentioned)}
    return StylePage(
        team=shown,
        silent=tuple(user for pk, user in seated.items() if pk not in {one.user.pk for one in shown}),
        mine=mine,
        shared=access.user.pk in sharing,
        may_share=access.can(Permission.COMMENT),
        theirs=styles_of(sightings, open_to),
        meetings=_meetings(access, _usual(sightings), now, outcome),
        kinds=tuple((style.label, MEANS[style], FITS[style]) for style in Style),
        may_edit=access.can(Permission.DEAL_EDIT),
    )


def profile_of(row: StyleProfile) -> Profile:
    """A profile from the answers as they are stored."""
    scores = styles.profile({int(number): choice for number, choice in row.answers.items()})
    bars = tuple(Bar(NAMES[style], scores[style], scores[style] / styles.MOST) for style in styles.STYLES)
    return Profile(row.membership.user, leading_words(scores), bars, row.answered_at)


def scores_of(row: StyleProfile) -> dict[str, int]:
    """The scores of a stored profile, by style."""
    return styles.profile({int(number): choice for number, choice in row.answers.items()})


def own_membership(access: Standing) -> Membership | None:
    """The reader's membership, with their profile if they have one. One query."""
    rows = Membership.objects.filter(user=access.user, organisation=access.deal.organisation_id)
    return rows.select_related("style_profile").first()


def sheet(answers: Mapping[str, str] | None = None) -> tuple[tuple[Item, str], ...]:
    """The fifteen choices with what was chosen, for the form and for the printed sheet."""
    return tuple((item, (answers or {}).get(str(item.number), "")) for item in ITEMS)


def _usual(rows: list[StyleSighting]) -> str:
    """The style of theirs that was seen most, the later one of equals; empty when nothing was seen."""
    live = sorted((row for row in rows if row.removed_at is None), key=lambda row: (row.seen_on, row.added_at))
    counted = Counter(row.style for row in live)
    latest = {row.style: place for place, row in enumerate(live)}
    return max(counted, key=lambda style: (counted[style], latest[style]), default="")


def _meetings(access: Standing, usual: str, now: datetime, outcome: Outcome | None) -> tuple[MeetingLine, ...]:
    rows = Meeting.objects.filter(deal=access.deal, removed_at__isnull=True).order_by("starts_at", "pk")
    return tuple(
        MeetingLine(
            row,
            _cell(access, row, "style", outcome),
            _cell(access, row, "style_reason", outcome),
            (words,) if row.style and (words := clash(row.style, usual)) else (),
            row.starts_at < now,
        )
        for row in rows
    )


def _cell(access: Standing, row: Meeting, field: str, outcome: Outcome | None) -> Cell:
    value = getattr(row, field)
    text = NAMES.get(value, "") if field == "style" else value
    choices: Any = (("", "not chosen"), *NAMES.items()) if field == "style" else ()
    made = Cell(
        id=f"meeting-{field.replace('_', '-')}-{row.pk}",
        url=reverse(
            "negotiations:style-choose", kwargs={"deal_id": access.deal.pk, "meeting_id": row.pk, "field": field}
        ),
        field=field,
        label=f"{'Style' if field == 'style' else 'Reason'}, {row}",
        text=text,
        stored=text,
        version=row.version_of(field),
        editable=access.can(Permission.DEAL_EDIT),
        choices=choices,
        chosen=value if field == "style" else "",
        hint="Why" if field == "style_reason" else "",
    )
    return settled(made, outcome)
