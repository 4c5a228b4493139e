"""Limits of each issue: a target to aim at, a walk-away to stop at."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from accounts.permissions import Permission
from negotiations.models import Issue
from negotiations.queries.readiness.count import BEFORE_CLOSING, Count, Part, Step, few, named
from negotiations.queries.reading import opened

LIMITS = (("target", 20, "a target", False), ("walk_away", 25, "a walk-away", True))


def check(count: Count, _: Any) -> None:
    seen = [issue for issue in count.rows.issues if count.reader.can(Permission.SECRETS_VIEW, issue)]
    for name, press, words, must in LIMITS:
        lacking = [issue for issue in seen if _limit(count, issue, name) is None]
        step = partial(_step, count, seen, name, words)
        count.issues(seen, lacking, press, Permission.SECRETS_EDIT, step, must=must)


def _step(count: Count, seen: Sequence[Issue], name: str, words: str, some: Sequence[Issue]) -> Step:
    url = f"{count.url('deal-plan')}#cell-{name.replace('_', '-')}-{some[0].pk}-input"
    return Step(f"Give {named(some)} {words}", f"{few(some, seen)} none", url, "target")


def _limit(count: Count, issue: Issue, name: str) -> Any:
    limits = count.rows.limits.get(issue.pk)
    return None if limits is None else opened(getattr(limits, name), count.reader)


PARTS = (Part(check, BEFORE_CLOSING),)
