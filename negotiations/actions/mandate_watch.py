"""Whatever changes a limit ends the approval: looked at after every write of a deal, in the same transaction."""

from typing import TYPE_CHECKING

from django.utils import timezone

from negotiations.enums import Verdict
from negotiations.models import Mandate, MandateRuling
from negotiations.queries.mandate.state import MandateState, mandate_state
from negotiations.queries.mandate.terms import terms_now
from negotiations.queries.mandate.words import differences
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import Worker
from negotiations.queries.wording import listed

if TYPE_CHECKING:
    from negotiations.actions.writing import Write

# What terms are made of. A change of anything else cannot change them.
WATCHED = frozenset({"deal", "issue", "option", "valuation", "limits", "alternative", "mandate"})
NAMED = 3  # changes that the reason names


def watch(write: "Write") -> None:
    """Void what is submitted or approved when the terms are no longer those that were signed.

    The ruling is an action of its own in the history, after the change: undoing the change brings no approval back.
    """
    if not any(event.noun in WATCHED for event in write.events):
        return
    reader, today = Worker(write.deal), timezone.localdate(write.at)
    state = mandate_state(write.deal, reader, today=today)
    if not (state.in_force or state.waits) or state.terms is None or state.version is None:
        return
    mandate = Mandate.objects.filter(deal=write.deal).first()
    now = terms_now(load_plan(write.deal), mandate, reader, today=today)
    found = differences(state.terms, now)
    if found:
        after = type(write)(deal=write.deal, standing=write.standing, by=write.by, at=write.at)
        parts = [one.what for one in found[:NAMED]]
        rest = len(found) - len(parts)
        if rest:
            parts.append("one more thing" if rest == 1 else f"{rest} more")
        rule(after, state, Verdict.VOID, reason=f"{write.by} changed the {listed(parts)}.")
        write.events += after.events


def rule(write: "Write", state: MandateState, verdict: Verdict, *, reason: str = "") -> MandateRuling:
    """Write down what became of a version."""
    row = MandateRuling(
        version=state.version, verdict=verdict, reason=reason, by=write.by, at=write.at, number=write.deal.seq + 1
    )
    number = state.version.number if state.version else 0
    write.add(row, summary={"verdict": str(verdict), "number": number, "reason": reason})
    return row
