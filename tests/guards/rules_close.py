"""Rules of the close, pages and API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

CLOSE: dict[str, Rule] = {
    "negotiations:close-term-list": deal(GET=P.DEAL_VIEW),
    "negotiations:close-term-create": deal(POST=P.CLOSE_EDIT),
    "negotiations:close-term-edit": deal(POST=P.CLOSE_EDIT),
    "negotiations:close-term-remove": deal(POST=P.CLOSE_EDIT),
    "api:close-term-list": deal(api=True, GET=P.DEAL_VIEW, POST=P.CLOSE_EDIT),
    "api:close-term-detail": deal(api=True, GET=P.DEAL_VIEW, PATCH=P.CLOSE_EDIT, DELETE=P.CLOSE_EDIT),
}
