"""Whether weights hold: a weight by swing is given for a range, and asks to be given again when the range changes."""

from negotiations.models import Issue, Valuation

RANGE_PARTS = ("low", "high", "step", "options", "multiplier")


def needs_asking_again(row: Valuation) -> bool:
    """Whether the issue's range or options changed since its weight was given."""
    if row.swing is None:
        return False
    return changed_since(row.issue, row.version_of("swing"))


def changed_since(issue: Issue, seq: int) -> bool:
    """Whether the issue's range or options changed after an event: a weight given before was for another swing."""
    return max(issue.version_of(name) for name in RANGE_PARTS) > seq
