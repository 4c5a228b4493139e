"""Every efficient deal of a result as a drawing and as a table, with the same words in both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from negotiations.charts.frontier import Band, Deal, FrontierChart, Likely, frontier_chart
from negotiations.queries.trades.chart_words import LikelyWords, fair_words, likely_rows, shift_words
from negotiations.queries.wording import Amounts, Names, listed

RULES = {
    "nash": "fair by Nash",
    "kalai-smorodinsky": "fair by Kalai–Smorodinsky",
    "egalitarian": "equal gains",
    "best joint": "best together",
}
TABLE_POINTS = 24


@dataclass(frozen=True)
class DealWords:
    """One line of the table: a deal with its name ("" for one of the line), both worths and the package."""

    name: str
    ours: str
    theirs: str
    package: str
    place: int


@dataclass(frozen=True)
class ChartWords:
    """The drawing, its first caption and its tables. ``fair``: where the fair deal lies; ``shifts``: what moves it."""

    chart: FrontierChart
    caption: str
    rows: tuple[DealWords, ...]
    likely: tuple[LikelyWords, ...]
    fair: str
    shifts: tuple[str, ...]


def trades_chart(
    document: Mapping[str, Any],
    names: Names,
    amounts: Amounts,
    *,
    whatif: tuple[str, Mapping[str, Any]] | None = None,
    stale: bool = False,
) -> ChartWords | None:
    """The drawing of a job's document; ``whatif`` names another package and has it as ``finding.worth_of`` gives it.

    None when there is nothing to draw: no package that both could accept, or worths that cannot be compared.
    """
    points = [point for point in document["points"] if point["theirs"] is not None]
    if not points:
        return None
    line = [_deal(f"p{place}", point, document, names, amounts) for place, point in enumerate(document["points"])]
    named, rows = [], []
    for one in document["named"]:
        words = _rules(one["rules"], document["money"])
        if words:
            point = document["points"][one["point"]]
            deal = _deal("-".join(one["rules"]).replace(" ", "-"), point, document, names, amounts, words, "fair")
            named.append(deal)
            rows.append(_row(_capital(words) + _tied(one), point, document, names, amounts, one["point"]))
    here = document["package"]
    words = "package then" if stale else "package on the page"
    named.insert(0, _deal("package", here, document, names, amounts, words, "package"))
    rows.insert(0, _row(_capital(words), here, document, names, amounts, -1))
    if document.get("offer_worth"):
        offer = document["offer_worth"]
        named.append(_deal("offer", offer, document, names, amounts, "their last offer", "offer"))
        rows.append(_row("Their last offer", offer, document, names, amounts, -2))
    if whatif is not None:
        words, other = whatif
        named.append(_deal("whatif", other, document, names, amounts, words, "whatif"))
        rows.append(_row(_capital(words), other, document, names, amounts, -3))
    floor = None if document["floor"] is None else float(document["floor"])
    theirs = document.get("their_floor")
    band = None if theirs is None else Band(*map(float, theirs))
    likely = _likely(document)
    chart = frontier_chart(line, named, unit=amounts.unit, floor=floor, their_floor=band, likely=likely)
    rows += [_row("", point, document, names, amounts, place) for place, point in _some(document["points"])]
    return ChartWords(
        chart,
        _caption(document, amounts, stale),
        tuple(rows),
        likely_rows(document, amounts),
        fair_words(document, amounts),
        shift_words(document, amounts),
    )


def _likely(document: Mapping[str, Any]) -> Likely | None:
    found = document.get("likely")
    if not found or len(found["levels"]) < 2:
        return None
    rows = [(float(ours), Band(*map(float, band))) for ours, *band in found["levels"]]
    nash = found["nash"]
    fair = (Band(*map(float, nash["ours"])), Band(*map(float, nash["theirs"]))) if nash else None
    return Likely(rows, fair)


def _deal(
    key: str,
    point: Mapping[str, Any],
    document: Mapping[str, Any],
    names: Names,
    amounts: Amounts,
    name: str = "",
    kind: str = "deal",
) -> Deal:
    low, high = (float(point["theirs"][0]), float(point["theirs"][2])) if point["theirs"] else (0.0, 0.0)
    likely = float(point["likely"])
    head = f"{_capital(name)}: " if name else ""
    caption = (
        f"{head}{amounts.ours(point['ours'])} to us, likely {amounts.theirs(point['theirs'])} to them. "
        f"{_package(point, document, names)}"
    )
    return Deal(key, float(point["ours"]), likely, min(low, likely), max(high, likely), caption, name, kind)


def _row(
    name: str, point: Mapping[str, Any], document: Mapping[str, Any], names: Names, amounts: Amounts, place: int
) -> DealWords:
    package = _package(point, document, names)
    return DealWords(name, amounts.ours(point["ours"]), amounts.theirs(point["theirs"]), package, place)


def _package(point: Mapping[str, Any], document: Mapping[str, Any], names: Names) -> str:
    """The package at a point: the line keeps places, named packages keep their levels."""
    levels = point.get("levels")
    if levels is None:
        places = zip(document["issues"], point["at"], strict=True)
        levels = {issue["id"]: issue["levels"][v] for issue, v in places}
    return names.package((pk, levels[pk]) for pk in names.order if pk in levels)


def _tied(named: Mapping[str, Any]) -> str:
    count = named.get("packages", 1)
    return f" ({count} packages tie here)" if count > 1 else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _rules(rules: Sequence[str], money: bool) -> str:
    """Names of the rules that meet at a point; equal gains only where both are counted in one currency."""
    known = [RULES[rule] for rule in rules if rule in RULES and (money or rule != "egalitarian")]
    fair = [words.removeprefix("fair by ") for words in known if words.startswith("fair by ")]
    other = [words for words in known if not words.startswith("fair by ")]
    return listed(([f"fair by {listed(fair)}"] if fair else []) + other)


def _some(points: Sequence[Mapping[str, Any]]) -> list[tuple[int, Mapping[str, Any]]]:
    if len(points) <= TABLE_POINTS:
        return list(enumerate(points))
    places = sorted({round(i * (len(points) - 1) / (TABLE_POINTS - 1)) for i in range(TABLE_POINTS)})
    return [(place, points[place]) for place in places]


def _caption(document: Mapping[str, Any], amounts: Amounts, stale: bool) -> str:
    here = document["package"]
    better = any(
        float(point["ours"]) >= float(here["ours"]) and float(point["likely"]) > float(here["likely"])
        for point in document["points"]
    )
    return (
        f"The package {'then was' if stale else 'on the page is'} worth {amounts.ours(here['ours'])} to us and likely "
        f"{amounts.theirs(here['theirs'])} to them. "
        + ("A deal on the line could give both more." if better else "No deal is better for both by this estimate.")
    )
