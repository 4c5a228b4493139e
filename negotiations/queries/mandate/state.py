"""Where the mandate of a deal stands: in force, waiting, void, expired. For readers of secrets only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.permissions import Permission
from negotiations.enums import Verdict
from negotiations.levels import date_words
from negotiations.models import Deal, MandateRuling, MandateVersion
from negotiations.queries.mandate.terms import Terms, stored_terms
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.secrets import Reader

DRAFT, SUBMITTED, APPROVED, EXPIRED = "draft", "submitted", "approved", "expired"
REFUSED, WITHDRAWN, VOID = Verdict.REFUSED.value, Verdict.WITHDRAWN.value, Verdict.VOID.value


@dataclass(frozen=True)
class MandateState:
    """``code``: draft (nothing submitted), submitted, approved, refused, withdrawn, void or expired.

    ``ruling`` is the latest one, ``approval`` the one that approved it. ``reason`` says why it is no longer in force.
    What the clock ends has no ruling.
    """

    code: str
    version: MandateVersion | None = None
    terms: Terms | None = None
    rulings: tuple[MandateRuling, ...] = ()
    reason: str = ""
    document: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[UUID, str] = field(default_factory=dict)  # by ruling

    @property
    def in_force(self) -> bool:
        return self.code == APPROVED

    @property
    def waits(self) -> bool:
        return self.code == SUBMITTED

    @property
    def ended(self) -> bool:
        """It was approved, and is no longer."""
        return self.approval is not None and self.code in {VOID, EXPIRED}

    @property
    def ruling(self) -> MandateRuling | None:
        return self.rulings[-1] if self.rulings else None

    @property
    def approval(self) -> MandateRuling | None:
        return next((row for row in self.rulings if row.verdict == Verdict.APPROVED), None)


def mandate_state(deal: Deal, reader: Reader, *, today: date) -> MandateState:
    """Where the latest version stands, by what was ruled and by the clock. Two queries, one while there is none."""
    version = MandateVersion.objects.filter(deal=deal).select_related("submitted_by").order_by("-number").first()
    if version is None:
        return MandateState(DRAFT)
    return state_of(version, rulings_of(version), reader, today=today)


def rulings_of(version: MandateVersion) -> tuple[MandateRuling, ...]:
    """What was ruled on a version, in its order. One query."""
    return tuple(MandateRuling.objects.filter(version=version).select_related("by").order_by("number"))


def state_of(
    version: MandateVersion, rulings: tuple[MandateRuling, ...], reader: Reader, *, today: date
) -> MandateState:
    """The state of one version. No query."""
    document = opened(version.terms, reader)
    terms = stored_terms(document)
    reasons = {row.pk: opened(row.reason, reader) for row in rulings}
    last = rulings[-1] if rulings else None
    code, reason = (last.verdict, reasons[last.pk]) if last else (SUBMITTED, "")
    if code == APPROVED:
        for ends, why in (
            (terms.expires_on, "It expired on {}."),
            (terms.floor_ends_on, "The alternative that its floor rests on expired on {}."),
        ):
            if ends is not None and ends < today:
                code, reason = EXPIRED, why.format(date_words(ends))
    return MandateState(code, version, terms, rulings, reason, document, reasons)


def mandate_alarm(access: Standing, *, today: date) -> str:
    """What everybody has to know whose team was allowed to make offers and no longer is; empty when all is well.

    Only for readers of all secrets: to others nothing of the mandate is shown. Two queries.
    """
    if not access.can(Permission.SECRETS_VIEW):
        return ""
    state = mandate_state(access.deal, access, today=today)
    if not state.ended:
        return ""
    if state.code == EXPIRED or state.ruling is None:
        return f"The mandate has ended. {state.reason}"
    at = timezone.localtime(state.ruling.at)
    since = f"{at:%H:%M}" if at.date() == today else date_words(at.date())
    return f"The mandate is void since {since}: {state.reason}"
