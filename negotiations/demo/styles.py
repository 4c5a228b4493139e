"""How the people of the demo negotiate, and how they mean to in the next meeting."""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from negotiations.actions import deals, styles
from negotiations.engine.styles import ITEMS
from negotiations.models import Deal, Meeting

# Who answers, and what they choose where it is offered, the most typical first.
LIKES = {
    "ana": ("collaborating", "competing", "compromising", "accommodating", "avoiding"),
    "joao": ("competing", "compromising", "collaborating", "avoiding", "accommodating"),
    "carla": ("compromising", "accommodating", "collaborating", "avoiding", "competing"),
}
REASON = "Eight issues and a long relation; we answer pressure with a question"


def load(deal: Deal, people: Mapping[str, User], *, at: datetime) -> None:
    """Three answer and share; the lead chooses the style of the next meeting."""
    for key, likes in LIKES.items():
        user = people[key]
        answers = {item.number: "ab"[likes.index(item.styles[1]) < likes.index(item.styles[0])] for item in ITEMS}
        styles.answer(user.memberships.get(organisation=deal.organisation_id), answers, by=user, at=at)
        styles.share(deal, by=user, at=at)
    meeting = Meeting.objects.filter(deal=deal, removed_at__isnull=True).order_by("starts_at", "pk").first()
    if meeting is not None:
        changes = {"style": "collaborating", "style_reason": REASON}
        deals.edit_meeting(deal, meeting.pk, changes, seen={}, by=people["ana"], at=at)
