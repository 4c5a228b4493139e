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
    "api:ledger-detail": deal(api=True, GET=P.SECRETS_VIEW),
    "api:ledger-pair": deal(api=True, POST=P.MOVE_RECORD),
    "api:pairing-reverse": deal(api=True, POST=P.MOVE_RECORD),
    "api:ledger-secure": deal(api=True, POST=P.MOVE_RECORD),
    "api:securing-reverse": deal(api=True, POST=P.MOVE_RECORD),
    "api:ledger-assign": deal(api=True, POST=P.MOVE_RECORD),
}
