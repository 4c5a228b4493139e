"""Rules of the team's pages: seats, phases."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

TEAM: dict[str, Rule] = {
    "negotiations:seat-list": deal(GET=P.DEAL_VIEW),
    "negotiations:seat-plan": deal(GET=P.DEAL_VIEW),
    "negotiations:seat-add": deal(POST=P.SEATS_MANAGE),
    "negotiations:seat-edit": deal(GET=P.SEATS_MANAGE, POST=P.SEATS_MANAGE),
    "negotiations:seat-hand-over": deal(GET=P.SEATS_MANAGE, POST=P.SEATS_MANAGE),
    "api:seat-hand-over": deal(api=True, POST=P.SEATS_MANAGE),
    "negotiations:seat-remove": deal(POST=P.SEATS_MANAGE),
    "negotiations:phase-move": deal(GET=P.DEAL_VIEW, POST=P.DEAL_EDIT),
    "negotiations:deal-meter": deal(GET=P.TRADES_VIEW),
    "api:phase-detail": deal(api=True, GET=P.DEAL_VIEW, POST=P.DEAL_EDIT),
}
