"""Rules of the review: pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

REVIEW: dict[str, Rule] = {
    "negotiations:review-detail": deal(GET=P.SECRETS_VIEW),
    "negotiations:review-talks": deal(GET=P.SECRETS_VIEW),
    "negotiations:review-run": deal(POST=P.TRADES_RUN),
    "negotiations:review-log": deal(GET=P.SECRETS_VIEW),
    "negotiations:review-paper": deal(GET=P.EXPORT),
    "api:review-detail": deal(api=True, GET=P.SECRETS_VIEW, POST=P.TRADES_RUN),
}
