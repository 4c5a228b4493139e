"""Moves in hand for tests."""

from datetime import date
from decimal import Decimal as D
from typing import Any

from negotiations.actions import bogeys, sanctions, small_gives
from negotiations.enums_tactics import BogeyTruth, SanctionAct
from negotiations.models import Bogey, Sanction, SmallGive
from tests.factories.negotiations import NOW, Plan


def band(low: str, likely: str, high: str) -> dict[str, str]:
    return {"low": low, "likely": likely, "high": high}


def bogey(plan: Plan, text: str = "Finance has released 3.0 million, not more", **fields: Any) -> Bogey:
    """A limit that may be said, unless told otherwise."""
    values: dict[str, Any] = {
        "truth": BogeyTruth.TRUE, "proof": "Decision of 12 November", "instead": "30 days longer to pay",
        "owner": plan.lead, "expires_on": date(2026, 12, 31), **fields,
    }  # fmt: skip
    row = bogeys.add(plan.deal, text=text, **values, by=plan.lead, at=NOW)
    return Bogey.objects.select_related("deal", "issue").get(pk=row.pk)


def sanction(plan: Plan, text: str = "They hold the next delivery back", **fields: Any) -> Sanction:
    values: dict[str, Any] = {
        "act": SanctionAct.DELIVERY, "chance": band("10", "20", "30"), "loss": band("20000", "40000", "60000"),
        "response": "Daikan delivers the first lot", "owner": plan.lead, **fields,
    }  # fmt: skip
    row = sanctions.add(plan.deal, text=text, **values, by=plan.lead, at=NOW)
    return Sanction.objects.select_related("deal", "issue").get(pk=row.pk)


def small_give(plan: Plan, text: str = "A reference visit for their next buyer", **fields: Any) -> SmallGive:
    values: dict[str, Any] = {"cost": D(400), "worth": band("900", "1500", "2500"), **fields}
    row = small_gives.add(plan.deal, text=text, **values, by=plan.lead, at=NOW)
    return SmallGive.objects.select_related("deal", "issue").get(pk=row.pk)


def tactics_rows(plan: Plan) -> dict[str, Any]:
    """One row of each list, by path parameter."""
    return {
        "bogey_id": bogey(plan).pk,
        "sanction_id": sanction(plan).pk,
        "small_give_id": small_give(plan).pk,
    }


def hide_tactics(plan: Plan, canaries: dict[str, str]) -> None:
    """A canary in every secret of the newest row of each list, and in the cap."""
    by: dict[str, Any] = {"seen": {}, "by": plan.lead, "at": NOW}
    rows = (plan.deal.bogeys, plan.deal.sanctions, plan.deal.smallgives)
    if not all(one.exists() for one in rows):
        tactics_rows(plan)
    said, feared, kept = (one.order_by("-number").select_related("deal", "issue")[0] for one in rows)
    words = {"text": canaries["bogey"], "proof": canaries["bogey_proof"], "instead": canaries["bogey_instead"]}
    bogeys.edit(said, {**words, "issue": plan.price, "level": D(canaries["bogey_level"])}, **by)
    chance, loss = (band(*[canaries[f"sanction_{name}"]] * 3) for name in ("chance", "loss"))
    words = {"text": canaries["sanction"], "response": canaries["sanction_response"]}
    sanctions.edit(feared, {**words, "chance": chance, "loss": loss}, **by)
    worth = band(*[canaries["small_give_worth"]] * 3)
    changes = {"text": canaries["small_give"], "cost": D(canaries["small_give_cost"]), "worth": worth}
    small_gives.edit(kept, changes, **by)
    small_gives.set_cap(plan.deal, D(canaries["give_cap"]), seen=None, by=plan.lead, at=NOW)
