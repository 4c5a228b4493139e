"""Stored codes of the log of moves, and the words shown for them."""

from django.db.models import TextChoices


class MoveKind(TextChoices):
    """What somebody did at the table. A give of theirs is a get of ours; leverage points at facts, a threat at harm."""

    OFFER = "offer", "Offer"
    GIVE = "give", "Give"
    AGREE = "agree", "Agreed"
    QUESTION = "question", "Question"
    ANSWER = "answer", "Answer"
    INFORMATION = "information", "Information"
    THREAT = "threat", "Threat or sanction"
    LEVERAGE = "leverage", "Leverage"
    OBJECTION = "objection", "Objection"
    REPLY = "reply", "Reply"
    BOGEY = "bogey", "Bogey"
    DEADLINE = "deadline", "Deadline"
    HOLD = "hold", "Hold"
    PAUSE = "pause", "Pause or caucus"
    RESUME = "resume", "Resumed"
    NOTE = "note", "Note"
    REVERSAL = "reversal", "Reversal"
