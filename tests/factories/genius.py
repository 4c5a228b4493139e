"""GENIUS files for tests, built from facts: option → (first party's evaluation, second party's)."""

from xml.sax.saxutils import quoteattr

Table = dict[str, dict[str, tuple[float, float]]]

# Itex–Cypress, the classroom case on bicycle parts (Kersten & Noronha 1999): Cypress first, Itex second.
ITEX_CYPRESS: Table = {
    "Price": {"$4.37": (1, 30), "$4.12": (10, 20), "$3.98": (25, 10), "$3.71": (33, 5), "$3.47": (40, 1)},
    "Delivery": {"60 days": (1, 1), "45 days": (10, 20), "30 days": (19, 10), "20 days": (25, 5)},
    "Payment": {
        "Upon delivery": (15, 10),
        "30 days after delivery": (6, 25),
        "60 days after delivery": (1, 1),
    },
    "Returns": {"Full price": (20, 1), "5% spoilage allowed": (7, 30), "10% spoilage allowed": (1, 5)},
}
ITEX_CYPRESS_WEIGHTS = (
    (0.4700166576535899, 0.1220816713696379, 0.17727008190772825, 0.2306315890690439),
    (0.28812635027374, 0.1915290482981283, 0.24212575877553694, 0.2782188426525948),
)


def domain(table: Table) -> bytes:
    """The file that lists issues and items."""
    issues = "".join(
        f'<issue index="{i}" name={quoteattr(name)} type="discrete" vtype="discrete">'
        + "".join(f'<item index="{k}" value={quoteattr(option)}/>' for k, option in enumerate(options, 1))
        + "</issue>"
        for i, (name, options) in enumerate(table.items(), 1)
    )
    space = f"<utility_space><objective>{issues}</objective></utility_space>"
    return f"<negotiation_template>{space}</negotiation_template>".encode()


def profile(table: Table, weights: tuple[float, ...], side: int, reservation: float | None = 0) -> bytes:
    """The file of one party."""
    issues = "".join(
        f'<issue index="{i}" name={quoteattr(name)}>'
        + "".join(
            f'<item index="{k}" value={quoteattr(option)} evaluation="{pair[side]}"/>'
            for k, (option, pair) in enumerate(options.items(), 1)
        )
        + "</issue>"
        for i, (name, options) in enumerate(table.items(), 1)
    )
    weighed = "".join(f'<weight index="{i}" value="{weight}"/>' for i, weight in enumerate(weights, 1))
    floor = "" if reservation is None else f'<reservation value="{reservation}"/>'
    return f"<utility_space>{floor}<objective>{issues}{weighed}</objective></utility_space>".encode()


def itex_cypress(reservation: float = 0) -> tuple[bytes, bytes, bytes]:
    """Domain, Cypress (us), Itex (them)."""
    return (
        domain(ITEX_CYPRESS),
        profile(ITEX_CYPRESS, ITEX_CYPRESS_WEIGHTS[0], 0, reservation),
        profile(ITEX_CYPRESS, ITEX_CYPRESS_WEIGHTS[1], 1),
    )
