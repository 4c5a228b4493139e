"""What our must-haves cost, in words, for readers of the trades."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.enums import Party
from negotiations.models import IssueRule, KeptMustHave
from negotiations.queries.findings.musthaves import FIXED, FLOOR, RULE, WALK_AWAY
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.rules.types import read_rule
from negotiations.queries.rules.words import name_rules
from negotiations.queries.standing import Standing
from negotiations.queries.trades.page import TradesView
from negotiations.queries.wording import Amounts, Names, Sentence, listed, sentence

MOST_CHANGES = 5


@dataclass(frozen=True)
class Kept:
    """A decision to keep a must-have."""

    by: User | None
    at: datetime
    cost: str
    reason: str


@dataclass(frozen=True)
class MustHaveCard:
    """A must-have with its price in words. ``relax`` says what relaxing it would do; "" where that is done elsewhere.

    ``rows`` are the issues on which the deal differs: name, level now, level then.
    """

    key: str
    name: str
    requester: str
    text: Sentence
    cost: str
    rows: tuple[tuple[str, str, str], ...]
    ours: str
    theirs: str
    relax: str
    level: Decimal | None
    kept: Kept | None

    @property
    def dom(self) -> str:
        return self.key.replace(":", "-")


@dataclass(frozen=True)
class MustHavePage:
    """``dear`` cost something or leave no deal, ``free`` cost nothing now. ``known`` is False before a computation."""

    known: bool
    too_large: bool
    has_deal: bool
    dear: tuple[MustHaveCard, ...]
    kept: tuple[MustHaveCard, ...]
    free: tuple[MustHaveCard, ...]
    together: str
    requesters: tuple[tuple[str, str], ...]


def musthave_page(access: Standing, rows: PlanRows, view: TradesView) -> MustHavePage:
    """The price list of the result that is shown. Five queries besides those of ``view``."""
    access.require(Permission.TRADES_VIEW)
    document: Mapping[str, Any] = view.document
    part = document.get("must_haves")
    if not part:
        known = "must_haves" in document
        return MustHavePage(known, known, False, (), (), (), "", ())
    teller = _teller(access, rows, document)
    cards = [teller.card(item, part["now"]) for item in part["items"]]
    costing = [card for card, item in zip(cards, part["items"], strict=True) if item["opens"] or _costs(item)]
    together = part["together"]["cost"]
    return MustHavePage(
        known=True,
        too_large=False,
        has_deal=part["now"] is not None,
        dear=tuple(card for card in costing if card.kept is None),
        kept=tuple(card for card in costing if card.kept is not None),
        free=tuple(card for card in cards if card not in costing),
        together=teller.amounts.ours(together) if together and Decimal(together) > 0 and len(costing) > 1 else "",
        requesters=_requesters(costing),
    )


def _requesters(cards: list[MustHaveCard]) -> tuple[tuple[str, str], ...]:
    """Who asks for what costs us something, and their dearest; only when there are several."""
    dearest: dict[str, str] = {}
    for card in cards:
        dearest.setdefault(card.requester or "Nobody named", card.cost)
    return tuple(dearest.items()) if len(dearest) > 1 else ()


def _costs(item: Mapping[str, Any]) -> bool:
    return item["cost"] is not None and Decimal(item["cost"]) > 0


def _teller(access: Standing, rows: PlanRows, document: Mapping[str, Any]) -> "_Teller":
    deal = access.deal
    amounts = Amounts(bool(document.get("money")), document.get("currency", deal.currency))
    rules = list(IssueRule.objects.filter(deal=deal))
    names = name_rules(Names(deal), rules, access, amounts)
    asked = {str(rule.pk): read_rule(rule, access).requester for rule in rules if rule.party == Party.OURS}
    kept = KeptMustHave.objects.filter(deal=deal, removed_at__isnull=True).select_related("kept_by")
    return _Teller(access, rows, names, amounts, asked, {row.key: row for row in kept})


@dataclass(frozen=True)
class _Teller:
    """Says prices for one reader."""

    access: Standing
    rows: PlanRows
    names: Names
    amounts: Amounts
    asked: Mapping[str, str]  # rule -> who asks for it
    kept: Mapping[str, KeptMustHave]

    def card(self, item: Mapping[str, Any], now: Mapping[str, Any] | None) -> MustHaveCard:
        """One must-have."""
        kind, _, pk = item["key"].partition(":")
        package = item["package"] or {}
        level = package.get("levels", {}).get(pk)
        name, requester = self._name(kind, pk)
        cost = self.amounts.ours(item["cost"]) if item["cost"] is not None else "no deal"
        return MustHaveCard(
            key=item["key"],
            name=name,
            requester=requester,
            text=self._text(item, name, requester, cost, now),
            cost=cost,
            rows=self._rows(item, now),
            ours=self.amounts.ours(package["ours"]) if package else "",
            theirs=self.amounts.theirs(package["theirs"]) if package else "",
            relax=self._relax(kind, pk, level) if package else "",
            level=Decimal(level) if level is not None and kind == WALK_AWAY else None,
            kept=self._kept(item["key"]),
        )

    def _name(self, kind: str, pk: str) -> tuple[str, str]:
        """What it is called, and who asks for it."""
        if kind == FLOOR:
            return "our floor, the best alternative", ""
        if kind == RULE:
            return f"“{self.names.broken([pk])[0]}”", self.asked.get(pk, "")
        issue = next((issue for issue in self.rows.issues if str(issue.pk) == pk), None)
        title = self.names.issue(pk)
        who = issue.requester if issue else ""
        if kind == FIXED:
            return f"“{title} is fixed”", who
        limits = self.rows.limits.get(issue.pk) if issue else None
        walk_away = opened(limits.walk_away, self.access) if limits else None
        if walk_away is None:
            return f"the walk-away that was on {title}", who
        return f"“{title} no worse than {self.names.level(pk, walk_away)}”", who

    def _text(
        self, item: Mapping[str, Any], name: str, requester: str, cost: str, now: Mapping[str, Any] | None
    ) -> Sentence:
        whose = f"{requester}’s {name}" if requester else name[0].upper() + name[1:]
        if item["opens"]:
            return sentence("There is *no deal* with *{whose}*: without it there would be one.", whose=whose)
        if not _costs(item):
            return sentence("*{whose}* costs nothing now.", whose=whose)
        changes = self._rows(item, now)
        words = listed([f"{issue} {after}" for issue, _, after in changes[:MOST_CHANGES]])
        return sentence(
            "*{whose}* costs us *{cost}*: without it, {changes} would become possible, and they keep what they have.",
            whose=whose, cost=cost, changes=words,
        )  # fmt: skip

    def _rows(self, item: Mapping[str, Any], now: Mapping[str, Any] | None) -> tuple[tuple[str, str, str], ...]:
        after = (item["package"] or {}).get("levels", {})
        before = (now or {}).get("levels", {})
        changed = item["changed"] if now else list(after)
        return tuple(
            (
                self.names.issue(pk),
                self.names.level(pk, before[pk]) if pk in before else "–",
                self.names.level(pk, after[pk]),
            )
            for pk in changed
            if pk in after
        )

    def _relax(self, kind: str, pk: str, level: str | None) -> str:
        if kind == WALK_AWAY and level is not None:
            return f"Relax to {self.names.level(pk, level)}"
        return {FIXED: "Make it tradeable", RULE: "Make it nice to have"}.get(kind, "")

    def _kept(self, key: str) -> Kept | None:
        row = self.kept.get(key)
        if row is None:
            return None
        return Kept(row.kept_by, row.kept_at, opened(row.cost, self.access), opened(row.reason, self.access))
