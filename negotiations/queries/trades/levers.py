"""What levers would be worth, in words, for readers of the trades."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.levels import MINUS, money, number
from negotiations.models import Lever, LeverWorth
from negotiations.queries.inputs.levers import worth_of_lever
from negotiations.queries.money.weights import measure_of
from negotiations.queries.money.words import range_words
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.trades.page import TradesView
from negotiations.queries.wording import Amounts, Names, Sentence, listed, sentence

LABELS = {"ours": "In full, worth to us", "theirs": "Likely to them", "source": "Source"}
HINTS = {"ours": "below 0: it costs us", "theirs": "low – likely – high", "source": "Where we know it from"}


@dataclass(frozen=True)
class LeverCard:
    """A lever: what it would be worth, and what that rests on. ``text`` is empty before a computation knows it."""

    lever: Lever
    text: Sentence
    with_it: str
    cells: tuple[tuple[str, Cell], ...]
    is_assumed: bool
    is_new: bool
    is_good: bool


@dataclass(frozen=True)
class LeverPage:
    cards: tuple[LeverCard, ...]
    too_large: bool
    may_edit: bool
    may_use: bool


def lever_page(access: Standing, rows: PlanRows, view: TradesView, outcome: Outcome | None = None) -> LeverPage:
    """The levers that are not on the table, largest expected joint gain first. Two queries besides ``view``."""
    access.require(Permission.TRADES_VIEW)
    document: Mapping[str, Any] = view.document
    part = document.get("levers")
    found = {item["lever"]: item for item in part["items"]} if part else {}
    order = {pk: place for place, pk in enumerate(found)}
    amounts = Amounts(bool(document.get("money")), document.get("currency", access.deal.currency))
    currency = access.deal.currency if measure_of(rows) is not None else ""
    names = Names(access.deal)
    may = access.can(Permission.SECRETS_EDIT)
    cards = [
        _card(access, lever, found.get(str(lever.pk)), amounts, names, currency, may, outcome) for lever in rows.levers
    ]
    cards.sort(key=lambda card: (order.get(str(card.lever.pk), len(order)), card.lever.title))
    return LeverPage(tuple(cards), "levers" in document and part is None, may, access.can(Permission.PLAN_EDIT))


def _card(
    access: Standing,
    lever: Lever,
    item: Mapping[str, Any] | None,
    amounts: Amounts,
    names: Names,
    currency: str,
    may: bool,
    outcome: Outcome | None,
) -> LeverCard:
    worth = worth_of_lever(lever) or LeverWorth(lever=lever)
    fresh = worth._state.adding
    cells = tuple((LABELS[field], _cell(access, lever, worth, field, currency, may, outcome)) for field in LABELS)
    return LeverCard(
        lever=lever,
        text=_text(lever, item, amounts, pays=_pays(worth, access)) if item else (),
        with_it=_with_it(item, names) if item else "",
        cells=cells,
        is_assumed=worth.is_assumed,
        is_new=not fresh and item is None,
        is_good=item is not None and item["joint"] is not None and Decimal(item["joint"][1]) > 0,
    )


def _text(lever: Lever, item: Mapping[str, Any], amounts: Amounts, *, pays: bool) -> Sentence:
    most = Decimal(item["ours_most"])
    if item["used"] == 0:
        why = (
            "nothing that is left to trade pays for it"
            if pays
            else "it costs one side at least what it gives the other"
        )
        return sentence("*{title}* would bring nothing now: {why}.", title=lever.title, why=why)
    ours = amounts.ours(most)
    if item["joint"] is None:
        only = "*{title}* could bring us up to *{most}* while they lose nothing."
        return sentence(only, title=lever.title, most=ours)
    joint = amounts.theirs(item["joint"])
    return sentence(
        "*{title}* would likely bring *{joint}* in all; up to *{most}* of it could be ours while they lose nothing.",
        title=lever.title, joint=joint, most=ours,
    )  # fmt: skip


def _pays(worth: LeverWorth, access: Standing) -> bool:
    """Whether, by the likely figures, it gives one side more than it costs the other."""
    ours, theirs = (None, {}) if worth._state.adding else (opened(worth.ours, access), opened(worth.theirs, access))
    return ours is not None and bool(theirs) and ours + Decimal(theirs["likely"]) > 0


def _with_it(item: Mapping[str, Any], names: Names) -> str:
    """What else would change for the largest joint gain."""
    changes = [f"{names.issue(pk)} {names.level(pk, level)}" for pk, level in item["levels"].items()]
    return listed(changes)


def _cell(
    access: Standing, lever: Lever, worth: LeverWorth, field: str, currency: str, may: bool, outcome: Outcome | None
) -> Cell:
    value = None if worth._state.adding else opened(getattr(worth, field), access)
    text = worth_words(field, value, currency)
    cell = Cell(
        id=f"cell-{field}-{lever.pk}",
        url=reverse(
            "negotiations:lever-worth-edit", kwargs={"deal_id": access.deal.pk, "lever_id": lever.pk, "field": field}
        ),
        field=field,
        label=f"{LABELS[field]}, {lever.title}",
        text=text,
        stored=text,
        version=worth.version_of(field),
        editable=may,
        secret=True,
        hint=HINTS[field],
    )
    return settled(cell, outcome)


def worth_words(field: str, value: Any, currency: str) -> str:
    """A worth as a person would type it."""
    if not value and value != 0:
        return ""
    if field == "theirs":
        return range_words(value, currency)
    if field == "source":
        return str(value)
    return money(value, currency) if currency else number(value).replace("-", MINUS)
