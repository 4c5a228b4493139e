"""What the team of the air conditioners has in hand: limits to put up, what they may do, small gives for the end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from negotiations.actions import bogeys, sanctions, small_gives
from negotiations.enums_tactics import BogeyTruth, Credibility, SanctionAct
from negotiations.models import Deal, Issue

# What we say, issue, limit, is it true, what it rests on, what we take instead, whose, days until it ends, risk.
BOGEYS = (
    ("The board has released 3.05 million for this order, not a euro more", "", None, BogeyTruth.TRUE,
     "Board minute of 3 November", "Half of it paid on delivery", "joao", 26, Credibility.LOW),
    ("604 is the last price that we can pay", "Unit price", "604", BogeyTruth.UNCHECKED, "", "", "ana", None,
     Credibility.HIGH),
    ("Our shops sell nothing with less than four years of warranty", "Warranty", None, BogeyTruth.TRUE,
     "Catalogue rules 2026", "Three years and free spare parts", "carla", -3, Credibility.MIDDLE),
)  # fmt: skip
# What they may do, kind, issue, chance in per cent, cost, our response, who prepares it, is it ready.
SANCTIONS = (
    ("They sell the spring lot elsewhere", SanctionAct.DELIVERY, "Volume commitment", (15, 25, 40),
     (20_000, 35_000, 60_000), "Norcool keeps 1,200 units for us until February", "carla", True),
    ("Rui Frigo calls our managing director", SanctionAct.BOSS, "", (20, 30, 50), (0, 2_000, 10_000),
     "She knows our offer and the reason before he calls", "rita", False),
    ("They ask for cash in advance from now on", SanctionAct.TERMS, "Payment", (5, 10, 20), (8_000, 15_000, 22_000),
     "", "joao", False),
)  # fmt: skip
# What we can give, issue, what it costs us, what it likely brings them, who may give it.
GIVES = (
    ("A visit to our stores for their next buyer", "", "400", (900, 1_500, 2_500), "ana"),
    ("Our forecast by month, every first Monday", "Volume commitment", "150", (1_000, 2_500, 6_000), "carla"),
    ("Their name in our spring catalogue", "", "800", (700, 1_200, 2_000), "ana"),
)
CAP = Decimal(2_500)


def load(deal: Deal, people: Mapping[str, User], *, at: datetime) -> None:
    """Through the same actions as a person's clicks."""
    who: dict[str, Any] = {"by": people["ana"], "at": at}
    issues = {issue.name: issue for issue in Issue.objects.filter(deal=deal, removed_at__isnull=True)}
    for text, name, level, truth, proof, instead, owner, days, risk in BOGEYS:
        said: dict[str, Any] = {"truth": truth, "proof": proof, "instead": instead, "risk": risk}
        limit = None if level is None else Decimal(level)
        until = None if days is None else at.date() + timedelta(days=days)
        where = {"issue": issues.get(name), "level": limit, "owner": people[owner], "expires_on": until}
        bogeys.add(deal, text=text, **said, **where, **who)
    for text, act, name, chance, loss, response, owner, ready in SANCTIONS:
        cost = {"chance": _band(chance), "loss": _band(loss), "response": response, "ready": ready}
        sanctions.add(deal, text=text, act=act, issue=issues.get(name), owner=people[owner], **cost, **who)
    for text, name, cost_of_it, worth, owner in GIVES:
        given = {"cost": Decimal(cost_of_it), "worth": _band(worth), "owner": people[owner]}
        small_gives.add(deal, text=text, issue=issues.get(name), **given, **who)
    small_gives.set_cap(deal, CAP, seen=None, **who)


def _band(ends: tuple[int, int, int]) -> dict[str, str]:
    return dict(zip(("low", "likely", "high"), map(str, ends), strict=True))
