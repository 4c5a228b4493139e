"""The portfolio in words and drawings: the line of each group, the staircase of time to settle, favourite rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import Organisation, User
from accounts.permissions import SeatRole
from negotiations.charts.columns import ColumnChart, column_chart
from negotiations.charts.survival import Stair, SurvivalChart, survival_chart
from negotiations.enums import Category
from negotiations.levels import money, short_money
from negotiations.models import Counterparty
from negotiations.queries.portfolio.deals import LAST_ROUND, Figures, Portfolio, portfolio
from negotiations.queries.portfolio.scope import BY, SINCE, Wish, scope

ORDINALS = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th")


@dataclass(frozen=True)
class Line:
    """A line of the table; ``part``: its savings as a part of the largest, for the bar."""

    key: str
    name: str
    url: str
    figures: Figures
    savings: str
    against_target: str
    value_left: str
    free: str
    reciprocity: str
    held: str
    days: str
    part: float
    loses: bool  # what they first offered was better for us than the result


@dataclass(frozen=True)
class PortfolioPage:
    found: Portfolio
    total: Line
    lines: tuple[Line, ...]
    by: str
    tabs: tuple[tuple[str, str, bool], ...]  # (address, words, chosen)
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    settling: SurvivalChart | None
    rounds: ColumnChart | None
    readable: tuple[tuple[str, str, str], ...]  # (what, how much, what it means)
    hidden: int
    export_url: str


def portfolio_page(user: User, organisation: Organisation, wish: Wish, now: datetime) -> PortfolioPage:
    """The page of one person. Constant queries: those of the portfolio and two for what can be chosen."""
    found = portfolio(user, organisation, wish, now)
    most = max((abs(group.figures.savings or Decimal(0)) for group in found.groups), default=Decimal(0))
    line = _Lines(found.wish, most)
    return PortfolioPage(
        found=found,
        total=line.of("", "All of them", found.total, found.days),
        lines=tuple(line.of(group.key, group.name, group.figures, group.days) for group in found.groups),
        by=BY[found.wish.by],
        tabs=tuple((f"?{found.wish.query(by=by)}", words, by == found.wish.by) for by, words in BY.items()),
        choices=_choices(user, organisation, found),
        settling=_settling(found),
        rounds=_rounds(found),
        readable=_readable(found),
        hidden=found.seen.over - found.seen.known,
        export_url=found.wish.query(),
    )


@dataclass(frozen=True)
class _Lines:
    wish: Wish
    most: Decimal

    def of(self, key: str, name: str, figures: Figures, days: float | None) -> Line:
        worth = figures.savings
        return Line(
            key=key,
            name=name,
            url=f"?{self.wish.query(**{self.wish.by: key})}" if key else "",
            figures=figures,
            savings=self._money(worth),
            against_target=self._money(figures.against_target, signed=True),
            value_left=self._money(figures.value_left),
            free=self._money(figures.free_cost) if figures.free_cost else "",
            reciprocity="" if figures.reciprocity is None else f"{figures.reciprocity:.2f}",
            held="" if figures.inside is None else f"{figures.inside * 100:.0f}\u2009%",
            days="" if days is None else f"{days:.0f}",
            part=float(abs(worth) / self.most) if key and worth and self.most else 0.0,
            loses=worth is not None and worth < 0,
        )

    def _money(self, value: Decimal | None, *, signed: bool = False) -> str:
        if value is None:
            return ""
        if abs(value) >= 1_000_000:
            text = short_money(value, self.wish.currency)
            return f"+{text}" if signed and value > 0 else text
        return money(Decimal(round(value)), self.wish.currency, signed=signed)


def _choices(user: User, organisation: Organisation, found: Portfolio) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the filters offer: only what is in deals with figures that the person may see."""
    known = scope(user, organisation).known.filter(figures__isnull=False)
    parties = Counterparty.objects.filter(pk__in=known.values("counterparty")).order_by("name", "pk")
    leads = User.objects.filter(seats__role=SeatRole.LEAD, seats__deal__in=known).distinct().order_by("name", "pk")
    return {
        "counterparty": (("", "All counterparties"), *((str(row.pk), row.name) for row in parties)),
        "person": (("", "All leads"), *((str(row.pk), str(row)) for row in leads)),
        "category": (("", "All categories"), *Category.choices),
        "since": tuple(SINCE.items()),
        "currency": tuple((code, code) for code in found.currencies),
    }


def _settling(found: Portfolio) -> SurvivalChart | None:
    if not found.curve:
        return None
    half = None if found.days is None else (found.days, f"half settled by day {found.days:.0f}")
    stairs = [Stair(one.time, one.left, *(one.between or (one.left, one.left))) for one in found.curve]
    return survival_chart(
        stairs,
        name="Part of the talks that are not settled yet, by days since their first entry",
        end=found.curve[-1].time,
        x_title="days since the first entry of the log",
        half=half,
    )


def _rounds(found: Portfolio) -> ColumnChart | None:
    if not found.rounds:
        return None
    names = [*ORDINALS[: len(found.rounds)]]
    if len(names) == LAST_ROUND:
        names[-1] += "+"
    return column_chart(
        [(count, f"Our {name} offer: {count} of the deals") for name, count in zip(names, found.rounds, strict=True)],
        name="In which of our offers we gave most",
        ticks=[((place + 0.5) / len(names), name) for place, name in enumerate(names)],
        gap=8,
        named=[str(count) if count else "" for count in found.rounds],
    )


def _readable(found: Portfolio) -> tuple[tuple[str, str, str], ...]:
    """How readable we are, line by line."""
    total, habit = found.total, found.habit
    lines = [
        ("Our waits", total.timing, "of the variety that they could have; 0 % is a fixed rhythm"),
        ("Our steps", total.size, "of the variety that they could have; 0 % is always the same step"),
        ("Meeting in the middle", total.splits, "of our moves split the difference: they can choose our next one"),
    ]
    said = [(what, f"{share * 100:.0f}\u2009%", means) for what, share, means in lines if share is not None]
    if habit.favourite is not None and habit.share is not None and sum(found.rounds) > 1:
        words = (
            f"in our {ORDINALS[habit.favourite]} offer we give most in {habit.share * 100:.0f}\u2009% of the deals; "
            f"{habit.most:.1f} bits if every round were as likely"
        )
        said.append(("Favourite round", f"{habit.bits:.1f} bits", words))
    return tuple(said)


def as_row(figures: Figures, days: float | None) -> dict[str, Any]:
    """The figures of a group as plain values, for the API and for export."""
    return {**vars(figures), "open_to_read": figures.open_to_read, "median_days": days}
