"""Rules of the paired ledger and of the alerts: pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

LEDGER: dict[str, Rule] = {
    "negotiations:ledger-list": deal(GET=P.SECRETS_VIEW),
    "negotiations:ledger-pair": deal(POST=P.MOVE_RECORD),
    "negotiations:ledger-secure": deal(POST=P.MOVE_RECORD),
    "negotiations:ledger-assign": deal(POST=P.MOVE_RECORD),
    "negotiations:pairing-reverse": deal(POST=P.MOVE_RECORD),
    "negotiations:securing-reverse": deal(POST=P.MOVE_RECORD),
    "negotiations:alert-list": deal(GET=P.SECRETS_VIEW),
    "negotiations:alert-dismiss": deal(POST=P.MOVE_RECORD),
    "negotiations:dismissal-reverse": deal(POST=P.MOVE_RECORD),
    "api:alert-list": deal(api=True, GET=P.SECRETS_VIEW),
    "api:alert-dismiss": deal(api=True, POST=P.MOVE_RECORD),
    "api:dismissal-reverse": deal(api=True, POST=P.MOVE_RECORD),
    "api:plan-log": deal(api=True, GET=P.SECRETS_VIEW),
    "api:ledger-detail": deal(api=True, GET=P.SECRETS_VIEW),
    "api:ledger-pair": deal(api=True, POST=P.MOVE_RECORD),
    "api:pairing-reverse": deal(api=True, POST=P.MOVE_RECORD),
    "api:ledger-secure": deal(api=True, POST=P.MOVE_RECORD),
    "api:securing-reverse": deal(api=True, POST=P.MOVE_RECORD),
    "api:ledger-assign": deal(api=True, POST=P.MOVE_RECORD),
}
