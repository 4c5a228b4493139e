"""What was agreed on the pallet film, what the other side said to it, and who does what next."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from negotiations.actions import confirmations, last_looks, next_steps, phases, terms
from negotiations.actions.confirmations import Answer
from negotiations.demo import after
from negotiations.enums import Phase
from negotiations.models import Deal, Issue, Meeting
from negotiations.queries.close.confirmations import points

THEIRS, MAIL = "Marta Vieira", "Her mail after the meeting"
# What, of which issue, level, wording, where it is in writing, clause.
POINTS = (
    ("Price per tonne", "Price per tonne", "1580", "The price is €1,580 a tonne, free at the hub.",
     MAIL, "§ 3"),
    ("Payment", "Payment", "45", "Invoices are due 45 days after delivery.", MAIL, "§ 4.1"),
    ("Delivery", "Delivery", "2", "Polifilme delivers each Tuesday to the hub in Setúbal.", "", "§ 2"),
    ("Price follows the resin index", "", None, "", "Our minutes", "Annex A"),
)  # fmt: skip
COMMENTED = "Price follows the resin index"
COMMENT = "Both ways, from 3 % on: please write that down."
# What, ours (by key) or theirs, days until then (below 0: overdue).
STEPS = (
    ("Send the framework contract with the clauses as agreed", "carla", "", 3),
    ("Name the resin index and its source", "", THEIRS, -1),
    ("Book the ramp for Tuesdays", "paulo", "", 10),
    ("Agree the first call-off", "", "", 14),
)


def load(deal: Deal, people: dict[str, User], *, by: User, at: datetime) -> None:
    """Through the same actions as a person's clicks; the other side through its link."""
    do: dict[str, Any] = {"by": by, "at": at}
    issues = {issue.name: issue for issue in Issue.objects.filter(deal=deal, removed_at__isnull=True)}
    day = at.date() - timedelta(days=1)
    for text, name, level, wording, secured, clause in POINTS:
        terms.add(
            deal, text=text, issue=issues.get(name), level=Decimal(level) if level else None, wording=wording,
            ours_by=by, ours_on=day, theirs_by=THEIRS, theirs_on=day, secured=secured,
            secured_by=THEIRS if secured == MAIL else "", clause=clause, **do,
        )  # fmt: skip
    for text, key, theirs, days in STEPS:
        whose: dict[str, Any] = {"owner": people.get(key), "theirs": theirs}
        next_steps.add(deal, text=text, due_on=at.date() + timedelta(days=days), **whose, **do)
    _, token = confirmations.make_link(deal, title="Framework for pallet film, two years", to=THEIRS, **do)
    found = points(deal)
    answers = [
        Answer(point.fingerprint, point.term.text != COMMENTED, COMMENT if point.term.text == COMMENTED else "")
        for point in found
        if point.term.text != "Delivery"
    ]
    confirmations.answer(token, answers, name=THEIRS, at=at)
    confirmations.confirm(deal, [point.fingerprint for point in found[:2]], **do)
    meeting = Meeting.objects.filter(deal=deal, removed_at__isnull=True).order_by("starts_at").first()
    if meeting is not None:
        after.summary(deal, meeting, "marta.vieira@polifilme.example", by=people["ana"])
    last_looks.request(deal, **do)
    phases.move(deal, Phase.CLOSE, reason="Nearly all is agreed", seen=None, **do)
