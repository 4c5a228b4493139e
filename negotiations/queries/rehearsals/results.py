"""What a rehearsal showed, in words, figures and drawings. Theirs is always a range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from negotiations.charts.columns import ColumnChart, column_chart
from negotiations.charts.plane import short, ticks
from negotiations.engine.rehearsal.counterparts import KINDS, Kind
from negotiations.engine.rehearsal.talks import End
from negotiations.engine.rehearsal.tally import BINS, DEALS, quantile
from negotiations.queries.wording import Amounts

KIND_WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.BOULWARE: ("Gives late", "holds out, then gives way near the end (Boulware)"),
    Kind.LINEAR: ("Gives evenly", "the same amount each round (linear)"),
    Kind.CONCEDER: ("Gives early", "comes down quickly (conceder)"),
    Kind.TIT_FOR_TAT: ("Gives in kind", "returns what it was given (tit for tat)"),
    Kind.STUBBORN: ("Stubborn", "hardly moves"),
    Kind.FIXED_PIE: ("Wants our opposite", "what we gain it loses (fixed pie)"),
}
COLUMNS = 50  # of the drawing of outcomes
NOTED = 0.01  # of the largest leak: a smaller one has no figure in the drawing


@dataclass(frozen=True)
class KindLine:
    """How one kind of counterpart fared: deals of 100, our typical worth."""

    name: str
    note: str
    runs: int
    share: float
    deals: str
    typical: str


@dataclass(frozen=True)
class StepLine:
    """A step in the rehearsals: of 100, how often it was taken, refused its get, taken only because it was late."""

    taken: int
    refused: int
    forced: int


@dataclass(frozen=True)
class PlanResult:
    """One plan of a rehearsal. Shares are of 100 rehearsals."""

    name: str
    deals: int
    typical: str
    low: str
    high: str
    mean: float
    theirs: str
    they_left: int
    we_left: int
    impasse: int
    half_by: int | None
    leak_round: int | None
    leak: str
    leak_total: str
    kinds: tuple[KindLine, ...]
    steps: Mapping[str, StepLine]
    outcomes: ColumnChart | None
    leaks: ColumnChart | None
    rounds: ColumnChart | None


@dataclass(frozen=True)
class PairResult:
    """The second plan against the first on the same counterparts: of 100 rehearsals, and on average."""

    better: int
    equal: int
    worse: int
    mean: str
    typical: str
    second_ahead: bool


def plan_results(document: Mapping[str, Any]) -> list[PlanResult]:
    """One result for each plan that was rehearsed."""
    about, found = document["about"], document["found"]
    return [
        _plan(one, tally, about, int(found["runs"])) for one, tally in zip(about["plans"], found["plans"], strict=True)
    ]


def pair_result(document: Mapping[str, Any]) -> PairResult | None:
    """Two plans compared run by run; None for one."""
    pair, about, runs = document["found"]["pair"], document["about"], int(document["found"]["runs"])
    if pair is None:
        return None
    span = about["reach"][1] - about["reach"][0]
    middle = quantile(pair["differences"], 0.5, -span - span / BINS / 2, span + span / BINS / 2) or 0.0
    amounts = amounts_of(about)
    mean = Decimal(pair["sum"]) / runs * Decimal(about["ours_per_unit"])
    return PairResult(
        better=_of_100(pair["better"], runs),
        equal=_of_100(pair["equal"], runs),
        worse=_of_100(pair["worse"], runs),
        mean=amounts.ours(abs(mean)),
        typical=amounts.ours(Decimal(repr(middle)) * Decimal(about["ours_per_unit"]), signed=True),
        second_ahead=pair["sum"] > 0,
    )


def amounts_of(about: Mapping[str, Any]) -> Amounts:
    """How amounts of this result are said."""
    return Amounts(bool(about["money"]), about["currency"])


def _plan(one: Mapping[str, Any], tally: Mapping[str, Any], about: Mapping[str, Any], runs: int) -> PlanResult:
    amounts, unit = amounts_of(about), Decimal(about["ours_per_unit"])
    ends = np.array(tally["ends"])  # kinds, ends, rounds
    deals_by_round = ends[:, list(DEALS), :].sum(axis=(0, 1))
    deals = int(deals_by_round.sum())
    ours = np.array(tally["ours"])
    low, middle, high = (_ours(ours.sum(axis=0), share, about) for share in (0.1, 0.5, 0.9))
    leaks = [Decimal(units) * unit / runs for units in tally["leak"]]
    worst = max(range(len(leaks)), key=lambda t: (leaks[t], -t))
    return PlanResult(
        name=one["name"],
        deals=_of_100(deals, runs),
        typical="–" if middle is None else amounts.ours(middle),
        low="–" if low is None else amounts.ours(low),
        high="–" if high is None else amounts.ours(high),
        mean=float(sum(tally["sums"]) / deals) if deals else 0.0,
        theirs=_theirs(tally["theirs"], about),
        they_left=_of_100(int(ends[:, End.THEY_LEFT].sum()), runs),
        we_left=_of_100(int(ends[:, End.WE_LEFT].sum()), runs),
        impasse=_of_100(int(ends[:, End.IMPASSE].sum()), runs),
        half_by=int(np.searchsorted(np.cumsum(deals_by_round), deals / 2)) if deals else None,
        leak_round=worst if leaks[worst] > 0 else None,
        leak=amounts.ours(leaks[worst]),
        leak_total=amounts.ours(sum(leaks, Decimal(0))),
        kinds=tuple(_kind(kind, ends[k], ours[k], about) for k, kind in enumerate(KINDS) if ends[k].sum()),
        steps={
            pk: StepLine(*(_of_100(tally[name][n], runs) for name in ("taken", "refused", "forced")))
            for n, pk in enumerate(one["steps"])
        },
        outcomes=_outcomes(ours.sum(axis=0), about, middle) if deals else None,
        leaks=_by_round([float(leak) for leak in leaks], amounts) if leaks[worst] > 0 else None,
        rounds=_rounds(deals_by_round, runs) if deals else None,
    )


def _kind(kind: Kind, ends: Any, ours: Any, about: Mapping[str, Any]) -> KindLine:
    runs, deals = int(ends.sum()), int(ends[list(DEALS)].sum())
    middle = _ours(ours, 0.5, about)
    name, note = KIND_WORDS[kind]
    typical = "–" if middle is None else amounts_of(about).ours(middle)
    return KindLine(name, note, runs, deals / runs, f"{_of_100(deals, runs)}", typical)


def _ours(counts: Any, share: float, about: Mapping[str, Any]) -> Decimal | None:
    """A quantile of our worth, in money or points."""
    found = quantile(list(counts), share, *about["reach"])
    return None if found is None else Decimal(repr(found)) * Decimal(about["ours_per_unit"])


def _theirs(counts: Sequence[int], about: Mapping[str, Any]) -> str:
    found = [quantile(counts, share, 0, about["unit"]) for share in (0.1, 0.5, 0.9)]
    unit = Decimal(about["theirs_per_unit"])
    band = [str(Decimal(repr(value)) * unit) for value in found if value is not None]
    return amounts_of(about).theirs(band or None)


def _outcomes(counts: Any, about: Mapping[str, Any], middle: Decimal | None) -> ColumnChart:
    amounts, (low, high) = amounts_of(about), about["reach"]
    unit = float(about["ours_per_unit"])
    parts = counts.reshape(COLUMNS, -1).sum(axis=1)
    total, size = int(counts.sum()), (high - low) * unit / COLUMNS
    values = []
    for place, count in enumerate(parts):
        first = Decimal(repr(low * unit + place * size))
        last = amounts.ours(first + Decimal(repr(size)))
        words = f"{amounts.ours(first)} to {last}: {100 * count / total:.0f} of 100 deals"
        values.append((float(count), words))
    span = (high - low) * unit or 1.0
    marks = [
        ((about[name] - low) / (high - low), words, kind)
        for name, words, kind in (("floor", "our floor", "floor"), ("target", "the package on the page", "target"))
        if about[name] is not None
    ]
    if middle is not None:
        marks.append(((float(middle) - low * unit) / span, "typical deal", "typical"))
    axis = [((value - low * unit) / span, short(value)) for value in ticks(low * unit, high * unit, 6)]
    return column_chart(values, name="Deals by their worth to us", ticks=axis, marks=marks, gap=1.0)


def _by_round(leaks: Sequence[float], amounts: Amounts) -> ColumnChart:
    values = [
        (leak, f"Round {t}: {amounts.ours(Decimal(repr(leak)))} a rehearsal") for t, leak in enumerate(leaks) if t > 0
    ]
    noted = max(leaks) * NOTED
    named = [short(float(f"{leak:.2g}")) if leak > noted else "" for leak in leaks[1:]]
    return column_chart(
        values, name="What we give without an equal get, by round", ticks=_numbers(len(values)), gap=8.0, named=named
    )


def _rounds(deals: Any, runs: int) -> ColumnChart:
    shares = [100 * int(count) / runs for count in deals[1:]]
    values = [(share, f"Round {t}: {share:.0f} of 100 rehearsals end in a deal") for t, share in enumerate(shares, 1)]
    named = [f"{share:.0f}" if share >= 0.5 else "" for share in shares]
    return column_chart(values, name="Deals by round", ticks=_numbers(len(values)), gap=8.0, named=named)


def _numbers(count: int) -> list[tuple[float, str]]:
    every = 1 if count <= 20 else 5
    return [((n + 0.5) / count, str(n + 1)) for n in range(count) if (n + 1) % every == 0 or n == 0]


def _of_100(count: int, runs: int) -> int:
    return round(100 * count / runs) if runs else 0
