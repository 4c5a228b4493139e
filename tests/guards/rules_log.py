"""Rules of the table: its log, pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

LOG: dict[str, Rule] = {
    "negotiations:move-list": deal(GET=P.SECRETS_VIEW),
    "negotiations:move-read": deal(POST=P.MOVE_RECORD),
    "negotiations:move-record": deal(POST=P.MOVE_RECORD),
    "negotiations:move-ask": deal(POST=P.OFFER_RECORD),
    "negotiations:move-reverse": deal(POST=P.MOVE_RECORD),
    "api:move-list": deal(api=True, GET=P.SECRETS_VIEW, POST=P.MOVE_RECORD),
    "api:move-read": deal(api=True, POST=P.MOVE_RECORD),
    "api:move-detail": deal(api=True, GET=P.SECRETS_VIEW),
    "api:move-reverse": deal(api=True, POST=P.MOVE_RECORD),
    "api:move-correct": deal(api=True, POST=P.MOVE_RECORD),
}
