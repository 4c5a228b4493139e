"""Rules of the workspace's pages and fragments (`negotiations:`) and of the project's own (`config`)."""

from tests.guards.url_rules import Rule, public

PAGES: dict[str, Rule] = {
    "healthz": public("GET"),
    "readyz": public("GET"),
    "styleguide": public("GET"),
}
