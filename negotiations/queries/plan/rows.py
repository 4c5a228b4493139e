"""The rows of a plan, read together: the same few queries for three issues and for thirty."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch

from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import (
    Alternative,
    Deal,
    Evidence,
    FutureDeals,
    Issue,
    IssueLimits,
    IssueRule,
    Lever,
    Move,
    Option,
    PlanPackage,
    TheirFloor,
    Valuation,
)

TELLS = (MoveKind.INFORMATION, MoveKind.ANSWER)


@dataclass(frozen=True)
class Spoken:
    """How often they threatened, how often we told them something about what we need, and they us, by the log."""

    threats: int = 0
    told: int = 0
    heard: int = 0


NOTHING_SPOKEN = Spoken()


@dataclass(frozen=True)
class PlanRows:
    """All that a plan says, live rows only, issues in their order, evidence oldest first. Secrets are still wrapped."""

    deal: Deal
    issues: tuple[Issue, ...]
    ours: dict[UUID, Valuation]
    theirs: dict[UUID, Valuation]
    limits: dict[UUID, IssueLimits]
    alternatives: tuple[Alternative, ...]
    package: PlanPackage | None
    their_floor: TheirFloor | None = None
    evidence: tuple[Evidence, ...] = ()
    rules: tuple[IssueRule, ...] = ()
    levers: tuple[Lever, ...] = ()

    @cached_property
    def future(self) -> FutureDeals | None:
        """What may come after this deal. One query, when it is first asked for."""
        return FutureDeals.objects.filter(deal=self.deal).first()

    @cached_property
    def spoken(self) -> Spoken:
        """What the log counts besides offers. One query, when it is first asked for."""
        rows = Move.objects.filter(deal=self.deal, kind__in=(MoveKind.THREAT, *TELLS), reversal__isnull=True)
        counted = Counter((party, kind in TELLS) for party, kind in rows.values_list("party", "kind"))
        return Spoken(counted[Party.THEIRS, False], counted[Party.OURS, True], counted[Party.THEIRS, True])


def load_plan(deal: Deal) -> PlanRows:
    """The plan of a deal. Ten queries, whatever its size."""
    live_options = Option.objects.filter(removed_at__isnull=True).order_by("position", "number")
    issues = tuple(
        Issue.objects.filter(deal=deal, removed_at__isnull=True)
        .select_related("owner")
        .prefetch_related(Prefetch("options", queryset=live_options))
        .order_by("position", "pk")
    )
    for issue in issues:
        issue.deal = deal
    by_id = {issue.pk: issue for issue in issues}
    valuations = list(Valuation.objects.filter(issue__in=by_id).order_by("pk"))
    for row in valuations:
        row.issue = by_id[row.issue_id]
    limits = IssueLimits.objects.filter(issue__in=by_id)
    return PlanRows(
        deal=deal,
        issues=issues,
        ours={row.issue_id: row for row in valuations if row.party == Party.OURS},
        theirs={row.issue_id: row for row in valuations if row.party == Party.THEIRS},
        limits={row.issue_id: row for row in limits},
        alternatives=tuple(Alternative.objects.filter(deal=deal, removed_at__isnull=True).order_by("expires_on", "pk")),
        package=PlanPackage.objects.filter(deal=deal).first(),
        their_floor=TheirFloor.objects.filter(deal=deal).first(),
        evidence=evidence_of(deal),
        levers=levers_of(deal),
        rules=tuple(IssueRule.objects.filter(deal=deal, removed_at__isnull=True).order_by("created_at", "pk")),
    )


def levers_of(deal: Deal) -> tuple[Lever, ...]:
    """The levers that are not on the table, with what they are assumed to be worth. One query."""
    rows = Lever.objects.filter(deal=deal, removed_at__isnull=True).select_related("worth", "deal")
    return tuple(rows.exclude(issue__removed_at__isnull=True, issue__isnull=False).order_by("title", "pk"))


def evidence_of(deal: Deal) -> tuple[Evidence, ...]:
    """What was seen and heard of their side and is not removed, oldest first: offers of both sides among it."""
    rows = Evidence.objects.filter(deal=deal, removed_at__isnull=True)
    return tuple(rows.order_by("happened_at", "number", "pk"))
