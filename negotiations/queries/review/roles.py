"""Were the roles kept? What the log and the seats say of each, first as facts, then what we make of it. Secret.

Who spoke is read from the entry: somebody of our team whose name, or first name, it names. An entry that names nobody
counts as the lead's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from negotiations.engine import alerts
from negotiations.engine.alerts import Statement
from negotiations.engine.ledger import GiveState
from negotiations.enums import OfferStepKind, Party
from negotiations.enums_table import MoveKind
from negotiations.levels import THIN_SPACE
from negotiations.models import Issue, Meeting, Move, OfferStep, Review, Seat, Sighting, Summary
from negotiations.queries.alerts.desk import Desk
from negotiations.queries.alerts.on_talk import spoken
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.team.seat_plan import area_of
from negotiations.queries.wording import listed

KEPT, BROKEN, QUIET = "kept", "broken", "nothing to judge"
COMMITS = frozenset({MoveKind.OFFER, MoveKind.GIVE, MoveKind.AGREE})
FREE = frozenset({GiveState.OPEN, GiveState.LET_GO})
A_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Fact:
    """What the log says, with the numbers of its entries."""

    words: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class RoleRow:
    """A role: who held it, whether it was kept, the facts, and what we make of them."""

    role: str
    people: str
    state: str
    facts: tuple[Fact, ...]
    reading: str

    @property
    def tone(self) -> str:
        return {KEPT: "good", BROKEN: "bad"}.get(self.state, "")


def roles_of(access: Standing, *, now: datetime) -> tuple[RoleRow, ...]:
    """Each role that was seated, by what the log says; nothing while the log or the plan is empty."""
    access.require(Permission.SECRETS_VIEW)
    rows = load_plan(access.deal)
    desk = Desk(access, rows, now)
    if desk.table.plan is None or not desk.table.moves:
        return ()
    judge = _Judge(desk, list(Seat.objects.filter(deal=access.deal).select_related("user").order_by("pk")))
    found = [judge.lead(), judge.holdout(), judge.coordinator(), judge.speakers(), judge.observer(), judge.one_voice()]
    return tuple(one for one in found if one is not None)


@dataclass
class _Judge:
    desk: Desk
    seats: Sequence[Seat]

    @cached_property
    def _users(self) -> Mapping[str, User]:
        """Our people by full name, and by first name where only one has it."""
        people = {seat.user_id: seat.user for seat in self.seats}.values()
        firsts = [str(user).split()[0].casefold() for user in people]
        found = {str(user).casefold(): user for user in people}
        for user, first in zip(people, firsts, strict=True):
            if firsts.count(first) == 1:
                found.setdefault(first, user)
        return found

    def _speaker(self, move: Move) -> User | None:
        named = (opened(move.said_by, self.desk.access) or "").strip().casefold()
        return self._users.get(named)

    def _held(self, role: SeatRole) -> list[User]:
        return [seat.user for seat in self.seats if seat.role == role]

    def _roles(self, user: User) -> list[str]:
        return [SeatRole(seat.role).label.lower() for seat in self.seats if seat.user_id == user.pk]

    @property
    def _ours(self) -> list[Move]:
        return [move for move in self.desk.table.moves if move.party == Party.OURS]

    @cached_property
    def _commitments(self) -> list[Move]:
        """What bound us: an offer that never passed the holdout was not made."""
        steps = OfferStep.objects.filter(offer__deal=self.desk.access.deal, kind=OfferStepKind.MADE)
        made = {None, *steps.values_list("offer_id", flat=True)}
        return [m for m in self._ours if m.kind in COMMITS and m.binding and m.offer_id in made]

    def lead(self) -> RoleRow:
        """Only the lead commits."""
        leads, made = self._held(SeatRole.LEAD), self._commitments
        others: dict[User, list[int]] = {}
        for move in made:
            speaker = self._speaker(move)
            if speaker is not None and speaker not in leads:
                others.setdefault(speaker, []).append(move.number)
        facts = [Fact(f"{_counted(len(made), 'commitment')} of ours in the log", _numbers(made))] if made else []
        facts += [Fact(f"said by {self._who(user)}", tuple(numbers)) for user, numbers in others.items()]
        reading = "Who hears two of us commit asks the one who gives more." if others else "One voice committed us."
        state = BROKEN if others else KEPT if made else QUIET
        return RoleRow("Only the lead commits", _people(leads), state, tuple(facts), reading if made else "")

    def holdout(self) -> RoleRow | None:
        """What crossed the guard was held or released for a price, and the price was had."""
        people = self._held(SeatRole.HOLDOUT)
        if not people:
            return None
        facts, for_nothing = self._guarded()
        said = [move for move in self._commitments if self._speaker(move) in people]
        if said:
            facts.append(Fact("who holds out committed us", _numbers(said)))
        if not facts:
            return RoleRow("The holdout holds", _people(people), QUIET, (Fact("No offer crossed the guard."),), "")
        reading = "The guard opened for its price, or not at all."
        if for_nothing:
            reading = "A guard that opens for nothing is a delay."
        elif said:
            reading = "Who is to slow a give can hardly make one."
        state = BROKEN if for_nothing or said else KEPT
        return RoleRow("The holdout holds", _people(people), state, tuple(facts), reading)

    def _guarded(self) -> tuple[list[Fact], bool]:
        """What became of the offers that crossed a guard, and whether one was released for nothing."""
        moves = {move.offer_id: move for move in self.desk.table.moves if move.offer_id}
        kinds = (OfferStepKind.HELD, OfferStepKind.RELEASED)
        steps = OfferStep.objects.filter(offer__deal=self.desk.access.deal, kind__in=kinds).select_related("by")
        facts, for_nothing = [], False
        for step in steps.order_by("seq", "pk"):
            move, words = moves.get(step.offer_id), opened(step.words, self.desk.access) or ""
            numbers = (move.number,) if move else ()
            if step.kind == OfferStepKind.HELD:
                facts.append(Fact(f"{step.by} held an offer back{f': “{words}”' if words else ''}", numbers))
                continue
            price = f"for “{words}”" if words else "for nothing"
            facts.append(Fact(f"{step.by} released an offer {price}", numbers))
            unpaid = self._unpaid(move)
            if unpaid:
                facts.append(Fact(f"nothing was had for {listed(unpaid)}", numbers))
            for_nothing |= bool(unpaid) or not words
        return facts, for_nothing

    def _unpaid(self, move: Move | None) -> list[str]:
        """The issues on which this entry gave and nothing was had for it, by the ledger."""
        rows = [one for one in self.desk.book.gives if move is not None and one.move == move and one.state in FREE]
        return [one.issue.name for one in rows if one.issue is not None]

    def coordinator(self) -> RoleRow | None:
        """The summary went out within a day of each meeting."""
        deal = self.desk.access.deal
        review = Review.objects.filter(deal=deal).first()
        over = review.closed_at if review else self.desk.now
        rows = Meeting.objects.filter(deal=deal, removed_at__isnull=True, starts_at__lte=over).order_by(
            "starts_at", "pk"
        )
        sent: dict[Any, datetime] = {}
        for summary in Summary.objects.filter(deal=deal, sent_at__isnull=False, meeting__isnull=False):
            if summary.sent_at is not None:
                sent[summary.meeting_id] = summary.sent_at
        facts, broken = [], False
        for meeting in rows:
            numbers = _numbers(move for move in self.desk.table.moves if move.meeting_id == meeting.pk)
            at, title = sent.get(meeting.pk), meeting.title or "the meeting"
            late = at is None or at - meeting.starts_at > A_DAY
            broken |= late
            what = "was never sent" if at is None else f"went out {_after(at - meeting.starts_at)} after it began"
            facts.append(Fact(f"the summary of {title} {what}", numbers[:1]))
        if not facts:
            return None
        people = self._held(SeatRole.COORDINATOR) or self._held(SeatRole.LEAD)
        reading = (
            "Whoever writes it down first words it: a day later it is theirs."
            if broken
            else "What was said was written down while it was remembered."
        )
        return RoleRow("The summary within a day", _people(people), BROKEN if broken else KEPT, tuple(facts), reading)

    def speakers(self) -> RoleRow:
        """Who spoke on which issue, against the seat plan."""
        named = [(move, user) for move in self._ours if (user := self._speaker(move)) is not None]
        issues = {issue.pk: issue for issue in self.desk.rows.issues}
        outside: dict[tuple[User, Issue], list[int]] = {}
        for move, user in named:
            about = [issues[move.issue_id]] if move.issue_id in issues else []
            for issue in about:
                if not self._may_speak(user, issue):
                    outside.setdefault((user, issue), []).append(move.number)
        if not named:
            return RoleRow("Each on their own issues", "", QUIET, (Fact("No entry says who of us spoke."),), "")
        says = _counted(len(named), "entry says", "entries say")
        facts = [Fact(f"{says} who of us spoke", _numbers(move for move, _ in named))]
        facts += [
            Fact(f"{self._who(user)} spoke on {issue.name}{_owner(issue, user)}", tuple(numbers))
            for (user, issue), numbers in outside.items()
        ]
        reading = "Who speaks outside their area is asked for more there." if outside else "All kept to their part."
        return RoleRow("Each on their own issues", "", BROKEN if outside else KEPT, tuple(facts), reading)

    def _may_speak(self, user: User, issue: Issue) -> bool:
        held = [seat for seat in self.seats if seat.user_id == user.pk]
        area = area_of(issue)
        return issue.owner_id == user.pk or any(
            seat.role == SeatRole.LEAD or str(issue.pk) in seat.issues or (seat.is_whole and area in seat.expertise)
            for seat in held
        )

    def observer(self) -> RoleRow | None:
        """Who watches does not talk, and notes what is seen."""
        people = self._held(SeatRole.OBSERVER)
        if not people:
            return None
        talked = [move for move in self._ours if self._speaker(move) in people]
        noted = Sighting.objects.filter(deal=self.desk.access.deal, removed_at__isnull=True).count()
        facts = [Fact(f"{_counted(noted, 'sighting')} on the observer’s sheet")]
        if talked:
            facts.append(Fact("who watches spoke", _numbers(talked)))
        state = BROKEN if talked else KEPT if noted else QUIET
        reading = "Who talks misses half of what the other side shows." if talked else ""
        return RoleRow("The observer watches", _people(people), state, tuple(facts), reading)

    def one_voice(self) -> RoleRow:
        """No mixed messages: at no moment did two of us say what does not go together."""
        statements, texts = spoken(self.desk)
        pairs: dict[tuple[Statement, Statement], None] = {}
        for place in range(len(statements)):
            here = [one for one in statements[: place + 1] if one.issue == statements[place].issue]
            pairs |= dict.fromkeys(alerts.contradictions(here))
        if self.desk.table.plan is None or not statements:
            return RoleRow("One voice", "", QUIET, (Fact("Nobody of us named a level."),), "")
        facts = [
            Fact(
                f"on {self.desk.plan.issues[two.issue].issue.name} {one.speaker} {texts[one]}, "
                f"{two.speaker} {texts[two]}",
                (self.desk.numbers[one.key], self.desk.numbers[two.key]),
            )
            for one, two in pairs
        ]
        if not facts:
            return RoleRow("One voice", "", KEPT, (Fact("No two of us said what does not go together."),), "")
        return RoleRow("One voice", "", BROKEN, tuple(facts), "Mixed messages are read as room to move.")

    def _who(self, user: User) -> str:
        return f"{user} ({listed(self._roles(user))})"


def _owner(issue: Issue, user: User) -> str:
    return f", which is {issue.owner}’s" if issue.owner and issue.owner_id != user.pk else ", which nobody gave them"


def _numbers(moves: Iterable[Move]) -> tuple[int, ...]:
    return tuple(move.number for move in moves)


def _people(users: Iterable[User]) -> str:
    return listed(list(dict.fromkeys(str(user) for user in users)))


def _counted(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def _after(gap: timedelta) -> str:
    hours = gap.total_seconds() / 3600
    return f"{round(hours)}{THIN_SPACE}h" if hours < 48 else f"{round(hours / 24)} days"
