"""The gates between phases: what the phases that are left ask, how much of it is there, and what must be."""

from dataclasses import dataclass
from datetime import date

from accounts.permissions import Permission
from negotiations.enums import Phase
from negotiations.models import PhaseMove, Seat
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.readiness import Readiness, Step, readiness_by_phase
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

GREEN_FROM = 80  # per cent of the parts


@dataclass(frozen=True)
class Gate:
    """What a phase change meets. A way back has nothing in it: no gate holds it.

    Green from 80 % of the parts on, with nothing missing that must be there. ``own`` are the texts of the steps that
    this reader may mend.
    """

    came: Phase
    went: Phase
    done: int
    parts: int
    must: tuple[Step, ...]
    others: tuple[Step, ...]
    own: frozenset[str]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.parts if self.parts else 100

    @property
    def share(self) -> float:
        return self.done / self.parts if self.parts else 1.0

    @property
    def green(self) -> bool:
        return self.percent >= GREEN_FROM and not self.must

    @property
    def back(self) -> bool:
        return _place(self.went) < _place(self.came)

    @property
    def skips(self) -> bool:
        return _place(self.went) > _place(self.came) + 1

    @property
    def missing(self) -> tuple[Step, ...]:
        return (*self.must, *self.others)


@dataclass(frozen=True)
class Past:
    """A gate that was passed, for readers of secrets."""

    move: PhaseMove
    came: str
    went: str
    percent: int
    missing: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class PhasePage:
    """The phases of a deal with the gate to the one that is looked at; ``wakes`` and ``sleeps`` are seats."""

    gate: Gate | None
    phases: tuple[tuple[Phase, Readiness], ...]
    wakes: tuple[Seat, ...]
    sleeps: tuple[Seat, ...]
    past: tuple[Past, ...] | None
    may_move: bool


def gate_of(rows: PlanRows, reader: Standing, came: Phase, went: Phase, *, today: date) -> Gate:
    """The gate from one phase to another as this reader sees it; over several phases it asks what each asks."""
    return _gate(readiness_by_phase(rows, reader, today=today), came, went)


def phase_page(access: Standing, to: Phase | None, *, today: date) -> PhasePage:
    """The page of the phases; ``to`` is the phase whose gate is shown, the next one unless named."""
    deal, now = access.deal, Phase(access.deal.phase)
    ready = readiness_by_phase(load_plan(deal), access, today=today)
    to = to or next_phase(now)
    gate = _gate(ready, now, to) if to and to != now else None
    seats = list(Seat.objects.filter(deal=deal).select_related("user").order_by("created_at", "pk"))
    return PhasePage(
        gate=gate,
        phases=tuple(ready.items()),
        wakes=tuple(one for one in seats if gate and not one.counts_in(now) and one.counts_in(gate.went)),
        sleeps=tuple(one for one in seats if gate and one.counts_in(now) and not one.counts_in(gate.went)),
        past=_past(access) if access.can(Permission.SECRETS_VIEW) else None,
        may_move=access.can(Permission.DEAL_EDIT),
    )


def next_phase(phase: Phase) -> Phase | None:
    """The phase after this one."""
    later = list(Phase)[_place(phase) + 1 :]
    return later[0] if later else None


def _gate(ready: dict[Phase, Readiness], came: Phase, went: Phase) -> Gate:
    left = [ready[phase] for phase in list(Phase)[_place(came) : _place(went)]]
    missing = tuple({step.text: step for one in left for step in one.missing}.values())
    return Gate(
        came=came,
        went=went,
        done=sum(one.done for one in left),
        parts=sum(one.parts for one in left),
        must=tuple(step for step in missing if step.must),
        others=tuple(step for step in missing if not step.must),
        own=frozenset(step.text for one in left for step in one.steps),
    )


def _past(access: Standing) -> tuple[Past, ...]:
    rows = PhaseMove.objects.filter(deal=access.deal, removed_at__isnull=True).select_related("by")
    return tuple(
        Past(
            move=row,
            came=Phase(row.came).label,
            went=Phase(row.went).label,
            percent=opened(row.percent, access),
            missing=tuple(opened(row.missing, access)),
            reason=opened(row.reason, access),
        )
        for row in rows.order_by("-at", "-pk")[:10]
    )


def _place(phase: str) -> int:
    return Phase.values.index(phase)
