"""What people type about what they saw and heard: one small form for each kind."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone

from negotiations.actions.evidence import MAX_SAID_BY, MAX_SOURCE
from negotiations.enums import Confidence, EvidenceKind, Party
from negotiations.forms.levels import Errors, bare, read_day, read_level
from negotiations.forms.packages import read_package
from negotiations.levels import NotALevel, scale_of
from negotiations.models import Deal, Issue

NOON = time(12)
FACTS = ("confidence", "said_by", "source", "when")


class NewEvidence:
    """The form of a piece of evidence: what was typed, the errors by field, what its action takes."""

    KINDS: ClassVar[tuple[str, ...]] = (
        EvidenceKind.ORDER, EvidenceKind.PREFERENCE, EvidenceKind.OFFER, EvidenceKind.REFUSAL,
    )  # fmt: skip

    def __init__(self, deal: Deal, issues: Sequence[Issue], data: Mapping[str, str] | None = None) -> None:
        self.deal, self.issues, self.typed = deal, {issue.pk: issue for issue in issues}, _typed(data or {})
        self.kind = self.typed.get("kind", "") if self.typed.get("kind") in self.KINDS else ""
        self.errors = Errors()
        self.package = read_package(issues, deal.currency, self.typed if self.kind == EvidenceKind.OFFER else {})

    @property
    def facts(self) -> dict[str, Mapping[str, str]]:
        """What was typed of who, where, when and how sure, by kind: only the form that was sent keeps it."""
        return {kind: self.typed if kind == self.kind else _typed({}) for kind in self.KINDS}

    @property
    def notes(self) -> dict[str, dict[str, Any]]:
        """What is wrong with these, by kind."""
        wrong = [self.errors[name] for name in FACTS if self.errors[name]]
        return {
            kind: {"when": self.errors["when"], "shared": wrong} if kind == self.kind else {"when": "", "shared": []}
            for kind in self.KINDS
        }

    def fields(self) -> dict[str, Any]:
        """What the action of this kind takes; look at ``errors`` first."""
        read = {
            EvidenceKind.ORDER: self._order,
            EvidenceKind.PREFERENCE: self._preference,
            EvidenceKind.OFFER: self._offer,
            EvidenceKind.REFUSAL: self._refusal,
        }.get(EvidenceKind(self.kind)) if self.kind else None  # fmt: skip
        if read is None:
            self.errors["kind"] = "Choose what it is."
            return {}
        return {**read(), **self._facts()}

    def _order(self) -> dict[str, Any]:
        return {"more": self._issue("more"), "less": self._issue("less") if self.typed.get("less") else None}

    def _preference(self) -> dict[str, Any]:
        pk = self._issue("issue")
        return {"better": self._level(pk, "better"), "worse": self._level(pk, "worse")}

    def _offer(self) -> dict[str, Any]:
        for issue, message in self.package.errors.items():
            self.errors[f"level-{issue}"] = message
        if not self.package.levels and not self.package.errors:
            self.errors["levels"] = "Give at least one level of the offer."
        party = self.typed.get("party", "")
        return {
            "party": Party(party) if party in Party.values else Party.THEIRS,
            "levels": self.package.levels,
            "answers": self._answers(),
        }

    def _refusal(self) -> dict[str, Any]:
        answers = self._answers()
        if answers is None and not self.errors["answers"]:
            self.errors["answers"] = "Choose the offer of ours that they refused."
        return {"answers": answers}

    def _facts(self) -> dict[str, Any]:
        sure = self.typed.get("confidence", "")
        facts: dict[str, Any] = {"confidence": sure if sure in Confidence.values else Confidence.SAID}
        for name, longest in (("said_by", MAX_SAID_BY), ("source", MAX_SOURCE)):
            try:
                facts[name] = bare(self.typed.get(name, ""), longest=longest)
            except NotALevel as error:
                self.errors[name] = str(error)
        try:
            day = read_day(self.typed.get("when", ""))
        except NotALevel as error:
            self.errors["when"] = str(error)
            return facts
        today = timezone.localdate()
        if day is not None and day > today:
            self.errors["when"] = "This day is still to come."
        elif day is not None and day != today:  # today: now, in the order in which things are noted
            facts["happened_at"] = datetime.combine(day, NOON, timezone.get_current_timezone()).astimezone(UTC)
        return facts

    def _issue(self, name: str) -> UUID | None:
        try:
            pk = UUID(self.typed.get(name, ""))
        except ValueError:
            pk = None
        if pk not in self.issues:
            self.errors[name] = "Choose an issue."
            return None
        return pk

    def _level(self, pk: UUID | None, name: str) -> dict[UUID, Decimal]:
        if pk is None:
            return {}
        try:
            level = read_level(scale_of(self.issues[pk], self.deal.currency), self.typed.get(name, ""))
        except NotALevel as error:
            self.errors[name] = str(error)
            return {}
        if level is None:
            self.errors[name] = "Give a level."
            return {}
        return {pk: level}

    def _answers(self) -> UUID | None:
        text = self.typed.get("answers", "")
        try:
            return UUID(text) if text else None
        except ValueError:
            self.errors["answers"] = "Choose one of the offers."
            return None


def _typed(data: Mapping[str, str]) -> Errors:
    """What was typed by field; a field that was not sent is empty."""
    return Errors(data.items())
