"""What somebody types about a to-do."""

from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict

from accounts.models import User
from negotiations.actions.todos import New
from negotiations.actions.writing import Rejected
from negotiations.enums import TaskKind
from negotiations.models import Deal

FIELDS = ("text", "assignee", "due_on", "kind")


class TaskForm:
    """Plain values as typed, the errors at their fields, and the values that they mean."""

    def __init__(self, data: QueryDict | dict[str, str], deal: Deal) -> None:
        self.data = {name: (data.get(name) or "").strip()[:1000] for name in (*FIELDS, "secret", "about", "about_id")}
        self.deal = deal
        self.errors: dict[str, str] = dict.fromkeys((*FIELDS, "secret"), "")

    @property
    def is_wrong(self) -> bool:
        return any(self.errors.values())

    def refuse(self, why: Rejected) -> None:
        """Put a refusal at its field."""
        self.errors[why.field if why.field in self.errors else "text"] = why.message

    def values(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {
            "text": self.data["text"],
            "assignee": self._assignee(),
            "due_on": self._day(),
            "kind": self.data["kind"] or TaskKind.STEP,
        }

    def new(self) -> New:
        return New(**self.values(), secret=bool(self.data["secret"]))

    def _assignee(self) -> User | None:
        if not self.data["assignee"]:
            return None
        members = User.objects.filter(memberships__organisation=self.deal.organisation_id)
        try:
            return members.get(pk=int(self.data["assignee"][:17]))
        except (ValueError, ObjectDoesNotExist):
            self.errors["assignee"] = "Choose somebody of the list."
            return None

    def _day(self) -> date | None:
        if not self.data["due_on"]:
            return None
        try:
            return date.fromisoformat(self.data["due_on"])
        except ValueError:
            self.errors["due_on"] = "A date such as 2026-12-01."
            return None
