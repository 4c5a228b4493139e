"""How the air conditioners were prepared: questions, facts, assumptions, objections."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from negotiations.actions import assumptions, comparables, facts, objections, prepared_questions
from negotiations.actions.prepared_questions import Taught
from negotiations.enums_prepare import EstimateKind, FactClass, QuestionState, QuestionTopic
from negotiations.models import Deal, Issue, Meeting

# Question, what it tells, on which issue, weighed against which, state.
QUESTIONS = (
    ("What would it take to start deliveries in March?", QuestionTopic.LIMIT, "Delivery schedule", "", "to_ask"),
    ("How do you finance compressors before the season?", QuestionTopic.WEIGHT, "Payment", "Unit price", "asked"),
    ("What does a lorry to our hub cost you, full and half full?", QuestionTopic.LIMIT, "Transport", "", "to_ask"),
    ("Can you give five years of warranty?", QuestionTopic.LIMIT, "Warranty", "", "to_ask"),
    ("Who signs a volume above 4,000 units at your side?", QuestionTopic.OTHER, "Volume commitment", "", "to_ask"),
)
ASKED = (
    "What would a firm number of units change for your plant?",
    "Two shifts instead of one, and compressors at the price of a full container",
    "Their head of finance",
)

LEARNED = ("A second shift starts at about 4,200 units",)
# Fact, class, whose, issue, where from, days since it changed hands (None: it did not).
FACTS = (
    ("Half of our hall in Setúbal is empty until April", FactClass.SHARE, "ours", "Delivery schedule", "Paulo", 20),
    ("We forecast demand by month and could send it", FactClass.SHARE, "ours", "Volume commitment", "Planning", 20),
    ("We pay other makers within 30 days", FactClass.SHARE, "ours", "Payment", "Finance", 9),
    ("What a full and a half-full lorry costs them", FactClass.ASK, "theirs", "Transport", "", None),
    ("How long their bank lets them wait", FactClass.ASK, "theirs", "Payment", "", None),
    ("Daikan needs ten weeks to deliver", FactClass.PROTECT, "ours", "", "Quote 4412", None),
)
# Assumption, issue, what it carries, how it is tested, days until then (below 0: overdue).
ASSUMPTIONS = (
    ("Their bank will not renew the credit line", "Payment", EstimateKind.WEIGHT, "Ask their accountant", 5),
    ("They have four lorries in the season", "Transport", EstimateKind.LIMIT, "Count them at the visit", -3),
    ("A quality review costs them nothing", "Quarterly quality review", EstimateKind.DIRECTION, "Ask Rui", 12),
)
# Objection, issue, reply, what it rests on, rehearsed.
OBJECTIONS = (
    ("Nobody else gets 90 days", "Payment", "Then let us pay on delivery, and talk about the price",
     "Their quote 118: 2 % for payment on delivery", True),
    ("Five years of warranty would ruin us", "Warranty", "What fails after the second year, and what does it cost you?",
     "Failure rates of the 2024 batch: 2.4 %", False),
    ("Resin went up by 8 %", "Unit price", "By the indices your costs explain 2.6 %. Which part moved more?",
     "Claims page", True),
    ("You are asking for everything at once", "", "", "", False),
)  # fmt: skip

# What, level, how many days ago, volume, where from, adjustment in per cent and why.
COMPARABLES = (
    ("Norcool, spring order", "605", 190, "3,000 units", "Their buyer, fair in Milan", "-2", "freight was included"),
    ("Frigotec to Aki, 2025", "618", 320, "1,200 units", "Public tender", "-3", "smaller volume"),
    ("Our order of last season", "612", 400, "4,000 units", "Our books", "2.5", "copper since then"),
    ("Daikan, quote 4412", "599", 12, "5,000 units", "Quote", "0", ""),
    ("Klimafuchs, framework", "596", 75, "6,000 units", "Annual report", "1", "larger volume"),
    ("Retail chain in Spain", "571", 620, "8,000 units", "Trade press", "4", "no spare parts"),
)


def load(deal: Deal, *, by: User, at: datetime) -> None:
    """Put it into the deal, through the same actions as a person's clicks."""
    do: dict[str, Any] = {"by": by, "at": at}
    issues = {issue.name: issue for issue in Issue.objects.filter(deal=deal, removed_at__isnull=True)}
    _questions(deal, issues, do)
    for text, share_class, about, name, source, days in FACTS:
        told: dict[str, Any] = {"exchanged_on": at.date() - timedelta(days=days)} if days is not None else {}
        where: dict[str, Any] = {"issue": issues.get(name), "about": about, "source": source, **told}
        facts.add(deal, text=text, share_class=share_class, **where, **do)
    for text, name, estimate, test, days in ASSUMPTIONS:
        carried: dict[str, Any] = {"issue": issues[name], "estimate": estimate, "owner": by, "test": test}
        assumptions.add(deal, text=text, due_on=at.date() + timedelta(days=days), **carried, **do)
    compare(deal, by=do["by"], at=at)
    for text, name, reply, proof, rehearsed in OBJECTIONS:
        said: dict[str, Any] = {
            "issue": issues.get(name),
            "reply": reply,
            "proof": proof,
            "rehearsed": rehearsed,
            "speaker": by,
        }
        objections.add(deal, text=text, **said, **do)


def _questions(deal: Deal, issues: dict[str, Issue], do: dict[str, Any]) -> None:
    meeting = Meeting.objects.filter(deal=deal).order_by("starts_at").first()
    text, said, who = ASKED
    volume, warranty = issues["Volume commitment"], issues["Warranty"]
    row = prepared_questions.add(deal, text=text, topic=QuestionTopic.WEIGHT, issue=volume, versus=warranty, **do)
    taught = Taught(more=volume.pk, less=warranty.pk)
    prepared_questions.answer(row, text=said, said_by=who, taught=taught, learned=LEARNED, seen={}, **do)
    for words, topic, name, other, state in QUESTIONS:
        fields: dict[str, Any] = {"issue": issues[name], "versus": issues.get(other), "state": QuestionState(state)}
        prepared_questions.add(deal, text=words, topic=topic, meeting=meeting, **fields, **do)


def compare(deal: Deal, *, by: User, at: datetime) -> None:
    """What others paid for the same kind of set: the range in which our marker should lie."""
    price = Issue.objects.get(deal=deal, name="Unit price", removed_at__isnull=True)
    for text, level, days, volume, source, adjustment, reason in COMPARABLES:
        comparables.add(
            deal, text=text, issue=price, level=Decimal(level), dated=at.date() - timedelta(days=days), volume=volume,
            source=source, adjustment=Decimal(adjustment), reason=reason, by=by, at=at,
        )  # fmt: skip
