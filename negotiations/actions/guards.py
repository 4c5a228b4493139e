"""The holdout's guard: what is held, and at which price it is released."""

from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Verb
from negotiations.models import Deal, Guard, GuardPrice, Issue
from negotiations.secrets import unwrap_for_storage

FIELDS = frozenset({"issues", "threshold", "stated", "price"})
MAX_WORDS = 300


def edit(deal: Deal, field: str, value: Any, *, by: User, at: datetime) -> Guard:
    """Set one field of one's own guard. Raises ``Rejected``."""
    return edit_all(deal, **{field: value}, by=by, at=at)


def edit_all(deal: Deal, *, by: User, at: datetime, **values: Any) -> Guard:
    """Set fields of one's own guard: ``issues``, ``threshold``, ``stated``, ``price``. Nobody else edits it.

    The true price (``price``) is kept apart: the history says that it changed, and its value is nowhere in it.
    Raises ``Rejected``.
    """
    with writing(deal, Permission.OFFER_RELEASE, by=by, at=at) as write:
        for field, value in values.items():
            _check(write.deal, field, value)
        Guard.objects.get_or_create(deal=write.deal, user=by)
        row = Guard.objects.select_for_update(of=("self",)).get(deal=write.deal, user=by)
        for field, value in values.items():
            if field == "price":
                _keep(write, row, value)
            else:
                stored = sorted(str(pk) for pk in set(value)) if field == "issues" else value
                write.change(row, field, stored)
        return row


def _keep(write: Write, guard: Guard, price: str) -> None:
    kept, _ = GuardPrice.objects.get_or_create(guard=guard)
    if unwrap_for_storage(kept.price) != price:
        kept.price = price
        kept.save(update_fields=["price"])
        write.log(Verb.CHANGED, kept, field="price")


def _check(deal: Deal, field: str, value: Any) -> None:
    if field not in FIELDS:
        raise Rejected("This field cannot be edited.", field)
    if field == "threshold" and value is not None and value < 0:
        raise Rejected("0 or more: below the floor no offer passes anyway.", field)
    if field in {"stated", "price"} and len(value) > MAX_WORDS:
        raise Rejected(f"At most {MAX_WORDS} characters.", field)
    if field == "issues":
        live = Issue.objects.filter(deal=deal, removed_at__isnull=True).values_list("pk", flat=True)
        if set(value) - set(live):
            raise Rejected("This issue was removed meanwhile.", field)
