"""A package on a sheet of paper: one to take to the table, one to hand to the other side that tells them nothing.

What is handed over holds what they have heard or are meant to hear: what we ask for, our last offer, or three packages
side by side; no worth, no name of a level, nothing that only our side may know.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.enums import Party
from negotiations.levels import date_words, scale_of
from negotiations.models import Issue
from negotiations.queries.history.values import moment_words
from negotiations.queries.plan.package import package_panel
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.evidence import offers
from negotiations.queries.trades.page import trades_view
from negotiations.queries.trades.types import PackageWords

ASK, OFFER, SET = "ask", "offer", "set"
HANDOUTS = {ASK: "What we ask for", OFFER: "Our last offer", SET: "Three packages"}
WHOLE = "Each package stands or falls as a whole."


@dataclass(frozen=True)
class PackageSheet:
    """A table of packages: ``head`` names the columns after the issue; ``foot`` rows say what they are worth."""

    title: str
    subtitle: str
    note: str
    secret: bool
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    foot: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()


def table_sheet(access: Standing, *, now: datetime, by: User) -> PackageSheet:
    """What we ask for, the plan's package, where we walk away, and the three packages, with what they are worth."""
    access.require(Permission.SECRETS_VIEW)
    rows = load_plan(access.deal)
    panel = package_panel(rows, access, today=timezone.localdate(now), outcome=None)
    packages, said = _set(access, rows, now)
    chosen = {} if panel is None else {line.name: line.words for line in panel.lines}
    table = []
    for issue in rows.issues:
        limits = rows.limits.get(issue.pk)
        away = None if limits is None else opened(limits.walk_away, access)
        cells = [_level(issue, issue.marker, access), chosen.get(issue.name, "–"), _level(issue, away, access)]
        table.append((issue.name, (*cells, *_of_set(packages, issue.name))))
    foot = []
    if panel is not None:
        foot = [
            ("Worth to us", ("", panel.ours, "", *(one.ours for one in packages))),
            ("Over our floor", ("", panel.over_floor or "no floor", "", *(one.over_floor or "–" for one in packages))),
            ("Likely to them", ("", panel.theirs or "not known", "", *(one.theirs for one in packages))),
        ]  # fmt: skip
    mandate = () if panel is None else tuple(panel.limits) or ("The package is within the mandate.",)
    return PackageSheet(
        title=access.deal.title,
        subtitle=f"Packages for the table · {access.deal.counterparty.name} · {date_words(now.date())}",
        note=f"Made by Parley on {moment_words(now)} for {by}. Theirs is estimated: 80 of 100 guesses lie in a range.",
        secret=True,
        head=("We ask", "Package", "Walk-away", *(one.letter for one in packages)),
        rows=tuple(table),
        foot=tuple(foot),
        words=(*mandate, *said),
    )


def handouts(access: Standing, *, now: datetime) -> tuple[str, ...]:
    """What this reader can hand over now: codes of ``HANDOUTS``."""
    rows = load_plan(access.deal)
    there = [ASK] if any(issue.marker is not None for issue in rows.issues) else []
    if access.can(Permission.SECRETS_VIEW) and _last_offer(rows, access):
        there.append(OFFER)
    if access.can(Permission.TRADES_VIEW) and _set(access, rows, now)[0]:
        there.append(SET)
    return tuple(there)


def handout(access: Standing, of: str, *, now: datetime) -> PackageSheet | None:
    """A sheet for the other side; ``None`` when there is nothing of the kind, or not for this reader."""
    rows = load_plan(access.deal)
    head: tuple[str, ...] = ("Our proposal",)
    words: tuple[str, ...] = ()
    if of == ASK:
        levels: Mapping[UUID, Decimal] = {row.pk: row.marker for row in rows.issues if row.marker is not None}
        table = _column(rows.issues, levels, access)
    elif of == OFFER and access.can(Permission.SECRETS_VIEW):
        table = _column(rows.issues, _last_offer(rows, access), access)
    elif of == SET and access.can(Permission.TRADES_VIEW):
        packages, _ = _set(access, rows, now)
        head, words = tuple(f"Package {one.letter}" for one in packages), (WHOLE,)
        table = tuple((row.issue, row.levels) for row in packages[0].rows_with) if packages else ()
    else:
        return None
    if not table:
        return None
    title = access.deal.organisation.name
    subtitle = f"{access.deal.counterparty.name} · {date_words(now.date())}"
    return PackageSheet(title, subtitle, "", False, head, table, (), words)


def _column(
    issues: Iterable[Issue], levels: Mapping[UUID, Decimal], access: Standing
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row.name, (_level(row, levels[row.pk], access),)) for row in issues if row.pk in levels)


def _level(issue: Issue, level: Decimal | None, access: Standing) -> str:
    return "–" if level is None else scale_of(issue, access.deal.currency).words(level)


def _last_offer(rows: PlanRows, access: Standing) -> Mapping[UUID, Decimal]:
    """Our last offer as a whole."""
    ours = [one.standing for one in offers(rows, access) if one.row.party == Party.OURS]
    return ours[-1] if ours else {}


def _set(access: Standing, rows: PlanRows, now: datetime) -> tuple[Sequence[PackageWords], tuple[str, ...]]:
    """The three packages that were computed last, if any, and the sentences for the table of the first suggestions."""
    view = trades_view(access, rows, now)
    found = [one for group in view.groups if group.kind == "package_set" for one in group.suggestions]
    said = [one.say for group in view.groups for one in group.suggestions if one.say]
    return (found[0].packages if found else ()), tuple(said[:3])


def _of_set(packages: Sequence[PackageWords], issue: str) -> tuple[str, ...]:
    if not packages:
        return ()
    found = next((row.levels for row in packages[0].rows_with if row.issue == issue), None)
    return found or ("–",) * len(packages)
