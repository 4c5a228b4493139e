"""Rules of the portfolio: everybody has one, of the deals that they may read."""

from tests.guards.url_rules import Rule, signed_in

PORTFOLIO: dict[str, Rule] = {
    "negotiations:portfolio": signed_in("GET"),
    "negotiations:portfolio-export": signed_in("GET"),
    "api:portfolio": signed_in("GET", api=True),
}
