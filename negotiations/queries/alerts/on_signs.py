"""Alerts on signs in their offers, as on the page of their side: one unlike what was expected, shrinking steps."""

from collections.abc import Iterator

from negotiations.engine.alerts import Code
from negotiations.enums import Party
from negotiations.queries.alerts.desk import Alert, Desk, Way
from negotiations.queries.theirs.estimates import Lookback
from negotiations.queries.theirs.evidence import offers
from negotiations.queries.theirs.page import shrinking_sign, unlike_sign
from negotiations.queries.theirs.signs import shrinking, unlike
from negotiations.queries.wording import Names

ENOUGH = 2  # offers of theirs: before the second one nothing was to be expected of them


def signs(desk: Desk) -> Iterator[Alert]:
    """What their latest offers tell beyond their levels."""
    seen, names = offers(desk.rows, desk.access), Names(desk.access.deal)
    if sum(one.row.party == Party.THEIRS for one in seen) < ENOUGH:
        return
    theirs = Way("What we know of them", desk.url("evidence-list"))
    odd = unlike(Lookback(desk.plan))
    if odd is not None:
        sign, newest = unlike_sign(odd, names), seen[-1].row.pk
        ways = (Way("Ask what has changed for them", desk.url("prepare-question-list")), theirs)
        yield Alert(Code.ABERRANT, str(newest), sign.title, sign.text, ways)
    for one in shrinking(desk.plan, seen):
        sign = shrinking_sign(one, names)
        ways = (Way("Hold, and ask on another issue instead", desk.url("trades-list")), theirs)
        yield Alert(Code.SHRINKING, str(one.issue), sign.title, sign.text, ways, sign.limit, sign.tactic)
