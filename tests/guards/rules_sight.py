"""Rules of what is always in sight at the table, the caucus and the observer's sheet: pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

SIGHT: dict[str, Rule] = {
    "negotiations:table-sight": deal(GET=P.SECRETS_VIEW),
    "negotiations:table-sight-again": deal(POST=P.TRADES_RUN),
    "negotiations:table-paused": deal(GET=P.CAUCUS),
    "negotiations:caucus": deal(GET=P.CAUCUS),
    "negotiations:caucus-pause": deal(POST=P.MOVE_RECORD),
    "negotiations:caucus-resume": deal(POST=P.MOVE_RECORD),
    "negotiations:caucus-say": deal(POST=P.CAUCUS),
    "negotiations:caucus-decide": deal(POST=P.CAUCUS),
    "negotiations:caucus-remove": deal(POST=P.CAUCUS),
    "negotiations:observer": deal(GET=P.DEAL_VIEW),
    "negotiations:sighting-create": deal(POST=P.OBSERVE),
    "negotiations:sighting-edit": deal(POST=P.OBSERVE),
    "negotiations:sighting-remove": deal(POST=P.OBSERVE),
    "negotiations:style-rate": deal(POST=P.OBSERVE),
    "api:table-sight": deal(api=True, GET=P.SECRETS_VIEW, POST=P.TRADES_RUN),
    "api:caucus": deal(api=True, GET=P.CAUCUS, POST=P.CAUCUS),
    "api:caucus-pause": deal(api=True, POST=P.MOVE_RECORD),
    "api:caucus-resume": deal(api=True, POST=P.MOVE_RECORD),
    "api:caucus-note-detail": deal(api=True, PATCH=P.CAUCUS, DELETE=P.CAUCUS),
    "api:observer-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.OBSERVE),
    "api:observer-detail": deal(api=True, PATCH=P.OBSERVE, DELETE=P.OBSERVE),
    "api:style-rating-list": deal(api=True, POST=P.OBSERVE),
    "api:tactic-list": deal(api=True, GET=P.DEAL_VIEW),
}
