"""What people type into a mandate."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.actions.mandates import MAX_NOTE
from negotiations.forms.levels import Errors, bare, read_day, read_money, read_number
from negotiations.forms.packages import read_package
from negotiations.levels import NotALevel
from negotiations.models import Deal, Issue


def read_mandate_field(deal: Deal, field: str, text: str) -> Any:
    """The value that a typed text gives a field of the draft. Raises ``NotALevel``."""
    if field == "margin":
        return read_money(text, deal.currency)
    return read_day(text) if field == "expires_on" else bare(text, longest=MAX_NOTE)


class AuthorityForm:
    """How far a seat may commit us: what was typed, the errors by field, what the action takes."""

    def __init__(self, deal: Deal, issues: Sequence[Issue], data: Mapping[str, str]) -> None:
        self.typed, self.errors = data, Errors()
        self.may = data.get("may", "yes") == "yes"
        self.value = self._read("value", lambda text: read_money(text, deal.currency))
        self.discount = self._read("discount", read_number)
        package = read_package(issues, deal.currency, data)
        self.levels: dict[UUID, Decimal] = package.levels
        for pk, message in package.errors.items():
            self.errors[f"level-{pk}"] = message

    def _read(self, name: str, read: Any) -> Decimal | None:
        try:
            found: Decimal | None = read(self.typed.get(name, ""))
        except NotALevel as error:
            self.errors[name] = str(error)
            return None
        return found

    def fields(self) -> dict[str, Any]:
        """What the action takes; look at ``errors`` first."""
        return {"may": self.may, "value": self.value, "discount": self.discount, "levels": self.levels}
