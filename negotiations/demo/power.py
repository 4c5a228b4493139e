"""Power and time on the air conditioners: sources, deadlines, pressure from inside, what may follow, common goals."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from negotiations.actions import deadlines, futures, goals, power_sources, pressures
from negotiations.enums import Party, Sureness
from negotiations.enums_power import PowerBase, PressureFor, Strength
from negotiations.models import Deal

OURS, THEIRS = Party.OURS, Party.THEIRS
# Whose, what, kind, strength, how sure, evidence, how it becomes stronger, days until then.
SOURCES = (
    (OURS, "Daikan can deliver the same units", PowerBase.ALTERNATIVE, Strength.FAIR, Sureness.SURE, "Quote 4412",
     "Ask Daikan for a written quote of the whole volume", 5),
    (OURS, "We are 70 % of what they sell", PowerBase.RESOURCES, Strength.STRONG, Sureness.LIKELY,
     "Their head of finance, in the spring talks", "", None),
    (OURS, "Six comparables and their cost breakdown", PowerBase.INFORMATION, Strength.FAIR, Sureness.SURE,
     "Comparables and claims pages", "Have the resin index checked by purchasing control", 7),
    (OURS, "The team stands behind one target", PowerBase.COMMITMENT, Strength.FAIR, Sureness.LIKELY, "", "", None),
    (THEIRS, "They know what a missing unit costs us in June", PowerBase.INFORMATION, Strength.FAIR, Sureness.LIKELY,
     "Rui Frigo named last year’s shortage twice", "", None),
    (THEIRS, "Spare parts for 40,000 units that we sold", PowerBase.RESOURCES, Strength.STRONG, Sureness.LIKELY,
     "Our service records", "", None),
    (THEIRS, "Their owner plays tennis with our founder", PowerBase.RELATIONSHIP, Strength.WEAK, Sureness.GUESS,
     "", "", None),
)  # fmt: skip
# Whose, what, first and last day from today, hard, how sure, what missing it costs, where from.
DEADLINES = (
    (THEIRS, "Order book for their bank", 10, 16, True, Sureness.LIKELY, "The credit line is not renewed",
     "Rui Frigo, second meeting"),
    (THEIRS, "Compressors ordered before the price rise", 24, 40, False, Sureness.GUESS, "4 % on compressors",
     "Trade press"),
    (OURS, "Units in the shops before the heat", 66, None, True, Sureness.SURE, "Lost sales, about €9,000 a day",
     "Sales plan"),
    (OURS, "Daikan’s quote ends", 20, None, False, Sureness.SURE, "We would have to ask again", "Quote 4412"),
)  # fmt: skip
GOALS = (
    ("No unit missing in June", "In our request for quotes, page 2", "Rui Frigo, visit: “June decides our year too”"),
    ("Fewer returns from the shops", "Said at the first meeting", ""),
)


def load(deal: Deal, *, by: User, at: datetime) -> None:
    """Put it into the deal, through the same actions as a person's clicks."""
    do: dict[str, Any] = {"by": by, "at": at}
    today = at.date()
    made = []
    for side, text, base, strength, sureness, evidence, raise_by, days in SOURCES:
        said: dict[str, Any] = {"side": side, "base": base, "strength": strength, "sureness": sureness}
        grows = {"raise_by": raise_by, "owner": by, "due_on": today + timedelta(days=days)} if days else {}
        made.append(power_sources.add(deal, text=text, evidence=evidence, **said, **grows, **do))
    power_sources.make_todo(made[0], **do)
    for side, text, first, last, hard, sureness, cost, source in DEADLINES:
        days_: dict[str, Any] = {"day": today + timedelta(days=first)}
        days_ |= {"latest": today + timedelta(days=last)} if last else {}
        more = {"side": side, "hard": hard, "sureness": sureness, "cost": cost, "source": source}
        deadlines.add(deal, text=text, **days_, **more, **do)
    pressures.add(
        deal, text="Sales: a signed order before the spring catalogue", wants=PressureFor.FAST, strength=Strength.FAIR,
        since=today - timedelta(days=19), note="A firm date for the first lorry", **do,
    )  # fmt: skip
    pressures.add(
        deal, text="Finance: last year’s price", wants=PressureFor.CHEAP, strength=Strength.WEAK,
        since=today - timedelta(days=40), **do,
    )  # fmt: skip
    ranges = {"deals": _band(1, 2, 3), "years": _band(2, 3, 4), "value": _band(150_000, 220_000, 300_000)}
    source = "One order a season, at what this one is worth over Daikan"
    futures.edit(deal, ranges=ranges, keep=Decimal(85), rate=Decimal("5.1"), source=source, seen=None, **do)
    for text, ours, theirs in GOALS:
        goals.add(deal, text=text, our_proof=ours, their_proof=theirs, **do)


def _band(low: int, likely: int, high: int) -> dict[str, Decimal]:
    return {"low": Decimal(low), "likely": Decimal(likely), "high": Decimal(high)}
