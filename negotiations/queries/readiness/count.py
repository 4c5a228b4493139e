"""What a part of the readiness counts with: steps, parts, the phases in which they count."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.enums import Phase
from negotiations.models import Deal, Issue
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.standing import Standing

ALWAYS = frozenset(Phase)
PREPARING = frozenset({Phase.PREPARE})
EXPLORING = frozenset({Phase.EXPLORE})
BARGAINING = frozenset({Phase.BARGAIN})
CLOSING = frozenset({Phase.CLOSE})
BEFORE_CLOSING = PREPARING | EXPLORING | BARGAINING
SHOWN = 5


@dataclass(frozen=True)
class Step:
    """Something to do next: what, why, where. ``tone``: bad, warn or ours; ``must``: no gate is green without it."""

    text: str
    why: str
    url: str
    icon: str
    tone: str = "warn"
    secret: bool = False
    must: bool = False


@dataclass(frozen=True)
class Readiness:
    """``share`` of the parts that are there, 0..1; ``steps`` says what this reader may mend, the most pressing first.

    ``missing`` says all that is not there, whoever is to mend it; of it, only what this reader may see.
    """

    done: int
    parts: int
    steps: tuple[Step, ...]
    missing: tuple[Step, ...] = ()

    @property
    def share(self) -> float:
        return self.done / self.parts if self.parts else 1.0

    @property
    def percent(self) -> int:
        """Whole per cent, and 100 only when nothing is missing."""
        return int(self.share * 100)

    @property
    def first(self) -> tuple[Step, ...]:
        return self.steps[:SHOWN]

    @property
    def rest(self) -> tuple[Step, ...]:
        return self.steps[SHOWN:]

    @property
    def more(self) -> int:
        return max(0, len(self.steps) - SHOWN)


@dataclass
class Count:
    """Counts parts that are there and collects what is missing. ``press`` orders the steps: 0 presses most."""

    reader: Standing
    rows: PlanRows
    today: date
    done: int = 0
    parts: int = 0
    steps: list[tuple[int, Step]] = field(default_factory=list)
    missing: list[tuple[int, Step]] = field(default_factory=list)

    @property
    def deal(self) -> Deal:
        return self.rows.deal

    def part(self, there: bool, press: int, needs: Permission, step: Step) -> None:
        """One part, there or not; ``step`` is shown to those who have the right ``needs`` and so can mend it."""
        self.parts += 1
        self.done += there
        if not there:
            self.missing.append((press, step))
            self.warn(press, needs, step)

    def issues(
        self,
        all_: Sequence[Issue],
        lacking: Sequence[Issue],
        press: int,
        needs: Permission,
        step: Callable[[Sequence[Issue]], Step],
        *,
        must: bool = False,
    ) -> None:
        """One part an issue; one line for all that lack it and that this reader may edit."""
        self.parts += len(all_)
        self.done += len(all_) - len(lacking)
        if lacking:
            self.missing.append((press, replace(step(lacking), must=must)))
        mine = [issue for issue in lacking if self.reader.can(needs, issue)]
        if mine:
            self.steps.append((press, replace(step(mine), must=must)))

    def warn(self, press: int, needs: Permission, step: Step) -> None:
        """A step that counts as no part: something to look at, for those who have the right."""
        if self.reader.can(needs):
            self.steps.append((press, step))

    def url(self, name: str, **more: Any) -> str:
        return reverse(f"negotiations:{name}", kwargs={"deal_id": self.deal.pk, **more})


@dataclass(frozen=True)
class Part:
    """One part of the readiness, of one noun.

    ``load`` reads what it needs for many deals in a constant number of queries, by deal; ``check`` counts for one of
    them, pure, from the plan's rows (``count.rows``: issues, valuations, limits and alternatives; a list of deals
    loads no more of them) and from what was loaded (``None`` when nothing was). ``sees`` is the right without which
    the part is not counted at all: what rests on secrets needs ``SECRETS_VIEW``.
    """

    check: Callable[[Count, Any], None]
    phases: frozenset[Phase]
    load: Callable[[Sequence[Standing]], Mapping[UUID, Any]] | None = None
    sees: Permission = Permission.DEAL_VIEW


def named(issues: Sequence[Issue]) -> str:
    return issues[0].name if len(issues) == 1 else f"{issues[0].name} and {len(issues) - 1} more"


def few(lacking: Sequence[Issue], issues: Sequence[Issue]) -> str:
    return f"{len(lacking)} of {len(issues)} issues {'has' if len(lacking) == 1 else 'have'}"
