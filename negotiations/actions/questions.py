"""Answers of theirs to what we asked: to a question that a job found, and to packages that we showed them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import evidence
from negotiations.actions.writing import Rejected, writing
from negotiations.models import Deal, Evidence, Issue, Suggestion
from negotiations.queries.reading import opened

FIRST, SECOND, SILENT, ASIDE = ANSWERS = ("first", "second", "silent", "aside")
TOLD = frozenset({FIRST, SECOND})  # what teaches something: it is worth computing again


def answer(deal: Deal, *, part: Mapping[str, Any], answer: str, by: User, at: datetime, **facts: Any) -> Evidence:
    """What they said to a question (``part`` of a job's document): the first or the second answer, nothing
    (``silent``), or that we do not mean to ask it (``aside``). Raises ``Rejected``.
    """
    if answer not in ANSWERS:
        raise Rejected("Choose one of the answers.", "answer")
    who: dict[str, Any] = {"by": by, "at": at, **facts}
    topic, issues, packages = part["topic"], [UUID(pk) for pk in part["issues"]], _packages(part["packages"])
    if answer not in TOLD:
        return evidence.note_silence(deal, topic=topic, issues=issues, packages=packages, asked=answer == SILENT, **who)
    if topic == "order":
        more, less = issues if answer == FIRST else reversed(issues)
        return evidence.note_order(deal, more=more, less=less, **who)
    if topic == "direction":
        packages = [{issues[0]: Decimal(level)} for level in part["ends"]]
    better, worse = packages if answer == FIRST else reversed(packages)
    return evidence.note_preference(deal, better=better, worse=worse, **who)


def lean(deal: Deal, suggestion_id: UUID, *, choice: int, by: User, at: datetime, **facts: Any) -> Evidence:
    """They leaned to one of the packages of a suggestion. Raises ``Rejected`` when it is no set or is gone."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = Suggestion.objects.filter(deal=write.deal, pk=suggestion_id).first()
        content = opened(row.content, write.standing) if row else {}
        live = set(Issue.objects.filter(deal=write.deal, removed_at__isnull=True).values_list("pk", flat=True))
        shown = [
            {UUID(pk): Decimal(level) for pk, level in one["levels"].items() if UUID(pk) in live}
            for one in content.get("packages", [])
        ]
        return evidence.insert_choice(write, packages=shown, picked=choice, **facts)


def _packages(stored: list[Mapping[str, str]]) -> list[dict[UUID, Decimal]]:
    """The two packages, as far as they differ: what is the same in both was not asked."""
    if len(stored) < 2:
        return []
    first, second = stored
    differing = [pk for pk in first if pk in second and first[pk] != second[pk]]
    return [{UUID(pk): Decimal(one[pk]) for pk in differing} for one in (first, second)]
