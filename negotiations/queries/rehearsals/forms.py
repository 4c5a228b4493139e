"""The forms of concession plans and steps: what stands in each field, or what was typed there and why it is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.permissions import SeatRole
from negotiations.enums import ConcessionTrigger
from negotiations.levels import money, number, scale_of
from negotiations.models import Issue
from negotiations.models.base import Versioned
from negotiations.queries.rehearsals.ladders import ConcessionRows, Levels, StepRow
from negotiations.queries.wording import Amounts

PLAN_FIELDS = ("name", "rounds", "patience", "opening")
STEP_FIELDS = ("gives", "gets", "trigger", "amount", "latest", "authority", "note")
NEW = "new"


@dataclass(frozen=True)
class Typed:
    """A form that was refused: which one (a step's id, ``NEW`` or ``plan``), what was typed, what is wrong."""

    form: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Input:
    """One field. ``choices`` (value, label) make it a select."""

    id: str
    name: str
    label: str
    text: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    error: str = ""


@dataclass(frozen=True)
class FormView:
    """A form with its fields; ``levels`` are titled groups of fields, one per issue. ``refused``: it stands open."""

    id: str
    levels: tuple[tuple[str, str, tuple[Input, ...], str], ...]
    fields: tuple[Input, ...]
    versions: tuple[tuple[str, int], ...]
    refused: bool
    error: str


@dataclass(frozen=True)
class FormMaker:
    """Makes the forms of one page."""

    issues: Sequence[Issue]
    currency: str
    amounts: Amounts
    typed: Typed

    def plan(self, rows: ConcessionRows) -> FormView:
        row = rows.row
        texts = {
            "name": ("Name", rows.name, ""),
            "rounds": ("Rounds until the talks end", str(row.rounds), "8"),
            "patience": (
                "Leave after this many rounds without a better offer, if it is below our floor",
                "" if row.patience is None else str(row.patience),
                "never",
            ),
        }
        inputs = tuple(self.text("plan", name, *rest) for name, rest in texts.items())
        levels = (("Opening package", "", self.level_inputs("plan", "opening", rows.opening), ""),)
        return self.form("plan", levels, inputs, row, PLAN_FIELDS)

    def step(self, one: StepRow | None) -> FormView:
        """The form of a step, or of a new one."""
        form = NEW if one is None else str(one.row.pk)
        row = one.row if one else None
        trigger = row.trigger if row else ConcessionTrigger.ROUND
        amount = self.amount(trigger, one.amount) if one else "2"
        seats = (("", "Anyone at the table"), *SeatRole.choices)
        inputs = (
            self.text(form, "trigger", "When", trigger, "", tuple(ConcessionTrigger.choices)),
            self.text(form, "amount", "Round, rounds, or amount", amount, "2"),
            self.text(
                form, "latest", "At the latest in round", str(row.latest or "") if row else "", "wait for the get"
            ),
            self.text(form, "authority", "Who may", row.authority if row else SeatRole.LEAD, "", seats),
            self.text(form, "note", "Note", one.note if one else "", "none"),
        )
        gives, gets = (one.gives, one.gets) if one else ({}, {})
        levels = (
            ("We give", "our new level", self.level_inputs(form, "gives", gives), self.error(form, "gives")),
            ("If they offer", "at least", self.level_inputs(form, "gets", gets), self.error(form, "gets")),
        )
        return self.form(form, levels, inputs, row, STEP_FIELDS)

    def form(
        self,
        form: str,
        levels: tuple[tuple[str, str, tuple[Input, ...], str], ...],
        inputs: tuple[Input, ...],
        row: Versioned | None,
        names: Sequence[str],
    ) -> FormView:
        refused = self.typed.form == form
        versions = tuple((name, row.version_of(name)) for name in names) if row else ()
        return FormView(form, levels, inputs, versions, refused, self.error(form, "form"))

    def amount(self, trigger: str, amount: Decimal) -> str:
        if trigger == ConcessionTrigger.MOVED and self.amounts.money:
            return money(amount, self.currency)
        return number(amount)

    def text(
        self, form: str, name: str, label: str, text: str, hint: str, choices: tuple[tuple[str, str], ...] = ()
    ) -> Input:
        if self.typed.form == form:
            text = self.typed.texts.get(name, text)
        return Input(f"{form}-{name}", name, label, text, hint, choices, self.error(form, name))

    def error(self, form: str, name: str) -> str:
        return self.typed.errors.get(name, "") if self.typed.form == form else ""

    def level_inputs(self, form: str, part: str, levels: Levels) -> tuple[Input, ...]:
        return tuple(self._level(form, part, issue, levels.get(issue.pk)) for issue in self.issues)

    def _level(self, form: str, part: str, issue: Issue, level: Decimal | None) -> Input:
        scale, name = scale_of(issue, self.currency), f"{part}-{issue.pk}"
        if scale.is_numeric:
            return self.text(form, name, issue.name, "" if level is None else scale.words(level), "–")
        choices = (("", "–"), *((str(key), label) for key, label in scale.options.items()))
        return self.text(form, name, issue.name, "" if level is None else str(int(level)), "", choices)
