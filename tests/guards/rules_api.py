"""Rules of the API (`api:`): the same permissions as the pages that do the same."""

from tests.guards.url_rules import Rule

API: dict[str, Rule] = {}
