"""Phase changes: through a gate that asks what the data say, or past it with a reason, which is kept."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import reviews
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Phase
from negotiations.enums_review import Outcome
from negotiations.models import Deal, PhaseMove
from negotiations.queries.deal.gates import Gate, gate_of
from negotiations.queries.plan.rows import load_plan

MOST_REASON = 1000


class GateClosed(Rejected):
    """The gate is red and no reason was given; ``gate`` says what is missing."""

    def __init__(self, gate: Gate) -> None:
        some = "; ".join(step.text for step in gate.missing[:3])
        more = f" and {len(gate.missing) - 3} more" if len(gate.missing) > 3 else ""
        super().__init__(
            f"The gate to {gate.went.label} is red: {gate.percent} % is there. Missing: {some}{more}. "
            "Mend it, or give a reason to pass all the same.",
            "reason",
        )
        self.gate = gate


def move(deal: Deal, to: str, *, reason: str = "", seen: int | None, by: User, at: datetime) -> Deal:
    """Move a deal to another phase. A red gate needs a reason; a way back needs none. The same phase is no change.

    Raises ``GateClosed``, ``Rejected``, ``Conflict``.
    """
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        pass_gate(write, to, reason=reason, seen=seen)
        return write.deal


def pass_gate(write: Write, to: str, *, reason: str, seen: int | None, outcome: Outcome | None = None) -> None:
    """The same within an open write, whose right is checked; ``outcome`` is how the deal ended, for its review."""
    if to not in Phase.values:
        raise Rejected("Choose one of the list.", "phase")
    reason = " ".join(reason.split())
    if len(reason) > MOST_REASON:
        raise Rejected(f"At most {MOST_REASON} characters.", "reason")
    came = Phase(write.deal.phase)
    if write.change(write.deal, "phase", to, seen=seen) is None:
        return
    today = timezone.localdate(write.at)
    gate = gate_of(load_plan(write.deal), write.standing, came, Phase(to), today=today)
    if not gate.green and not reason:
        raise GateClosed(gate)
    write.add(
        PhaseMove(
            deal=write.deal,
            came=came,
            went=to,
            reason=reason,
            percent=gate.percent,
            missing=[step.text for step in gate.missing],
            by=write.by,
            at=write.at,
        )
    )
    if to == Phase.REVIEW:
        reviews.start(write, outcome=outcome)
