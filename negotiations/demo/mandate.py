"""Mandates in the demo: one in force with offers under it, one that waits for the sponsor."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from negotiations.actions import exceptions, guards, mandates
from negotiations.demo import ledger, table
from negotiations.models import Deal, Issue
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker


def approved(deal: Deal, people: dict[str, User], *, at: datetime) -> None:
    """In force, with a guard, the log of two meetings, an offer that waits for the holdout, a request on top."""
    lead, holdout, sponsor = people["ana"], people["joao"], people["rita"]
    _draft(deal, lead, at, days=45, note="The alternative runs out; we should settle before it does.")
    version = mandates.submit(deal, by=lead, at=at)
    mandates.approve(deal, number=version.number, digest=version.digest, proven_at=at, by=sponsor, at=at)
    issues = list(deal.issues.filter(removed_at__isnull=True).prefetch_related("options").order_by("position"))
    held = next((issue for issue in issues if issue.kind == "duration"), issues[0])
    guards.edit_all(
        deal,
        issues=[held.pk],
        stated="A longer warranty in return",
        price="The warranty, or 1 % off",
        by=holdout,
        at=at,
    )
    table.load(deal, lead, people, at=at)
    ledger.load(deal, people, at=at)
    price = next((issue for issue in issues if issue.kind == "money"), None)
    beyond = _beyond(price) if price is not None else None
    if price is not None and beyond is not None:
        exceptions.ask(deal, levels={price.pk: beyond}, why="They sign today at this price", by=lead, at=at)


def submitted(deal: Deal, lead: User, *, at: datetime) -> None:
    """Before the sponsor, who has not decided yet."""
    _draft(deal, lead, at, days=60, note="The same limits as last year.")
    mandates.submit(deal, by=lead, at=at)


def _draft(deal: Deal, lead: User, at: datetime, *, days: int, note: str) -> None:
    do: dict[str, Any] = {"seen": None, "by": lead, "at": at}
    mandates.edit(deal, "expires_on", at.date() + timedelta(days=days), **do)
    mandates.edit(deal, "note", note, **do)
    mandates.set_authority(deal, "coordinator", may=True, discount=Decimal(1), **do)


def _limits(issue: Issue, *names: str) -> Decimal | None:
    found = (opened(getattr(issue.limits, name), Worker(issue.deal)) for name in names)
    return next((level for level in found if level is not None), None)


def _beyond(price: Issue) -> Decimal | None:
    """A price one step past our walk-away, when the range has one."""
    limit = _limits(price, "walk_away")
    if limit is None or price.step is None or price.low is None or price.high is None:
        return None
    past = limit + price.step if price.better == "low" else limit - price.step
    return past if price.low <= past <= price.high else None
