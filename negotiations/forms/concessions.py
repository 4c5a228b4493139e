"""What people type about a concession plan and its steps."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from negotiations.actions.alternatives import plain
from negotiations.actions.concessions import MAX_NAME, MAX_NOTE
from negotiations.engine.rehearsal.counterparts import Kind
from negotiations.enums import ConcessionTrigger
from negotiations.forms.levels import Errors, bare, read_level, read_money, read_number
from negotiations.levels import NotALevel, scale_of
from negotiations.models import Deal, Issue

Read = Callable[[str], Any]


class LadderForm:
    """A form of a plan or of a step: ``values`` are those that were sent and are right, ``errors`` by field.

    Levels come as ``<part>-<issue id>`` for each of ``parts``; a part counts as sent when one of its fields is there.
    """

    parts: tuple[str, ...] = ()

    def __init__(self, deal: Deal, issues: Sequence[Issue], data: Mapping[str, str]) -> None:
        self.deal, self.issues = deal, issues
        self.typed = dict(data.items())
        self.errors = Errors()
        self.values: dict[str, Any] = {}
        for part in self.parts:
            self._levels(part)
        for name, read in self.readers().items():
            if name in self.typed:
                self._one(name, read)

    def readers(self) -> dict[str, Read]:
        """How each plain field is read."""
        return {}

    def seen(self) -> dict[str, int | None]:
        """The version of each field that the form saw: ``version-<field>``. "Keep mine" sets it whatever it is."""
        if self.typed.get("resolve") == "mine":
            return {}
        texts = {name: self.typed.get(f"version-{name}", "") for name in self.values}
        return {
            name: int(text) for name, text in texts.items() if text.isascii() and text.isdecimal() and len(text) < 18
        }

    def _one(self, name: str, read: Read) -> None:
        try:
            self.values[name] = read(self.typed[name])
        except NotALevel as error:
            self.errors[name] = str(error)

    def _levels(self, part: str) -> None:
        sent = [(issue, f"{part}-{issue.pk}") for issue in self.issues if f"{part}-{issue.pk}" in self.typed]
        levels: dict[str, str] = {}
        for issue, name in sent:
            try:
                level = read_level(scale_of(issue, self.deal.currency), self.typed[name])
                if level is not None:
                    levels[str(issue.pk)] = plain(level)
            except NotALevel as error:
                self.errors[name] = str(error)
        if sent:
            self.values[part] = levels


class PlanForm(LadderForm):
    """Name, opening, rounds, patience."""

    parts = ("opening",)

    def readers(self) -> dict[str, Read]:
        return {"name": lambda text: bare(text, longest=MAX_NAME), "rounds": rounds, "patience": rounds_or_none}


class StepForm(LadderForm):
    """What we give, what we get, when, and who may."""

    parts = ("gives", "gets")

    def readers(self) -> dict[str, Read]:
        return {
            "trigger": bare,
            "amount": self._amount,
            "latest": rounds_or_none,
            "authority": bare,
            "note": lambda text: bare(text, longest=MAX_NOTE),
        }

    def _amount(self, text: str) -> Decimal:
        moved = self.typed.get("trigger") == ConcessionTrigger.MOVED
        amount = read_money(text, self.deal.currency) if moved else read_number(text)
        if amount is None:
            raise NotALevel("Give a number.")
        return amount


class AskForm:
    """How many rehearsals, of which plans, against whom, with the pressure from our own house or without it."""

    def __init__(self, data: Mapping[str, str], plans: Sequence[str]) -> None:
        self.typed = dict(data.items())
        self.errors = Errors()
        self.plans = [pk for pk in plans if pk]
        self.pressed = self.typed.get("pressed") == "1"
        self.runs = self._whole("runs", 2000)
        self.mix = {kind: self._whole(f"mix-{kind}", 0) for kind in Kind} if self._has_mix() else None

    def _has_mix(self) -> bool:
        return any(f"mix-{kind}" in self.typed for kind in Kind)

    def _whole(self, name: str, otherwise: int) -> int:
        text = self.typed.get(name, "").strip()
        if not text:
            return otherwise
        try:
            return rounds(text)
        except NotALevel as error:
            self.errors[name] = str(error)
            return otherwise


def rounds(text: str) -> int:
    """A whole number. Raises ``NotALevel``."""
    value = read_number(text)
    if value is None or value != int(value) or abs(value) > 10**6:
        raise NotALevel("Give a whole number.")
    return int(value)


def rounds_or_none(text: str) -> int | None:
    """A whole number, None for an empty text. Raises ``NotALevel``."""
    return rounds(text) if text.strip() else None
