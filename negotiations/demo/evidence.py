"""What the other sides of the demo have let be seen so far: quotes, answers of ours, remarks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

from accounts.models import User
from negotiations.actions import evidence
from negotiations.demo import air_conditioners, software_licence
from negotiations.enums import Confidence, Party
from negotiations.levels import scale_of
from negotiations.models import Deal, Issue


@dataclass(frozen=True)
class Quote:
    """Levels in words, so many days ago; ``answers``: it replied to the last offer of the other side."""

    days: int
    party: Party
    source: str
    levels: Mapping[str, str]
    answers: bool = False


@dataclass(frozen=True)
class Remark:
    """One issue matters more to them than another, as somebody said so many days ago."""

    days: int
    more: str
    less: str
    said_by: str
    source: str
    sure: Confidence = Confidence.SAID


FRIGOTEC = (
    Quote(19, Party.THEIRS, "Quote 118", {
        "Unit price": "638", "Payment": "50 % with the order", "Volume commitment": "5000", "Delivery schedule": "1",
        "Warranty": "2", "Spare parts": "List price", "Transport": "We collect in Aveiro", "Returns": "0",
    }),
    Remark(16, "Volume commitment", "Payment", "Their head of finance", "Call"),
    Quote(13, Party.OURS, "Our mail", {
        "Unit price": "584", "Payment": "60 days", "Volume commitment": "3500", "Delivery schedule": "5",
        "Warranty": "5", "Spare parts": "At cost for three years", "Transport": "They deliver to the shops",
        "Returns": "4",
    }),
    Quote(9, Party.THEIRS, "Quote 118 b", {
        "Unit price": "628", "Delivery schedule": "4", "Warranty": "3", "Spare parts": "15 % off list",
        "Transport": "They bring it to our hub",
    }, answers=True),
)  # fmt: skip
MERIDIAN = (
    Quote(13, Party.THEIRS, "Renewal proposal", {
        "Fee per seat and year": "690", "Seats": "1400", "Term": "5", "Price cap at renewal": "12",
        "Payment plan": "Three years ahead", "Training": "0", "Support": "Office hours",
        "Data export at exit": "At our cost", "Notice to leave": "180",
    }),
    Quote(10, Party.OURS, "Our mail", {
        "Fee per seat and year": "520", "Seats": "1050", "Term": "1", "Price cap at renewal": "2",
        "Payment plan": "Monthly", "Training": "25", "Support": "Round the clock", "Data export at exit":
        "Included, with help", "Notice to leave": "30",
    }),
    Quote(7, Party.THEIRS, "Second proposal", {
        "Fee per seat and year": "660", "Price cap at renewal": "10", "Payment plan": "Yearly ahead", "Training": "15",
        "Support": "Extended hours", "Data export at exit": "Included once", "Notice to leave": "120",
    }, answers=True),
    Remark(5, "Term", "Seats", "Their account manager", "Call after the second proposal"),
    Quote(2, Party.THEIRS, "Third proposal", {
        "Fee per seat and year": "645", "Seats": "1350", "Training": "20", "Support": "Round the clock",
        "Notice to leave": "90",
    }),
    Remark(1, "Price cap at renewal", "Training", "A former reseller", "Fair in Lisbon", Confidence.HEARSAY),
)  # fmt: skip
STORIES: dict[ModuleType, tuple[Quote | Remark, ...]] = {air_conditioners: FRIGOTEC, software_licence: MERIDIAN}


def load(deal: Deal, module: ModuleType, *, by: User, at: datetime) -> None:
    """Note what is known of this deal's other side, in the order in which it happened."""
    rows = Issue.objects.filter(deal=deal, removed_at__isnull=True).prefetch_related("options")
    issues = {issue.name: issue for issue in rows}
    last: dict[Party, Any] = {}
    for one in STORIES.get(module, ()):
        facts: dict[str, Any] = {"happened_at": at - timedelta(days=one.days), "source": one.source, "by": by, "at": at}
        if isinstance(one, Remark):
            more, less = issues[one.more].pk, issues[one.less].pk
            evidence.note_order(deal, more=more, less=less, said_by=one.said_by, confidence=one.sure, **facts)
            continue
        levels = {
            issues[name].pk: scale_of(issues[name], deal.currency).parse(text) for name, text in one.levels.items()
        }
        answered = last[Party.OURS].pk if one.answers else None
        last[one.party] = evidence.note_offer(
            deal, party=one.party, levels=levels, answers=answered, confidence=Confidence.WRITTEN, **facts
        )
