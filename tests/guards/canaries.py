"""A number or a word for every place in which the plan keeps a secret, put there, and found again wherever it leaks."""

import base64
import io
import zipfile
from decimal import Decimal as D
from typing import Any

from negotiations.actions import (
    alternatives,
    claims,
    comments,
    concessions,
    conversions,
    evidence,
    exceptions,
    guards,
    interests,
    issues,
    levers,
    mandates,
    notes,
    offers,
    rates,
    scoring,
    scoring_adoption,
    todos,
)
from negotiations.actions.scoring_adoption import Choice
from negotiations.enums import Party
from negotiations.models import Job
from tests.factories.concessions import rehearse
from tests.factories.negotiations import NOW, Plan
from tests.factories.preparation import fact
from tests.factories.rules import make_rule
from tests.factories.scoring import hand_in
from tests.factories.table import ledger_rows
from tests.factories.trades import compute

# One number or word per place where a secret is kept; none occurs by chance.
CANARIES = {
    "target": "587.31",
    "realistic": "603.57",
    "walk_away": "617.43",
    "title": "zebrafinch",
    "value": "96123.45",
    "note": "quetzalbird",
    "package": "591.77",
    "concession": "kingfisher",
    "step": "woodpecker",
    "give": "611.29",
    "rate": "7.391",
    "their_rate": "13.373",
    "term": "7654321",
    "claim": "narwhalfish",
    "offer": "621.37",
    "said_by": "ibisfeather",
    "source": "axolotlpond",
    "lever": "4433.17",
    "rule": "593.47",
    "rule_note": "ibisheron",
    "cap": "86123.77",
    "motive": "lapwingnest",
    "note_secret": "dotterelegg",
    "score_target": "609.83",
    "score_reason": "goldfinch",
    "comment": "pelicanbeak",
    "remark": "cuckooclock",
    "protected": "capercaillie",
    "protected_source": "corncrakemeadow",
    "task": "flamingoleg",
    "mandate": "nightjarwing",
    "margin": "1357.91",
    "offer_note": "cuckoonest",
    "exception": "lapwingcry",
    "guard": "plovershell",
    "promise": "sandpiperquill",
    "in_writing": "redshankreed",
}


def hide(plan: Plan, canaries: dict[str, str]) -> None:
    """Put a canary wherever the plan keeps a secret, and let a job compute with them."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    for limit in ("target", "realistic", "walk_away"):
        issues.set_limit(plan.price, limit, D(canaries[limit]), seen=None, **by)
    for field in ("title", "note"):
        alternatives.edit(plan.alternative, field, canaries[field], seen=None, **by)
    alternatives.edit(plan.alternative, "value", D(canaries["value"]), seen=None, **by)
    alternatives.set_package(plan.deal, {plan.price.pk: D(canaries["package"])}, **by)
    money(plan, canaries)
    link(plan, canaries)
    heard(plan, canaries)
    fact(plan, canaries["protected"], source=canaries["protected_source"], share_class="protect")
    rehearsed(plan, canaries)
    told(plan, canaries)
    tabled(plan, canaries)
    scored(plan, canaries)
    talked(plan, compute(plan.deal), canaries)


def talked(plan: Plan, job: Job, canaries: dict[str, str]) -> None:
    """In comments for readers of secrets, said again where something was said before."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    remark = plan.deal.comments.filter(secret=True, issue__isnull=False).first()
    if remark is not None:
        comments.edit(remark, text=canaries["comment"], **by)
        task = plan.deal.tasks.get(secret=True)
        todos.edit(task, {"text": canaries["task"]}, seen={}, **by)
        return
    todos.add(plan.deal, todos.New(canaries["task"], plan.lead, secret=True), **by)
    comments.add(plan.deal, about=plan.payment, text=canaries["comment"], secret=True, **by)
    comments.add(plan.deal, about=job.suggestions.order_by("rank")[0], text=canaries["remark"], **by)


def told(plan: Plan, canaries: dict[str, str]) -> None:
    """What somebody wants for themselves, and a note for readers of secrets, about whom the path names."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    who = plan.deal.stakeholders.order_by("created_at", "pk").filter(name="Marta Alves")[0]
    interests.edit_motive(who.motives.order_by("created_at", "pk")[0], canaries["motive"], seen=None, **by)
    for note in who.notes.filter(privacy="secret"):
        notes.erase(note, **by)
    notes.add(who, text=canaries["note_secret"], privacy="secret", **by)


def rehearsed(plan: Plan, canaries: dict[str, str]) -> None:
    """In a concession plan, and in a rehearsal of it."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    row = plan.deal.concession_plans.order_by("created_at")[0]
    concessions.edit_plan(row, {"name": canaries["concession"]}, seen={}, **by)
    fields = {"note": canaries["step"], "gives": {str(plan.price.pk): canaries["give"]}}
    concessions.edit_step(row.steps.order_by("position")[0], fields, seen={}, **by)
    rehearse(plan, row, runs=20)


def tabled(plan: Plan, canaries: dict[str, str]) -> None:
    """In the mandate, an offer, a request to the sponsor, and what a holdout states."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    mandates.edit(plan.deal, "note", canaries["mandate"], seen=None, **by)
    mandates.edit(plan.deal, "margin", D(canaries["margin"]), seen=None, **by)
    mandates.submit(plan.deal, **by)
    level = {plan.price.pk: D(canaries["offer"])}
    offers.record(plan.deal, party=Party.THEIRS, levels=level, note=canaries["offer_note"], **by)
    exceptions.ask(plan.deal, levels=level, why=canaries["exception"], **by)
    for held in plan.deal.seats.filter(role="holdout").select_related("user"):
        guards.edit_all(plan.deal, issues=[plan.price.pk], stated=canaries["guard"], by=held.user, at=NOW)
    ledger_rows(plan, promise=canaries["promise"], place=canaries["in_writing"])


def scored(plan: Plan, canaries: dict[str, str]) -> None:
    """On a sheet of blind scoring, and in what was made of it. A round that is closed is closed for good."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    row = plan.deal.scoring_rounds.order_by("opened_seq")[0]
    if row.is_open:
        hand_in(row, plan.lead, dict.fromkeys(plan.issues, 50), {plan.price: float(canaries["score_target"])})
        scoring.close_round(row, **by)
    kept = {issue.pk: Choice(weight="keep", reason=canaries["score_reason"]) for issue in plan.issues}
    scoring_adoption.adopt(row, kept, **by)


def heard(plan: Plan, canaries: dict[str, str]) -> None:
    """The canaries of what they offered and said."""
    who: dict[str, Any] = {"by": plan.lead, "at": NOW, "said_by": canaries["said_by"], "source": canaries["source"]}
    evidence.note_offer(plan.deal, party=Party.THEIRS, levels={plan.price.pk: D(canaries["offer"])}, **who)


def money(plan: Plan, canaries: dict[str, str]) -> None:
    """The canaries of the money page."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    for party, place in (("ours", "rate"), ("theirs", "their_rate")):
        number = D(canaries[place])
        rate = {"low": number, "likely": number, "high": number}
        rates.edit(plan.deal, party, "capital", rate, seen=None, **by)
    conversions.add(plan.deal, "payment", issue=plan.payment, amount=D(canaries["term"]), days=D(30), **by)
    levers.set_worth(plan.lever, "ours", D(canaries["lever"]), seen=None, **by)
    part = {"name": canaries["claim"], "share": ["50"] * 3, "move": ["2"] * 3}
    claims.add(plan.deal, title=canaries["claim"], claim=D(4), parts=[part], **by)


def link(plan: Plan, canaries: dict[str, str]) -> None:
    """The canaries of the rules between issues."""
    then = {str(plan.warranty.pk): {"options": ["2", "3"]}}
    make_rule(plan, when={str(plan.price.pk): {"low": canaries["rule"]}}, then=then, note=canaries["rule_note"])
    make_rule(plan, "cap", most=D(canaries["cap"]))


def forms_of(canary: str) -> set[bytes]:
    """A canary as it may be written: raw, with separators, in base64, escaped."""
    forms = {canary, canary.replace(".", ",")}
    if canary.replace(".", "").isdecimal():
        number = D(canary)
        forms |= {f"{number:,}", f"{number:,}".replace(",", "\u2009"), str(int(number * 100)) + "0000"}
    encoded = {form.encode() for form in forms}
    return encoded | {base64.b64encode(form) for form in encoded}


def text_of(response: Any) -> bytes:
    """All that an answer tells: headers and body, a spreadsheet unpacked."""
    body = response.getvalue() if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return str(response.headers).encode() + body


def leaks(text: bytes, canaries: dict[str, str] = CANARIES) -> list[str]:
    return [place for place, canary in canaries.items() if any(form in text for form in forms_of(canary))]
