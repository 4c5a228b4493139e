"""Which agreed points both sides have confirmed as they stand now. A point that changed has to be confirmed again."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from negotiations.enums import Party
from negotiations.levels import scale_of
from negotiations.models import Confirmation, Deal, Option, Term


@dataclass(frozen=True)
class Shown:
    """What a point says, and nothing else: this is all that the other side reads of it."""

    text: str
    level: str
    wording: str

    @property
    def document(self) -> dict[str, str]:
        return {"text": self.text, "level": self.level, "wording": self.wording}


@dataclass(frozen=True)
class Point:
    """An agreed point with both sides' words on it. ``void``: somebody had confirmed it and it was changed since."""

    term: Term
    shown: Shown
    fingerprint: str
    ours: Confirmation | None = None
    theirs: Confirmation | None = None
    comment: Confirmation | None = None
    void: bool = False

    @property
    def both(self) -> bool:
        return self.ours is not None and self.theirs is not None


def points_of(deals: Iterable[Deal]) -> dict[UUID, list[Point]]:
    """The agreed points of deals, in order, each with what both sides said of it. Three queries."""
    options = Prefetch("issue__options", queryset=Option.objects.order_by("position", "number"))
    rows = Term.objects.filter(deal__in=list(deals), removed_at__isnull=True)
    terms = list(rows.select_related("issue", "ours_by", "deal").prefetch_related(options).order_by("number", "pk"))
    said: dict[UUID, list[Confirmation]] = {}
    for word in Confirmation.objects.filter(term__in=terms).select_related("by").order_by("seq", "pk"):
        said.setdefault(word.term_id, []).append(word)
    found: dict[UUID, list[Point]] = {}
    for term in terms:
        found.setdefault(term.deal_id, []).append(_point(term, said.get(term.pk, ())))
    return found


def points(deal: Deal) -> list[Point]:
    """Those of one deal."""
    return points_of([deal]).get(deal.pk, [])


def shown(term: Term) -> Shown:
    """What a point says; its issue's options should be prefetched."""
    level = scale_of(term.issue, term.deal.currency).words(term.level) if term.issue and term.level is not None else ""
    return Shown(term.text, level, term.wording)


def fingerprint(term: Term, said: Shown) -> str:
    """A name for exactly this state of a point: another one as soon as what it says was written anew."""
    text = json.dumps([str(term.pk), term.said_version, said.document], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _point(term: Term, words: Sequence[Confirmation]) -> Point:
    said = shown(term)
    now = fingerprint(term, said)
    last: dict[str, Any] = {word.party: word for word in words}
    ours, theirs = (_standing(last.get(party), now) for party in (Party.OURS, Party.THEIRS))
    comment = last.get(Party.THEIRS)
    return Point(
        term=term,
        shown=said,
        fingerprint=now,
        ours=ours,
        theirs=theirs,
        comment=comment if comment is not None and not comment.confirmed else None,
        void=any(word.confirmed and word.fingerprint != now for word in last.values()),
    )


def _standing(word: Confirmation | None, now: str) -> Confirmation | None:
    return word if word is not None and word.confirmed and word.fingerprint == now else None
