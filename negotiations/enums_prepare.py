"""Stored codes of the preparation and the words shown for them."""

from django.db.models import TextChoices


class QuestionTopic(TextChoices):
    """What an answer should tell us."""

    DIRECTION = "direction", "What they want on it"
    WEIGHT = "weight", "How much it matters"
    LIMIT = "limit", "How far they can go"
    OTHER = "other", "Something else"


class QuestionState(TextChoices):
    TO_ASK = "to_ask", "To ask"
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"


class FactClass(TextChoices):
    """What we do with a fact: a protected one is a secret and lives in a table of its own."""

    SHARE = "share", "Share: we may tell them"
    ASK = "ask", "Ask: we want it from them"
    PROTECT = "protect", "Protect: they must not know"


class EstimateKind(TextChoices):
    """Which estimate of their side an assumption carries."""

    NONE = "none", "No estimate"
    DIRECTION = "direction", "What they want on it"
    WEIGHT = "weight", "How much it weighs for them"
    CURVE = "curve", "What its levels are worth to them"
    LIMIT = "limit", "How far they can go"


class AssumptionState(TextChoices):
    UNTESTED = "untested", "Untested"
    HOLDS = "holds", "Holds"
    FAILS = "fails", "Does not hold"


class ObjectionUse(TextChoices):
    """Whether they raised it, and what our reply did."""

    NOT_RAISED = "not_raised", "Not raised yet"
    WORKED = "worked", "Raised: our reply worked"
    FAILED = "failed", "Raised: it did not work"


class PieFamily(TextChoices):
    """Where a pie usually can be made larger: looked through before a deal may be called distributive."""

    TIMING = "timing", "Timing"
    TRANSPORT = "transport", "Transport"
    COSTS = "costs", "Extraneous costs"
    SOURCING = "sourcing", "Sourcing"


class Stance(TextChoices):
    UNDECIDED = "undecided", "Undecided"
    INTEGRATIVE = "integrative", "Integrative: look for trades"
    DISTRIBUTIVE = "distributive", "Distributive: divide what is there"
