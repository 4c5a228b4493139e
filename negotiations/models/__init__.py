"""One noun a file; imported from here."""

from negotiations.models.alternative import Alternative, PlanPackage, TheirFloor
from negotiations.models.claim import Claim
from negotiations.models.concession import ConcessionPlan, ConcessionStep
from negotiations.models.conversion import Conversion, Rates
from negotiations.models.deal import Counterparty, Deal, Meeting, Seat
from negotiations.models.event import Event, EventSecret
from negotiations.models.evidence import Evidence
from negotiations.models.inbox import InboxItem
from negotiations.models.issue import Issue, IssueLimits, Option
from negotiations.models.job import Job, JobChunk, JobResult
from negotiations.models.lever import Lever, LeverWorth
from negotiations.models.musthave import KeptMustHave
from negotiations.models.rule import IssueRule
from negotiations.models.suggestion import Suggestion, SuggestionComment
from negotiations.models.valuation import Valuation

__all__ = [
    "Alternative",
    "Claim",
    "ConcessionPlan",
    "ConcessionStep",
    "Conversion",
    "Counterparty",
    "Deal",
    "Event",
    "EventSecret",
    "Evidence",
    "InboxItem",
    "Issue",
    "IssueLimits",
    "IssueRule",
    "Job",
    "JobChunk",
    "JobResult",
    "KeptMustHave",
    "Lever",
    "LeverWorth",
    "Meeting",
    "Option",
    "PlanPackage",
    "Rates",
    "Seat",
    "Suggestion",
    "SuggestionComment",
    "TheirFloor",
    "Valuation",
]
