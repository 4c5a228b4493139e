"""The money page: rates of both sides, and terms put into one currency with them. Secret as a whole."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.engine.converter import FORMULAS, Formula
from negotiations.enums import ConversionKind, Party
from negotiations.levels import date_words, number
from negotiations.models import Conversion, Issue, Rates, Valuation
from negotiations.queries.inputs.plan import load_plan
from negotiations.queries.money.conversions import (
    BothRates,
    Converted,
    band_of,
    both_rates,
    convert,
    inputs_of,
    load_conversions,
    load_rates,
)
from negotiations.queries.money.weights import DerivedWeights, Measure, NotAWeight, derived_weights, measure_of
from negotiations.queries.money.words import (
    EXAMPLES,
    LABELS,
    RATE_NAMES,
    change_words,
    figure_words,
    missing_words,
    range_words,
    rate_words,
    verdict,
    worth_words,
)
from negotiations.queries.money.words import (
    FORMULAS as FORMULA_OF,
)
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Sentence

PER_CENT = "\u2009%"


@dataclass(frozen=True)
class RateRow:
    """A rate of both sides."""

    name: str
    why: str
    ours: Cell
    theirs: Cell


@dataclass(frozen=True)
class WeightWords:
    """What the term would weigh in the plan, or why it cannot."""

    issue: str
    ours: str = ""
    theirs: str = ""
    measure: str = ""
    over: tuple[Sentence, ...] = ()
    reason: str = ""
    is_used: bool = False


@dataclass(frozen=True)
class Card:
    """A term in money."""

    row: Conversion
    kind: str
    change: Sentence
    us: Sentence
    them: Sentence
    verdict: str
    rate: str
    missing: str
    wrong: str
    inputs: tuple[tuple[str, Cell], ...]
    issue: Cell
    note: Cell
    weight: WeightWords
    formula: Formula
    is_good: bool


@dataclass(frozen=True)
class MoneyPage:
    rates: tuple[RateRow, ...]
    source: Cell
    dated: Cell
    cards: tuple[Card, ...]
    kinds: tuple[tuple[str, str, str], ...]
    issues: tuple[Issue, ...]
    may_edit: bool
    may_use: bool


def money_page(access: Standing, outcome: Outcome | None = None) -> MoneyPage:
    """The page for a reader of all secrets. A constant number of queries."""
    access.require(Permission.SECRETS_VIEW)
    rows = load_plan(access.deal)
    rates = load_rates(access.deal)
    known, measure = both_rates(rates, access), measure_of(rows)
    may = access.can(Permission.SECRETS_EDIT)
    maker = _Maker(access, rows, may, outcome)
    return MoneyPage(
        rates=tuple(
            RateRow(name, why, maker.rate(rates[Party.OURS], field), maker.rate(rates[Party.THEIRS], field))
            for field, (name, why) in RATE_NAMES.items()
        ),
        source=maker.rate(rates[Party.THEIRS], "source"),
        dated=maker.rate(rates[Party.THEIRS], "dated"),
        cards=tuple(maker.card(convert(row, known, access), known, measure) for row in load_conversions(access.deal)),
        kinds=tuple((code, label, EXAMPLES[ConversionKind(code)]) for code, label in ConversionKind.choices),
        issues=rows.issues,
        may_edit=may,
        may_use=access.can(Permission.PLAN_EDIT),
    )


@dataclass(frozen=True)
class _Maker:
    """Makes what the page shows of its rows, for one reader."""

    access: Standing
    rows: PlanRows
    may: bool
    outcome: Outcome | None

    def rate(self, row: Rates, field: str) -> Cell:
        """The cell of a rate, or of where theirs are known from."""
        if field == "dated":
            text = date_words(row.dated) if row.dated else ""
        elif field == "source":
            text = "" if row._state.adding else opened(row.source, self.access)
        else:
            text = range_words(band_of(row, field, self.access), suffix=PER_CENT)
        whose = "ours" if row.party == Party.OURS else "theirs"
        hints = {"source": "Where we know them from", "dated": "12 Nov 2026"}
        name = RATE_NAMES[field][0] if field in RATE_NAMES else {"source": "Source", "dated": "Date"}[field]
        return self._cell(
            id=f"cell-{field}-{row.party}",
            url=self._url("rate-edit", party=row.party, field=field),
            field=field,
            label=f"{name}, {whose}",
            text=text,
            version=row.version_of(field),
            hint=hints.get(field, "–"),
        )

    def card(self, one: Converted, rates: BothRates, measure: Measure | None) -> Card:
        """A term with what it is worth."""
        row, amounts = one.row, Amounts(True, self.access.deal.currency)
        us, them = worth_words(one.worth, amounts) if one.worth else ((), ())
        return Card(
            row=row,
            kind=ConversionKind(row.kind).label,
            change=change_words(one, self.access.deal.currency),
            us=us,
            them=them,
            verdict=verdict(one.worth, amounts) if one.worth else "",
            rate=rate_words(one, rates),
            missing=missing_words(one),
            wrong=one.wrong,
            inputs=tuple((LABELS[row.kind][field], self.figure(row, field)) for field in inputs_of(row.kind)),
            issue=self.figure(row, "issue"),
            note=self.figure(row, "note"),
            weight=self._weight(one, amounts, measure),
            formula=FORMULAS[FORMULA_OF[one.term.kind]],
            is_good=one.worth is not None and one.worth.both.low > 0,
        )

    def figure(self, row: Conversion, field: str) -> Cell:
        """The cell of one number of a term, of its issue, or of its note."""
        currency = self.access.deal.currency
        chosen = ""
        choices: tuple[tuple[str, str], ...] = ()
        if field == "issue":
            choices = (("", "–"), *((str(issue.pk), issue.name) for issue in self.rows.issues))
            chosen = str(row.issue_id or "")
            text = row.issue.name if row.issue else ""
        elif field == "theirs":
            text = range_words(band_of(row, field, self.access), currency)
        elif field == "note":
            text = opened(row.note, self.access)
        else:
            text = figure_words(row.kind, field, opened(getattr(row, field), self.access), currency)
        hints = {"theirs": "low – likely – high", "note": "Where the numbers are from"}
        return self._cell(
            id=f"cell-{field}-{row.pk}",
            url=self._url("conversion-edit", conversion_id=row.pk, field=field),
            field=field,
            label=LABELS[row.kind].get(field, {"issue": "Issue", "note": "Note"}.get(field, field)),
            text=text,
            version=row.version_of(field),
            hint=hints.get(field, ""),
            choices=choices,
            chosen=chosen,
        )

    def _weight(self, one: Converted, amounts: Amounts, measure: Measure | None) -> WeightWords:
        issue = one.row.issue
        name = issue.name if issue else ""
        try:
            found = derived_weights(one, measure)
        except NotAWeight as error:
            return WeightWords(name, reason=str(error))
        return WeightWords(
            issue=name,
            ours=number(found.ours, 1),
            theirs=f"{number(found.low, 1)}–{number(found.high, 1)}",
            measure=measure.issue.name if measure else "",
            over=() if one.swing is None or one.swing == one.worth else worth_words(one.swing, amounts),
            is_used=_in_plan(found, self.rows.ours.get(found.issue.pk), self.rows.theirs.get(found.issue.pk)),
        )

    def _cell(self, **given: Any) -> Cell:
        made = Cell(stored=given["text"], editable=self.may, secret=True, **given)
        return settled(made, self.outcome)

    def _url(self, name: str, **more: Any) -> str:
        return reverse(f"negotiations:{name}", kwargs={"deal_id": self.access.deal.pk, **more})


def _in_plan(found: DerivedWeights, ours: Valuation | None, theirs: Valuation | None) -> bool:
    if ours is None or theirs is None:
        return False
    return (ours.swing, theirs.swing_low, theirs.swing, theirs.swing_high) == (
        found.ours, found.low, found.likely, found.high,
    )  # fmt: skip
