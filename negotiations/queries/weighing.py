"""Whether weights hold: a weight by swing is given for a range, and asks to be given again when the range changes."""

from negotiations.models import Valuation

RANGE_PARTS = ("low", "high", "step", "options", "multiplier")


def needs_asking_again(row: Valuation) -> bool:
    """Whether the issue's range or options changed since its weight was given."""
    if row.swing is None:
        return False
    changed = max(row.issue.version_of(name) for name in RANGE_PARTS)
    return changed > row.version_of("swing")
