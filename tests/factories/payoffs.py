"""Payoff tables of known cases, re-typed as facts: issue → option → (points to the first party, to the second)."""

# The classic eight-issue case: recruiter, candidate.
NEW_RECRUIT: dict[str, dict[str, tuple[float, float]]] = {
    "Salary": {
        "$60,000": (-6000, 0),
        "$58,000": (-4500, -1500),
        "$56,000": (-3000, -3000),
        "$54,000": (-1500, -4500),
        "$52,000": (0, -6000),
    },
    "Signing bonus": {
        "10 %": (0, 4000),
        "8 %": (1000, 3000),
        "6 %": (2000, 2000),
        "4 %": (3000, 1000),
        "2 %": (4000, 0),
    },
    "Job assignment": {
        "Division A": (0, 0),
        "Division B": (-600, -600),
        "Division C": (-1200, -1200),
        "Division D": (-1800, -1800),
        "Division E": (-2400, -2400),
    },
    "Company car": {
        "LUX EX2": (1200, 1200),
        "MOD 250": (900, 900),
        "RAND XTR": (600, 600),
        "DE PAS 450": (300, 300),
        "PALO LSR": (0, 0),
    },
    "Starting date": {
        "1 Jun": (1600, 0),
        "15 Jun": (1200, 1000),
        "1 Jul": (800, 2000),
        "15 Jul": (400, 3000),
        "1 Aug": (0, 4000),
    },
    "Vacation days": {"30": (0, 1600), "25": (1000, 1200), "20": (2000, 800), "15": (3000, 400), "10": (4000, 0)},
    "Moving expenses": {
        "100 %": (0, 3200),
        "90 %": (200, 2400),
        "80 %": (400, 1600),
        "70 %": (600, 800),
        "60 %": (800, 0),
    },
    "Insurance": {
        "Allen": (0, 800),
        "ABC": (800, 600),
        "Good Health": (1600, 400),
        "Best Insurance Co.": (2400, 200),
        "Insure Alba": (3200, 0),
    },
}

# Bicycle parts: the buyer Itex and the supplier Cypress; evaluations by issue, then the weight of each issue.
ITEX_CYPRESS: dict[str, dict[str, tuple[float, float]]] = {
    "Price": {"$4.37": (1, 30), "$4.12": (10, 20), "$3.98": (25, 10), "$3.71": (33, 5), "$3.47": (40, 1)},
    "Delivery": {"60 days": (1, 1), "45 days": (10, 20), "30 days": (19, 10), "20 days": (25, 5)},
    "Payment": {"Upon delivery": (15, 10), "30 days after delivery": (6, 25), "60 days after delivery": (1, 1)},
    "Returns": {"Full price": (20, 1), "5% spoilage allowed": (7, 30), "10% spoilage allowed": (1, 5)},
}
ITEX_WEIGHTS = {
    "Price": (0.4700166576535899, 0.28812635027374),
    "Delivery": (0.1220816713696379, 0.1915290482981283),
    "Payment": (0.17727008190772825, 0.24212575877553694),
    "Returns": (0.2306315890690439, 0.2782188426525948),
}


def weighted(
    table: dict[str, dict[str, tuple[float, float]]], weights: dict[str, tuple[float, float]]
) -> dict[str, dict[str, tuple[float, float]]]:
    """A table of evaluations and weights as points: weight × evaluation ÷ the issue's largest evaluation."""
    points = {}
    for issue, cells in table.items():
        tops = [max(pair[side] for pair in cells.values()) for side in (0, 1)]
        points[issue] = {
            option: (weights[issue][0] * pair[0] / tops[0], weights[issue][1] * pair[1] / tops[1])
            for option, pair in cells.items()
        }
    return points
