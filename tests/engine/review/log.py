"""A short scripted log whose every figure is computed by hand.

Worth to us / to them of each option. Price: 40 30 20 10 0 / 0 10 20 30 40. Days of payment: 0 5 10 / 40 20 0.
Warranty: 20 0 / 0 5. Floors: 20 / 30.
"""

import numpy as np

from negotiations.engine.doubt import Draws
from negotiations.engine.problem import OURS, THEIRS, Issue, Problem
from negotiations.engine.review.log import Entry, Kind

PRICE, DAYS, WARRANTY = 0, 1, 2
THEIR_ROWS = ((0, 10, 20, 30, 40), (40, 20, 0), (0, 5))
BELIEVED = ((0, 10, 20, 30, 40), (10, 5, 0), (0, 5))  # at first we thought that they care little for days
RESULT = (2, 1, 1)  # 25 / 45
PLANNED = {PRICE: 1}


def deal():
    ours = ((40, 30, 20, 10, 0), (0, 5, 10), (20, 0))
    issues = tuple(
        Issue(key, tuple(map(str, range(len(row)))), (row, theirs))
        for key, row, theirs in zip(("price", "days", "warranty"), ours, THEIR_ROWS, strict=True)
    )
    return Problem(("ours", "theirs"), issues, 100, (20, 30))


def known():
    """One guess of their side, the true one: bands have no width then."""
    return Draws(tuple(np.array([row]) for row in THEIR_ROWS), np.ones(1), 100)


def talks():
    return [
        Entry(1, OURS, Kind.OFFER, 0.0, (0, 1, 2), (0, 2, 0)),  # 70 / 0
        Entry(2, THEIRS, Kind.OFFER, 0.3, (0, 1, 2), (4, 0, 1)),  # 0 / 85
        Entry(3, OURS, Kind.OFFER, 0.5, (PRICE,), (1, 2, 0)),  # 60 / 10
        Entry(4, THEIRS, Kind.OFFER, 0.7, (PRICE,), (3, 0, 1)),  # 10 / 75
        Entry(5, OURS, Kind.GIVE, 1.1, (WARRANTY,), (1, 2, 1), frozenset({WARRANTY})),  # 40 / 15
        Entry(6, THEIRS, Kind.THREAT, 1.2, (PRICE,)),
        Entry(7, THEIRS, Kind.OFFER, 1.4, (PRICE, DAYS), (2, 1, 1)),  # 25 / 45
        Entry(8, OURS, Kind.OFFER, 1.5, (PRICE,), (2, 2, 1)),  # 30 / 25
        Entry(9, THEIRS, Kind.AGREE, 1.6, (), None),
    ]
