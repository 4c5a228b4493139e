"""The running balance of disclosure: what we told them against what they told us. Protected facts are not in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from negotiations.enums_prepare import FactClass
from negotiations.models import Fact

LEAST, RATIO = 3, 3


@dataclass(frozen=True)
class Step:
    """One fact that changed hands, in the order of the days: its place on a drawing, and the balance after it."""

    ours: bool
    day: date
    text: str
    balance: int  # told less received, after this one


@dataclass(frozen=True)
class Balance:
    told: int
    received: int
    steps: tuple[Step, ...] = ()

    @property
    def alert(self) -> str:
        """In words, when it goes one way: three facts or more, and three times what comes back. Else empty."""
        more, less = max(self.told, self.received), min(self.told, self.received)
        if more < LEAST or more < RATIO * less:
            return ""
        if self.told > self.received:
            return (
                f"One-way: we told them {_facts(self.told)}, they told us {_facts(self.received)}. "
                "Ask for something of theirs before you tell more."
            )
        return (
            f"One-way: they told us {_facts(self.received)}, we told them {_facts(self.told)}. "
            "Tell them something, or they will stop."
        )

    @property
    def words(self) -> str:
        return f"We told them {_facts(self.told)}; they told us {_facts(self.received)}."


def balance(facts: Iterable[Fact]) -> Balance:
    """The balance over open facts with a day on which they changed hands. Pure."""
    exchanged = sorted(
        (fact for fact in facts if fact.exchanged_on is not None), key=lambda fact: (fact.exchanged_on, fact.number)
    )
    steps: list[Step] = []
    now = 0
    for fact in exchanged:
        ours = fact.share_class == FactClass.SHARE
        now += 1 if ours else -1
        steps.append(Step(ours, fact.exchanged_on or date.min, fact.text, now))
    told = sum(step.ours for step in steps)
    return Balance(told, len(steps) - told, tuple(steps))


def _facts(count: int) -> str:
    return "nothing" if count == 0 else f"{count} fact{'s' if count > 1 else ''}"
