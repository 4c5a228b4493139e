"""Published negotiation cases as facts, with the answers that are known for them.

New Recruit: classroom case, payoff table as in TextArena (MIT). The others are GENIUS domains: evaluations are
divided by the issue's largest one and multiplied by the issue's weight, as GENIUS itself does.
"""

from __future__ import annotations

from fractions import Fraction

from negotiations.engine.build import build, from_points
from negotiations.engine.problem import Problem

Table = dict[str, dict[str, tuple[int, int]]]

NEW_RECRUIT: Table = {
    "Salary": {
        "$60000": (-6000, 0),
        "$58000": (-4500, -1500),
        "$56000": (-3000, -3000),
        "$54000": (-1500, -4500),
        "$52000": (0, -6000),
    },
    "Signing bonus": {"10%": (0, 4000), "8%": (1000, 3000), "6%": (2000, 2000), "4%": (3000, 1000), "2%": (4000, 0)},
    "Job assignment": {"A": (0, 0), "B": (-600, -600), "C": (-1200, -1200), "D": (-1800, -1800), "E": (-2400, -2400)},
    "Company car": {
        "LUX EX2": (1200, 1200),
        "MOD 250": (900, 900),
        "RAND XTR": (600, 600),
        "DE PAS 450": (300, 300),
        "PALO LSR": (0, 0),
    },
    "Starting date": {
        "Jun 1": (1600, 0),
        "Jun 15": (1200, 1000),
        "Jul 1": (800, 2000),
        "Jul 15": (400, 3000),
        "Aug 1": (0, 4000),
    },
    "Vacation days": {"30": (0, 1600), "25": (1000, 1200), "20": (2000, 800), "15": (3000, 400), "10": (4000, 0)},
    "Moving expenses": {"100%": (0, 3200), "90%": (200, 2400), "80%": (400, 1600), "70%": (600, 800), "60%": (800, 0)},
    "Insurance": {
        "Allen": (0, 800),
        "ABC": (800, 600),
        "Good Health": (1600, 400),
        "Best Insurance Co.": (2400, 200),
        "Insure Alba": (3200, 0),
    },
}

CYPRESS_ITEX: Table = {
    "Price": {"$4.37": (1, 30), "$4.12": (10, 20), "$3.98": (25, 10), "$3.71": (33, 5), "$3.47": (40, 1)},
    "Delivery": {"60 days": (1, 1), "45 days": (10, 20), "30 days": (19, 10), "20 days": (25, 5)},
    "Payment": {"upon delivery": (15, 10), "30 days after delivery": (6, 25), "60 days after delivery": (1, 1)},
    "Returns": {"full price": (20, 1), "5 % spoilage": (7, 30), "10 % spoilage": (1, 5)},
}
CYPRESS_ITEX_WEIGHTS = (
    (0.4700166576535899, 0.1220816713696379, 0.17727008190772825, 0.2306315890690439),
    (0.28812635027374, 0.1915290482981283, 0.24212575877553694, 0.2782188426525948),
)

ACQUISITION: Table = {
    "Price": {"1 M$": (10, 8), "2.5 M$": (9, 8), "5 M$": (8, 9), "8 M$": (8, 10)},
    "IP": {"IS receives all": (10, 6), "IS receives most": (4, 7), "founders keep all": (9, 10)},
    "Stocks": {"2 %": (5, 5), "2 % + jobs": (10, 9), "5 %": (4, 6), "5 % + jobs": (7, 10)},
    "Employees": {"raise": (6, 9), "same": (6, 7), "private contracts": (7, 8), "half fired": (3, 4)},
    "Liability": {"stays": (10, 7), "IS liable": (7, 10)},
}
ACQUISITION_WEIGHTS = ((0.3, 0.3, 0.15, 0.05, 0.2), (0.5, 0.04, 0.2, 0.06, 0.2))

_KW = ("0 kW", "25 kW", "50 kW", "75 kW", "100 kW")
_LATE, _EARLY = (8, 7, 5, 2, 1), (4, 3, 2, 1, 0)
_SHORT, _LONG = (0, 2, 3, 4, 5), (0, 2, 5, 6, 7)
ENERGY: Table = {
    hours: dict(zip(_KW, zip(consumer, distributor, strict=True), strict=True))
    for hours, consumer, distributor in (
        ("0000", _SHORT, _EARLY),
        ("0300", _SHORT, _EARLY),
        ("0600", _SHORT, _EARLY),
        ("0900", _LONG, _EARLY),
        ("1200", _LONG, _LATE),
        ("1500", _LONG, _LATE),
        ("1800", _SHORT, _LATE),
        ("2100", _SHORT, _LATE),
    )
}
ENERGY_WEIGHTS = (
    (0.03, 0.04, 0.06, 0.19, 0.28, 0.23, 0.09, 0.08),
    (0.03, 0.05, 0.07, 0.09, 0.14, 0.19, 0.24, 0.19),
)

_TRAVEL = {
    "Atmosphere": ((52, 52, 42, 42, 58, 478, 276), (41, 33, 213, 262, 45, 37, 370)),
    "Amusement": ((389, 224, 34, 38, 43, 224, 47), (370, 33, 37, 45, 262, 41, 213)),
    "Culinary": ((250, 353, 353, 42), (508, 70, 360, 62)),
    "Shopping": ((360, 508, 61, 70), (61, 70, 360, 508)),
    "Culture": ((46, 271, 42, 221, 382, 38), (271, 46, 382, 38, 221, 42)),
    "Sport": ((481, 53, 66, 341, 58), (481, 341, 53, 58, 66)),
    "Environment": ((26, 264, 187, 152, 187, 22, 29, 132), (158, 28, 31, 26, 316, 182, 224, 35)),
}
TRAVEL: Table = {key: {str(v): pair for v, pair in enumerate(zip(*rows, strict=True))} for key, rows in _TRAVEL.items()}
TRAVEL_WEIGHTS = (
    (
        0.21223021916844162,
        0.037281943228254254,
        0.2610790617438959,
        0.043071469925015246,
        0.04701814200635607,
        0.028014188614461887,
        0.371304975313575,
    ),
    (
        0.3704517173416688,
        0.04304893094970382,
        0.20809971361039253,
        0.04308224059878759,
        0.04701364277217884,
        0.0332933736028529,
        0.25501038112441554,
    ),
)


def new_recruit() -> Problem:
    """Recruiter and candidate; no deal is worth 0 points to both."""
    return from_points(
        issues=[(key, list(options)) for key, options in NEW_RECRUIT.items()],
        points=[[[pair[p] for pair in options.values()] for options in NEW_RECRUIT.values()] for p in (0, 1)],
        floors=[0, 0],
        parties=("recruiter", "candidate"),
    )


def genius(table: Table, weights: tuple[tuple[float, ...], ...]) -> Problem:
    """A GENIUS domain, each issue normalised by its largest evaluation; no deal is worth 0 to both."""
    values = [
        [
            [Fraction(pair[p], max(q[p] for q in options.values())) for pair in options.values()]
            for options in table.values()
        ]
        for p in (0, 1)
    ]
    return build(
        issues=[(key, list(options)) for key, options in table.items()], weights=weights, values=values, floors=[0, 0]
    )


def cypress_itex() -> Problem:
    return genius(CYPRESS_ITEX, CYPRESS_ITEX_WEIGHTS)


def acquisition() -> Problem:
    return genius(ACQUISITION, ACQUISITION_WEIGHTS)


def energy() -> Problem:
    return genius(ENERGY, ENERGY_WEIGHTS)


def travel() -> Problem:
    return genius(TRAVEL, TRAVEL_WEIGHTS)
