"""Stored codes and the words shown for them."""

from django.db.models import TextChoices


class Phase(TextChoices):
    PREPARE = "prepare", "Prepare"
    EXPLORE = "explore", "Explore"
    BARGAIN = "bargain", "Bargain"
    CLOSE = "close", "Close"
    REVIEW = "review", "Review"


class Horizon(TextChoices):
    ONE_OFF = "one_off", "One-off"
    SHORT = "short", "Up to a year"
    MEDIUM = "medium", "One to three years"
    LONG = "long", "Long-term"


class Category(TextChoices):
    GOODS = "goods", "Goods"
    SERVICES = "services", "Services"
    SOFTWARE = "software", "Software"
    LOGISTICS = "logistics", "Logistics"
    CONSTRUCTION = "construction", "Construction"
    OTHER = "other", "Other"


class Party(TextChoices):
    OURS = "ours", "Us"
    THEIRS = "theirs", "Them"


class IssueKind(TextChoices):
    MONEY = "money", "Money"
    NUMBER = "number", "Number"
    DURATION = "duration", "Days"
    DATE = "date", "Date"
    ORDERED = "ordered", "Ordered choice"
    CHOICE = "choice", "Free choice"


NUMERIC_KINDS = frozenset({IssueKind.MONEY, IssueKind.NUMBER, IssueKind.DURATION, IssueKind.DATE})
OPTION_KINDS = frozenset({IssueKind.ORDERED, IssueKind.CHOICE})


class Importance(TextChoices):
    MUST = "must", "Must"
    WANT = "want", "Want"


class Better(TextChoices):
    """Which end of an issue is the good one for us."""

    HIGH = "high", "More is better for us"
    LOW = "low", "Less is better for us"


class Direction(TextChoices):
    """What we believe the other side wants on an issue, against what we want."""

    OPPOSITE = "opposite", "The opposite of us"
    SAME = "same", "The same as us"
    UNKNOWN = "unknown", "We do not know"


class Shape(TextChoices):
    LINEAR = "linear", "Every step counts the same"
    CURVED = "curved", "The first steps count more, or less"
    PLATEAU = "plateau", "Good enough from a level on"
    PEAKED = "peaked", "Best at a level in between"
    RATED = "rated", "Rated level by level"


class AlternativeKind(TextChoices):
    PACKAGE = "package", "A package on the same issues"
    VALUE = "value", "A value of its own"


class EvidenceKind(TextChoices):
    """What tells us something about their side."""

    OFFER = "offer", "An offer"
    REFUSAL = "refusal", "They refused our offer"
    PREFERENCE = "preference", "They would rather have"
    ORDER = "order", "What matters more to them"
    CHOICE = "choice", "They leaned to a package"
    SILENCE = "silence", "A question without an answer"


class Confidence(TextChoices):
    """How sure we are that what we heard is so."""

    HEARSAY = "hearsay", "Hearsay"
    SAID = "said", "They said it"
    WRITTEN = "written", "In writing"


class ConversionKind(TextChoices):
    """Terms that can be put into money; the codes are those of the engine's ``terms.Kind``."""

    PAYMENT = "payment", "Days of payment"
    DISCOUNT = "discount", "Discount for paying early"
    STOCK = "stock", "Stock held"
    LEAD_TIME = "lead_time", "Delivery time"
    FREIGHT = "freight", "Freight"
    WARRANTY = "warranty", "Years of warranty"
    VOLUME = "volume", "Volume step"
    QUALITY = "quality", "Quality or returns"


class RuleKind(TextChoices):
    FORBID = "forbid", "Never together"
    REQUIRE = "require", "If … then …"
    BONUS = "bonus", "Package discount"
    CAP = "cap", "Together at most"


class StakeholderKind(TextChoices):
    PERSON = "person", "Person"
    GROUP = "group", "Group"


class Belonging(TextChoices):
    """Where a stakeholder stands: in the company that negotiates, or with somebody behind it."""

    COMPANY = "company", "The company itself"
    OWNER = "owner", "Its owner or parent"
    CHANNEL = "channel", "A distributor or customer behind it"
    SUPPLIER = "supplier", "A supplier behind it"
    ADVISER = "adviser", "An adviser or lawyer"
    AUTHORITY = "authority", "An authority or union"
    OTHER = "other", "Somebody else"


class Stance(TextChoices):
    """How a stakeholder stands to the deal that we want."""

    UNKNOWN = "unknown", "Not known"
    CHAMPION = "champion", "Champion"
    SUPPORTER = "supporter", "Supporter"
    NEUTRAL = "neutral", "Neutral"
    SCEPTIC = "sceptic", "Sceptic"
    OPPONENT = "opponent", "Opponent"


class DecisionRole(TextChoices):
    UNKNOWN = "unknown", "Not known"
    BUYER = "buyer", "Decides (economic buyer)"
    USER = "user", "Uses it"
    TECHNICAL = "technical", "Judges the technology"
    INFLUENCER = "influencer", "Influences"
    BLOCKER = "blocker", "Can block"
    COACH = "coach", "Coaches us"


class Sureness(TextChoices):
    """How sure a judgement about somebody is."""

    GUESS = "guess", "A guess"
    LIKELY = "likely", "Likely"
    SURE = "sure", "Sure"


class InterestKind(TextChoices):
    NEED = "need", "Need"
    CONCERN = "concern", "Concern"
    WISH = "wish", "Wish"


class InfluenceKind(TextChoices):
    FORMAL = "formal", "Formal"
    INFORMAL = "informal", "Informal"


class NotePrivacy(TextChoices):
    """Who reads a note."""

    TEAM = "team", "The team"
    SECRET = "secret", "Who may see secrets"
    MINE = "mine", "Only me"


class Verb(TextChoices):
    CREATED = "created", "added"
    CHANGED = "changed", "changed"
    REMOVED = "removed", "removed"
    RESTORED = "restored", "restored"
    MOVED = "moved", "moved"
    ERASED = "erased", "erased"


class RoundState(TextChoices):
    """Of a round of blind scoring."""

    OPEN = "open", "Open"
    ALL_IN = "all_in", "Closed: all were in"
    CALLED = "called", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class JobKind(TextChoices):
    TRADES = "trades", "Suggest trades"
    REHEARSAL = "rehearsal", "Rehearse"
    LISTING = "listing", "List packages"
    LAST_LOOK = "last_look", "Last look"
    REVIEW = "review", "Review"
    NEXT_MOVES = "next_moves", "Next moves at the table"


class ConcessionTrigger(TextChoices):
    """What has to happen before a step of the concession plan is offered."""

    ROUND = "round", "From a round on"
    MOVED = "moved", "They have moved by"
    DEADLOCK = "deadlock", "Deadlock for rounds"


class Verdict(TextChoices):
    """What became of a submitted mandate."""

    APPROVED = "approved", "approved"
    REFUSED = "refused", "refused"
    WITHDRAWN = "withdrawn", "withdrawn"
    VOID = "void", "void"


class ExceptionState(TextChoices):
    """A one-time exception from the mandate."""

    ASKED = "asked", "waits for the sponsor"
    GRANTED = "granted", "granted"
    REFUSED = "refused", "refused"
    WITHDRAWN = "withdrawn", "withdrawn"
    USED = "used", "used"


class OfferStepKind(TextChoices):
    """What became of an offer on record."""

    MADE = "made", "made"
    WAITS = "waits", "waits for release"
    RELEASED = "released", "released"
    HELD = "held", "held back"
    WITHDRAWN = "withdrawn", "withdrawn"
    REVERSED = "reversed", "taken back as logged wrongly"


class JobState(TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class SuggestionKind(TextChoices):
    COMPATIBLE = "compatible", "Both want it"
    SWAP = "swap", "Trade"
    PACKAGE_SET = "package_set", "Equal packages"
    COUNTER = "counter", "Counter"
    IMPROVEMENT = "improvement", "Better for both"


class SuggestionState(TextChoices):
    OPEN = "open", "Open"
    ACCEPTED = "accepted", "In the plan"
    DISMISSED = "dismissed", "Dismissed"


class InboxKind(TextChoices):
    """Why something is in somebody's inbox. What it is about is named by noun and id; words are made when shown."""

    MENTION = "mention", "Mentions you"
    TASK = "task", "To do"
    APPROVAL = "approval", "Waits for your approval"
    RELEASE = "release", "Waits for your release"
    DECISION = "decision", "Decided"
    HANDOVER = "handover", "Handed over to you"


class Area(TextChoices):
    """What somebody knows, and what an issue is about."""

    PRICE = "price", "Price and cost"
    FINANCE = "finance", "Finance"
    LOGISTICS = "logistics", "Logistics"
    ENGINEERING = "engineering", "Engineering"
    QUALITY = "quality", "Quality and service"
    LEGAL = "legal", "Legal"
    IT = "it", "IT and data"
    SUSTAINABILITY = "sustainability", "Sustainability"
    OPERATIONS = "operations", "Operations"


class TaskKind(TextChoices):
    PREPARATION = "preparation", "Preparation"
    STEP = "step", "Next step"
    SLOW_DOWN = "slow_down", "Slow-down"
