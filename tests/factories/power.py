"""Power, time, pressure, the future and common goals for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from negotiations.actions import deadlines, futures, goals, power_sources, pressures
from negotiations.models import CommonGoal, Deadline, FutureDeals, PowerSource, Pressure
from tests.factories.negotiations import NOW, Plan

DAY = date(2026, 12, 1)
RANGES = {
    "deals": {"low": Decimal(2), "likely": Decimal(3), "high": Decimal(4)},
    "years": {"low": Decimal(3), "likely": Decimal(3), "high": Decimal(3)},
    "value": {"low": Decimal(40_000), "likely": Decimal(60_000), "high": Decimal(90_000)},
}


def source(plan: Plan, text: str = "Daikan can deliver the same units", **fields: Any) -> PowerSource:
    row = power_sources.add(plan.deal, text=text, **{"evidence": "Quote 4412", **fields}, by=plan.lead, at=NOW)
    return PowerSource.objects.select_related("deal", "issue", "task").get(pk=row.pk)


def deadline(plan: Plan, text: str = "The season starts", **fields: Any) -> Deadline:
    row = deadlines.add(plan.deal, text=text, **{"day": DAY, **fields}, by=plan.lead, at=NOW)
    return Deadline.objects.select_related("deal", "issue").get(pk=row.pk)


def pressure(plan: Plan, text: str = "Sales: units before the heat", **fields: Any) -> Pressure:
    row = pressures.add(plan.deal, text=text, **{"since": date(2026, 11, 3), **fields}, by=plan.lead, at=NOW)
    return Pressure.objects.select_related("deal", "issue").get(pk=row.pk)


def future(plan: Plan, **fields: Any) -> FutureDeals:
    said: dict[str, Any] = {"ranges": RANGES, "keep": Decimal(90), "rate": Decimal(8), "source": "", "seen": None}
    return futures.edit(plan.deal, **{**said, **fields}, by=plan.lead, at=NOW)


def goal(plan: Plan, text: str = "No unit missing in June", **fields: Any) -> CommonGoal:
    row = goals.add(plan.deal, text=text, **fields, by=plan.lead, at=NOW)
    return CommonGoal.objects.select_related("deal", "issue").get(pk=row.pk)


def power_rows(plan: Plan) -> dict[str, Any]:
    """An id of each kind of row."""
    return {
        "power_source_id": source(plan, raise_by="Ask them for a quote of the whole volume").pk,
        "deadline_id": deadline(plan).pk,
        "pressure_id": pressure(plan).pk,
        "goal_id": goal(plan).pk,
    }


def hide_power(plan: Plan, canaries: dict[str, str]) -> None:
    """A canary in every secret of power and time."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    row = plan.deal.powersources.order_by("number")[0]
    words = {"text": canaries["power"], "evidence": canaries["power_proof"], "raise_by": canaries["power_raise"]}
    power_sources.edit(row, words, seen={}, **by)
    due = plan.deal.deadlines.order_by("number")[0]
    said = {"text": canaries["deadline"], "cost": canaries["deadline_cost"], "source": canaries["deadline_source"]}
    deadlines.edit(due, said, seen={}, **by)
    press = plan.deal.pressures.order_by("number")[0]
    pressures.edit(press, {"text": canaries["pressure"], "note": canaries["pressure_note"]}, seen={}, **by)
    value = dict.fromkeys(("low", "likely", "high"), Decimal(canaries["future"]))
    rates = {"keep": Decimal(canaries["keep"]), "rate": Decimal(canaries["future_rate"])}
    years = dict.fromkeys(("low", "likely", "high"), Decimal(canaries["future_years"]))
    deals = dict.fromkeys(("low", "likely", "high"), Decimal(canaries["future_deals"]))
    ranges = {"deals": deals, "years": years, "value": value}
    future(plan, ranges=ranges, source=canaries["future_source"], **rates)
