"""The next moves in plain words: what to give, what to get, what it is worth, and how likely they take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from negotiations.enums import JobKind, JobState
from negotiations.models import Job
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.sight.finding import ANSWER, BETTER, TRADE
from negotiations.queries.sight.inputs import RECIPE
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.questions import QuestionWords, answered_keys, question_words
from negotiations.queries.wording import Amounts, Names, between_hundred, if_then, of_hundred

WAYS = {
    ANSWER: "Answer their offer",
    TRADE: "Trade",
    BETTER: "Their offer, made better for both",
}
RECENT = 12  # jobs looked through for the newest result


@dataclass(frozen=True)
class NextMove:
    """``give`` and ``get`` are terms, ``theirs`` is a band; how often they gain by it, how often they take it."""

    way: str
    give: tuple[str, ...]
    get: tuple[str, ...]
    say: str
    ours: str
    costs: bool
    theirs: str
    gains: str
    takes: str
    over: str
    levels: Mapping[str, str]


@dataclass(frozen=True)
class Weight:
    """What an issue likely weighs for them: a range of 100."""

    name: str
    words: str
    before: str = ""


@dataclass(frozen=True)
class NextView:
    """``stale``: what is shown was found before the last change; ``active``: it is being computed anew."""

    moves: tuple[NextMove, ...]
    question: QuestionWords | None
    weights: tuple[Weight, ...]
    changes: tuple[Weight, ...]
    learned: bool
    computed: bool
    stale: bool
    active: Job | None
    failed: str
    at: datetime | None
    mandate: bool
    offered: bool
    document: Mapping[str, Any]


def next_view(rows: PlanRows, access: Standing, names: Names, digest: str) -> NextView:
    """What the newest result says, and whether it is of the table as it stands. One query."""
    recent = list(
        Job.objects.filter(deal=rows.deal, kind=JobKind.NEXT_MOVES)
        .select_related("result")
        .order_by("-created_at", "-pk")[:RECENT]
    )
    active = next((job for job in recent if job.state in Job.ACTIVE), None)
    done = [job for job in recent if job.state == JobState.DONE]
    shown = next((job for job in done if job.digest == digest), done[0] if done else None)
    document: Mapping[str, Any] = opened(shown.result.document, access) if shown else {}
    if document.get("recipe") != RECIPE:
        shown, document = None, {}
    amounts = Amounts(bool(document.get("money")), document.get("currency", ""))
    questions = question_words(document.get("questions", ()), answered_keys(rows, access), names, amounts)
    theirs = document.get("theirs", {})
    return NextView(
        moves=tuple(_move(one, names, amounts) for one in document.get("moves", ())),
        question=questions[0] if questions else None,
        weights=tuple(
            Weight(names.issue(one["issue"]), _range(one["low"], one["high"])) for one in theirs.get("weights", ())
        ),
        changes=tuple(
            Weight(names.issue(one["issue"]), _range(*one["after"]), _range(*one["before"]))
            for one in theirs.get("changes", ())
        ),
        learned=bool(theirs.get("learned")),
        computed=shown is not None,
        stale=shown is not None and shown.digest != digest,
        active=active,
        failed=recent[0].error if recent and recent[0].state == JobState.FAILED else "",
        at=shown.finished_at if shown else None,
        mandate=bool(document.get("mandate")),
        offered=bool(document.get("offered")),
        document=document,
    )


def _move(part: Mapping[str, Any], names: Names, amounts: Amounts) -> NextMove:
    gives = [one for one in part["moves"] if one["gives"]]
    gets = [one for one in part["moves"] if not one["gives"]]
    ours = part["ours"]
    return NextMove(
        way=WAYS[part["source"]],
        give=tuple(names.term(one["issue"], one["after"]) for one in gives),
        get=tuple(names.term(one["issue"], one["after"]) for one in gets),
        say=if_then(*([names.term(one["issue"], one["after"]) for one in side] for side in (gets, gives))),
        ours=amounts.ours(ours, signed=True),
        costs=ours.startswith("-"),
        theirs=amounts.theirs(part["theirs"], signed=True),
        gains=of_hundred(part["theirs"][3]) if part["theirs"] else "",
        takes=between_hundred(part["accept"][0], part["accept"][2]),
        over="" if part["over_floor"] is None else amounts.ours(part["over_floor"]),
        levels=part["levels"],
    )


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"
