"""Rules of the mandate and of offers: pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

MANDATE: dict[str, Rule] = {
    "negotiations:mandate-detail": deal(GET=P.SECRETS_VIEW),
    "negotiations:mandate-edit": deal(POST=P.MANDATE_DRAFT),
    "negotiations:mandate-never": deal(POST=P.MANDATE_DRAFT),
    "negotiations:mandate-authority": deal(POST=P.MANDATE_DRAFT),
    "negotiations:mandate-submit": deal(POST=P.MANDATE_DRAFT),
    "negotiations:mandate-withdraw": deal(POST=P.MANDATE_DRAFT),
    "negotiations:mandate-approve": deal(POST=P.MANDATE_DECIDE),
    "negotiations:mandate-refuse": deal(POST=P.MANDATE_DECIDE),
    "api:mandate-detail": deal(api=True, GET=P.SECRETS_VIEW, PATCH=P.MANDATE_DRAFT),
    "api:mandate-versions": deal(api=True, GET=P.SECRETS_VIEW),
    "api:mandate-submit": deal(api=True, POST=P.MANDATE_DRAFT),
    "api:mandate-withdraw": deal(api=True, POST=P.MANDATE_DRAFT),
    "api:mandate-approve": deal(api=True, POST=P.MANDATE_DECIDE),
    "api:mandate-refuse": deal(api=True, POST=P.MANDATE_DECIDE),
}
