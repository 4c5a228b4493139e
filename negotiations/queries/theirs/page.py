"""The page "Their side": what is likely of them, what it rests on, what to ask next. Secret as a whole."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from accounts.permissions import Permission
from negotiations.enums import Party
from negotiations.models import Job
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.estimates import Estimates, IssueEstimate, Lookback, effects, estimates, last_change
from negotiations.queries.theirs.evidence import Offer, offers
from negotiations.queries.theirs.evidence_words import EvidenceLine, day_of, evidence_lines, hundredths, names_of
from negotiations.queries.theirs.questions import (
    OpenQuestion,
    QuestionWords,
    answered_keys,
    open_questions,
    question_words,
)
from negotiations.queries.theirs.signs import Shrinking, Unlike, shrinking, unlike
from negotiations.queries.theirs.talks import TalkWords, talk_words
from negotiations.queries.trades.page import TradesView, trades_view
from negotiations.queries.wording import Amounts, Names, hundred, listed, of_hundred

SHOWN_CHANGES = 3
FULL_BAR = 0.05  # the bars end a little beyond the widest band


@dataclass(frozen=True)
class WeightRow:
    """One issue as the table shows it; shares of the bar are 0..1 of the widest band."""

    one: IssueEstimate
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    before_words: str
    after_words: str
    top: str
    wants: str


@dataclass(frozen=True)
class OrderRow:
    first: str
    second: str
    chance: float
    words: str


@dataclass(frozen=True)
class Sign:
    """A sign in their offers: what was seen, what speaks for one reading and what for the other."""

    title: str
    text: str
    limit: tuple[str, ...] = ()
    tactic: tuple[str, ...] = ()


@dataclass(frozen=True)
class Questions:
    """``job`` is under way when not None; ``stale`` says what changed since; ``computed``: a job has looked for any."""

    listed: tuple[QuestionWords, ...]
    unanswered: tuple[OpenQuestion, ...]
    job: Job | None
    result: Job | None
    stale: str
    computed: bool
    money: bool


@dataclass(frozen=True)
class TheirPage:
    """``weights`` is empty while the plan has no issue."""

    weights: tuple[WeightRow, ...]
    orders: tuple[OrderRow, ...]
    matrix: tuple[tuple[str, tuple[str, ...]], ...]
    guesses: str
    news: str
    signs: tuple[Sign, ...]
    lines: tuple[EvidenceLine, ...]
    questions: Questions
    our_offers: tuple[tuple[str, str], ...]
    learned: bool
    talk: TalkWords | None
    offer_count: int


def their_page(access: Standing, rows: PlanRows, now: datetime) -> TheirPage:
    """All of the page. Needs ``SECRETS_VIEW``. A constant number of queries."""
    access.require(Permission.SECRETS_VIEW)
    names = Names(access.deal)
    plan = plan_inputs(rows, access, today=now.astimezone(UTC).date())
    back = Lookback(plan) if plan else None
    found = estimates(back) if back else None
    seen = offers(rows, access)
    view = trades_view(access, rows, now, with_suggestions=False, with_chart=False)
    return TheirPage(
        weights=_weights(found) if found else (),
        orders=tuple(_order(one.first, one.second, one.chance) for one in found.orders) if found else (),
        matrix=_matrix(found) if found else (),
        guesses=_guesses(found) if found else "",
        news=_news(back) if back else "",
        signs=_signs(back, seen, names) if back else (),
        lines=evidence_lines(rows, access, names, effects(back) if back and back.plan.posterior else {}),
        questions=questions(access, rows, now, view),
        our_offers=tuple(
            (str(one.row.pk), f"our offer of {day_of(one.row.happened_at)}")
            for one in reversed(seen)
            if one.row.party == Party.OURS
        ),
        learned=found is not None and found.learned,
        talk=talk_words(view.document, names, _amounts(view)),
        offer_count=len(seen),
    )


def _amounts(view: TradesView) -> Amounts:
    return Amounts(bool(view.document.get("money")), view.document.get("currency", ""))


def questions(access: Standing, rows: PlanRows, now: datetime, view: TradesView | None = None) -> Questions:
    """The next best questions, as the newest job found them. Needs ``TRADES_VIEW``."""
    view = view or trades_view(access, rows, now, with_suggestions=False, with_chart=False)
    names, amounts = view.names, _amounts(view)
    document: Any = view.document
    parts = document.get("questions", [])
    return Questions(
        listed=question_words(parts, answered_keys(rows, access), names, amounts),
        unanswered=open_questions(rows, access, names),
        job=view.active,
        result=view.result,
        stale=view.stale,
        computed="questions" in document,
        money=amounts.money,
    )


def _weights(found: Estimates) -> tuple[WeightRow, ...]:
    widest = max((max(one.before.high, one.after.high) for one in found.issues), default=1.0) + FULL_BAR
    rows = []
    for one in found.issues:
        before, after = (
            (band.low / widest, band.median / widest, band.high / widest) for band in (one.before, one.after)
        )
        rows.append(WeightRow(one, before, after, _range(one.before), _range(one.after), hundred(one.top), _wants(one)))
    return tuple(rows)


def _range(band: Any) -> str:
    low, high = hundredths(band.low), hundredths(band.high)
    return low if low == high else f"{low}–{high}"


def _wants(one: IssueEstimate) -> str:
    if one.rises is None:
        return ""
    first, last = one.ends
    return f"rather {last} than {first} in {of_hundred(one.rises)}"


def _order(first: str, second: str, chance: float) -> OrderRow:
    return OrderRow(first, second, chance, hundred(chance))


def _matrix(found: Estimates) -> tuple[tuple[str, tuple[str, ...]], ...]:
    cells = (tuple("" if chance is None else f"{round(chance * 100)}" for chance in row) for row in found.matrix)
    return tuple((one.name, row) for one, row in zip(found.issues, cells, strict=True))


def _guesses(found: Estimates) -> str:
    if not found.learned:
        return f"{found.guesses:,} guesses drawn from your estimates, all alike: there is no evidence yet."
    if found.moved:
        return (
            f"Hardly any of the {found.guesses:,} guesses from your estimates explained the evidence, so they were "
            f"moved step by step towards what does; {found.effective:,} different ones are left. Look again at your "
            "estimates."
        )
    return (
        f"Of {found.guesses:,} guesses from your estimates, those that explain the evidence count more: together they "
        f"are worth about {found.effective:,} even ones."
    )


def _news(back: Lookback) -> str:
    last = last_change(back)
    if last is None:
        return ""
    _, changes = last
    if not changes:
        return "The newest piece changed no weight by as much as half a point."
    said = [f"{one.name} from {_range(one.before)} to {_range(one.after)}" for one in changes[:SHOWN_CHANGES]]
    return f"The newest piece moved {listed(said)} of 100."


def _signs(back: Lookback, seen: tuple[Offer, ...], names: Names) -> tuple[Sign, ...]:
    odd = unlike(back)
    found = [unlike_sign(odd, names)] if odd else []
    return (*found, *(shrinking_sign(one, names) for one in shrinking(back.plan, seen)))


def unlike_sign(odd: Unlike, names: Names) -> Sign:
    """An offer that was not to be expected."""
    share = "less than 1" if odd.ordinary < 0.01 else "about 1" if odd.ordinary < 0.015 else "about 2"
    text = f"In {share} of 100 cases an offer of theirs would lie as far from what was to be expected."
    if odd.taken_back:
        text += f" It asks for more again on {names_of(odd.taken_back, names)}."
    if odd.given:
        text += f" It gives most on {names_of(odd.given, names)}."
    text += " A mistake, a new priority, or somebody else at their table: ask before you answer."
    return Sign("Their latest offer is unlike what was to be expected", text)


def shrinking_sign(one: Shrinking, names: Names) -> Sign:
    """Steps that get smaller, with what speaks for a limit and for a tactic."""
    pk = str(one.issue)
    levels = ", ".join(names.level(pk, level) for level in one.levels)
    limit, tactic = [], []
    if one.near_floor is not None:
        limit.append(f"Their offer is hardly above what they have without us in {of_hundred(one.near_floor)}.")
        tactic.append(f"It still leaves them more than that in {of_hundred(1 - one.near_floor)}.")
    if one.rest_still:
        limit.append("They gave nothing on the other issues meanwhile.")
    else:
        tactic.append(f"They still gave on {names_of(one.elsewhere, names)} meanwhile.")
    if one.even_days:
        tactic.append("Their offers come at even intervals, as by a plan.")
    return Sign(
        f"Their steps on {names.issue(pk)} get smaller",
        f"{levels}: steps like these would end near {names.level(pk, one.limit)}. Whoever receives such steps tends to "
        "settle for less; hold your target, which you set before.",
        tuple(limit),
        tuple(tactic),
    )
