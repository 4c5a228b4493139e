"""Links between issues: a rule that names a removed issue sleeps. Mend it, or let it go."""

from typing import Any

from accounts.permissions import Permission
from negotiations.queries.readiness.count import BEFORE_CLOSING, Count, Part, Step
from negotiations.queries.rules.types import read_rule


def check(count: Count, _: Any) -> None:
    rows = count.rows
    live = {str(issue.pk) for issue in rows.issues}
    asleep = sum(any(pk not in live for pk in read_rule(row, count.reader).issue_ids) for row in rows.rules)
    if asleep:
        why = f"{asleep} of {len(rows.rules)} rules {'names' if asleep == 1 else 'name'} an issue that was removed"
        step = Step("Look at the links between issues", why, count.url("rule-list"), "link", secret=True)
        count.warn(35, Permission.SECRETS_EDIT, step)


PARTS = (Part(check, BEFORE_CLOSING, sees=Permission.SECRETS_VIEW),)
