"""Alerts on what was given: for nothing, too fast, too much, one way only, half-way."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from negotiations.engine import alerts
from negotiations.engine.alerts import Code, Middle, Said
from negotiations.engine.ledger import ActKind
from negotiations.engine.problem import THEIRS
from negotiations.enums import Party
from negotiations.queries.alerts.desk import Alert, Desk, Way
from negotiations.queries.inputs.types import IssueInput
from negotiations.queries.ledger import Line
from negotiations.queries.ledger.acts import SIDES
from negotiations.queries.ledger.page import age_words
from negotiations.queries.ledger.plan_log import plan_against_log
from negotiations.queries.wording import listed

MOST_DEBTS = 3


def splits(desk: Desk) -> Iterator[Alert]:
    """Somebody went to the middle of both last words on an issue."""
    for row in desk.plan.issues:
        entries = [one for one in desk.table.entries if row.issue.pk in one.levels]
        if not row.scale.is_numeric or not entries or entries[-1].kind is ActKind.AGREE:
            continue
        said = [Said(SIDES[one.party], float(one.levels[row.issue.pk])) for one in entries]
        found = alerts.middle(said)
        if found is not None:
            yield _split(desk, row, found)


def _split(desk: Desk, row: IssueInput, found: Middle) -> Alert:
    own, other, level = (row.scale.words(Decimal(repr(value))) for value in (*found.between, found.level))
    stood = found.between[1] if found.party == THEIRS else found.between[0]
    cost = desk.amount(desk.worth(row, stood) - desk.worth(row, found.level))
    if found.party == THEIRS:
        text = (
            f"{level} is the middle of their {own} and our {other}. Taking it costs us {cost} from our last offer, and "
            "pays whoever opened further."
        )
        ways = (
            Way("Answer with a package instead of a number", desk.url("trades-list")),
            Way("Take it only for a get on another issue"),
        )
        return Alert(Code.SPLIT, str(row.issue.pk), f"{row.issue.name}: they propose to meet half-way", text, ways)
    text = (
        f"{level} is the middle of our {own} and their {other}: it costs us {cost}. Done often, they choose our next "
        "offer by choosing theirs."
    )
    smaller = Way("Make the next step smaller, and for a get", desk.url("rehearsal-list"))
    return Alert(Code.SPLIT, str(row.issue.pk), f"{row.issue.name}: we went half-way", text, (smaller,))


def unpaid(desk: Desk) -> Iterator[Alert]:
    """Gives of ours that nothing stands against, the newest few."""
    debts = desk.book.debts[-MOST_DEBTS:]
    for key, lines in groupby(debts, key=lambda one: one.entry.key):
        given = list(lines)
        first = given[0]
        owner = f" {first.owner} sees to it since {age_words(first.days(desk.now))}." if first.days(desk.now) else ""
        text = f"{listed([_given(desk, one) for one in given])}: nothing stands against it.{owner}"
        ways = (Way("Pair it with a get, or name its price", desk.url("ledger-list", f"#give-{first.key}")),)
        yield Alert(Code.UNPAID, key, "Given, and nothing had for it", text, ways)


def off_plan(desk: Desk) -> Iterator[Alert]:
    """Steps of the concession plan that were taken early, and what was given beyond it."""
    planned = plan_against_log(desk.access.deal, desk.access, today=desk.today, table=desk.table)
    if planned is None:
        return
    ladder = Way("Read the concession plan", desk.url("rehearsal-list"))
    if planned.early:
        text = " ".join(one.text for one in planned.early)
        yield Alert(Code.FASTER, planned.early[-1].key, "Faster than planned", text, (_hold(planned.following), ladder))
    if planned.over or planned.beyond:
        more = " ".join(one.text for one in planned.beyond)
        where = f"where the plan is in round {planned.round}" if planned.round > 1 else "the opening of the plan"
        over = f"Our offer is {planned.over_words} below {where}."
        subject = planned.beyond[-1].key if planned.beyond else _last_of_ours(desk)
        ways = (Way("Ask for something in return before the next step", desk.url("trades-list")), ladder)
        text = " ".join(part for part in (over if planned.over else "", more) if part)
        yield Alert(Code.LARGER, subject, "More given than planned", text, ways)


def _hold(following: object | None) -> Way:
    return Way("Hold the next step until it is due" if following else "Hold: no planned step is left")


def giving(desk: Desk) -> Iterator[Alert]:
    """Gives of ours in a row that they did not answer."""
    found = alerts.one_way_giving([one.change for one in desk.book.lines])
    if found:
        named = listed([str(desk.numbers.get(key, "")) for key in found])
        text = f"Our last {len(found)} gives, entries {named}, were not answered by one of theirs."
        ways = (
            Way("Wait for theirs, or say what the next one costs"),
            Way("See what they could give", desk.url("trades-list")),
        )
        yield Alert(Code.GIVING, found[-1], "Giving is one-way", text, ways)


def _given(desk: Desk, line: Line) -> str:
    item = desk.words.item(line)
    return item.title if line.ours is None else f"{item.title} ({item.ours})"


def _last_of_ours(desk: Desk) -> str:
    return next((one.key for one in reversed(desk.table.entries) if one.party == Party.OURS), "")
