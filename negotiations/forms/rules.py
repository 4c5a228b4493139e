"""What people type about a rule between issues: one line an issue, under “if”, under “then”, or what it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.actions.alternatives import BAND, plain
from negotiations.actions.rules import LONGEST, PARTS
from negotiations.enums import Importance, IssueKind, Party, RuleKind
from negotiations.forms.levels import Errors, bare, read_level, read_money, read_number
from negotiations.levels import NotALevel, Scale, number, scale_of
from negotiations.models import Deal, Issue
from negotiations.queries.rules.levels import ends
from negotiations.queries.rules.types import ReadRule

DAYS: Mapping[str, str] = {IssueKind.DURATION: "days"}
SIDES = ("when", "then")
TEXTS = ("counted", "requester", "note")
Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PartFields:
    """What is typed of one issue on one side. Names of fields are ``<side>-low-<issue>`` and so on."""

    low: str
    high: str
    chosen: frozenset[str]
    error: str

    @property
    def given(self) -> bool:
        return bool(self.low or self.high or self.chosen)


@dataclass(frozen=True)
class IssueFields:
    """One line of the form: an issue under either side, and what it counts."""

    issue: Issue
    low: str  # ends of its range in words, "" among options
    high: str
    unit: str
    options: tuple[tuple[str, str, str], ...]  # number, label, amount typed
    when: PartFields
    then: PartFields
    each: str
    counts: bool  # whether its levels can count against a cap
    error: str


class RuleForm:
    """The form of a rule: what was typed, or what a rule has; the errors by field; what the actions take."""

    def __init__(self, deal: Deal, issues: Sequence[Issue], typed: Typed | None = None, kind: str = "") -> None:
        self.deal, self.issues = deal, issues
        self.typed = typed or {}
        self.scales = {issue.pk: scale_of(issue, deal.currency) for issue in issues}
        self.errors = Errors()
        chosen = self.text("kind") or kind
        self.kind = chosen if chosen in RuleKind.values else RuleKind.REQUIRE

    def text(self, name: str, default: str = "") -> str:
        values = self.typed.get(name)
        return values[-1] if values else default

    def fields(self) -> dict[str, Any]:
        """What ``rules.add`` takes besides the kind; look at ``errors`` first."""
        found: dict[str, Any] = self.levels()
        for name in PARTS[self.kind]:
            if name in {"ours", "most"} or name in TEXTS:
                found[name] = self._read(name)
            elif name == "theirs":
                found[name] = self.band()
        for name in ("requester", "note"):
            found[name] = self._read(name)
        found["party"] = self.text("party", Party.OURS)
        found["importance"] = self.text("importance", Importance.MUST)
        return found

    def levels(self) -> dict[str, Any]:
        """The parts of the kind that are typed issue by issue: ``when``, ``then``, ``amounts``."""
        found: dict[str, Any] = {side: self._side(side) for side in SIDES if side in PARTS[self.kind]}
        if "amounts" in PARTS[self.kind]:
            found["amounts"] = self._amounts()
        return found

    def band(self) -> dict[str, str]:
        """Low, likely and high, all three or none."""
        amounts = {name: self._caught(name, lambda name=name: read_money(self.text(name), self.deal.currency))
                   for name in BAND}  # fmt: skip
        known = {name: plain(value) for name, value in amounts.items() if value is not None}
        if known and len(known) < len(BAND) and not any(self.errors[name] for name in BAND):
            self.errors[next(name for name in BAND if name not in known)] = "Give all three, or none of them."
        return known

    def lines(self) -> list[IssueFields]:
        """The lines of the form as they are to be shown."""
        return [self._line(issue) for issue in self.issues]

    @property
    def messages(self) -> list[str]:
        """What is wrong with the rule as a whole."""
        return [self.errors[name] for name in ("kind", "when", "then", "amounts") if self.errors[name]]

    def _side(self, side: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for issue in self.issues:
            part = self._part(side, issue.pk, self.scales[issue.pk])
            if part:
                found[str(issue.pk)] = part
        return found

    def _part(self, side: str, pk: UUID, scale: Scale) -> dict[str, Any]:
        if not scale.is_numeric:
            known = {str(option) for option in scale.options}
            chosen = [option for option in self.typed.get(f"{side}-option-{pk}", ()) if option in known]
            return {"options": sorted(chosen, key=int)} if chosen else {}
        found = {}
        for end in ("low", "high"):
            level = self._caught(
                f"{side}-{end}-{pk}", lambda end=end: read_level(scale, self.text(f"{side}-{end}-{pk}"))
            )
            if level is not None:
                found[end] = plain(level)
        return found

    def _amounts(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for issue in self.issues:
            scale, pk = self.scales[issue.pk], issue.pk
            if not scale.is_numeric:
                counts = {str(option): self._number(f"amount-{pk}-{option}") for option in scale.options}
                known = {option: plain(amount) for option, amount in counts.items() if amount}
                if known:
                    found[str(pk)] = {"options": known}
            elif each := self._number(f"each-{pk}"):
                found[str(pk)] = {"each": plain(each)}
        return found

    def _number(self, name: str) -> Decimal | None:
        value = self._caught(name, lambda: read_number(self.text(name)))
        if value is not None and value < 0:
            self.errors[name] = "0 or more."
        return value

    def _read(self, name: str) -> Any:
        if name == "ours":
            return self._caught(name, lambda: read_money(self.text(name), self.deal.currency))
        if name == "most":
            return self._caught(name, lambda: read_number(self.text(name)))
        return self._caught(name, lambda: bare(self.text(name), longest=LONGEST[name])) or ""

    def _caught(self, name: str, read: Any) -> Any:
        try:
            return read()
        except NotALevel as error:
            self.errors[name] = str(error)
            return None

    def _line(self, issue: Issue) -> IssueFields:
        scale, pk = self.scales[issue.pk], issue.pk
        options = tuple(
            (str(option), label, self.text(f"amount-{pk}-{option}")) for option, label in scale.options.items()
        )
        names = [f"each-{pk}", *(f"amount-{pk}-{option}" for option in scale.options)]
        return IssueFields(
            issue=issue,
            low=scale.words(issue.low, with_unit=False) if scale.is_numeric else "",
            high=scale.words(issue.high, with_unit=False) if scale.is_numeric else "",
            unit="" if scale.kind == IssueKind.MONEY else scale.unit or DAYS.get(scale.kind, ""),
            options=options if not scale.is_numeric else (),
            when=self._shown("when", pk),
            then=self._shown("then", pk),
            each=self.text(f"each-{pk}"),
            counts=scale.kind != IssueKind.DATE,
            error=next((self.errors[name] for name in names if self.errors[name]), ""),
        )

    def _shown(self, side: str, pk: UUID) -> PartFields:
        low, high = f"{side}-low-{pk}", f"{side}-high-{pk}"
        return PartFields(
            low=self.text(low),
            high=self.text(high),
            chosen=frozenset(self.typed.get(f"{side}-option-{pk}", ())),
            error=self.errors[low] or self.errors[high],
        )


def typed_of(rule: ReadRule, scales: Mapping[UUID, Scale]) -> dict[str, list[str]]:
    """A rule as its form has it."""
    typed: dict[str, list[str]] = {"kind": [rule.kind]}
    for side, parts in (("when", rule.when), ("then", rule.then)):
        for key, part in parts.items():
            scale = scales.get(UUID(key))
            if scale is None:
                continue
            if "options" in part:
                typed[f"{side}-option-{key}"] = list(part["options"])
                continue
            for end, level in zip(("low", "high"), ends(part), strict=True):
                if level is not None:
                    typed[f"{side}-{end}-{key}"] = [scale.words(level, with_unit=False)]
    for key, entry in rule.amounts.items():
        if "each" in entry:
            typed[f"each-{key}"] = [number(Decimal(entry["each"]))]
        for option, amount in entry.get("options", {}).items():
            typed[f"amount-{key}-{option}"] = [number(Decimal(amount))]
    return typed
