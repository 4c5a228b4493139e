"""How content both sides are with a deal that is over: ours as said blind, theirs estimated, and as they say by link.

For readers of secrets, as ours and the estimate are on the page too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import mean
from typing import Any

from accounts.permissions import Permission
from negotiations.enums_close import Asks
from negotiations.enums_review import ASKED_PARTS, MOST
from negotiations.levels import THIN_SPACE
from negotiations.models import ConfirmLink, Deal, Debrief, Review, Satisfaction
from negotiations.queries.close.terms import LINKS_SHOWN, links_of
from negotiations.queries.reading import opened
from negotiations.queries.review.debrief import PARTS, sheets
from negotiations.queries.review.words import amounts_of
from negotiations.queries.standing import Standing

ORDER = ("result", "self", "process", "relation", "again")
OURS_ONLY, THEIRS_ONLY = "asked of us only", "asked of them only"


@dataclass(frozen=True)
class Points:
    """Answers of a side to one part: ``value`` is their mean, 0 when nobody answered; ``note`` how many and spread."""

    value: float
    words: str
    note: str


@dataclass(frozen=True)
class Part:
    """A part of how content one is, on both sides. ``apart``: the middles are two points and more apart."""

    key: str
    label: str
    ours: Points
    theirs: Points

    @property
    def apart(self) -> bool:
        return bool(self.ours.value and self.theirs.value and abs(self.ours.value - self.theirs.value) >= 2)


@dataclass(frozen=True)
class Answer:
    """One answer of theirs: whom we asked, when they answered, what they said by part, and in words."""

    to: str
    at: datetime
    said: tuple[tuple[str, int], ...]
    words: str


@dataclass(frozen=True)
class SatisfactionPage:
    """``estimated``: what the result likely is for them, "" without a result. ``links``: with their state."""

    review: Review | None
    parts: tuple[Part, ...]
    estimated: str
    above: str
    answers: tuple[Answer, ...]
    links: tuple[tuple[ConfirmLink, str], ...]
    sealed: bool
    may_send: bool
    may_run: bool

    @property
    def asked(self) -> bool:
        return bool(self.answers or self.links)


def satisfaction_page(access: Standing) -> SatisfactionPage:
    """All of the page. Six queries."""
    access.require(Permission.SECRETS_VIEW)
    deal = access.deal
    review = Review.objects.filter(deal=deal).first()
    debrief = Debrief.objects.filter(deal=deal).first()
    ours: dict[str, list[int]] = {}
    if debrief is not None and not debrief.is_sealed:
        for _, said in sheets(debrief, access):
            for key, value in said.points.items():
                ours.setdefault(key, []).append(value)
    answers = answers_of([deal])
    document: Mapping[str, Any] = (opened(review.document, access) if review else None) or {}
    estimated, above = estimate_words(document)
    return SatisfactionPage(
        review=review,
        parts=tuple(_part(key, ours.get(key, ()), answers) for key in ORDER),
        estimated=estimated,
        above=above,
        answers=tuple(_answer(row) for row in answers),
        links=links_of(deal, Asks.CONTENT)[:LINKS_SHOWN],
        sealed=debrief is None or debrief.is_sealed,
        may_send=access.can(Permission.CLOSE_SEND),
        may_run=access.can(Permission.SCORING_RUN),
    )


def answers_of(deals: Iterable[Deal]) -> list[Satisfaction]:
    """What they said by link of these deals, the latest first. One query."""
    rows = Satisfaction.objects.filter(deal__in=list(deals)).select_related("link")
    return list(rows.order_by("-at", "pk"))


def points_words(values: Sequence[int]) -> Points:
    """``5.5 of 7`` with how many answered and how far apart they are."""
    if not values:
        return Points(0.0, "–", "")
    low, high = min(values), max(values)
    spread = "" if low == high else f"{low} to {high}, "
    middle = mean(values)
    text = f"{middle:.1f}".removesuffix(".0")
    return Points(middle, f"{text} of {MOST}", f"{spread}{len(values)} answered")


def estimate_words(document: Mapping[str, Any]) -> tuple[str, str]:
    """What the result likely is worth to them, and how far above what they likely have without us."""
    found = document.get("result")
    if not found or found["theirs"] is None:
        return "", ""
    amounts, floor = amounts_of(document), document["dance"]["floors"][1]
    estimated = amounts.theirs(found["theirs"])
    if floor is None:
        return estimated, ""
    low, likely, high = (Decimal(value) for value in found["theirs"][:3])
    without = [Decimal(value) for value in floor]
    band = [str(low - without[2]), str(likely - without[1]), str(high - without[0])]
    return estimated, amounts.theirs(band, signed=True)


def _part(key: str, ours: Sequence[int], answers: Sequence[Satisfaction]) -> Part:
    label = (PARTS.get(key) or ASKED_PARTS[key])[0]
    theirs = [int(row.points[key]) for row in answers if key in row.points]
    return Part(
        key,
        label,
        points_words(ours) if key in PARTS else Points(0.0, "–", THEIRS_ONLY),
        points_words(theirs) if key in ASKED_PARTS else Points(0.0, "–", OURS_ONLY),
    )


def _answer(row: Satisfaction) -> Answer:
    said = tuple((ASKED_PARTS[key][0], int(row.points[key])) for key in ASKED_PARTS if key in row.points)
    return Answer(row.link.to, row.at, said, row.words)


def short_words(points: Mapping[str, int]) -> str:
    """``The result 6, the talks 5, once more 7``: an answer in one line."""
    said = [f"{ASKED_PARTS[key][0]}{THIN_SPACE}{points[key]}" for key in ASKED_PARTS if key in points]
    return " · ".join(said)
