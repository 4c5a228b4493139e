"""Blind scoring: one's own sheet while a round is open, a round that is late, a team that never scored.

Nobody's step depends on another's sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.enums import RoundState
from negotiations.models import ScoringRound, ScoringSheet
from negotiations.queries.readiness.count import EXPLORING, PREPARING, Count, Part, Step
from negotiations.queries.standing import Standing


@dataclass(frozen=True)
class OpenRound:
    deadline: date | None
    mine_is_in: bool


def load(readers: Sequence[Standing]) -> Mapping[UUID, OpenRound]:
    """The open rounds by deal, with whether the reader's own sheet is in. Two queries."""
    deals = [reader.deal for reader in readers]
    rounds = ScoringRound.objects.filter(deal__in=deals, state=RoundState.OPEN)
    own = ScoringSheet.objects.filter(round__deal__in=deals, round__state=RoundState.OPEN, handed_in=True)
    people = {reader.user.pk for reader in readers}
    handed = set(own.filter(user__in=people).values_list("round__deal", "user"))
    users = {reader.deal.pk: reader.user.pk for reader in readers}
    return {row.deal_id: OpenRound(row.deadline, (row.deal_id, users[row.deal_id]) in handed) for row in rounds}


def check(count: Count, found: Any) -> None:
    if found is None:
        return
    url = count.url("scoring")
    late = found.deadline is not None and found.deadline < count.today
    if not found.mine_is_in:
        why = "sealed until the round is closed" if not late else "the day to hand in is past"
        count.warn(8, Permission.SCORE, Step("Score the issues, alone", why, url, "lock", "bad" if late else "warn"))
    if late:
        why = "the day to hand in is past"
        count.warn(9, Permission.SCORING_RUN, Step("Close the round of blind scoring", why, url, "clock"))


PARTS = (Part(check, PREPARING | EXPLORING, load),)
