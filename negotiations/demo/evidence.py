"""What Frigotec has let be seen so far: two quotes, one answer of ours, three remarks."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from negotiations.actions import evidence
from negotiations.enums import Confidence, Party
from negotiations.levels import scale_of
from negotiations.models import Deal, Issue

FIRST_QUOTE = {
    "Unit price": "638", "Payment": "50 % with the order", "Volume commitment": "5000", "Delivery schedule": "1",
    "Warranty": "2", "Spare parts": "List price", "Transport": "We collect in Aveiro", "Returns": "0",
}  # fmt: skip
OUR_ANSWER = {
    "Unit price": "584", "Payment": "60 days", "Volume commitment": "3500", "Delivery schedule": "5",
    "Warranty": "5", "Spare parts": "At cost for three years", "Transport": "They deliver to the shops", "Returns": "4",
}  # fmt: skip
SECOND_QUOTE = {
    "Unit price": "628", "Volume commitment": "4750", "Delivery schedule": "4", "Warranty": "3",
    "Spare parts": "15 % off list", "Transport": "They bring it to our hub",
}  # fmt: skip


def load(deal: Deal, *, by: User, at: datetime) -> None:
    """Note them in the order in which they happened."""
    rows = Issue.objects.filter(deal=deal, removed_at__isnull=True).prefetch_related("options")
    issues = {issue.name: issue for issue in rows}
    who = {"by": by, "at": at}

    def levels(words: dict[str, str]) -> dict[Any, Any]:
        return {issues[name].pk: scale_of(issues[name], deal.currency).parse(text) for name, text in words.items()}

    def facts(days: int, sure: Confidence, said_by: str, source: str) -> dict[str, Any]:
        return {
            "happened_at": at - timedelta(days=days), "confidence": sure, "said_by": said_by, "source": source, **who,
        }  # fmt: skip

    evidence.note_offer(
        deal, party=Party.THEIRS, levels=levels(FIRST_QUOTE), **facts(19, Confidence.WRITTEN, "", "Quote 118")
    )
    evidence.note_order(
        deal, more=issues["Payment"].pk, less=issues["Volume commitment"].pk,
        **facts(16, Confidence.SAID, "Their head of finance", "Call"),
    )  # fmt: skip
    ours = evidence.note_offer(
        deal, party=Party.OURS, levels=levels(OUR_ANSWER), **facts(13, Confidence.WRITTEN, "", "Our mail")
    )
    evidence.note_offer(
        deal, party=Party.THEIRS, levels=levels(SECOND_QUOTE), answers=ours.pk,
        **facts(9, Confidence.WRITTEN, "", "Quote 118 b"),
    )  # fmt: skip
    evidence.note_preference(
        deal, better=levels({"Quarterly quality review": "Yes"}), worse=levels({"Quarterly quality review": "No"}),
        **facts(6, Confidence.HEARSAY, "A former employee", "Fair in Lisbon"),
    )  # fmt: skip
