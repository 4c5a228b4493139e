"""The seal of blind scoring: the only place where a sheet is opened.

While a round is open, its author alone reads a sheet. After it is closed, readers of secrets read those handed in, an
expert of own issues only what was said on them, and nobody else any. Drafts never handed in stay their authors'.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied

from accounts.models import User
from negotiations.models import ScoringRound, ScoringSheet
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

secrets_log = logging.getLogger("parley.secrets")


class Sealed(Exception):
    """The round is not closed: its sheets cannot be read."""


@dataclass(frozen=True)
class Answers:
    """What a sheet says: swing points and target levels by issue."""

    points: Mapping[UUID, Decimal]
    targets: Mapping[UUID, Decimal]


NOTHING_SAID = Answers({}, {})


@dataclass(frozen=True)
class Said:
    """A sheet that was handed in, of a closed round, as this reader may read it."""

    user: User
    answers: Answers


@dataclass(frozen=True)
class Author:
    """The reader of one's own sheet, whatever one's seat."""

    user: User
    sheet: ScoringSheet

    def note_secret_read(self) -> None:
        if self.sheet.user_id != self.user.pk:
            raise PermissionDenied("Not this person's sheet.")
        secrets_log.info("own sheet read: round=%s user=%s", self.sheet.round_id, self.user.pk)


def own_sheet(scoring_round: ScoringRound, user: User) -> tuple[Answers, bool]:
    """What this person wrote, and whether it is handed in. One query."""
    sheet = ScoringSheet.objects.filter(round=scoring_round, user=user).first()
    if sheet is None:
        return NOTHING_SAID, False
    return _read(opened(sheet.answers, Author(user, sheet))), sheet.handed_in


def sheets(scoring_round: ScoringRound, access: Standing) -> tuple[Said, ...]:
    """The sheets of a closed round by name, for a reader of secrets, of own issues at least. One query.

    An expert's pages must show only what is about own issues. Raises ``Sealed`` before the round is closed,
    ``PermissionDenied`` for anybody else.
    """
    if not scoring_round.is_closed:
        raise Sealed
    rows = ScoringSheet.objects.filter(round=scoring_round, handed_in=True).select_related("user")
    said = [Said(row.user, _read(opened(row.answers, access))) for row in rows.order_by("pk")]
    return tuple(sorted(said, key=lambda one: (str(one.user), one.user.pk)))


def _read(document: Mapping[str, Mapping[str, str]]) -> Answers:
    points, targets = (
        {UUID(pk): Decimal(value) for pk, value in document.get(name, {}).items()} for name in ("points", "targets")
    )
    return Answers(points, targets)
