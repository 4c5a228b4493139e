"""Agreed points confirmed: by our lead here, by the other side through a link that opens nothing else.

The same kind of link asks how content they are (``satisfaction``). A link's token is random (256 bits), kept only as
its digest, good for 72 hours and for one answer. Every step is a conditional update, so of two at the same moment one
wins.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from negotiations.actions.inbox import notify
from negotiations.actions.writing import Rejected, Write, by_the_clock, writing
from negotiations.enums import InboxKind, Party, Verb
from negotiations.enums_close import Asks
from negotiations.models import Confirmation, ConfirmLink, Deal, Review, Term
from negotiations.queries.close.confirmations import Point, points

LIFETIME = timedelta(hours=72)
MOST_NAME, MOST_COMMENT, MOST_LINKS = 120, 1000, 50
TOLD = (SeatRole.LEAD, SeatRole.COORDINATOR)


class LinkClosed(Exception):
    """Unknown, used, withdrawn, expired: this link takes no answer."""


class Changed(Exception):
    """A point says something else than what was answered. Nothing was written, and the link is still open."""


@dataclass(frozen=True)
class Answer:
    """The other side's word on the point of this fingerprint."""

    fingerprint: str
    confirmed: bool
    comment: str = ""


def confirm(deal: Deal, seen: Collection[str], *, by: User, at: datetime) -> int:
    """Confirm the points of these fingerprints for us; those that are confirmed stay so. Gives how many were new.

    Raises ``Rejected`` when one of them says something else meanwhile; then none is confirmed.
    """
    with writing(deal, Permission.DEAL_CLOSE, by=by, at=at) as write:
        found = _locked(write)
        if not set(seen) <= set(found):
            raise Rejected("A point was changed meanwhile. Read it again, then confirm.")
        fresh = [found[one] for one in dict.fromkeys(seen) if found[one].ours is None]
        for point in fresh:
            _add(write, point, Party.OURS, by=by, name=str(by))
        return len(fresh)


def make_link(
    deal: Deal, *, title: str, to: str = "", asks: Asks = Asks.POINTS, by: User, at: datetime
) -> tuple[ConfirmLink, str]:
    """A link for the other side to the agreed points as they stand when it is opened, or to the question how content
    they are with a deal that is over. Gives its token, this once.

    ``title`` is all that they read besides the points and our organisation's name.
    """
    with writing(deal, Permission.CLOSE_SEND, by=by, at=at) as write:
        return make_link_in(write, title=title, to=to, asks=asks)


def make_link_in(write: Write, *, title: str, to: str, asks: Asks) -> tuple[ConfirmLink, str]:
    """The same within an open write, whose right is checked."""
    title, to = " ".join(title.split()), " ".join(to.split())
    if not 0 < len(title) <= MOST_NAME:
        raise Rejected(f"Say in at most {MOST_NAME} characters what they shall read on top.", "title")
    if len(to) > MOST_NAME:
        raise Rejected(f"At most {MOST_NAME} characters.", "to")
    if asks == Asks.POINTS and not Term.objects.filter(deal=write.deal, removed_at__isnull=True).exists():
        raise Rejected("Write an agreed point down first: the link shows nothing else.")
    if asks == Asks.CONTENT and not Review.objects.filter(deal=write.deal).exists():
        raise Rejected("The deal is not over yet: ask them when it is closed.")
    if open_links(write.deal, write.at).count() >= MOST_LINKS:
        raise Rejected(f"There are {MOST_LINKS} open links. Withdraw some first.")
    token = secrets.token_urlsafe(32)
    row = ConfirmLink(
        deal=write.deal, asks=asks, title=title, to=to, token_digest=digest_of(token), made_by=write.by,
        made_at=write.at, expires_at=write.at + LIFETIME,
    )  # fmt: skip
    write.add(row, summary={"to": to, "asks": str(asks)})
    return row, token


def withdraw(link: ConfirmLink, *, by: User, at: datetime) -> None:
    """End a link. Raises ``Rejected`` when it was answered, withdrawn or over before."""
    with writing(link.deal, Permission.CLOSE_SEND, by=by, at=at) as write:
        if not open_links(write.deal, at).filter(pk=link.pk).update(withdrawn_at=at):
            raise Rejected("This link is not open any more.")
        write.log(Verb.REMOVED, link)


def find(token: str, *, asks: Asks = Asks.POINTS, at: datetime) -> ConfirmLink | None:
    """The link that this token opens now; ``None`` for every other, whatever is wrong with it."""
    rows = ConfirmLink.objects.filter(token_digest=digest_of(token), used_at__isnull=True, withdrawn_at__isnull=True)
    rows = rows.filter(asks=asks, expires_at__gt=at, deal__archived_at__isnull=True)
    return rows.select_related("deal__organisation").first()


def answer(token: str, answers: Sequence[Answer], *, name: str, at: datetime) -> None:
    """Keep what the other side said, all of it or nothing; it closes the link.

    Raises ``LinkClosed``, ``Changed``, ``Rejected`` naming the field that is wrong.
    """
    link = find(token, at=at)
    if link is None:
        raise LinkClosed
    name = " ".join(name.split())
    if not 0 < len(name) <= MOST_NAME:
        raise Rejected("Give your name.", "name")
    if not answers:
        raise Rejected("Confirm a point, or say what is wrong with one.", "answers")
    for one in answers:
        if not one.confirmed and not 0 < len(one.comment.strip()) <= MOST_COMMENT:
            raise Rejected(f"Say in at most {MOST_COMMENT} characters what is wrong.", one.fingerprint)
    with by_the_clock(link.deal_id, at=at) as write:
        if not open_links(write.deal, at).filter(pk=link.pk).update(used_at=at, used_by=name):
            raise LinkClosed
        found = _locked(write)
        if not {one.fingerprint for one in answers} <= set(found):
            raise Changed
        for one in answers:
            comment = "" if one.confirmed else one.comment.strip()
            _add(write, found[one.fingerprint], Party.THEIRS, comment=comment, name=name, link=link)
        tell(write, link)


def tell(write: Write, link: ConfirmLink) -> None:
    """A link was answered: who leads and who coordinates hear of it."""
    write.log(Verb.CHANGED, link, field="used_at", after=write.at)
    for user in User.objects.filter(seats__deal=write.deal, seats__role__in=TOLD).distinct():
        notify(write, user, InboxKind.DECISION, link)


def digest_of(token: str) -> str:
    """What is kept of a token. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def open_links(deal: Deal, at: datetime) -> "QuerySet[ConfirmLink]":
    return ConfirmLink.objects.filter(deal=deal, used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)


def _locked(write: Write) -> dict[str, Point]:
    """The points by fingerprint; the deal is locked, so none changes before this write is over."""
    return {point.fingerprint: point for point in points(write.deal)}


def _add(
    write: Write, point: Point, party: Party, *, name: str, comment: str = "", by: User | None = None,
    link: ConfirmLink | None = None,
) -> None:  # fmt: skip
    row = Confirmation(
        deal=write.deal, term=point.term, party=party, confirmed=not comment, comment=comment, name=name,
        shown=point.shown.document, fingerprint=point.fingerprint, by=by, link=link, at=write.at,
        seq=write.deal.seq + 1,
    )  # fmt: skip
    write.add(row, summary={"party": str(party), "confirmed": not comment, "point": point.term.text})
