"""Rules of the account pages: allauth's own and ours (`accounts:`), and their API."""

from tests.guards.url_rules import Rule

ACCOUNTS: dict[str, Rule] = {}
