"""The levels of an issue as a page swaps them in, made once for all who see the same.

What is kept holds secrets, so it is used only after the door: whoever calls has opened the deal for this very reader
and says with ``Sight`` what that reader may see. All that a fragment depends on is in its key: the hash of the deal's
last event (which no other deal, and no other content of this one, has), the issue, and the sight. What belongs to one
browser, its token and the issue opened there, is filled in afterwards.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.template.loader import get_template

from negotiations.models import Issue, IssueLimits
from negotiations.queries.plan.issue_cells import Sight, issue_cells, sight
from negotiations.queries.standing import Standing

KEPT = 256  # of about 4 kB
TOKEN, SUFFIX = f"token-{secrets.token_hex(16)}", f"suffix-{secrets.token_hex(16)}"


@dataclass(frozen=True)
class Key:
    """All that a fragment depends on."""

    head: str
    issue_id: UUID
    may: Sight


@dataclass(frozen=True)
class Fragment:
    """The text, with places for what is the browser's own. ``secret``: it holds some, so that reading it is noted."""

    text: str
    secret: bool

    def filled(self, token: str, opened: UUID | None) -> str:
        """The text for one browser."""
        return self.text.replace(SUFFIX, "" if opened is None else f"?open={opened}").replace(TOKEN, token)


_kept: OrderedDict[Key, Fragment] = OrderedDict()
_lock = Lock()


def levels(access: Standing, issue: Issue) -> Fragment:
    """The levels of an issue of the opened deal, as this reader sees them. Two queries, or none."""
    key = Key(access.deal.head, issue.pk, sight(access, issue))
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
    if found is not None:
        if found.secret:
            access.note_secret_read()
        return found
    made = _made(key, access, issue)
    if key.head:
        with _lock:
            _kept[key] = made
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return made


def _made(key: Key, access: Standing, issue: Issue) -> Fragment:
    limits = IssueLimits.objects.filter(issue=issue).first() if key.may.sees_secrets else None
    cells = issue_cells(key.may, issue, limits, access.deal.currency, reader=access, suffix=SUFFIX)
    text = get_template("negotiations/plan/cells.html#cells").render({"cells": cells, "csrf_token": TOKEN})
    return Fragment(text, any(cell.secret and cell.text for cell in cells))
