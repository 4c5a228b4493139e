"""Terms put into money: from rows to the engine's terms, and what comes out for both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from negotiations.engine import terms
from negotiations.engine.problem import EngineError
from negotiations.engine.terms import Estimate, Kind, Side, Term
from negotiations.enums import ConversionKind, IssueKind, Party
from negotiations.models import Conversion, Deal, Issue, Rates
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

HUNDRED = Decimal(100)
IN_PER_CENT = {
    ConversionKind.QUALITY: frozenset({"before", "after"}),
    ConversionKind.DISCOUNT: frozenset({"discount"}),
}
BY_DAYS = frozenset({Kind.PAYMENT, Kind.STOCK})


@dataclass(frozen=True)
class BothRates:
    """What is known of the rates of both sides, as parts of 1."""

    ours: Mapping[str, Decimal]
    theirs: Mapping[str, Estimate]


@dataclass(frozen=True)
class Converted:
    """A term in money. ``worth`` is None while something is missing (of the term, of ours, of theirs) or wrong.

    ``swing`` is the worth over the whole range of the issue that it belongs to; None where it stands for that itself.
    """

    row: Conversion
    term: Term
    worth: terms.Worth | None
    swing: terms.Worth | None
    missing: tuple[list[str], list[str], list[str]]
    wrong: str = ""


def load_rates(deal: Deal) -> dict[str, Rates]:
    """The rates of both sides, by party; a row that nobody has written yet is empty. One query."""
    found = {row.party: row for row in Rates.objects.filter(deal=deal)}
    return {party: found.get(party) or Rates(deal=deal, party=party) for party in Party.values}


def load_conversions(deal: Deal) -> list[Conversion]:
    """The terms of a deal, in the order in which they came. One query."""
    rows = Conversion.objects.filter(deal=deal, removed_at__isnull=True).select_related("issue", "deal")
    return sorted(rows, key=lambda row: (list(ConversionKind.values).index(row.kind), str(row.pk)))


def both_rates(rows: Mapping[str, Rates], reader: Reader) -> BothRates:
    """The rates as the engine wants them, for a reader of secrets."""
    ours = {name: estimate(band_of(rows[Party.OURS], name, reader), HUNDRED) for name in Rates.RATES}
    theirs = {name: estimate(band_of(rows[Party.THEIRS], name, reader), HUNDRED) for name in Rates.RATES}
    return BothRates(
        {name: one.likely for name, one in ours.items() if one is not None},
        {name: one for name, one in theirs.items() if one is not None},
    )


def band_of(row: Rates | Conversion, field: str, reader: Reader) -> dict[str, str]:
    """A range as the row keeps it; of a row that was never saved it is empty."""
    return {} if row._state.adding else (opened(getattr(row, field), reader) or {})


def estimate(band: Mapping[str, str], divisor: Decimal = Decimal(1)) -> Estimate | None:
    """A stored range as numbers."""
    if not band:
        return None
    return Estimate(*(Decimal(band[name]) / divisor for name in ("low", "likely", "high")))


def converted(rows: Iterable[Conversion], rates: BothRates, reader: Reader) -> list[Converted]:
    """Every term for both sides."""
    return [convert(row, rates, reader) for row in rows]


def convert(row: Conversion, rates: BothRates, reader: Reader) -> Converted:
    """One term for both sides, and over the whole range of its issue."""
    term = term_of(row, reader)
    each = opened(row.ours, reader)
    ours = Side(**rates.ours, each=each)
    theirs = dict(rates.theirs)
    own = estimate(band_of(row, "theirs", reader))
    if own is not None:
        theirs["each"] = own
    whole = over_range(term, row.issue) if row.issue is not None else None
    gaps = terms.missing(whole or term, ours, theirs)
    try:
        shown = None if any(terms.missing(term, ours, theirs)) else terms.worth(term, ours, theirs)
        swing = None if whole is None or any(gaps) else terms.worth(whole, ours, theirs)
    except (EngineError, ArithmeticError) as error:
        return Converted(row, term, None, None, gaps, str(error) or "These numbers are too large.")
    return Converted(row, term, shown, swing, terms.missing(term, ours, theirs))


def term_of(row: Conversion, reader: Reader) -> Term:
    """The numbers of a row as the engine wants them: rates as parts of 1."""
    per_cent = IN_PER_CENT.get(ConversionKind(row.kind), frozenset())
    numbers = {}
    for name in terms.TERM_FIELDS:
        value = opened(getattr(row, name), reader)
        numbers[name] = value / HUNDRED if value is not None and name in per_cent else value
    return Term(Kind(row.kind), **numbers)


def over_range(term: Term, issue: Issue) -> Term | None:
    """The same term over the whole range of its issue; None where the range says nothing of it.

    Then the term's own numbers have to stand for the step from the worst level to the best.
    """
    if issue.low is None or issue.high is None:
        return None
    low, high = issue.low, issue.high
    if term.kind in BY_DAYS and issue.kind == IssueKind.DURATION:
        return replace(term, days=high - low)
    if term.kind == Kind.LEAD_TIME and issue.kind == IssueKind.DURATION:
        return replace(term, before=high, after=low)
    if issue.kind != IssueKind.NUMBER:
        return None
    if term.kind == Kind.WARRANTY:
        scale = 12 if issue.unit.startswith("month") else 1
        return replace(term, before=low / scale, after=high / scale)
    if term.kind == Kind.VOLUME and issue.unit != "%":
        return replace(term, units=high - low)
    if term.kind == Kind.QUALITY and issue.unit == "%" and low >= 0 and high <= HUNDRED:
        return replace(term, before=high / HUNDRED, after=low / HUNDRED)
    return None


def first_numbers(deal: Deal, kind: str, issue: Issue | None) -> dict[str, Decimal]:
    """What the plan knows of a new term: the value of the deal, how many units, the range of its issue. One query."""
    term = Term(Kind(kind))
    if issue is not None:
        term = over_range(term, issue) or term
    if deal.estimated_value is not None:
        term = replace(term, amount=deal.estimated_value)
    if term.units is None and term.kind != Kind.VOLUME:
        prices = Issue.objects.filter(deal=deal, removed_at__isnull=True, kind=IssueKind.MONEY, multiplier__gt=1)
        term = replace(term, units=prices.order_by("position", "pk").values_list("multiplier", flat=True).first())
    per_cent = IN_PER_CENT.get(ConversionKind(kind), frozenset())
    wanted = {name for name in inputs_of(kind) if name not in {"ours", "theirs"}} - {"price", "deviation"}
    if kind == ConversionKind.STOCK:
        wanted -= {"amount"}
    numbers = {name: getattr(term, name) for name in wanted}
    return {
        name: value * HUNDRED if name in per_cent else value for name, value in numbers.items() if value is not None
    }


def inputs_of(kind: str) -> tuple[str, ...]:
    """The fields that a kind of term asks for, ours and theirs of a unit last."""
    shared, ours, _ = terms.NEEDS[Kind(kind)]
    return (*shared, *terms.OPTIONAL.get(Kind(kind), ()), *(("ours", "theirs") if "each" in ours else ()))
