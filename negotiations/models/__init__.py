"""One noun a file; imported from here."""

from negotiations.models.agenda import AgendaItem
from negotiations.models.alternative import Alternative, PlanPackage, TheirFloor
from negotiations.models.assumption import Assumption
from negotiations.models.bogey import Bogey
from negotiations.models.caucus import CaucusNote
from negotiations.models.claim import Claim
from negotiations.models.comment import Comment, Mention, Wording
from negotiations.models.comparable import Comparable
from negotiations.models.concession import ConcessionPlan, ConcessionStep
from negotiations.models.confirmation import Confirmation, ConfirmLink, LinkMail
from negotiations.models.conversion import Conversion, Rates
from negotiations.models.counterparty import (
    Acquaintance,
    Counterparty,
    CounterpartyEvent,
    CounterpartyLink,
    StyleSighting,
)
from negotiations.models.deal import Deal, Meeting
from negotiations.models.event import Event, EventPersonal, EventSecret
from negotiations.models.evidence import Evidence
from negotiations.models.fact import Fact, ProtectedFact
from negotiations.models.future import FutureDeals
from negotiations.models.goal import CommonGoal
from negotiations.models.inbox import InboxItem
from negotiations.models.issue import Issue, IssueLimits, Option
from negotiations.models.job import Job, JobChunk, JobResult
from negotiations.models.ledger import Debt, Dismissal, Pairing, Securing
from negotiations.models.lever import Lever, LeverWorth
from negotiations.models.mandate import Mandate, MandateRuling, MandateVersion
from negotiations.models.move import Move
from negotiations.models.musthave import KeptMustHave
from negotiations.models.next_step import NextStep
from negotiations.models.objection import Objection
from negotiations.models.offer import Guard, GuardPrice, MandateException, Offer, OfferStep
from negotiations.models.phase import PhaseMove
from negotiations.models.pie import PieAnswer
from negotiations.models.power import Deadline, PowerSource, Pressure
from negotiations.models.question import Question
from negotiations.models.review import ChecklistRule, Debrief, DebriefSheet, Lesson, Review, ReviewFigures
from negotiations.models.rule import IssueRule
from negotiations.models.sanction import Sanction
from negotiations.models.satisfaction import Satisfaction
from negotiations.models.scoring import ScoringRound, ScoringSheet, Settlement
from negotiations.models.seat import HandOver, Seat
from negotiations.models.sighting import Sighting
from negotiations.models.small_give import GiveCap, SmallGive
from negotiations.models.stakeholder import Influence, Interest, Motive, Stakeholder, StakeholderNote
from negotiations.models.style import StyleProfile, StyleShare
from negotiations.models.suggestion import Suggestion
from negotiations.models.summary import Summary, SummaryMail
from negotiations.models.task import Task
from negotiations.models.term import Term
from negotiations.models.valuation import Valuation

__all__ = [
    "Acquaintance",
    "AgendaItem",
    "Alternative",
    "Assumption",
    "Bogey",
    "CaucusNote",
    "ChecklistRule",
    "Claim",
    "Comment",
    "CommonGoal",
    "Comparable",
    "ConcessionPlan",
    "ConcessionStep",
    "ConfirmLink",
    "Confirmation",
    "Conversion",
    "Counterparty",
    "CounterpartyEvent",
    "CounterpartyLink",
    "Deadline",
    "Deal",
    "Debrief",
    "DebriefSheet",
    "Debt",
    "Dismissal",
    "Event",
    "EventPersonal",
    "EventSecret",
    "Evidence",
    "Fact",
    "FutureDeals",
    "GiveCap",
    "Guard",
    "GuardPrice",
    "HandOver",
    "InboxItem",
    "Influence",
    "Interest",
    "Issue",
    "IssueLimits",
    "IssueRule",
    "Job",
    "JobChunk",
    "JobResult",
    "KeptMustHave",
    "Lesson",
    "Lever",
    "LeverWorth",
    "LinkMail",
    "Mandate",
    "MandateException",
    "MandateRuling",
    "MandateVersion",
    "Meeting",
    "Mention",
    "Motive",
    "Move",
    "NextStep",
    "Objection",
    "Offer",
    "OfferStep",
    "Option",
    "Pairing",
    "PhaseMove",
    "PieAnswer",
    "PlanPackage",
    "PowerSource",
    "Pressure",
    "ProtectedFact",
    "Question",
    "Rates",
    "Review",
    "ReviewFigures",
    "Sanction",
    "Satisfaction",
    "ScoringRound",
    "ScoringSheet",
    "Seat",
    "Securing",
    "Settlement",
    "Sighting",
    "SmallGive",
    "Stakeholder",
    "StakeholderNote",
    "StyleProfile",
    "StyleShare",
    "StyleSighting",
    "Suggestion",
    "Summary",
    "SummaryMail",
    "Task",
    "Term",
    "TheirFloor",
    "Valuation",
    "Wording",
]
