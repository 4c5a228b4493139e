"""The page of moves in hand: three lists, each with what the plan and the log say of it. Secret as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from negotiations.enums_table import MoveKind
from negotiations.levels import money
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.prepare.register import Around, Line, Maker, Table, table
from negotiations.queries.prepare.register_fields import Field
from negotiations.queries.standing import Standing
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.tactics.bogeys import bogey_views, load_bogeys, walk_aways
from negotiations.queries.tactics.fields import BOGEY, SANCTION, SMALL_GIVE
from negotiations.queries.tactics.gives import Shelf, load_shelf
from negotiations.queries.tactics.sanctions import exposure, load_sanctions, sanction_views

KINDS = (MoveKind.BOGEY, MoveKind.OFFER, MoveKind.GIVE, MoveKind.AGREE, MoveKind.THREAT)
CAP = "cell-give-cap"


@dataclass(frozen=True)
class Part:
    """One list of the page: its rows, and where a new one is sent. ``prefix`` is that of its form's ids."""

    prefix: str
    fields: Sequence[Field]
    table: Table
    create_url: str


def tactics_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its forms. Six queries, whatever is on it."""
    access.require(Permission.SECRETS_VIEW)
    deal, today = access.deal, timezone.localdate()
    moves = list(standing_moves(deal, kinds=KINDS))
    bogeys = bogey_views(
        load_bogeys(deal), access, limits=walk_aways(deal, access), moves=moves, currency=deal.currency, today=today
    )
    sanctions = sanction_views(load_sanctions(deal), access, currency=deal.currency)
    shelf = load_shelf(deal, access, moves)
    return {
        "bogeys": _part(access, around, outcome, "bogey", BOGEY, bogeys),
        "sanctions": _part(access, around, outcome, "sanction", SANCTION, sanctions),
        "gives": _part(access, around, outcome, "small_give", SMALL_GIVE, shelf.gives),
        "may_say": sum(one.verdict == "may" for one in bogeys),
        "exposure": exposure(sanctions, currency=deal.currency),
        "unready": sum(one.open for one in sanctions),
        "shelf": shelf,
        "cap": cap_cell(access, shelf, outcome),
    }


def cap_cell(access: Standing, shelf: Shelf, outcome: Outcome | None) -> Cell:
    """What all small gives may cost us together, as it is edited."""
    text = "" if shelf.most is None else money(shelf.most, access.deal.currency)
    cell = Cell(
        id=CAP,
        url=reverse("negotiations:prepare-give-cap", kwargs={"deal_id": access.deal.pk}),
        field="amount",
        label="They may cost us together, at most",
        text=text,
        stored=text,
        version=shelf.cap.version_of("amount") if shelf.cap is not None else 0,
        editable=access.can(Permission.SECRETS_EDIT),
        secret=True,
        hint="no cap",
    )
    return settled(cell, outcome)


def _part(
    access: Standing, around: Around, outcome: Outcome | None, noun: str, fields: Sequence[Field], views: Sequence[Any]
) -> Part:
    make = Maker(access, around, fields, noun, outcome, permission=Permission.SECRETS_EDIT)

    def line(view: Any) -> Line:
        return make.line(view.row, more=view)

    url = reverse(f"negotiations:prepare-{noun.replace('_', '-')}-create", kwargs={"deal_id": access.deal.pk})
    return Part(f"{noun}-", fields, table(make, views, total=len(views), line=line), url)
