"""The page of agreed points: each with who agreed when, where it is in writing, in which clause it goes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.permissions import Permission
from negotiations.enums_close import Asks
from negotiations.models import ConfirmLink, Deal, Term
from negotiations.queries.close.confirmations import Point, points
from negotiations.queries.close.term_moves import Trace, log_of
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.register import (
    Around,
    Filter,
    Line,
    Maker,
    issue_filter,
    live,
    suffix_of,
    table,
)
from negotiations.queries.prepare.register_fields import TERM
from negotiations.queries.standing import Standing

LINKS_SHOWN = 10
UNSECURED, NO_CLAUSE, NO_WORDING = "unsecured", "no_clause", "no_wording"
STATES = ((UNSECURED, "Not in writing"), (NO_CLAUSE, "Without a clause"), (NO_WORDING, "Without wording"))


@dataclass(frozen=True)
class More:
    """What a row adds: who confirmed it, and the moves that led there (for readers of the log)."""

    point: Point
    traces: tuple[Trace, ...]


@dataclass(frozen=True)
class Clause:
    """A clause of the contract and the points that go there; ``name`` is empty for those that go nowhere yet."""

    name: str
    terms: tuple[Term, ...]


def term_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its form."""
    every = list(live(Term.objects.filter(deal=access.deal), "ours_by"))
    now, log = {point.term.pk: point for point in points(access.deal)}, log_of(access, every, around)
    issue, state = issue_filter(around, query), Filter.asked(query, "state", "All", STATES)

    def line(row: Term) -> Line:
        return make.line(row, more=More(now[row.pk], log.traces.get(row.pk, ())))

    make = Maker(access, around, TERM, "term", outcome, suffix_of((issue, state)), Permission.CLOSE_EDIT, area="close")
    shown = [row for row in every if issue.takes(row.issue_id) and (not state.chosen or lacks(row, state.chosen))]
    return {
        "table": table(make, shown, (issue, state), total=len(every), line=line),
        "proposals": log.proposals,
        "missing": tuple((code, words, sum(lacks(row, code) for row in every)) for code, words in STATES),
        "clauses": clause_map(every),
        **_confirming(access, list(now.values())),
    }


def _confirming(access: Standing, found: Sequence[Point]) -> dict[str, Any]:
    """Who has confirmed what, and the links to the other side."""
    return {
        "both": sum(point.both for point in found),
        "for_us": tuple(point.fingerprint for point in found if point.ours is None),
        "by_them": sum(point.theirs is not None for point in found),
        "links": links_of(access.deal, Asks.POINTS)[:LINKS_SHOWN] if found else (),
        "may_confirm": access.can(Permission.DEAL_CLOSE),
        "may_send": access.can(Permission.CLOSE_SEND),
        "may_close": access.can(Permission.DEAL_CLOSE),
        "end_error": "",
        "end_typed": {"outcome": "", "reason": ""},
        "link_error": "",
        "link_wrong": "",
        "link_typed": {"title": "", "to": "", "address": ""},
    }


def links_of(deal: Deal, asks: Asks) -> tuple[tuple[ConfirmLink, str], ...]:
    """The links of one kind with their state, the latest first. One query."""
    rows = ConfirmLink.objects.filter(deal=deal, asks=asks).select_related("made_by", "mail")
    return tuple((link, _state(link)) for link in rows.order_by("-made_at", "pk"))


def _state(link: ConfirmLink) -> str:
    """``open``, ``used``, ``withdrawn`` or ``expired``."""
    if link.used_at is not None:
        return "used"
    if link.withdrawn_at is not None:
        return "withdrawn"
    return "open" if link.is_open(timezone.now()) else "expired"


def lacks(row: Term, what: str) -> bool:
    """Whether an agreed point has not got this yet."""
    return not {UNSECURED: row.secured, NO_CLAUSE: row.clause, NO_WORDING: row.wording}[what]


def clause_map(terms: Sequence[Term]) -> tuple[Clause, ...]:
    """The clauses in their natural order (2 before 10), with the points of each; those without one come last."""
    by_name: dict[str, list[Term]] = {}
    for row in terms:
        by_name.setdefault(row.clause.strip(), []).append(row)
    names = sorted(by_name, key=lambda name: (not name, natural(name)))
    return tuple(Clause(name, tuple(by_name[name])) for name in names)


def natural(text: str) -> list[tuple[int, int, str]]:
    """A key under which § 2 comes before § 10, and both before Annex A."""
    parts = re.split(r"(\d+)", text.casefold().strip("§ "))
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
