"""The review of a deal that is over, the row of figures that the portfolio reads, and the team's debrief."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from negotiations.enums import Category
from negotiations.enums_review import DebriefState, LessonFor, Outcome
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField

USER = settings.AUTH_USER_MODEL


class Review(Identified):
    """A deal that is over. ``document`` is what a worker made of its log; ``digest`` is of the input that it is from.

    It is computed anew when the log or the plan changes after all; there is one for a deal.
    """

    noun: ClassVar[str] = "review"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"document"})

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="review")
    outcome = models.CharField(max_length=6, choices=Outcome)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(USER, on_delete=models.SET_NULL, null=True, related_name="+")
    document = SecretJSONField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    computed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="review_outcome_is_known"),)

    def __str__(self) -> str:
        return f"review of {self.deal_id}"


class ReviewFigures(models.Model):
    """The figures of a review in columns, for reading many deals at once. Money is in ``currency``, shares are 0..1.

    ``savings``: the result against their first offer; ``against_target``: against our target package; both worth to
    us. ``claimed``: our part of the room. ``reciprocity``: what they gave over what we gave, likely. ``days``: from the
    first entry of the log to the end. ``free_gives`` entries cost us ``free_cost``. ``inside``: of ``intervals`` stated
    the part that held, ``score`` their mean interval score. ``timing``, ``size``: how hard our waits and steps are to
    read; ``splits``: the part of our moves that met in the middle. Null where the log does not tell.
    """

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="figures", primary_key=True)
    outcome = models.CharField(max_length=6, choices=Outcome)
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    worth = SecretDecimalField(max_digits=18, decimal_places=2, null=True)
    savings = SecretDecimalField(max_digits=18, decimal_places=2, null=True)
    against_target = SecretDecimalField(max_digits=18, decimal_places=2, null=True)
    against_floor = SecretDecimalField(max_digits=18, decimal_places=2, null=True)
    value_left = SecretDecimalField(max_digits=18, decimal_places=2, null=True)
    claimed = SecretDecimalField(max_digits=9, decimal_places=4, null=True)
    reciprocity = SecretDecimalField(max_digits=9, decimal_places=4, null=True)
    days = SecretDecimalField(max_digits=9, decimal_places=2)
    rounds = models.PositiveSmallIntegerField(default=0)  # our offers
    free_gives = models.PositiveSmallIntegerField(default=0)
    free_cost = SecretDecimalField(max_digits=18, decimal_places=2, null=True)
    intervals = models.PositiveSmallIntegerField(default=0)
    inside = SecretDecimalField(max_digits=5, decimal_places=4, null=True)
    score = SecretDecimalField(max_digits=9, decimal_places=4, null=True)
    timing = SecretDecimalField(max_digits=5, decimal_places=4, null=True)
    size = SecretDecimalField(max_digits=5, decimal_places=4, null=True)
    splits = SecretDecimalField(max_digits=5, decimal_places=4, null=True)
    largest_round = models.PositiveSmallIntegerField(null=True)  # the number of our offer that gave most

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="figures_outcome_is_known"),
        )
        indexes = (models.Index(fields=("closed_at",), name="figures_by_day"),)

    def __str__(self) -> str:
        return f"figures of {self.deal_id}"


class Debrief(Identified, Versioned):
    """What the team makes of the deal: everybody with a seat writes alone, and all is opened together."""

    noun: ClassVar[str] = "debrief"

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="debrief")
    state = models.CharField(max_length=6, choices=DebriefState, default=DebriefState.SEALED)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(USER, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=DebriefState.values), name="debrief_state_is_known"),
        )

    def __str__(self) -> str:
        return "debrief"

    @property
    def is_sealed(self) -> bool:
        return self.state == DebriefState.SEALED


class DebriefSheet(Identified):
    """What one person says: ``{"words": {question: text}, "points": {part: 1..7}}``. A draft until handed in.

    It leaves no event: even that it exists is its author's secret until the debrief is opened.
    """

    noun: ClassVar[str] = "debrief_sheet"

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="sheets")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    answers = SecretJSONField(default=dict)
    handed_in = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("debrief", "user"), name="debrief_sheet_once"),)

    def __str__(self) -> str:
        return f"debrief sheet {self.pk}"


class Lesson(Identified, Versioned, Removable):
    """What happened (``fact``), apart from what we make of it (``reading``) and what to do next time (``rule``).

    For readers of secrets, as it speaks of the talks. Its rule is taught on purpose, and then is no secret any more.
    """

    noun: ClassVar[str] = "lesson"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"fact", "reading", "rule"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="lessons")
    fact = SecretTextField()
    reading = SecretTextField(blank=True, default="")
    rule = SecretTextField(blank=True, default="")
    good_for = models.CharField(max_length=12, choices=LessonFor, default=LessonFor.DEALS)
    owner = models.ForeignKey(USER, on_delete=models.SET_NULL, null=True, related_name="+")
    taught_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(good_for__in=LessonFor.values), name="lesson_is_for"),)

    def __str__(self) -> str:
        return f"lesson {self.pk}"


class ChecklistRule(Identified, Removable):
    """A lesson that every new deal of a category starts with: a line of its preparation."""

    noun: ClassVar[str] = "checklist_rule"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="checklist_rules")
    category = models.CharField(max_length=20, choices=Category)
    words = models.CharField(max_length=200)
    lesson = models.OneToOneField(Lesson, on_delete=models.SET_NULL, null=True, related_name="checklist_rule")
    owner = models.ForeignKey(USER, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("organisation", "category"), name="checklist_by_category"),)

    def __str__(self) -> str:
        return self.words
