"""The refusals of actions as problems of the API."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import Membership, User
from accounts.reauthentication import NotProven
from accounts.rest.errors import Invalid, Problem
from accounts.rest.fields import plain
from negotiations.access import DealAccess
from negotiations.actions.ledger import PriceMissing
from negotiations.actions.offers import Outside
from negotiations.actions.undo import NothingToUndo
from negotiations.actions.valuations import LEVEL_FIELDS
from negotiations.actions.writing import Conflict, Rejected
from negotiations.api.levels import level_text
from negotiations.levels import NotALevel
from negotiations.models import Issue, IssueLimits, Valuation
from negotiations.queries.ledger.page import Words
from negotiations.secrets import Secret

ISSUE_LEVELS = frozenset({"low", "high", "marker"})


def as_problem(exc: Exception, access: DealAccess | None) -> Exception:
    """The same refusal as a problem; anything else as it is."""
    if isinstance(exc, PriceMissing) and access is not None:
        return _price_missing(exc, access)
    if isinstance(exc, Rejected):
        return Invalid({exc.field: [exc.message]})
    if isinstance(exc, NotALevel):
        return Invalid({"": [str(exc)]})
    if isinstance(exc, Outside):
        return _outside(exc)
    if isinstance(exc, NotProven):
        return _not_proven(exc)
    if isinstance(exc, NothingToUndo):
        return Problem(409, str(exc) or "You have done nothing here that can be taken back.", code="nothing_to_undo")
    if isinstance(exc, Conflict):
        return _conflict(exc, access)
    return exc


def _outside(exc: Outside) -> Problem:
    reasons = [{"code": one.code, "issue": one.issue, "text": one.text} for one in exc.reasons]
    detail = "This offer may not be made. Take a recess and ask the sponsor: POST it to exceptions/ with a reason."
    return Problem(409, detail, code="outside_mandate", members={"reasons": reasons})


def _price_missing(exc: PriceMissing, access: DealAccess) -> Problem:
    words = Words(exc.book, access, timezone.now())
    shown = {
        name: [{"key": one.key, "words": words.item(one).title, "ours": words.ours(one)} for one in lines]
        for name, lines in (("gives", exc.gives), ("gets", exc.gets))
    }
    detail = f"{exc.message} Send it again with `in_return`, with `pays` (keys of gets), or with `why`."
    return Problem(409, detail, code=exc.code, members=shown)


def _not_proven(exc: NotProven) -> Problem:
    if exc.too_often:
        return Problem(429, exc.message)
    how = "Send your password as `password`, or sign in on the web and do it there within five minutes."
    return Problem(422, f"{exc.message} {how}", code="reauthentication_required")


def _conflict(exc: Conflict, access: DealAccess | None) -> Problem:
    return Problem(
        409,
        "Somebody changed this after the version you saw. Nothing was written.",
        members={
            "field": exc.field,
            "yours": _wire(exc, exc.mine, access),
            "current": _wire(exc, exc.theirs, access),
            "version": exc.version,
            "by": person(exc.by),
            "at": exc.at.isoformat() if exc.at else None,
        },
    )


def person(user: User | None) -> dict[str, Any] | None:
    """A member, as the API shows one."""
    return None if user is None else {"id": user.pk, "name": str(user)}


def _wire(exc: Conflict, value: Any, access: DealAccess | None) -> Any:
    if isinstance(value, Secret):
        value = None if access is None else value.reveal(access)
    if isinstance(value, Decimal):
        issue = _issue_of_level(exc)
        return level_text(issue.kind, value) if issue else plain(value)
    if isinstance(value, User):
        return person(value)
    if isinstance(value, Membership):
        return person(value.user)
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def _issue_of_level(exc: Conflict) -> Issue | None:
    """The issue whose level the contested field is, if it is one."""
    row = exc.row
    if isinstance(row, IssueLimits) or (isinstance(row, Valuation) and exc.field in LEVEL_FIELDS):
        return row.issue
    return row if isinstance(row, Issue) and exc.field in ISSUE_LEVELS else None
