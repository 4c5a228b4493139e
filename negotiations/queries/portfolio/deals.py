"""What all deals say together: how much was won, how, how long it took, and how readable we are.

Figures are of deals whose secrets the reader may see; each is one row (``ReviewFigures``), so that the page is a few
statements that group rows, however many deals and moves there are.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import (
    Aggregate,
    Avg,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Ceil, Extract, Greatest, Least

from accounts.models import Organisation, User
from accounts.permissions import SeatRole
from negotiations.engine.entropy import Habit, habit
from negotiations.engine.survival import Drop, kaplan_meier, median
from negotiations.enums import Category
from negotiations.enums_review import Outcome
from negotiations.models import Counterparty, Deal, Review, ReviewFigures
from negotiations.models.fields import SecretDecimalField
from negotiations.queries.portfolio.scope import PortfolioReader, Scope, Wish, scope
from negotiations.queries.reading import opened

LAST_ROUND = 8  # and later ones
MOST_GROUPS = 200
SECRET = SecretDecimalField(max_digits=24, decimal_places=6)
Cases = dict[Any, list[tuple[float, bool, int]]]  # by group: (days, whether settled then, how many)
KEYS = {"counterparty": "counterparty", "person": "seats__user", "category": "category"}


class Median(Aggregate):
    """The value with as many above as below it; PostgreSQL's ``percentile_cont``."""

    function = "PERCENTILE_CONT"
    name = "Median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


AGREED = Count("pk", filter=Q(outcome=Outcome.AGREED))
COUNTS: dict[str, Any] = {
    "deals": Count("pk"),
    "agreed": AGREED,
    "free_gives": Sum("free_gives"),
    "intervals": Sum("intervals"),
}
SUMS: dict[str, Any] = {
    name: Sum(name, output_field=SECRET) for name in ("savings", "against_target", "value_left", "free_cost")
}
MEANS: dict[str, Any] = {name: Avg(name, output_field=SECRET) for name in ("claimed", "timing", "size", "splits")}
MEANS["reciprocity"] = Median("reciprocity", output_field=SECRET)
WEIGHED: dict[str, Any] = {
    name: Sum(ExpressionWrapper(F(name) * F("intervals"), output_field=SECRET), output_field=SECRET)
    for name in ("inside", "score")
}
# Under names of their own: a sum called like its column would hide it from the next one.
ALL = {f"all_{name}": found for name, found in {**COUNTS, **SUMS, **MEANS, **WEIGHED}.items()}


@dataclass(frozen=True)
class Figures:
    """What some deals say together; ``None`` where none of them tells. Money in one currency, shares 0..1.

    ``reciprocity`` is the median, ``inside`` and ``score`` are of all intervals, the other shares means of the deals.
    ``open_to_read`` is how easily we are foretold, 0..1: the mean of what is known of settled waits, settled steps and
    splitting the difference.
    """

    deals: int
    agreed: int
    free_gives: int
    intervals: int
    savings: Decimal | None
    against_target: Decimal | None
    value_left: Decimal | None
    free_cost: Decimal | None
    claimed: float | None
    reciprocity: float | None
    timing: float | None
    size: float | None
    splits: float | None
    inside: float | None
    score: float | None

    @property
    def open_to_read(self) -> float | None:
        settled = [1 - share for share in (self.timing, self.size) if share is not None]
        known = settled if self.splits is None else [*settled, self.splits]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True)
class Group:
    """A line of the table. ``days``: until half of the talks were settled; ``None`` while fewer are."""

    key: str
    name: str
    figures: Figures
    days: float | None


@dataclass(frozen=True)
class Seen:
    """How many deals are over, of those that the reader may open; ``known`` of them with figures to be seen here."""

    over: int
    agreed: int
    known: int


@dataclass(frozen=True)
class Portfolio:
    """``rounds``: how often the first, second … of our offers gave most; the last counts all later ones, too."""

    wish: Wish
    currencies: tuple[str, ...]  # of the deals with figures, the most frequent first; the figures are of the wish's
    seen: Seen
    total: Figures
    groups: tuple[Group, ...]
    curve: tuple[Drop, ...]
    running: int
    days: float | None
    rounds: tuple[int, ...]
    habit: Habit


def portfolio(user: User, organisation: Organisation, wish: Wish, now: datetime) -> Portfolio:
    """The portfolio of one person. Ten queries (nine by category), however many deals and moves there are."""
    whose = scope(user, organisation)
    reader = PortfolioReader(user)
    currencies = _currencies(whose)
    if wish.currency not in currencies:
        wish = replace(wish, currency=currencies[0] if currencies else "")
    rows, running = whose.figures(wish, now.date()), whose.running(wish)
    going = _going(running, None, now)[""]
    curve = kaplan_meier([*_ended(rows, None, reader)[""], *going])
    rounds = _rounds(rows)
    return Portfolio(
        wish=wish,
        currencies=currencies,
        seen=_seen(whose),
        total=_figures(rows.aggregate(**ALL), reader),
        groups=_groups(rows, running, wish, now, reader),
        curve=curve,
        running=sum(count for _, _, count in going),
        days=median(curve),
        rounds=rounds,
        habit=habit(rounds),
    )


def _currencies(whose: Scope) -> tuple[str, ...]:
    rows = ReviewFigures.objects.filter(deal__in=whose.known).values("currency")
    return tuple(row["currency"] for row in rows.annotate(count=Count("pk")).order_by("-count", "currency"))


def _seen(whose: Scope) -> Seen:
    known = Count("pk", filter=Q(deal__in=whose.known, deal__figures__isnull=False))
    return Seen(**Review.objects.filter(deal__in=whose.seen).aggregate(over=Count("pk"), agreed=AGREED, known=known))


def _figures(row: Mapping[str, Any], reader: PortfolioReader) -> Figures:
    found: dict[str, Any] = {name: row[f"all_{name}"] or 0 for name in COUNTS}
    found |= {name: opened(row[f"all_{name}"], reader) for name in SUMS}
    for name in MEANS:
        value = opened(row[f"all_{name}"], reader)
        found[name] = None if value is None else float(value)
    for name in WEIGHED:
        value = opened(row[f"all_{name}"], reader)
        found[name] = None if value is None or not found["intervals"] else float(value) / found["intervals"]
    return Figures(**found)


def _groups(
    rows: QuerySet[ReviewFigures], running: QuerySet[Deal], wish: Wish, now: datetime, reader: PortfolioReader
) -> tuple[Group, ...]:
    """The lines of the table, most deals first. A deal with two leads is in both of their lines."""
    found = _keyed(rows, wish.by, "deal__").annotate(**ALL)
    lines = list(found.order_by("-all_deals", "key")[:MOST_GROUPS])
    names = _names(wish.by, [line["key"] for line in lines])
    ended, going = _ended(rows, wish.by, reader), _going(running, wish.by, now)
    return tuple(
        Group(
            key=str(line["key"]),
            name=names[line["key"]],
            figures=_figures(line, reader),
            days=median(kaplan_meier([*ended[line["key"]], *going[line["key"]]])),
        )
        for line in lines
    )


def _names(by: str, keys: list[Any]) -> Mapping[Any, str]:
    if by == "category":
        return dict(Category.choices)
    model = Counterparty if by == "counterparty" else User
    return {row.pk: str(row) for row in model.objects.filter(pk__in=keys)}


def _keyed(rows: Any, by: str | None, path: str, **more: Any) -> Any:
    """The rows grouped by what the table is by, as ``key``, and by more; all of them together, as "", by nothing."""
    if by is None:
        return rows.values(key=Value(""), **more).order_by()
    if by == "person":
        rows = rows.filter(**{f"{path}seats__role": SeatRole.LEAD})
    return rows.values(key=F(f"{path}{KEYS[by]}"), **more).order_by()


def _ended(rows: QuerySet[ReviewFigures], by: str | None, reader: PortfolioReader) -> Cases:
    """How long the talks that are over took, in days begun. Talks broken off are seen until then: nobody knows when
    they would have been settled.
    """
    found = _keyed(rows, by, "deal__", begun=Ceil("days", output_field=SECRET), ending=F("outcome"))
    cases: Cases = defaultdict(list)
    for one in found.annotate(count=Count("pk")):
        days = float(opened(one["begun"], reader))
        cases[one["key"]].append((days, one["ending"] == Outcome.AGREED, one["count"]))
    return cases


def _going(rows: QuerySet[Deal], by: str | None, now: datetime) -> Cases:
    """Talks that go on: seen from the first entry of their log until now."""
    lasted = ExpressionWrapper(Value(now) - F("moves__happened_at"), output_field=DurationField())
    begun = Greatest(Ceil(Extract(lasted, "epoch", output_field=FloatField()) / 86400.0), 0.0)
    found = _keyed(rows.filter(moves__number=1), by, "", begun=begun)
    cases: Cases = defaultdict(list)
    for one in found.annotate(count=Count("pk")):
        cases[one["key"]].append((float(one["begun"]), False, one["count"]))
    return cases


def _rounds(rows: QuerySet[ReviewFigures]) -> tuple[int, ...]:
    """How often each of our offers was the one that gave most: the first, the second … the eighth and later."""
    capped = Least(F("largest_round"), LAST_ROUND, output_field=IntegerField())
    found = rows.filter(largest_round__gt=0).values(place=capped).annotate(count=Count("pk")).order_by()
    counts = {one["place"]: one["count"] for one in found}
    return tuple(counts.get(place, 0) for place in range(1, max(counts, default=0) + 1))
