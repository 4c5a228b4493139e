"""The page "All packages": the best in order, each in words, and whether the list still fits the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from accounts.permissions import Permission
from negotiations.enums import JobKind, JobState
from negotiations.levels import money, number
from negotiations.models import Job
from negotiations.queries.findings.listing import Asked, asked_of
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.rules.words import name_rules
from negotiations.queries.staleness import what_changed
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Names, listed, of_hundred

SHOWS = {
    "joint": "Best for both together",
    "ours": "Best for us",
    "nash": "All that tie as fair by Nash",
    "kalai-smorodinsky": "All that tie as fair by Kalai–Smorodinsky",
    "best-joint": "All that tie as best together",
}


@dataclass(frozen=True)
class ListRow:
    """A package of the list: what differs from the one on the page, both worths, why it stands here."""

    place: int
    changes: tuple[tuple[str, str, str], ...]  # issue, level, the level on the page
    levels: tuple[tuple[str, str], ...]  # every issue with its level
    ours: str
    over: str
    theirs: str
    gain: str
    chance: str
    why: str
    broken: tuple[str, ...]


@dataclass(frozen=True)
class ListingView:
    """``stale`` says what changed since the list was made; ``asked`` is what it or the next one is asked for."""

    asked: Asked
    low: str
    high: str
    result: Job | None
    active: Job | None
    failed: str
    stale: str
    rows: tuple[ListRow, ...]
    more: bool
    document: Mapping[str, Any]
    issue_count: int


def listing_view(access: Standing, rows: PlanRows, now: datetime) -> ListingView:
    """The newest list of a deal. A constant number of queries. Needs ``TRADES_VIEW``."""
    access.require(Permission.TRADES_VIEW)
    deal = access.deal
    jobs = Job.objects.filter(deal=deal, kind=JobKind.LISTING).select_related("result", "requested_by")
    recent = list(jobs.order_by("-created_at")[:10])
    active = next((job for job in recent if job.state in Job.ACTIVE), None)
    result = next((job for job in recent if job.state == JobState.DONE), None)
    document = opened(result.result.document, access) if result else {}
    shown = active or result
    asked = asked_of(opened(shown.result.document, access).get("asked", {})) if shown else Asked()
    amounts = Amounts(bool(document.get("money", True)), document.get("currency", deal.currency))
    names = name_rules(Names(deal), rows.rules, access, amounts)
    return ListingView(
        asked=asked,
        low=_amount(asked.low, amounts),
        high=_amount(asked.high, amounts),
        result=result,
        active=active,
        failed=recent[0].error if recent and recent[0].state == JobState.FAILED else "",
        stale=_stale(result, document, rows, access, now) if result else "",
        rows=tuple(_row(place, one, document, names, amounts) for place, one in enumerate(document.get("rows", ()))),
        more=bool(document.get("more")),
        document=document,
        issue_count=len(rows.issues),
    )


def _stale(job: Job, document: Mapping[str, Any], rows: PlanRows, access: Standing, now: datetime) -> str:
    today = now.astimezone(UTC).date()
    if job.digest == plan_digest(rows, access, today=today, asked=document["asked"]):
        return ""
    return what_changed(access.deal, job.plan_seq)


def _row(place: int, row: Mapping[str, Any], document: Mapping[str, Any], names: Names, amounts: Amounts) -> ListRow:
    here, levels = document["package"], row["levels"]
    known = [pk for pk in names.order if pk in levels]
    changed = [pk for pk in known if levels[pk] != here["levels"][pk]]
    over = float(row["ours"]) - float(here["ours"])
    return ListRow(
        place=place,
        changes=tuple(
            (names.issue(pk), names.level(pk, levels[pk]), names.bare_level(pk, here["levels"][pk])) for pk in changed
        ),
        levels=tuple((names.issue(pk), names.level(pk, levels[pk])) for pk in known),
        ours=amounts.ours(row["ours"]),
        over=amounts.ours(f"{over:.2f}", signed=True) if changed else "",
        theirs=amounts.theirs(row["theirs"]),
        gain=amounts.theirs(row["gain"], signed=True) if changed else "",
        chance=of_hundred(row["gain"][3]) if changed and row["gain"] else "",
        why=_why(row, over, len(changed)),
        broken=names.broken(row["broken"]),
    )


def _why(row: Mapping[str, Any], over: float, changed: int) -> str:
    """Why a package is worth a look, or what speaks against it."""
    if not changed:
        return "the package on the page"
    said = [{True: "efficient", False: "another gives one side more", None: ""}[row["efficient"]]]
    likely = float(row["gain"][1]) if row["gain"] else 0.0
    if over > 0 and likely > 0:
        said.append("better for both than the plan")
    elif over > 0:
        said.append("better for us")
    elif likely > 0:
        said.append("better for them" if over < 0 else "better for them at no cost to us")
    return listed([one for one in said if one])


def _amount(value: Any, amounts: Amounts) -> str:
    if value is None:
        return ""
    return money(value, amounts.currency) if amounts.money else number(value)
