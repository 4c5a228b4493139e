"""The close: agreed points with their wording, in writing, in a clause of the contract."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.enums_close import NOBODY
from negotiations.models import NextStep, Summary, Term
from negotiations.queries.close.confirmations import Point, points_of
from negotiations.queries.close.terms import NO_CLAUSE, NO_WORDING, UNSECURED, lacks
from negotiations.queries.readiness.count import CLOSING, Count, Part, Step
from negotiations.queries.standing import Standing

TOTAL = "total"
# What is lacking, how it presses, what to do for one and for several, why, with which sign.
LACKING = (
    (NO_WORDING, 10, "Word an agreed point", "Word {} agreed points", "lawyers word what is left open", "comment"),
    (UNSECURED, 12, "Get an agreed point in writing", "Get {} agreed points in writing",
     "what is not in writing can be agreed again", "warning"),
    (NO_CLAUSE, 30, "Give an agreed point its clause", "Give {} agreed points their clause",
     "so that the contract says all of it", "link"),
)  # fmt: skip


def load_terms(readers: Sequence[Standing]) -> Mapping[UUID, Counter[str]]:
    """The agreed points of each deal, and those that lack something, counted. One query."""
    rows = Term.objects.filter(deal__in=[reader.deal for reader in readers], removed_at__isnull=True)
    found: dict[UUID, Counter[str]] = {}
    for row in rows:
        found.setdefault(row.deal_id, Counter()).update([TOTAL, *(one[0] for one in LACKING if lacks(row, one[0]))])
    return found


def check_terms(count: Count, found: Any) -> None:
    url = count.url("close-term-list")
    counted: Counter[str] = found or Counter()
    first = Step("Write down what is agreed", "nothing is in the register of agreed points", url, "check")
    count.part(counted[TOTAL] > 0, 5, Permission.CLOSE_EDIT, first)
    for what, press, one, several, why, icon in LACKING if counted[TOTAL] else ():
        words = one if counted[what] == 1 else several.format(counted[what])
        step = Step(words, why, f"{url}?state={what}", icon)
        count.part(not counted[what], press, Permission.CLOSE_EDIT, step)


def load_points(readers: Sequence[Standing]) -> Mapping[UUID, list[Point]]:
    """The agreed points of each deal with both sides' words. Three queries."""
    return points_of([reader.deal for reader in readers])


def check_points(count: Count, found: Any) -> None:
    url = f"{count.url('close-term-list')}#confirming-h"
    if not found:
        return
    for side, needs in (("ours", Permission.DEAL_CLOSE), ("theirs", Permission.CLOSE_SEND)):
        without = sum(getattr(point, side) is None for point in found)
        points = "an agreed point" if without == 1 else f"{without} agreed points"
        text = f"Confirm {points} for us" if side == "ours" else f"Let them confirm {points}"
        count.part(not without, 20, needs, Step(text, "both sides stand by the same words", url, "check"))


def load_sent(readers: Sequence[Standing]) -> Mapping[UUID, bool]:
    """Which deals have a summary that was sent. One query."""
    rows = Summary.objects.filter(deal__in=[reader.deal for reader in readers], sent_at__isnull=False)
    return dict.fromkeys(rows.values_list("deal_id", flat=True), True)


def check_sent(count: Count, was_sent: Any) -> None:
    why = "whoever writes it down first words it"
    step = Step("Send the summary", why, count.url("summary-list"), "comment")
    count.part(bool(was_sent), 25, Permission.CLOSE_SEND, step)


def load_steps(readers: Sequence[Standing]) -> Mapping[UUID, Counter[bool]]:
    """The open next steps of each deal, by whether they have an owner. One query."""
    rows = NextStep.objects.filter(deal__in=[reader.deal for reader in readers], removed_at=None, done_on=None)
    found: dict[UUID, Counter[bool]] = {}
    for row in rows:
        found.setdefault(row.deal_id, Counter()).update([row.has_owner])
    return found


def check_steps(count: Count, found: Any) -> None:
    if not found:
        return
    nobody = found[False]
    words = "Give a next step its owner" if nobody == 1 else f"Give {nobody} next steps their owners"
    url = f"{count.url('close-next-step-list')}?state={NOBODY}"
    count.part(not nobody, 28, Permission.CLOSE_EDIT, Step(words, "what is nobody's is not done", url, "people"))


PARTS = (
    Part(check_terms, CLOSING, load_terms),
    Part(check_points, CLOSING, load_points),
    Part(check_sent, CLOSING, load_sent, sees=Permission.SECRETS_VIEW),
    Part(check_steps, CLOSING, load_steps),
)
