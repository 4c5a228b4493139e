"""From what was seen and heard to what the engine learns of it: rows into packages, and draws that explain them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID

from negotiations.engine import inference
from negotiations.engine.doubt import Draws
from negotiations.engine.evidence import Choice, Order, Preference
from negotiations.engine.evidence import Evidence as Seen
from negotiations.engine.inference import Posterior
from negotiations.engine.problem import Package, Problem
from negotiations.enums import Confidence, EvidenceKind, Party
from negotiations.models import Evidence
from negotiations.queries.inputs.types import IssueInput, Piece
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.theirs import evidence as reading
from negotiations.secrets import Reader

# The chance that what we heard is so. Hearsay still says more than nothing.
SURE = {Confidence.HEARSAY: 0.65, Confidence.SAID: 0.8, Confidence.WRITTEN: 0.92}
DRAWS = 4000  # guesses weighed by the evidence; as many as a page or a job works with are then picked from them


def pieces(rows: PlanRows, inputs: Sequence[IssueInput], package: Package, reader: Reader) -> tuple[Piece, ...]:
    """What each row of evidence tells the engine, oldest first. Our own offers and silences tell nothing by themselves.

    ``package`` is the one on the page: it stands where neither side has spoken of an issue.
    """
    return _Reading(rows, inputs, package, reader).pieces()


def together(found: Iterable[Piece]) -> Seen:
    """All that these pieces tell, as the engine takes it."""
    seen = [piece.seen for piece in found]
    return Seen(
        tuple(chain.from_iterable(one.offers for one in seen)),
        tuple(chain.from_iterable(one.refused for one in seen)),
        tuple(chain.from_iterable(one.preferences for one in seen)),
        tuple(chain.from_iterable(one.orders for one in seen)),
        tuple(chain.from_iterable(one.choices for one in seen)),
    )


def learned(problem: Problem, inputs: Sequence[IssueInput], found: Sequence[Piece], *, seed: int) -> Posterior:
    """What is known of them once these pieces are taken in. Nothing new with none."""
    beliefs = [row.belief for row in inputs]
    return inference.learn(problem, beliefs, together(found), draws=DRAWS, seed=seed)


def picked(posterior: Posterior, count: int, *, seed: int) -> Draws:
    """That many draws, each as often as it is likely: from here on all of them count alike."""
    return inference.even_draws(posterior.draws, count, seed=seed)


class _Reading:
    """The rows of evidence against one grid of levels."""

    def __init__(self, rows: PlanRows, inputs: Sequence[IssueInput], package: Package, reader: Reader) -> None:
        self.rows, self.inputs, self.package, self.reader = rows, inputs, package, reader
        self.scales = reading.scales_of(rows)
        self.places = {row.issue.pk: i for i, row in enumerate(inputs)}
        self.offers = {one.row.pk: self._package(one.standing) for one in reading.offers(rows, reader)}
        self.order = [row.pk for row in rows.evidence]

    def pieces(self) -> tuple[Piece, ...]:
        return tuple(Piece(row.pk, self._seen(row), self.offers.get(row.pk)) for row in self.rows.evidence)

    def _seen(self, row: Evidence) -> Seen:
        body: dict[str, Any] = opened(row.body, self.reader)
        sure = SURE[Confidence(row.confidence)]
        if row.kind == EvidenceKind.OFFER and row.party == Party.THEIRS:
            mine, theirs = self._answered(row), self.offers[row.pk]
            return Seen(offers=(theirs,), refused=((mine, theirs),) if mine is not None else ())
        if row.kind == EvidenceKind.REFUSAL:
            mine, held = self._answered(row), self._held(row)
            return Seen(refused=((mine, held),)) if mine is not None and held is not None else Seen()
        if row.kind == EvidenceKind.PREFERENCE:
            better, worse = self._single(body["better"]), self._single(body["worse"])
            return Seen(preferences=(Preference(better, worse, sure),)) if better != worse else Seen()
        if row.kind == EvidenceKind.ORDER:
            more, less = self.places.get(UUID(body["more"])), self._place(body["less"])
            known = more is not None and (body["less"] is None or less is not None)
            return Seen(orders=(Order(more, less, sure),)) if known and more is not None else Seen()
        if row.kind == EvidenceKind.CHOICE:
            shown = tuple(self._single(levels) for levels in body["packages"])
            return Seen(choices=(Choice(shown, body["picked"]),))
        return Seen()

    def _answered(self, row: Evidence) -> Package | None:
        return self.offers.get(row.answers_id) if row.answers_id else None

    def _held(self, row: Evidence) -> Package | None:
        """The offer of theirs that they kept to when they refused: the last one before it, else the first after it."""
        here = self.order.index(row.pk)
        theirs = [
            (place, self.offers[one.pk])
            for place, one in enumerate(self.rows.evidence)
            if one.kind == EvidenceKind.OFFER and one.party == Party.THEIRS
        ]
        before = [offer for place, offer in theirs if place < here]
        after = [offer for place, offer in theirs if place > here]
        return before[-1] if before else after[0] if after else None

    def _place(self, key: str | None) -> int | None:
        return self.places.get(UUID(key)) if key else None

    def _single(self, stored: Any) -> Package:
        return self._package(reading.live_levels(stored, self.scales))

    def _package(self, levels: Any) -> Package:
        chosen: dict[UUID, Decimal] = dict(levels)
        return tuple(
            row.index(chosen[row.issue.pk]) if row.issue.pk in chosen else v
            for row, v in zip(self.inputs, self.package, strict=True)
        )
