"""The log of the table as its page shows it: newest first, offers as packages against the last one of their side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.permissions import Permission
from negotiations.enums import OfferStepKind, Party
from negotiations.enums_ledger import PairingKind
from negotiations.enums_table import MoveKind
from negotiations.lines import Heard, Vocabulary, line_of
from negotiations.models import Move, OfferStep, Pairing
from negotiations.queries.ledger import standing_pairings
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.table.holds import HoldWords, holds_of
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.table.offers import LevelLine
from negotiations.queries.theirs.evidence import live_levels
from negotiations.queries.wording import Names

PAGE = 100
SHORT = 60
Levels = dict[UUID, Decimal]
GROUPS: dict[str, tuple[str, tuple[MoveKind, ...]]] = {
    "offers": ("Offers", (MoveKind.OFFER,)),
    "trades": ("Gives and agreed points", (MoveKind.GIVE, MoveKind.AGREE)),
    "questions": ("Questions and answers", (MoveKind.QUESTION, MoveKind.ANSWER)),
    "information": ("Information", (MoveKind.INFORMATION,)),
    "pressure": (
        "Threats, leverage, bogeys, deadlines",
        (MoveKind.THREAT, MoveKind.LEVERAGE, MoveKind.BOGEY, MoveKind.DEADLINE),
    ),
    "objections": ("Objections and replies", (MoveKind.OBJECTION, MoveKind.REPLY)),
    "course": ("Holds and pauses", (MoveKind.HOLD, MoveKind.PAUSE, MoveKind.RESUME)),
    "notes": ("Notes", (MoveKind.NOTE,)),
}
OVER = {OfferStepKind.HELD: "held back", OfferStepKind.WITHDRAWN: "withdrawn"}


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for; empty shows all. ``before`` goes back from an entry's number."""

    side: str = ""
    kind: str = ""
    issue: str = ""
    talk: str = ""
    before: int | None = None

    @property
    def narrowed(self) -> bool:
        return bool(self.side or self.kind or self.issue or self.talk)


@dataclass(frozen=True)
class Quoted:
    """Another entry that this one answers, or that answers it."""

    number: int
    party: str
    words: str


@dataclass(frozen=True)
class Entry:
    """An entry of the log. ``line`` says the same as typed; ``unchanged`` counts levels that are as they were."""

    row: Move
    label: str
    words: str
    levels: tuple[LevelLine, ...]
    unchanged: tuple[LevelLine, ...]
    said_by: str
    why: str
    state: str
    taken_back: str
    line: str
    paid: tuple[str, ...]  # what was had or promised for a give
    answers: Quoted | None = None
    answered: tuple[Quoted, ...] = ()
    brought: HoldWords | None = None  # what a hold of ours brought

    @property
    def reversal(self) -> Move | None:
        return getattr(self.row, "reversal", None)


@dataclass(frozen=True)
class MoveLog:
    """One page of the log; ``last`` is what each side last offered on each issue; ``older`` leads further back."""

    entries: tuple[Entry, ...]
    last: Mapping[str, Levels]
    total: int
    older: int | None
    own: Entry | None  # the reader's last entry that still stands


def move_log(access: Standing, known: Vocabulary, wanted: Wanted) -> MoveLog:
    """For a reader of all secrets. The number of queries does not depend on how much was logged."""
    access.require(Permission.SECRETS_VIEW)
    log = _Log(access, known)
    rows = Move.objects.filter(deal=access.deal).exclude(kind=MoveKind.REVERSAL)
    shown = list(_narrow(rows, wanted).select_related(*RELATED).prefetch_related("answered_by")[: PAGE + 1])
    entries = tuple(log.entry(row) for row in shown[:PAGE])
    if any(one.row.kind == MoveKind.HOLD and one.row.party == Party.OURS for one in entries):
        holds = holds_of(standing_moves(access.deal), access, Names(access.deal))
        entries = tuple(replace(one, brought=holds.get(one.row.number)) for one in entries)
    own = next((one for one in entries if one.row.recorded_by_id == access.user.pk and not one.reversal), None)
    older = shown[PAGE - 1].number if len(shown) > PAGE else None
    return MoveLog(entries, log.last, rows.count(), older, own)


def last_levels(access: Standing, known: Vocabulary) -> dict[str, Levels]:
    """What each side last offered on each issue, of the offers that were made and stand. Two queries."""
    return _Log(access, known).last


RELATED = ("issue", "meeting", "recorded_by", "answers", "offer", "reversal__recorded_by")


def one_entry(access: Standing, known: Vocabulary, row: Move) -> Entry:
    """One entry as the log shows it."""
    found = Move.objects.select_related(*RELATED).prefetch_related("answered_by").get(pk=row.pk)
    return _Log(access, known).entry(found)


def _narrow(rows: QuerySet[Move], wanted: Wanted) -> QuerySet[Move]:
    if wanted.side in Party.values:
        rows = rows.filter(party=wanted.side)
    if wanted.kind in GROUPS:
        rows = rows.filter(kind__in=GROUPS[wanted.kind][1])
    if wanted.issue:
        rows = rows.filter(Q(issue=wanted.issue) | Q(levels__has_key=wanted.issue))
    if wanted.talk in {"binding", "informal"}:
        rows = rows.filter(binding=wanted.talk == "binding")
    if wanted.before is not None:
        rows = rows.filter(number__lt=wanted.before)
    return rows.order_by("-number")


class _Log:
    """Makes the entries; what every offer is compared with is read once."""

    def __init__(self, access: Standing, known: Vocabulary) -> None:
        self.access, self.known = access, known
        self.scales = {one.pk: one.scale for one in known.issues}
        self.names = {one.pk: one.name for one in known.issues}
        self.steps: dict[UUID, dict[str, int]] = {}
        steps = OfferStep.objects.filter(offer__deal=access.deal).order_by("seq")
        for pk, kind, seq in steps.values_list("offer", "kind", "seq"):
            self.steps.setdefault(pk, {})[kind] = seq
        self.before: dict[UUID, Levels] = {}
        self.last: dict[str, Levels] = {side: {} for side in Party.values}
        offers = Move.objects.filter(deal=access.deal, kind=MoveKind.OFFER).select_related("reversal")
        for row in sorted(offers, key=self._made_at):
            self.before[row.pk] = self.last[row.party]
            if self._made(row) is not None and getattr(row, "reversal", None) is None:
                self.last[row.party] = {**self.last[row.party], **self.levels_of(row)}

        self.paid: dict[UUID, list[str]] = {}
        for one in standing_pairings(access.deal):
            if one.kind != PairingKind.LET_GO and (words := self._paid(one)):
                self.paid.setdefault(one.give_id, []).append(words)

    def _made(self, row: Move) -> int | None:
        """When the offer of an entry was made, as a number of the deal; None when it was not."""
        return self.steps.get(row.offer_id, {}).get(OfferStepKind.MADE) if row.offer_id else None

    def _made_at(self, row: Move) -> int:
        return self._made(row) or row.seq

    def _paid(self, row: Pairing) -> str:
        """A promise that was named in its offer stands there already."""
        if row.kind == PairingKind.PROMISE:
            return "" if row.automatic else str(opened(row.words, self.access))
        return self.names.get(row.get_issue_id, "a get") if row.get_issue_id else "a get"

    def levels_of(self, row: Move) -> Levels:
        levels = live_levels(opened(row.levels, self.access), self.scales)
        return {pk: levels[pk] for pk in self.scales if pk in levels}

    def entry(self, row: Move) -> Entry:
        levels, words = self.levels_of(row), opened(row.words, self.access)
        before = self.before.get(row.pk, self.last[row.party] if row.kind == MoveKind.GIVE else {})
        lines = tuple(self._line(pk, levels[pk], before) for pk in self.names if pk in levels)
        reversal = getattr(row, "reversal", None)
        said_by = opened(row.said_by, self.access)
        return Entry(
            row=row,
            label=self._label(row),
            words=words,
            levels=tuple(line for line in lines if line.changed),
            unchanged=tuple(line for line in lines if not line.changed),
            said_by=said_by,
            why=opened(row.why, self.access),
            state="" if reversal else self._state(row),
            taken_back="" if reversal is None else opened(reversal.why, self.access),
            line=self._as_typed(row, words, levels, said_by),
            paid=tuple(self.paid.get(row.pk, ())),
            answers=self._quoted(row.answers) if row.answers else None,
            answered=tuple(self._quoted(one) for one in sorted(row.answered_by.all(), key=lambda one: one.number)),
        )

    def _as_typed(self, row: Move, words: str, levels: Levels, said_by: str) -> str:
        number = row.answers.number if row.answers else None
        paid = ", ".join(self.paid.get(row.pk, ()))
        heard = Heard(Party(row.party), MoveKind(row.kind), words, levels, paid, row.issue_id, row.binding, said_by)
        return line_of(replace(heard, answers=number), self.known)

    def _label(self, row: Move) -> str:
        """``Offer 3`` counts the offers of its side; a give of theirs is a get."""
        if row.kind == MoveKind.OFFER:
            return f"Offer {row.offer.number}" if row.offer else "Idea"
        if row.kind == MoveKind.GIVE and row.party == Party.THEIRS:
            return "Get"
        return str(MoveKind(row.kind).label)

    def _line(self, pk: UUID, level: Decimal, before: Mapping[UUID, Decimal]) -> LevelLine:
        was = before.get(pk)
        changed = was is not None and was != level
        words = self.scales[pk].words
        return LevelLine(self.names[pk], words(level), words(was) if changed else "", changed or was is None)

    def _state(self, row: Move) -> str:
        """What became of an offer that waited for the holdout."""
        steps = self.steps.get(row.offer_id, {}) if row.offer_id else {}
        over = next((words for kind, words in OVER.items() if kind in steps), "")
        return over or ("waits for release" if row.offer_id and self._made(row) is None else "")

    def _quoted(self, row: Move) -> Quoted:
        words: Any = opened(row.words, self.access)
        if not words:
            words = ", ".join(
                f"{self.names[pk]} {self.scales[pk].words(level)}" for pk, level in self.levels_of(row).items()
            )
        return Quoted(row.number, row.party, words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…")
