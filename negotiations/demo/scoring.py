"""Blind scoring in the demo: a closed round with its differences on one deal, an open one on another."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

from accounts.models import User
from negotiations.actions import scoring, scoring_adoption, scoring_sheets
from negotiations.actions.scoring_adoption import Choice
from negotiations.demo import air_conditioners, software_licence
from negotiations.models import Deal, ScoringRound
from negotiations.queries.scoring.numbers import HAND, MEAN

Points = Mapping[str, int]
Targets = Mapping[str, int]

# By issue, what each gives; finance looks at money, procurement at what binds, the director at leaving again.
LICENCE: dict[str, tuple[Points, Targets]] = {
    "carla": (
        {
            "Fee per seat and year": 100, "Seats": 38, "Term": 24, "Price cap at renewal": 30, "Payment plan": 10,
            "Training": 16, "Support": 24, "Response to outages": 12, "Data export at exit": 14, "Notice to leave": 8,
            "Joint case study": 2,
        },
        {"Fee per seat and year": 535, "Price cap at renewal": 3},
    ),
    "joao": (
        {
            "Fee per seat and year": 100, "Seats": 45, "Term": 8, "Price cap at renewal": 22, "Payment plan": 34,
            "Training": 6, "Support": 12, "Response to outages": 6, "Data export at exit": 5, "Notice to leave": 5,
            "Joint case study": 0,
        },
        {"Fee per seat and year": 525, "Payment plan": 4},
    ),
    "ana": (
        {
            "Fee per seat and year": 100, "Seats": 30, "Term": 28, "Price cap at renewal": 36, "Payment plan": 8,
            "Training": 22, "Support": 30, "Response to outages": 16, "Data export at exit": 24, "Notice to leave": 12,
            "Joint case study": 3,
        },
        {"Fee per seat and year": 540, "Support": 3},
    ),
    "rita": (
        {
            "Fee per seat and year": 60, "Seats": 20, "Term": 85, "Price cap at renewal": 50, "Payment plan": 6,
            "Training": 12, "Support": 30, "Response to outages": 10, "Data export at exit": 100, "Notice to leave": 60,
            "Joint case study": 4,
        },
        {"Data export at exit": 3, "Term": 2},
    ),
}  # fmt: skip
BY_HAND = Choice(weight=HAND, points=Decimal(3), reason="Worth a day of one person; we do it if they ask.")
DAYS_TO_HAND_IN = 5


def load(deal: Deal, module: ModuleType, people: Mapping[str, User], *, by: User, at: datetime) -> None:
    """What the team of this deal has scored by today."""
    if module is software_licence:
        _closed(deal, people, by=by, at=at)
    elif module is air_conditioners:
        _open(deal, people, by=by, at=at)


def _closed(deal: Deal, people: Mapping[str, User], *, by: User, at: datetime) -> None:
    do: dict[str, Any] = {"by": by, "at": at}
    row = scoring.open_round(deal, **do)
    for key, (points, targets) in LICENCE.items():
        scoring_sheets.hand_in(row, _by_id(deal, points), _by_id(deal, targets), by=people[key], at=at)
    fee, study = _by_id(deal, {"Fee per seat and year": 0, "Joint case study": 0})
    scoring_adoption.adopt(row, {fee: Choice(target=MEAN), study: BY_HAND}, **do)


def _open(deal: Deal, people: Mapping[str, User], *, by: User, at: datetime) -> None:
    """Two have handed in, one has begun: nobody can tell."""
    row = scoring.open_round(deal, deadline=at.date() + timedelta(days=DAYS_TO_HAND_IN), by=by, at=at)
    for key, slope in (("paulo", 7), ("ines", 4)):
        scoring_sheets.hand_in(row, _falling(row, slope), {}, by=people[key], at=at)


def _falling(row: ScoringRound, slope: int) -> dict[UUID, Decimal]:
    """Points that fall from issue to issue, in the order of the plan."""
    return {UUID(pk): Decimal(max(5, 100 - slope * place)) for place, pk in enumerate(row.issues)}


def _by_id(deal: Deal, values: Mapping[str, int]) -> dict[UUID, Decimal]:
    ids = dict(deal.issues.filter(removed_at__isnull=True).values_list("name", "pk"))
    return {ids[name]: Decimal(value) for name, value in values.items()}
