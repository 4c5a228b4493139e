"""What undo can take back: the row of each noun, and the right that its action needed."""

from typing import Any

from django.db import models

from accounts.permissions import Permission
from negotiations.actions.writing import Write
from negotiations.enums import Verb
from negotiations.models import (
    AgendaItem,
    Alternative,
    Assumption,
    Bogey,
    CaucusNote,
    Claim,
    Comment,
    CommonGoal,
    Comparable,
    ConcessionPlan,
    ConcessionStep,
    Conversion,
    Deadline,
    Deal,
    Event,
    Evidence,
    Fact,
    FutureDeals,
    GiveCap,
    Guard,
    HandOver,
    Influence,
    Interest,
    Issue,
    IssueLimits,
    IssueRule,
    KeptMustHave,
    Lesson,
    Lever,
    LeverWorth,
    Mandate,
    Meeting,
    Motive,
    Move,
    NextStep,
    Objection,
    Option,
    PhaseMove,
    PieAnswer,
    PlanPackage,
    PowerSource,
    Pressure,
    ProtectedFact,
    Question,
    Rates,
    Sanction,
    Seat,
    Settlement,
    Sighting,
    SmallGive,
    Stakeholder,
    StyleShare,
    Suggestion,
    Task,
    Term,
    TheirFloor,
    Valuation,
)

# What can be taken back, and the right that its action needed.
ROWS: dict[str, tuple[type[models.Model], Permission]] = {
    "deal": (Deal, Permission.DEAL_EDIT),
    "meeting": (Meeting, Permission.DEAL_EDIT),
    "phase_move": (PhaseMove, Permission.DEAL_EDIT),
    "style_share": (StyleShare, Permission.COMMENT),
    "hand_over": (HandOver, Permission.SEATS_MANAGE),
    "seat": (Seat, Permission.SEATS_MANAGE),
    "issue": (Issue, Permission.PLAN_EDIT),
    "option": (Option, Permission.PLAN_EDIT),
    "valuation": (Valuation, Permission.PLAN_EDIT),
    "lever": (Lever, Permission.LEVER_PROPOSE),
    "lever_worth": (LeverWorth, Permission.SECRETS_EDIT),
    "limits": (IssueLimits, Permission.SECRETS_EDIT),
    "alternative": (Alternative, Permission.SECRETS_EDIT),
    "rule": (IssueRule, Permission.SECRETS_EDIT),
    "package": (PlanPackage, Permission.SECRETS_EDIT),
    "their_floor": (TheirFloor, Permission.SECRETS_EDIT),
    "evidence": (Evidence, Permission.SECRETS_EDIT),
    "rates": (Rates, Permission.SECRETS_EDIT),
    "conversion": (Conversion, Permission.SECRETS_EDIT),
    "claim": (Claim, Permission.SECRETS_EDIT),
    "concession_plan": (ConcessionPlan, Permission.SECRETS_EDIT),
    "concession_step": (ConcessionStep, Permission.SECRETS_EDIT),
    "settlement": (Settlement, Permission.SECRETS_EDIT),
    "question": (Question, Permission.PLAN_EDIT),
    "move": (Move, Permission.MOVE_RECORD),
    "guard": (Guard, Permission.OFFER_RELEASE),
    "mandate": (Mandate, Permission.MANDATE_DRAFT),
    "fact": (Fact, Permission.PLAN_EDIT),
    "protected_fact": (ProtectedFact, Permission.SECRETS_EDIT),
    "assumption": (Assumption, Permission.PLAN_EDIT),
    "pie_answer": (PieAnswer, Permission.PLAN_EDIT),
    "comparable": (Comparable, Permission.PLAN_EDIT),
    "objection": (Objection, Permission.PLAN_EDIT),
    "bogey": (Bogey, Permission.SECRETS_EDIT),
    "sanction": (Sanction, Permission.SECRETS_EDIT),
    "small_give": (SmallGive, Permission.SECRETS_EDIT),
    "give_cap": (GiveCap, Permission.SECRETS_EDIT),
    "goal": (CommonGoal, Permission.PLAN_EDIT),
    "power_source": (PowerSource, Permission.SECRETS_EDIT),
    "deadline": (Deadline, Permission.SECRETS_EDIT),
    "pressure": (Pressure, Permission.SECRETS_EDIT),
    "future_deals": (FutureDeals, Permission.SECRETS_EDIT),
    "term": (Term, Permission.CLOSE_EDIT),
    "next_step": (NextStep, Permission.CLOSE_EDIT),
    "must_have": (KeptMustHave, Permission.TRADES_DECIDE),
    "suggestion": (Suggestion, Permission.TRADES_DECIDE),
    "stakeholder": (Stakeholder, Permission.PEOPLE_EDIT),
    "interest": (Interest, Permission.PEOPLE_EDIT),
    "influence": (Influence, Permission.PEOPLE_EDIT),
    "motive": (Motive, Permission.SECRETS_EDIT),
    "comment": (Comment, Permission.COMMENT),
    "task": (Task, Permission.COMMENT),
    "agenda_item": (AgendaItem, Permission.DEAL_EDIT),
    "caucus_note": (CaucusNote, Permission.CAUCUS),
    "sighting": (Sighting, Permission.OBSERVE),
    "lesson": (Lesson, Permission.SECRETS_EDIT),
}
# Changes of the deal's row that need a right of their own.
ORDER_RIGHT, ARCHIVE_RIGHT = Permission.PLAN_EDIT, Permission.DEAL_ARCHIVE


def right_of(event: Event) -> Permission:
    """The right that the event's own action needed."""
    if event.noun == "deal" and event.verb == Verb.MOVED:
        return ORDER_RIGHT
    if event.noun == "deal" and event.field == "archived_at":
        return ARCHIVE_RIGHT
    return ROWS[event.noun][1]


def load_row(write: Write, event: Event) -> Any:
    """The row that an event is about, locked; ``None`` when it is gone."""
    if event.noun == "deal":
        return write.deal
    model = ROWS[event.noun][0]
    within = {"option": "issue__deal", "valuation": "issue__deal", "limits": "issue__deal",
              "lever_worth": "lever__deal", "concession_step": "plan__deal", "interest": "stakeholder__deal",
              "motive": "stakeholder__deal"}.get(event.noun, "deal")  # fmt: skip
    rows = model._default_manager.filter(**{within: write.deal}, pk=event.object_id)
    return rows.select_for_update(of=("self",)).first()
