"""What every rule of the alerts reads, and what an alert is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from django.urls import reverse

from negotiations.engine.alerts import Code
from negotiations.engine.problem import OURS
from negotiations.enums_prepare import ObjectionUse
from negotiations.models import Dismissal, Move, Objection
from negotiations.queries.inputs.types import IssueInput, PlanInputs
from negotiations.queries.ledger import Ledger, ledger_at
from negotiations.queries.ledger.acts import Table, load_table
from negotiations.queries.ledger.page import Words
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.table.entry_links import Part, linked
from negotiations.queries.tactics.bogeys import BogeyView, bogey_views, load_bogeys
from negotiations.queries.tactics.sanctions import SanctionView, load_sanctions, sanction_views


@dataclass(frozen=True)
class Way:
    """A way on; ``url`` is where it is done, "" for what is done at the table."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Alert:
    """One alert: what is so, why that matters, and the ways on.

    ``code`` and ``subject`` name it when it is put away. ``limit`` and ``tactic`` are what speaks for either reading
    of a sign. ``dismissed`` is by whom it was put away, ``dismissed_words`` why.
    """

    code: Code
    subject: str
    title: str
    text: str
    ways: tuple[Way, ...] = ()
    limit: tuple[str, ...] = ()
    tactic: tuple[str, ...] = ()
    dismissed: Dismissal | None = None
    dismissed_words: str = ""

    @property
    def title_parts(self) -> tuple[Part, ...]:
        """The title in pieces, the entries that it names apart."""
        return linked(self.title)

    @property
    def text_parts(self) -> tuple[Part, ...]:
        """The same of the text."""
        return linked(self.text)

    @property
    def dom(self) -> str:
        """Its id on a page."""
        return f"alert-{self.code}-{self.subject}"


class Desk:
    """The log, the ledger and the plan, read once for all rules."""

    def __init__(self, access: Standing, rows: PlanRows, now: datetime) -> None:
        self.access, self.rows, self.now = access, rows, now
        self.table: Table = load_table(access.deal, access, today=self.today, rows=rows)
        self.book: Ledger = ledger_at(self.table)
        self.words = Words(self.book, access, now)
        self.numbers = {str(move.pk): move.number for move in self.table.moves}

    @property
    def today(self) -> date:
        return self.now.astimezone(UTC).date()

    @property
    def plan(self) -> PlanInputs:
        """The plan; there is one where rules are asked."""
        if self.table.plan is None:
            raise ValueError("There is no issue.")
        return self.table.plan

    @cached_property
    def objections(self) -> list[Objection]:
        """Those with a reply that has not failed. One query, when a threat asks for it."""
        rows = Objection.objects.filter(deal=self.access.deal, removed_at__isnull=True).exclude(reply="")
        return [one for one in rows.order_by("number") if one.used != ObjectionUse.FAILED]

    @cached_property
    def sanctions(self) -> tuple[SanctionView, ...]:
        """What they may do. One query, when a threat asks for it."""
        return sanction_views(load_sanctions(self.access.deal), self.access, currency=self.access.deal.currency)

    @cached_property
    def bogeys(self) -> tuple[BogeyView, ...]:
        """Our limits to put up, against the plan and the log. One query."""
        walk_aways = {pk: opened(row.walk_away, self.access) for pk, row in self.rows.limits.items()}
        return bogey_views(
            load_bogeys(self.access.deal),
            self.access,
            limits={pk: level for pk, level in walk_aways.items() if level is not None},
            moves=self.table.moves,
            currency=self.access.deal.currency,
            today=self.today,
        )

    def url(self, name: str, tail: str = "") -> str:
        return reverse(f"negotiations:{name}", kwargs={"deal_id": self.access.deal.pk}) + tail

    def said(self, move: Move) -> str:
        """The words of an entry."""
        return str(opened(move.words, self.access))

    def worth(self, row: IssueInput, level: float) -> int:
        """What a level is worth to us, in units."""
        option = min(range(len(row.levels)), key=lambda v: (abs(float(row.levels[v]) - level), v))
        place = self.plan.place(row.issue.pk)
        return 0 if place is None else self.plan.problem.issues[place].contributions[OURS][option]

    def amount(self, units: int) -> str:
        """Our units in money or points."""
        return self.words.amounts.ours(to_cents(self.plan.worth(units)))
