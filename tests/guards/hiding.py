"""Puts a canary wherever a plan keeps a secret, through the actions of a person."""

from decimal import Decimal as D
from typing import Any
from uuid import uuid4

from accounts.permissions import SeatRole
from negotiations.actions import (
    alternatives,
    caucus,
    claims,
    comments,
    concessions,
    conversions,
    evidence,
    exceptions,
    guards,
    hand_overs,
    interests,
    issues,
    levers,
    mandates,
    moves,
    musthaves,
    notes,
    phases,
    rates,
    scoring,
    scoring_adoption,
    suggestions,
    summaries,
    todos,
)
from negotiations.actions.moves import Said
from negotiations.actions.scoring_adoption import Choice
from negotiations.enums import Party, Phase
from negotiations.enums_table import MoveKind
from negotiations.models import Job
from negotiations.queries.table.pauses import open_pause
from negotiations.secrets import unwrap_for_storage
from tests.factories.accounts import make_member
from tests.factories.concessions import rehearse
from tests.factories.mandate import offer, sponsor_of
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.power import hide_power
from tests.factories.preparation import fact
from tests.factories.reviews import hide_review
from tests.factories.rules import make_rule
from tests.factories.scoring import hand_in
from tests.factories.table import ledger_rows
from tests.factories.tactics import hide_tactics
from tests.factories.trades import compute


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
    hide_power(plan, canaries)
    rehearsed(plan, canaries)
    told(plan, canaries)
    tabled(plan, canaries)
    scored(plan, canaries)
    weighed(plan, canaries)
    logged(plan, canaries)
    paused(plan, canaries)
    hide_tactics(plan, canaries)
    hide_review(plan, canaries)
    talked(plan, compute(plan.deal), canaries)


def weighed(plan: Plan, canaries: dict[str, str]) -> None:
    """Beside the limits: what they have without us, what a lever is worth to them, what was kept."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    band = dict.fromkeys(("low", "likely", "high"), D(canaries["their_floor"]))
    source = canaries["their_floor_source"]
    alternatives.edit(plan.alternative, "cost", D(canaries["cost"]), seen=None, **by)
    alternatives.set_their_floor(plan.deal, band, source=source, dated=None, seen=None, **by)
    worth = dict.fromkeys(("low", "likely", "high"), D(canaries["their_lever"]))
    levers.set_worth(plan.lever, "theirs", worth, seen=None, **by)
    levers.set_worth(plan.lever, "source", canaries["lever_source"], seen=None, **by)
    key = f"walk_away:{plan.price.pk}"
    musthaves.reopen(plan.deal, key, **by)
    musthaves.keep(plan.deal, key, cost=canaries["kept_cost"], reason=canaries["kept"], **by)


def logged(plan: Plan, canaries: dict[str, str]) -> None:
    """What stays as it is once it was said: entries of the log, the notes of a seat, why a gate was passed."""
    if plan.deal.hand_overs.exists():
        return
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    said = {"words": canaries["move"], "said_by": canaries["move_by"], "why": canaries["move_why"]}
    level = {plan.price.pk: D(canaries["move_level"])}
    given = Said(Party.THEIRS, MoveKind.GIVE, issue=plan.price.pk, levels=level, **said)
    moves.record(plan.deal, given, key=uuid4(), **by)
    giver = seat(plan.deal, SeatRole.COORDINATOR)
    held = plan.deal.seats.get(user=giver)
    hand_overs.hand_over(plan.deal, held.pk, to=make_member(plan.deal.organisation), notes=canaries["notes"], **by)
    phases.move(plan.deal, Phase.EXPLORE, reason=canaries["phase"], seen=None, **by)
    phases.move(plan.deal, Phase.PREPARE, seen=None, **by)


def talked(plan: Plan, job: Job, canaries: dict[str, str]) -> None:
    """In comments for readers of secrets, said again where something was said before."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    remark = plan.deal.comments.filter(secret=True, issue__isnull=False).first()
    if remark is not None:
        comments.edit(remark, text=canaries["comment"], **by)
        task = plan.deal.tasks.get(secret=True)
        todos.edit(task, {"text": canaries["task"]}, seen={}, **by)
        return
    suggestions.dismiss(plan.deal, job.suggestions.order_by("rank")[1].pk, reason=canaries["dismissed"], **by)
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
    price = str(plan.price.pk)
    opening = {**unwrap_for_storage(row.opening), price: canaries["opening"]}
    concessions.edit_plan(row, {"name": canaries["concession"], "opening": opening}, seen={}, **by)
    fields = {"note": canaries["step"], "gives": {price: canaries["give"]}}
    concessions.edit_step(row.steps.order_by("position")[0], fields, seen={}, **by)
    rehearse(plan, row, runs=20)


def tabled(plan: Plan, canaries: dict[str, str]) -> None:
    """In the mandate, an offer, a request to the sponsor, and what a holdout states."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    mandates.edit(plan.deal, "note", canaries["mandate"], seen=None, **by)
    mandates.edit(plan.deal, "margin", D(canaries["margin"]), seen=None, **by)
    mandates.set_authority(plan.deal, "coordinator", may=True, value=D(canaries["authority"]), seen=None, **by)
    version = mandates.submit(plan.deal, **by)
    decide: dict[str, Any] = {"proven_at": NOW, "by": sponsor_of(plan), "at": NOW}
    mandates.refuse(plan.deal, number=version.number, reason=canaries["refusal"], **decide)
    mandates.submit(plan.deal, **by)
    level = {plan.price.pk: D(canaries["offer"])}
    offer(plan, level, party=Party.THEIRS, words=canaries["offer_note"], said_by=canaries["said_by"])
    exceptions.ask(plan.deal, levels=level, why=canaries["exception"], **by)
    asked = exceptions.ask(plan.deal, levels=level, why=canaries["exception"], **by)
    exceptions.refuse(asked, answer=canaries["answer"], **decide)
    for held in plan.deal.seats.filter(role="holdout").select_related("user"):
        terms = {"stated": canaries["guard"], "price": canaries["guard_price"], "threshold": D(canaries["threshold"])}
        guards.edit_all(plan.deal, issues=[plan.price.pk], **terms, by=held.user, at=NOW)
    ledger_rows(plan, promise=canaries["promise"], place=canaries["in_writing"], word=canaries["put_away"])
    summary = plan.deal.summaries.order_by("made_at", "pk").first() or summaries.make(plan.deal, **by)
    words = {"subject": canaries["summary_subject"], "body": canaries["summary"]}
    summaries.edit(summary, words, seen={}, **by)


def paused(plan: Plan, canaries: dict[str, str]) -> None:
    """In what a pause is for, and on its board."""
    by: dict[str, Any] = {"by": plan.lead, "at": NOW}
    if open_pause(plan.deal) is not None:
        caucus.resume(plan.deal, words="Go on", key=uuid4(), **by)
    caucus.pause(plan.deal, words=canaries["pause"], key=uuid4(), **by)
    caucus.say(plan.deal, text=canaries["caucus"], decision=True, **by)


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
        for field in ("holding", "margin", "failure"):
            same = D(canaries["margin_rate" if field == "margin" else field])
            rates.edit(plan.deal, party, field, dict.fromkeys(rate, same), seen=None, **by)
        rates.edit(plan.deal, party, "source", canaries["rate_source"], seen=None, **by)
    term = {"amount": D(canaries["term"]), "note": canaries["conversion_note"]}
    conversions.add(plan.deal, "payment", issue=plan.payment, days=D(30), **term, **by)
    levers.set_worth(plan.lever, "ours", D(canaries["lever"]), seen=None, **by)
    part = {"name": canaries["claim"], "share": ["50"] * 3, "move": ["2"] * 3}
    said = {"title": canaries["claim"], "claim": D(canaries["rise"]), "note": canaries["claim_note"]}
    claims.add(plan.deal, parts=[part], **said, **by)


def link(plan: Plan, canaries: dict[str, str]) -> None:
    """The canaries of the rules between issues."""
    then = {str(plan.warranty.pk): {"options": ["2", "3"]}}
    make_rule(plan, when={str(plan.price.pk): {"low": canaries["rule"]}}, then=then, note=canaries["rule_note"])
    make_rule(plan, "cap", most=D(canaries["cap"]), counted=canaries["counted"], requester=canaries["requester"])
    theirs = dict.fromkeys(("low", "likely", "high"), canaries["their_bonus"])
    make_rule(plan, "bonus", ours=D(canaries["bonus"]), theirs=theirs)
