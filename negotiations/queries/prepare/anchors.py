"""What the comparables of an issue say of our levels: in words, and as a drawing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.permissions import Permission
from negotiations.charts.dots import DotPlot, dot_plot
from negotiations.engine import anchors
from negotiations.engine.anchors import STALE_AFTER, Anchor
from negotiations.enums import IssueKind
from negotiations.levels import THIN_SPACE, Scale, date_words
from negotiations.models import Comparable, Issue, IssueLimits
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

MONTH = 365.25 / 12  # days
LIMITS = (("target", "target"), ("walk_away", "walk-away"))


@dataclass(frozen=True)
class AnchorCard:
    """The range that comparables imply for an issue. ``limits``, also as lines: only for readers of secrets."""

    issue: Issue
    marker: str  # a sentence of our marker against the range
    stale: str
    limits: tuple[str, ...]
    drawing: DotPlot | None
    tone: str  # "", good or warn: of the marker


def anchor_of(rows: Sequence[Comparable], today: date) -> Anchor | None:
    """The range from the comparables of one issue; None when none counts."""
    return anchors.anchor([_comparable(row, today) for row in rows])


def adjusted(row: Comparable, today: date) -> Decimal:
    """The level of a comparable as it is compared."""
    return _level(anchors.adjusted(_comparable(row, today)))


def is_stale(row: Comparable, today: date) -> bool:
    return _comparable(row, today).age > STALE_AFTER


def anchor_card(
    issue: Issue,
    rows: Sequence[Comparable],
    scale: Scale,
    access: Standing,
    limits: IssueLimits | None,
    today: date,
    *,
    draw: bool = True,
) -> AnchorCard | None:
    """The card of one issue; None without a comparable that counts."""
    found = anchor_of(rows, today)
    if found is None:
        return None
    secret = _limits(limits, access, issue)
    stale = sum(found.stale)
    return AnchorCard(
        issue=issue,
        marker=marker_words(issue, rows, found, scale),
        stale=_stale(stale, len(rows)),
        limits=tuple(f"Our {label} {scale.words(level)} {_lies(level, found, scale)}." for label, level in secret),
        drawing=_drawing(issue, rows, found, scale, secret, today) if draw else None,
        tone=_tone(issue, found),
    )


def marker_words(issue: Issue, rows: Sequence[Comparable], found: Anchor, scale: Scale) -> str:
    """``Our marker €3.20 lies 6 % below the range €3.40–3.75 from 5 comparables, newest May 2026.``"""
    newest = max(row.dated for row in rows)
    several = "comparables" if len(rows) > 1 else "comparable"
    source = f"{range_words(found, scale)} from {len(rows)} {several}, newest {newest:%b %Y}"
    if issue.marker is None:
        return f"The range is {source}. We have no marker yet."
    return f"Our marker {scale.words(issue.marker)} {_lies(issue.marker, found, scale)} {source}."


def range_words(found: Anchor, scale: Scale) -> str:
    """``€3.40–3.75``, ``30–45 days``; one level when both ends are the same."""
    low, high = (scale.words(_level(end)) for end in (found.low, found.high))
    if low == high:
        return low
    if scale.kind == IssueKind.MONEY:
        return f"{low}–{re.sub(r'^[^0-9]+', '', high)}"
    return f"{scale.words(_level(found.low), with_unit=False)}–{high}"


def _lies(level: Decimal, found: Anchor, scale: Scale) -> str:
    """Where a level lies: ``lies 6 % below the range``."""
    at = anchors.place(float(level), found)
    if at.side == "inside":
        return "lies inside the range"
    if scale.kind == IssueKind.DURATION or at.share is None:
        return f"lies {scale.words(_level(at.gap))} {at.side} the range"
    per_cent = at.share * 100
    said = "less than 1" if per_cent < 1 else f"{per_cent:.0f}"
    return f"lies {said}{THIN_SPACE}% {at.side} the range"


def _tone(issue: Issue, found: Anchor) -> str:
    """A marker that asks for no more than others got leaves room unused; one beyond the range has to be argued."""
    if issue.marker is None:
        return ""
    side = anchors.place(float(issue.marker), found).side
    worse = "above" if issue.better == "low" else "below"
    return "warn" if side == worse else ""


def _limits(limits: IssueLimits | None, access: Standing, issue: Issue) -> list[tuple[str, Decimal]]:
    """Target and walk-away, for those who may see them."""
    if limits is None or not access.can(Permission.SECRETS_VIEW, issue):
        return []
    levels = [(label, opened(getattr(limits, name), access)) for name, label in LIMITS]
    return [(label, level) for label, level in levels if level is not None]


def _drawing(
    issue: Issue,
    rows: Sequence[Comparable],
    found: Anchor,
    scale: Scale,
    secret: Sequence[tuple[str, Decimal]],
    today: date,
) -> DotPlot:
    most = max(found.weights)
    dots = [
        (value, weight / most, stale, f"{row.text}: {scale.words(adjusted(row, today))}, {date_words(row.dated)}")
        for row, value, weight, stale in zip(rows, found.values, found.weights, found.stale, strict=True)
    ]
    lines: list[tuple[float, str, str]] = [
        (float(level), f"{label} {scale.words(level)}", label) for label, level in secret
    ]
    if issue.marker is not None:
        lines.append((float(issue.marker), f"marker {scale.words(issue.marker)}", "marker"))
    name = f"Comparables of {issue.name}: {range_words(found, scale)}"
    band = (found.low, found.middle, found.high)
    return dot_plot(dots, band, lines, name=name, words=lambda value: scale.words(_level(value), with_unit=False))


def _comparable(row: Comparable, today: date) -> anchors.Comparable:
    age = max(0, (today - row.dated).days) / MONTH
    return anchors.Comparable(float(row.level), age, float(row.adjustment), float(row.weight) / 100)


def _level(value: float) -> Decimal:
    """A computed level, to three or four digits: a comparable is no exact measure."""
    rounded = Decimal(f"{value:.4g}")
    return Decimal(format(rounded, "f"))


def _stale(part: int, whole: int) -> str:
    if not part:
        return ""
    who = "It is" if whole == 1 else f"{part} of {whole} {'is' if part == 1 else 'are'}"
    return f"{who} older than {STALE_AFTER:g} months and {'counts' if part == 1 else 'count'} less."
