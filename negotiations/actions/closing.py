"""The end of a deal: agreed or broken off. It moves to the review, which a worker begins by itself."""

from datetime import datetime

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.phases import pass_gate
from negotiations.actions.writing import Rejected, writing
from negotiations.enums import Phase
from negotiations.enums_review import Outcome
from negotiations.models import Deal
from negotiations.queries.close.confirmations import points


def close(deal: Deal, outcome: str, *, reason: str = "", by: User, at: datetime) -> Deal:
    """End a deal. Points that not both sides have confirmed, a break-off and a red gate each need a reason.

    Raises ``GateClosed``, ``Rejected`` naming the field that is wrong; then nothing is changed.
    """
    with writing(deal, Permission.DEAL_CLOSE, by=by, at=at) as write:
        if outcome not in Outcome.values:
            raise Rejected("Say how it ended.", "outcome")
        if write.deal.phase == Phase.REVIEW:
            raise Rejected("The deal is closed already.", "outcome")
        if not reason.strip():
            _need_no_reason(write.deal, Outcome(outcome))
        pass_gate(write, Phase.REVIEW, reason=reason, seen=None, outcome=Outcome(outcome))
        return write.deal


def _need_no_reason(deal: Deal, outcome: Outcome) -> None:
    if outcome == Outcome.BROKEN:
        raise Rejected("Say why it was broken off: the review begins there.", "reason")
    found = points(deal)
    without = sum(not point.both for point in found)
    if not found:
        raise Rejected("Nothing is in the register of agreed points. Write them down, or give a reason.", "reason")
    if without:
        which = "One agreed point is" if without == 1 else f"{without} agreed points are"
        raise Rejected(f"{which} not confirmed by both sides. Let them be, or give a reason.", "reason")
