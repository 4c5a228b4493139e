"""Stored codes of counterparties' records and of styles, and the words shown for them."""

from django.db.models import TextChoices


class Style(TextChoices):
    """How somebody handles a conflict of interests: the five of the dual concern model."""

    COMPETING = "competing", "Competing"
    COLLABORATING = "collaborating", "Collaborating"
    COMPROMISING = "compromising", "Compromising"
    ACCOMMODATING = "accommodating", "Accommodating"
    AVOIDING = "avoiding", "Avoiding"


class Closeness(TextChoices):
    """How well somebody of ours knows somebody of theirs."""

    MET = "met", "Has met"
    KNOWS = "knows", "Knows"
    WELL = "well", "Knows well"


class LinkKind(TextChoices):
    """Who stands behind a counterparty, or before it, in the chain."""

    MAKER = "maker", "Makes what they sell"
    SUPPLIER = "supplier", "Supplies them"
    CARRIER = "carrier", "Carries for them"
    DISTRIBUTOR = "distributor", "Sells for them"
    OWNER = "owner", "Owns them"
    OWNED = "owned", "Belongs to them"
