"""What a list of packages is asked for, as people type it."""

from collections.abc import Mapping
from decimal import Decimal

from negotiations.forms.levels import Errors, read_money
from negotiations.levels import NotALevel
from negotiations.queries.findings.listing import COUNTS, JOINT, Asked


class ListingForm:
    """The form above the list: what was typed, the errors by field, what the action takes."""

    def __init__(self, currency: str, data: Mapping[str, str]) -> None:
        self.typed = {name: data.get(name, "") for name in ("show", "count", "low", "high", "ties")}
        self.currency = currency
        self.errors = Errors()

    def asked(self) -> Asked:
        """What ``listings.request`` takes; look at ``errors`` first."""
        count = self.typed["count"]
        return Asked(
            show=self.typed["show"] or JOINT,
            count=int(count) if count.isascii() and count.isdecimal() and len(count) < 5 else COUNTS[1],
            low=self._amount("low"),
            high=self._amount("high"),
            ties=bool(self.typed["ties"]),
        )

    @property
    def messages(self) -> list[str]:
        """What is wrong, in the order of the fields."""
        return [self.errors[name] for name in self.typed if self.errors[name]]

    def _amount(self, name: str) -> Decimal | None:
        try:
            return read_money(self.typed[name], self.currency)
        except NotALevel as error:
            self.errors[name] = str(error)
            return None
