"""The page of the last look: what is agreed in money, whether they can live by it, whom it forgets, what is better."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from accounts.permissions import Permission
from negotiations.enums import JobKind, JobState
from negotiations.models import Job
from negotiations.queries.findings.last_look import agreed_levels, asked_of
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.people.serving import Served, serving_of
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.reading import opened
from negotiations.queries.rules.words import name_rules
from negotiations.queries.staleness import what_changed
from negotiations.queries.standing import Standing
from negotiations.queries.trades.packages import improvement_parts
from negotiations.queries.wording import Amounts, Names, of_hundred

AGAINST = {
    "target": "our targets, all of them",
    "plan": "the package on the plan",
    "floor": "our best alternative",
}
RISKY = 0.25  # from this chance on that they lose by it, it is said aloud


@dataclass(frozen=True)
class Against:
    """What else there is, and how much more (or less) the agreed package is worth to us."""

    what: str
    worth: str
    over: str
    less: bool


@dataclass(frozen=True)
class Look:
    """``stale`` says that the points or the plan changed since. ``parts`` are the words of each better package."""

    result: Job | None
    active: Job | None
    failed: str
    stale: str
    agreed: tuple[tuple[str, str], ...]
    assumed: tuple[tuple[str, str], ...]
    ours: str
    theirs: str
    outside: tuple[str, ...]
    against: tuple[Against, ...]
    viable: str
    floor: str
    risky: bool
    served: Served
    better: tuple[Mapping[str, Any], ...]
    guesses: int
    nothing: bool


def last_look(access: Standing, *, now: datetime) -> Look:
    """The newest look of a deal. A constant number of queries. Needs ``TRADES_VIEW``."""
    access.require(Permission.TRADES_VIEW)
    deal, rows = access.deal, load_plan(access.deal)
    jobs = Job.objects.filter(deal=deal, kind=JobKind.LAST_LOOK).select_related("result")
    recent = list(jobs.order_by("-created_at")[:10])
    active = next((job for job in recent if job.state in Job.ACTIVE), None)
    result = next((job for job in recent if job.state == JobState.DONE), None)
    document: Mapping[str, Any] = opened(result.result.document, access) if result else {}
    amounts = Amounts(bool(document.get("money", True)), document.get("currency", deal.currency))
    names = name_rules(Names(deal), rows.rules, access, amounts)
    agreed = agreed_levels(deal)
    stale = ""
    if result is not None:
        digest = plan_digest(rows, access, today=now.astimezone(UTC).date(), asked=asked_of(agreed))
        stale = "" if digest == result.digest else what_changed(deal, result.plan_seq) or "the agreed points"
    package = document.get("package", {})
    levels, still_open = package.get("levels", {}), set(document.get("open", ()))
    said = [(pk, (names.issue(pk), names.level(pk, levels[pk]))) for pk in names.order if pk in levels]
    viability = document.get("viability")
    return Look(
        result=result,
        active=active,
        failed=recent[0].error if recent and recent[0].state == JobState.FAILED else "",
        stale=stale,
        agreed=tuple(words for pk, words in said if pk not in still_open),
        assumed=tuple(words for pk, words in said if pk in still_open),
        ours=amounts.ours(package["ours"]) if package else "",
        theirs=amounts.theirs(package["theirs"]) if package else "",
        outside=tuple(names.issue(pk) for pk in document.get("outside", ())),
        against=tuple(_against(one, amounts) for one in document.get("against", ())),
        viable=of_hundred(viability["chance"]) if viability else "",
        floor=amounts.theirs(viability["floor"]) if viability else "",
        risky=viability is not None and viability["chance"] >= RISKY,
        served=serving_of(rows).of(levels) if levels else Served(),
        better=tuple(improvement_parts(one, names, amounts) for one in document.get("improvements", ())),
        guesses=int(document.get("guesses", 0)),
        nothing=not agreed,
    )


def _against(one: Mapping[str, str], amounts: Amounts) -> Against:
    over = Decimal(one["over"])
    return Against(AGAINST[one["what"]], amounts.ours(one["worth"]), amounts.ours(abs(over)) if over else "", over < 0)
